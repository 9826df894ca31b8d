"""Every picture is painted, tagged with its description, and stands with its item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import ORDER, PICTURE_LOST
from strevview.render.audit.expected import Expected, ExpectedFigure
from strevview.render.audit.wording import Wording

if TYPE_CHECKING:
    from strevview.render.audit.pdfium import Box
    from strevview.render.audit.reading import FigureFound, Page

# A picture smaller than this both ways, in points, shows nothing; a bar may be thin.
_LEAST = 4.0
_HELP = "print it as an `<img>` with its `alt`, in a box that has room for it"
_ORDER_HELP = "print the figures of an item in their order, and let none float"


def check_pictures(pages: Sequence[Page], expected: Expected) -> Iterator[Diagnostic]:
    """Yield each picture that is lost, painted too small or off the page, or out of order."""
    left = [figure for page in pages for figure in page.figures]
    last = (-1, -1)
    for wanted in expected.figures:
        found = _take(left, wanted)
        if found is None:
            message = f"{wanted.where}: the picture is lost"
            if wanted.alt:
                message = f"{wanted.where}: no picture described as “{wanted.alt}” is in the PDF"
            yield error(PICTURE_LOST, message, wanted.span, _HELP)
            continue
        page = pages[found.page]
        if found.box is None or not _is_shown(found.box, page):
            message = f"{wanted.where}: nothing of the picture shows on page {page.number + 1}"
            yield error(PICTURE_LOST, message, wanted.span, _HELP)
        place = (found.page, found.order)
        if place < last:
            message = f"{wanted.where}: the picture stands before one that it follows"
            yield error(ORDER, message, wanted.span, _ORDER_HELP)
        last = max(last, place)


def _take(left: list[FigureFound], wanted: ExpectedFigure) -> FigureFound | None:
    """Take the first figure that has the description; any will do where the issue has none."""
    plain = Wording(wanted.alt).stream if wanted.alt else None
    for index, figure in enumerate(left):
        if plain is None or Wording(figure.alt).stream == plain:
            return left.pop(index)
    return None


def _is_shown(box: Box, page: Page) -> bool:
    left, bottom = max(box[0], 0.0), max(box[1], 0.0)
    right, top = min(box[2], page.width), min(box[3], page.height)
    if right <= left or top <= bottom or max(right - left, top - bottom) < _LEAST:
        return False
    # A picture that runs over the page's edge on purpose (a cover) still shows most of itself.
    shown = (right - left) * (top - bottom)
    return shown >= 0.5 * (box[2] - box[0]) * (box[3] - box[1])
