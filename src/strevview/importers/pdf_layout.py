"""Which lines of the pages are text of the issue, and the order in which to read them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeAlias

from strevview.importers.blocks import LeftOut
from strevview.importers.pdf_lines import PdfLine, read_lines
from strevview.importers.pdf_page import PagePictures, PageTags, PlacedPicture
from strevview.importers.pdf_text import Box, Link, Span

REPEATED = "a running header or footer: it stands at the same place on most pages"
NUMBER = "a page number"
OUTSIDE = "outside the page"
ON_FURNITURE = "the address of a link on a running header or footer"

# How much of a page's height its margins may take, at the top and at the bottom.
_MARGIN = 0.16
# In sizes of the letters: more white than that between two lines parts them.
_WHITE = 1.6
# In points: how far two places may be apart and still be the same.
_SAME_PLACE = 6.0
_NUMBER = re.compile(
    r"(?:page|p\.|seite|पृष्ठ|第)?[\s\-–—|·\[(]*(\d{1,4})[\s\-–—|·\])]*"
    r"(?:页|頁)?(?:(?:of|/|von)\s*\d{1,4})?(?:\s*\|?\s*page)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")

# In points: what parts two columns at least.
_GUTTER = 7.0
# In sizes of the letters: a line that far below all others is in no column with them.
_FAR_BELOW = 4.0
# Most lines of prose fill their column; the cells of a table seldom do.
_FILLED, _MOSTLY = 0.75, 0.4

_Row: TypeAlias = list[PdfLine]
_Strip: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PageContent:
    """What PDFium gives of a page; `size` is its width and height in points.

    `has_notes` says that form fields or notes upon it have words.
    """

    number: int
    size: tuple[float, float]
    spans: tuple[Span, ...]
    links: tuple[Link, ...]
    tags: PageTags
    pictures: PagePictures
    has_notes: bool

    @property
    def words(self) -> list[str]:
        """Its words in the order of the content."""
        return "".join(span.text for span in self.spans).split()


def lines_in_order(
    pages: Sequence[PageContent],
) -> tuple[list[PdfLine], dict[int, str], list[list[PdfLine]]]:
    """Return the lines of all pages as the content has them, and those of each page to be read.

    Between the two stands why the others are not read, by the identity (`id`) of the line.
    """
    lines = [read_lines(page.spans, page.number, page.tags.tags) for page in pages]
    why = furniture(lines, [page.size for page in pages])
    flows = [
        in_reading_order(
            [line for line in each if id(line) not in why],
            list(page.tags.tags),
            [shown.box for shown in page.pictures.shown],
        )
        for page, each in zip(pages, lines, strict=True)
    ]
    return [line for each in lines for line in each], why, flows


def furniture(
    pages: Sequence[Sequence[PdfLine]], sizes: Sequence[tuple[float, float]]
) -> dict[int, str]:
    """Return why lines are no text of the issue, by their identity; `sizes` are the pages'.

    On the page these are lines of the margins that say the same, numbers aside, at one place on
    most pages, and lone numbers that are as far from the page's own on two pages at least.
    """
    places: defaultdict[tuple[str, int], list[PdfLine]] = defaultdict(list)
    numbers: defaultdict[int, list[PdfLine]] = defaultdict(list)
    found: dict[int, str] = {}
    for lines, (width, height) in zip(pages, sizes, strict=True):
        upright = [line for line in lines if not line.angle]
        found |= {id(line): OUTSIDE for line in upright if _is_outside(line, width, height)}
        for line in _margins([line for line in upright if id(line) not in found], height):
            if (number := page_number(line.text)) is not None:
                numbers[number - line.page].append(line)
                continue
            # Two places side by side, so that a line is in one with all that are near it.
            for place in {round(line.y / _SAME_PLACE), round(line.y / _SAME_PLACE - 0.5)}:
                places[_DIGITS.sub("#", line.text.casefold()), place].append(line)
    found |= {id(line): NUMBER for same in numbers.values() if len(same) > 1 for line in same}
    for same in places.values():
        if len({line.page for line in same}) >= _least_repeats(len(pages)):
            found |= {id(line): REPEATED for line in same}
    return found


def _is_outside(line: PdfLine, width: float, height: float) -> bool:
    across = all(span.x1 < 0 or span.x0 > width for span in line.spans)
    return across or not 0 < line.y < height + line.size


def _margins(lines: Iterable[PdfLine], height: float) -> Iterator[PdfLine]:
    """Yield the lines in the margins of a page that white parts from its text."""
    groups: list[list[PdfLine]] = []
    for line in sorted(lines, key=lambda line: line.y):
        last = groups[-1][-1] if groups else None
        if last and line.y - last.y <= _WHITE * max(line.size, last.size):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        if group[-1].y < _MARGIN * height or group[0].y > (1 - _MARGIN) * height:
            yield from group


def left_out(lines: Iterable[PdfLine], reasons: Mapping[int, str]) -> Iterator[LeftOut]:
    """Yield the furniture among lines and the addresses of links upon it.

    What is the same comes once, with how often it stands there.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for line in (line for line in lines if id(line) in reasons):
        counted[line.text, reasons[id(line)]] += 1
        links = {span.link for span in line.spans if span.link}
        counted.update((link.address, ON_FURNITURE) for link in links)
    for (text, why), times in counted.items():
        if text:
            yield LeftOut(text, why, times)


