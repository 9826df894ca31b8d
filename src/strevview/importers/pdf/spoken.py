"""Text that a PDF speaks otherwise than it draws it: `/ActualText` (ISO 32000-1, 14.9.4).

PDFium gives such a text the place of the first thing drawn for it, and puts a space after it where
the others are. What they cover is no gap between words.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator

from strevview.importers.pdf.letters import Box, Piece, Placing
from strevview.importers.pdf.opening import Handle

_TEXT = 1
_MOST_OBJECTS = 50_000
_MOSTLY = 0.6
# In sizes of the letters: no space between words is so narrow.
_NO_SPACE = 0.08


def without_false_spaces(
    letters: Iterable[Piece | None], page: Handle, text_page: Handle, placing: Placing
) -> Iterator[Piece | None]:
    """Yield letters without the spaces that PDFium adds where only drawn letters are left out."""
    boxes: tuple[Box, ...] | None = None
    last: Piece | None = None
    space: Piece | None = None
    for letter in letters:
        if last is not None and last.source.spoken and letter is not None and _is_added(letter):
            space = letter
            continue
        if space is not None and last is not None:
            boxes = _left_out(page, text_page, placing) if boxes is None else boxes
            if letter is None or not _is_covered(last, letter, boxes):
                yield space
            space = None
        yield letter
        if letter is not None and not letter.is_space:
            last = letter


def _is_added(letter: Piece) -> bool:
    """Return whether a space is PDFium's own: such a one has no width."""
    return letter.text == " " and letter.x0 == letter.x1


def _is_covered(last: Piece, letter: Piece, boxes: tuple[Box, ...]) -> bool:
    """Return whether drawn letters that PDFium leaves out fill the gap between two others."""
    gap = letter.x0 - last.x1
    if gap < _NO_SPACE * letter.source.size:
        return True
    middle = (letter.top + letter.bottom) / 2
    covered = sum(
        max(min(right, letter.x0) - max(left, last.x1), 0.0)
        for left, top, right, bottom in boxes
        if top <= middle <= bottom
    )
    return covered >= _MOSTLY * gap


def _left_out(page: Handle, text_page: Handle, placing: Placing) -> tuple[Box, ...]:
    """Return the places of the text objects of a page that PDFium gives no letters of."""
    import pypdfium2.raw as pdfium

    given: set[int] = set()
    for index in range(text_page.count_chars()):
        found = pdfium.FPDFText_GetTextObject(text_page.raw, index)
        if found:
            given.add(ctypes.addressof(found.contents))
    boxes: list[Box] = []
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        found = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(found) != _TEXT:
            continue
        if ctypes.addressof(found.contents) in given:
            continue
        if pdfium.FPDFPageObj_GetBounds(found, *sides):
            left, bottom, right, top = (side.value for side in sides)
            boxes.append(placing.box(left, bottom, right, top))
    return tuple(boxes)
