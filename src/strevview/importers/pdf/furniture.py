"""Running headers, footers and page numbers: what stands in the margins and is no text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from strevview.importers.pdf.letters import PageSize
from strevview.importers.pdf.lines import Line

REPEATED = "a running header or footer: it stands at the same place on other pages"
NUMBER = "a page number"
MARKED = "marked in the PDF as no text of the document"
OUTSIDE = "outside the page"

# How much of a page's height its margins may take, at the top and at the bottom.
_MARGIN = 0.16
# In points: how far two places may be apart and still be the same.
_SAME_PLACE = 6.0
_NUMBER = re.compile(
    r"(?:page|p\.|seite|पृष्ठ|第)?[\s\-–—|·\[(]*(\d{1,4}|[ivxlc]{1,7}|[०-९]{1,4})[\s\-–—|·\])]*"
    r"(?:页|頁)?(?:(?:of|/|von)\s*\d{1,4})?(?:\s*\|?\s*page)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


def furniture(
    pages: Sequence[Sequence[Line]], sizes: Sequence[PageSize], tagged: bool
) -> dict[int, str]:
    """Return why lines are no text, by their identity.

    A line of the margins is none if the same words, numbers aside, stand at the same place on most
    other pages or on three at least, if it is a lone number, or if a tagged PDF has it as an
    artifact beside the text.
    """
    found: dict[int, str] = {}
    for lines, size in zip(pages, sizes, strict=True):
        for line in lines:
            if _is_outside(line, size):
                found[id(line)] = OUTSIDE
    edges = [list(_edges(lines, size, found)) for lines, size in zip(pages, sizes, strict=True)]
    found |= _repeated(edges, len(pages))
    for group in edges:
        for line in group:
            if id(line) not in found and is_page_number(line.text):
                found[id(line)] = NUMBER
            elif id(line) not in found and tagged and line.artifact:
                found[id(line)] = MARKED
    return found


def is_page_number(text: str) -> bool:
    """Return whether a line says nothing but the number of its page."""
    return bool(_NUMBER.fullmatch(text.strip()))


def _is_outside(line: Line, size: PageSize) -> bool:
    return line.x1 < 0 or line.x0 > size.width or line.bottom < 0 or line.top > size.height


def _edges(lines: Sequence[Line], size: PageSize, found: dict[int, str]) -> Iterator[Line]:
    """Yield the lines in the margins."""
    for line in lines:
        if id(line) in found:
            continue
        if line.y < _MARGIN * size.height or line.y > (1 - _MARGIN) * size.height:
            yield line


def _repeated(edges: Sequence[Sequence[Line]], pages: int) -> dict[int, str]:
    """Return the lines of the margins that stand on several pages."""
    places: defaultdict[str, list[Line]] = defaultdict(list)
    for group in edges:
        for line in group:
            places[_DIGITS.sub("#", line.text.casefold())].append(line)
    found: dict[int, str] = {}
    for lines in places.values():
        for line in lines:
            same = {other.page for other in lines if abs(other.y - line.y) <= _SAME_PLACE}
            # The cover seldom has them: two pages of three are most.
            if len(same) >= 3 or (len(same) == 2 and pages <= 4):
                found[id(line)] = NUMBER if is_page_number(line.text) else REPEATED
    return found
