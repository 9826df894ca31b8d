"""The links of a PDF's page: the boxes that they cover, and where they lead."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from strevview.importers.pdf_letters import Box, Handle, Letter, Placing, turned

_GOTO, _URI = 1, 3
_LONGEST_ADDRESS = 8192
_MOST_LINKS = 20_000
# In points: a letter is looked for only among the links at its height.
_BAND = 12.0
_MOST_BANDS = 1_000


class Link(NamedTuple):
    """The boxes that a link covers, and its address as the file has it; "" where it has none."""

    address: str
    boxes: tuple[Box, ...]


def read_links(page: Handle, document: Handle, placing: Placing) -> tuple[Link, ...]:
    """Return the links of a page that lead out of the document, or nowhere."""
    return tuple(_links(page, document, placing))


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
    """Return where a link leads, None for a place in the document."""
    import pypdfium2.raw as pdfium

    action = pdfium.FPDFLink_GetAction(link)
    if not action:
        return None if pdfium.FPDFLink_GetDest(document.raw, link) else ""
    kind = pdfium.FPDFAction_GetType(action)
    if kind != _URI:
        return None if kind == _GOTO else ""
    room = ctypes.create_string_buffer(_LONGEST_ADDRESS)
    length = pdfium.FPDFAction_GetURIPath(document.raw, action, room, _LONGEST_ADDRESS)
    if not 1 < length <= _LONGEST_ADDRESS:
        return ""
    address = _decoded(room.raw[: length - 1]).strip()
    return None if address.startswith("#") else address


def _decoded(data: bytes) -> str:
    """Return an address: ASCII by the standard (ISO 32000-1, 12.6.4.7), and in fact also others."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _boxes(link: Handle, placing: Placing) -> Iterator[Box]:
    """Yield the quadrilaterals of a link, or its rectangle where it has none."""
    import pypdfium2.raw as pdfium

    quad, number = pdfium.FS_QUADPOINTSF(), pdfium.FPDFLink_CountQuadPoints(link)
    for index in range(number):
        if pdfium.FPDFLink_GetQuadPoints(link, index, quad):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            up = (quad.y1, quad.y2, quad.y3, quad.y4)
            yield placing.box(min(across), min(up), max(across), max(up))
    box = pdfium.FS_RECTF()
    if number == 0 and pdfium.FPDFLink_GetAnnotRect(link, box):
        yield placing.box(box.left, box.bottom, box.right, box.top)


def with_links(letters: Sequence[Letter], links: Sequence[Link]) -> list[Letter]:
    """Return letters that know the number of the link whose box covers their middle."""
    bands: defaultdict[int, list[tuple[int, Box]]] = defaultdict(list)
    for number, box in ((number, box) for number, link in enumerate(links) for box in link.boxes):
        for band in range(_band(box[1]), _band(box[3]) + 1):
            bands[band].append((number, box))
    return [_with_link(letter, bands) for letter in letters] if bands else list(letters)


def _band(y: float) -> int:
    """Return which of the bands across a page a height in points is in."""
    return min(max(int(y / _BAND), 0), _MOST_BANDS)


def _with_link(letter: Letter, bands: dict[int, list[tuple[int, Box]]]) -> Letter:
    # Above the baseline, where boxes that are too low or too high by a little still cover it.
    x, y = (letter.x0 + letter.x1) / 2, letter.y - 0.25 * letter.look.size
    x, y = turned(x, y, -letter.look.angle)
    for number, (left, top, right, bottom) in bands.get(_band(y), ()):
        if left <= x <= right and top <= y <= bottom:
            return letter._replace(link=number)
    return letter
