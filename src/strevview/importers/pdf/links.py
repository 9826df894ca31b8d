"""The links of a page: which letters they cover, and where they lead."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from strevview.importers.pdf.letters import Box, Piece, Placing
from strevview.importers.pdf.opening import Handle

_GOTO, _URI = 1, 3
_LONGEST_ADDRESS = 8192
_MOST_LINKS = 20_000
_USABLE = re.compile(r"(?:https?|ftp|mailto|doi|urn):\S|www\.\S", re.IGNORECASE)


class Link(NamedTuple):
    """The boxes that a link covers, and its address; "" where it has none that can be used."""

    address: str
    boxes: tuple[Box, ...]


def read_links(page: Handle, document: Handle, placing: Placing) -> tuple[Link, ...]:
    """Return the links of a page that lead out of the document, or nowhere."""
    return tuple(_links(page, document, placing))


def with_link(letter: Piece, near: Sequence[tuple[str, Box]]) -> Piece:
    """Return a letter that knows the address of the link that covers it."""
    x = (letter.x0 + letter.x1) / 2
    # Above the baseline, where boxes that are too low or too high by a little still cover it.
    y = letter.y - 0.25 * letter.source.size
    for address, (left, top, right, bottom) in near:
        if left <= x <= right and top <= y <= bottom:
            return letter._replace(address=address)
    return letter


def _links(page: Handle, document: Handle, placing: Placing) -> Iterator[Link]:
    import pypdfium2.raw as pdfium

    link, place = pdfium.FPDF_LINK(), ctypes.c_int(0)
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, place, link):
            return
        address = _address(link, document)
        if address is not None:
            yield Link(address, tuple(_boxes(link, placing)))


def _address(link: Handle, document: Handle) -> str | None:
    """Return where a link leads, "" where that is no use, None for a place in the document."""
    import pypdfium2.raw as pdfium

    action = pdfium.FPDFLink_GetAction(link)
    if not action:
        return None if pdfium.FPDFLink_GetDest(document.raw, link) else ""
    kind = pdfium.FPDFAction_GetType(action)
    if kind == _GOTO:
        return None
    if kind != _URI:
        return ""
    room = ctypes.create_string_buffer(_LONGEST_ADDRESS)
    length = pdfium.FPDFAction_GetURIPath(document.raw, action, room, _LONGEST_ADDRESS)
    if not 1 < length <= _LONGEST_ADDRESS:
        return ""
    address = _decoded(room.raw[: length - 1]).strip()
    if address.startswith("#"):
        return None
    return address if _USABLE.match(address) else ""


def _decoded(data: bytes) -> str:
    """Return an address: ASCII by the standard (ISO 32000-1, 12.6.4.7), and in fact also others."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _boxes(link: Handle, placing: Placing) -> Iterator[Box]:
    import pypdfium2.raw as pdfium

    number = pdfium.FPDFLink_CountQuadPoints(link)
    quad = pdfium.FS_QUADPOINTSF()
    for index in range(number):
        if pdfium.FPDFLink_GetQuadPoints(link, index, quad):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            up = (quad.y1, quad.y2, quad.y3, quad.y4)
            yield placing.box(min(across), min(up), max(across), max(up))
    box = pdfium.FS_RECTF()
    if number == 0 and pdfium.FPDFLink_GetAnnotRect(link, box):
        yield placing.box(box.left, box.bottom, box.right, box.top)
