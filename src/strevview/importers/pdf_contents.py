"""The words and links of a PDF as PDFium itself tells them: what the reader is held against.

None of the reader's code is used here, so that a fault of it cannot hide itself.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.importers.blocks import FileContents

_URI = 3
_ROOM = 8192
# What PDFium has for a hyphen at the end of a line, before capitals.
_AT_LINE_END = re.compile("[\x02\ufffe](?=[A-Z]{2})")


def contents_of(document: Any) -> FileContents:  # noqa: ANN401
    """Return the words and the addresses of links of an open PDF.

    A word that a line's end breaks has its hyphen (`coopera-tion`), but not before capitals, which
    begin another line of the page. Annotations after each other
    with one address count once: programs write a link that goes over a line's end as two.
    """
    words: list[str] = []
    links: list[str] = []
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        text = _AT_LINE_END.sub("- ", text_page.get_text_range(errors="ignore"))
        words += text.replace("\x02", "-").replace("\ufffe", "-").replace("\x00", "").split()
        links += _addresses(document, page)
        text_page.close()
        page.close()
    return FileContents(tuple(words), tuple(address for address, _ in groupby(links)))


def _addresses(document: Any, page: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the addresses of the link annotations of a page that lead out of the document."""
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        link = pdfium.FPDFAnnot_GetLink(annotation) if annotation else None
        action = pdfium.FPDFLink_GetAction(link) if link else None
        if action and pdfium.FPDFAction_GetType(action) == _URI:
            room = ctypes.create_string_buffer(_ROOM)
            pdfium.FPDFAction_GetURIPath(document.raw, action, room, _ROOM)
            address = _text(room.value).strip()
            if address and not address.startswith("#"):
                yield address
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