def logos(pages: Sequence[Sequence[PlacedPicture]]) -> frozenset[int]:
    """Return the pictures, by identity, that stand at one place on most pages."""
    places: defaultdict[tuple[int, ...], list[PlacedPicture]] = defaultdict(list)
    for shown in (shown for page in pages for shown in page):
        places[tuple(round(side / 4) for side in shown.box)].append(shown)
    least = _least_repeats(len(pages))
    return frozenset(id(one) for same in places.values() if len(same) >= least for one in same)


def _least_repeats(pages: int) -> int:
    """Return on how many pages a line must repeat: half of them, as left and right may differ."""
    return max(2, pages // 2)


def page_number(text: str) -> int | None:
    """Return the number that a line says if it says nothing else but "page" and the like."""
    match = _NUMBER.fullmatch(text.strip()) if len(text) <= 30 else None
    return int(match.group(1)) if match else None


def in_reading_order(
    lines: Sequence[PdfLine], order: Sequence[int], pictures: Sequence[Box] = ()
) -> list[PdfLine]:
    """Return the lines of a page in reading order, each with the edges of its column.

    `order` is that of the tags, as `mcid`; without one it is that of the content where this goes
    down each column once, else that of the columns. `pictures` are the places of those that text
    may run around. Lines at another angle come last.
    """
    found: list[PdfLine] = []
    for column in _columns([line for line in lines if not line.angle]):
        left, right = _edges(column)
        found += (replace(line, left=left, right=right) for line in column)
    found = _by_content(found) or found
    found = [_beside_pictures(line, pictures) for line in _with_narrow_blocks(found)]
    found += sorted((line for line in lines if line.angle), key=lambda line: line.angle)
    return _by_tags(found, order) if order else found


def _edges(lines: Sequence[PdfLine]) -> tuple[float, float]:
    return min(line.x0 for line in lines), max(line.x1 for line in lines)


def _by_content(lines: Iterable[PdfLine]) -> list[PdfLine]:
    """Return lines in the content's order if that goes down each column once, else none."""
    ordered = sorted(lines, key=lambda line: line.order)
    done: set[tuple[float, float]] = set()
    for one, two in pairwise(ordered):
        here, there = (one.left, one.right), (two.left, two.right)
        if here != there:
            done.add(here)
        is_up = two.y < one.y - 0.5 * one.size
        if there in done or (is_up and (here == there or two.x0 < one.x0)):
            return []
    return ordered


def _with_narrow_blocks(lines: Iterable[PdfLine]) -> Iterator[PdfLine]:
    """Yield lines; those of an indented block go no further to the right than its longest one."""
    for (left, x0), same in groupby(lines, key=lambda line: (line.left, round(line.x0))):
        block = list(same)
        if len(block) > 1 and x0 - left > block[0].size:
            right = _edges(block)[1]
            block = [replace(line, right=right) for line in block]
        yield from block


def _beside_pictures(line: PdfLine, pictures: Iterable[Box]) -> PdfLine:
    """Return a line whose column ends at the pictures beside it."""
    beside = [x0 for x0, top, _, foot in pictures if top < line.y < foot and x0 >= line.x1]
    return replace(line, right=min(line.right, *beside)) if beside else line


def _by_tags(lines: Sequence[PdfLine], order: Iterable[int]) -> list[PdfLine]:
    """Return lines in the tags' order; one without a tag follows the line above it."""
    places = {mcid: place for place, mcid in enumerate(order)}
    keys: list[tuple[int, int]] = []
    last = -1
    for number, line in enumerate(lines):
        known = [places[one.look.mcid] for one in line.spans if one.look.mcid in places]
        last = min(known, default=last)
        keys.append((last, number))
    return [lines[number] for _, number in sorted(keys)]


def _columns(lines: Iterable[PdfLine]) -> list[list[PdfLine]]:
    """Return the columns of a page in the order to read them.

    Where lines stand side by side, the white strips between them are followed down and up until a
    line crosses one of them; what stands between strips is read column by column, all else row by
    row.
    """
    rows = _rows(lines)
    columns: list[list[PdfLine]] = []
    above: list[_Row] = []
    at = 0
    while at < len(rows):
        down, strips = _rows_along_strips(rows[at:], _strips(rows[at]))
        if not _side_by_side(rows[at : at + down], strips):
            above.append(rows[at])
            at += 1
            continue
        up, strips = _rows_along_strips([rows[at], *reversed(above)], strips)
        first = len(above) - up + 1
        columns.append([line for row in above[:first] for line in row])
        columns += _lines_between_strips([*above[first:], *rows[at : at + down]], strips)
        above, at = [], at + down
    columns.append([line for row in above for line in row])
    return [column for column in columns if column]


def _rows(lines: Iterable[PdfLine]) -> list[_Row]:
    """Return the lines side by side as rows; two columns need not share their baselines."""
    rows: list[_Row] = []
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        near = rows and line.y - rows[-1][0].y < 0.75 * line.size
        if near and all(line.x0 >= one.x1 or line.x1 <= one.x0 for one in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _strips(row: _Row) -> list[_Strip]:
    """Return the white strips between the lines of a row, from left to right."""
    pairs = [(one.x1, two.x0) for one, two in pairwise(row)]
    return [(left, right) for left, right in pairs if right - left >= _GUTTER]


def _rows_along_strips(rows: Sequence[_Row], strips: list[_Strip]) -> tuple[int, list[_Strip]]:
    """Return through how many rows all white strips run, and how wide they still are there."""
    for number, row in enumerate(rows):
        last = rows[max(number - 1, 0)]
        near = min(abs(one.y - two.y) for one in row for two in last)
        narrowed = [part for strip in strips for part in _narrowed(strip, row)]
        if (
            not strips
            or len(narrowed) < len(strips)
            or near > _FAR_BELOW * max(row[0].size, last[0].size)
        ):
            return number, strips
        strips = narrowed
    return len(rows), strips


def _narrowed(strip: _Strip, row: _Row) -> list[_Strip]:
    """Return a white strip without what a row covers of it; none where no gutter is left."""
    left, right = strip
    for line in row:
        if line.x0 <= left < line.x1:
            left = line.x1
        elif left < line.x0 < right:
            right = line.x0
    return [(left, right)] if right - left >= _GUTTER else []


def _side_by_side(rows: Sequence[_Row], strips: Sequence[_Strip]) -> bool:
    """Return whether lines between strips are columns, and not the cells of a table.

    They are where the content goes down one after the other, or where all hold prose.
    """
    parts = _lines_between_strips(rows, strips)
    if len(parts) < 2 or sum(len(row) > 1 for row in rows) < 2:
        return False
    side = {line.order: number for number, part in enumerate(parts) for line in part}
    jumps = sum(side[one] != side[two] for one, two in pairwise(sorted(side)))
    return jumps < len(parts) or all(map(_is_prose, parts))


def _is_prose(part: Sequence[PdfLine]) -> bool:
    left, right = _edges(part)
    filled = sum(line.x1 - line.x0 >= _FILLED * (right - left) for line in part)
    return filled >= _MOSTLY * len(part) and right - left > 8 * part[0].size


def _lines_between_strips(rows: Sequence[_Row], strips: Sequence[_Strip]) -> list[list[PdfLine]]:
    """Return the lines between the strips, from left to right."""
    parts: list[list[PdfLine]] = [[] for _ in range(len(strips) + 1)]
    for row in rows:
        for line in row:
            parts[sum(line.x0 >= strip[0] + 0.01 for strip in strips)].append(line)
    return [part for part in parts if part]
