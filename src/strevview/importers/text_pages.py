"""The lines of a text in reading order, without what is repeated at the edges of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from strevview.importers.blocks import LeftOut

_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
# So many lines at the top and at the foot of a page may be furniture.
_EDGE = 3
_LONGEST = 120
# Where a word stands apart from the one before it, or from the margin.
_GAP = re.compile(r"(?:^ +|(?<=\S) {2,})(?=\S)")
# Of two columns: the fewest letters of most lines, the fewest lines, and how far from one another
# the lines of the right one may begin.
_NARROWEST = 18
_FEWEST = 4
_SLACK = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `gap` is whether a blank line stands before it, `broken` whether a page or a column begins with
    it.
    """

    text: str
    indent: int
    gap: bool
    page: int | None
    broken: bool


def text_lines(text: str) -> tuple[list[Line], list[LeftOut], int | None]:
    """Return the lines of a text, what is furniture, and how many pages form feeds divide.

    The number of pages is None where there is no form feed.
    """
    pages = [page.expandtabs(8).split("\n") for page in text.removesuffix("\f").split("\f")]
    if len(pages) == 1:
        return list(_page_lines(pages[0], None)), [], None
    left_out = _without_furniture(pages)
    lines = [line for number, page in enumerate(pages, 1) for line in _page_lines(page, number)]
    return lines, left_out, len(pages)


def _without_furniture(pages: Sequence[list[str]]) -> list[LeftOut]:
    """Blank the furniture of pages, and return it.

    It is what stands, numbers aside, at the same edge of more than half of the pages, but for the
    top of the first page, which may be the title; and a page number as the outermost line.
    """
    found: Counter[tuple[str, str]] = Counter()
    for edge in (slice(None, _EDGE), slice(-_EDGE, None)):
        places = [[at for at, line in enumerate(page) if line.strip()][edge] for page in pages]
        seen = Counter(
            alike
            for page, rows in zip(pages, places, strict=True)
            for alike in {_without_numbers(page[row]) for row in rows}
        )
        is_top = edge.start is None
        for page, rows in zip(pages, places, strict=True):
            for row in rows if is_top else reversed(rows):
                line = " ".join(page[row].split())
                beyond = page[:row] if is_top else page[row + 1 :]
                repeats = seen[_without_numbers(line)] > len(pages) / 2 and len(line) <= _LONGEST
                if _PAGE_NUMBER.fullmatch(line) and not any(map(str.strip, beyond)):
                    why = "a page number"
                elif repeats and not (is_top and page is pages[0]):
                    why = "a running header" if is_top else "a running footer"
                else:
                    continue
                found[line, why] += 1
                page[row] = ""
    return [LeftOut(text, why, times) for (text, why), times in found.items()]


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _page_lines(rows: Sequence[str], page: int | None) -> Iterator[Line]:
    """Yield the lines of a page; where two columns stand side by side, one after the other."""
    gutter = _gutter(rows)
    if gutter is None:
        yield from _lines(rows, page)
        return
    halves = [_halves(row, gutter) for row in rows]
    for crosses, stretch in groupby(zip(rows, halves, strict=True), key=lambda row: not row[1]):
        whole, parts = zip(*stretch, strict=True)
        if crosses or not any(right.strip() for _, right in parts):
            yield from _lines(whole, page)
            continue
        left, right = zip(*parts, strict=True)
        yield from _lines(_without_offsets(left, right), page)
        yield from _lines(_without_offsets(right, left), page)


def _lines(rows: Sequence[str], page: int | None) -> Iterator[Line]:
    """Yield the rows of a page or a column that are not blank; the first one is `broken`."""
    before: str | None = None
    broken = True
    for row in rows:
        text = row.strip()
        if text:
            indent = len(row) - len(row.lstrip())
            yield Line(text, indent, before == "", page, broken)
            broken = False
        before = text


def _gutter(rows: Sequence[str]) -> int | None:
    """Return where the right one of two columns of running text begins, if there are two.

    Words stand apart there in three of ten rows, and hardly a row has words across it.
    """
    filled = [row for row in rows if row.strip()]
    places = [gap.end() for row in filled for gap in _GAP.finditer(row)]
    begins = Counter(place for place in places if place >= _NARROWEST)
    start = max(begins, key=lambda place: (begins[place], place), default=0)
    if sum(begins[start + more] for more in range(_SLACK)) < max(_FEWEST, 0.3 * len(filled)):
        return None
    halves = [both for row in filled if (both := _halves(row, start))]
    if len(halves) < 0.8 * len(filled):
        return None
    for column in zip(*halves, strict=True):
        lengths = sorted(len(part.strip()) for part in column if part.strip())
        if not lengths or lengths[len(lengths) // 2] < _NARROWEST:
            return None
    return start


def _halves(row: str, gutter: int) -> tuple[str, str] | None:
    """Return what a row has on both sides of a gutter; None where its words run across."""
    if len(row.rstrip()) <= gutter:
        return row, ""
    for gap in _GAP.finditer(row):
        if gap.start() - _SLACK < gutter <= gap.end() + _SLACK:
            # The right column keeps its indents.
            return row[: gap.start()], row[min(gap.end(), gutter) :]
    return None


def _without_offsets(column: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return a column without rows that are there for a line of the other column alone.

    Where the lines of two columns stand at different heights, each is a row of its own: a row is
    then blank because the other's line stands between two of this column.
    """
    kept = list(column[:1])
    for row in range(1, len(column) - 1):
        is_between = not column[row].strip() and column[row - 1].strip() and column[row + 1].strip()
        by_turns = other[row].strip() and not (other[row - 1].strip() and other[row + 1].strip())
        if not (is_between and by_turns):
            kept.append(column[row])
    return [*kept, *column[max(1, len(column) - 1) :]]
