"""The lines of a page, and the order in which they are read.

A line is what stands on one baseline, with no gap as wide as one between columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import groupby, pairwise
from typing import TypeAlias

from strevview.importers.grouping import grouped, of_most_letters
from strevview.importers.pdf_order import in_logical_order
from strevview.importers.pdf_page import Tag
from strevview.importers.pdf_text import (
    LINE_END,
    NARROWEST_SPACE,
    Box,
    Look,
    Span,
    with_raised_signs,
)

# All in sizes of the letters. A wider gap parts two columns, not two words.
_WIDEST_SPACE = 2.5
# Between what the content has apart; a tab after the marker of a list's entry may be wider.
_WIDEST_STITCH, _WIDEST_TAB = 0.65, 6.0
# Raised and lowered letters keep their line.
_MOST_SHIFT = 0.62
_DROP_CAP = 1.6
_MOST_SIZES = 2.2
# In points.
_SAME_INDENT = 3.0
# In points: what parts two columns at least.
_GUTTER = 7.0
# In sizes of the letters: a line that far below all others is in no column with them.
_FAR_BELOW = 4.0
# Most lines of prose fill their column; the cells of a table seldom do.
_FILLED, _MOSTLY = 0.75, 0.4

# Symbol and Wingdings come as private characters: U+F0B7 a bullet, U+F0A7 a square, and so on.
_SURE_BULLET = re.compile("[•◦▪▫●○■□◆◇‣⁃∙⦁⦿➢➤►▶▸✓✔❖✦☐☑\uf000-\uf0ff\ufffd]$")
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)] ")
_MARKER = re.compile(r"(?:[·*‒–—―-]|o|\d{1,3}[.)]|\(\d{1,3}\))$")


@dataclass(frozen=True, eq=False)
class PdfLine:
    """Spans on one baseline in reading order, without spaces at the ends; y runs downwards.

    `order` counts the lines of the page as its content has them. `x0` and `x1` are where it begins
    and ends, `left` and `right` where its column does (`in_reading_order` tells). `counts` where
    its first number counts on from, or to, that of a line at the same indent, `begins` is the id
    of the item that it begins in the file. On a page from right to left, x of a line runs so.
    """

    spans: tuple[Span, ...]
    page: int
    order: int
    x0: float
    x1: float
    tag: Tag | None = None
    left: float = 0.0
    right: float = 0.0
    counts: bool = False
    begins: str = ""

    @cached_property
    def _main(self) -> Span:
        """The first span of the size that most of the letters have."""
        size = of_most_letters(((span.look.size, span.letters) for span in self.spans), 0.0)
        return next(span for span in self.spans if span.look.size == size)

    @property
    def y(self) -> float:
        """The baseline."""
        return self._main.y

    @property
    def size(self) -> float:
        """The size of most of its letters in points."""
        return self._main.look.size

    @property
    def angle(self) -> int:
        """How it is turned against the page, in degrees."""
        return self._main.look.angle

    @cached_property
    def text(self) -> str:
        """What it says."""
        return "".join(span.text for span in self.spans)

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return all(span.look.bold for span in self.spans if not span.is_space)


_Row: TypeAlias = list[PdfLine]
_Strip: TypeAlias = tuple[float, float]


def is_sure_bullet(text: str) -> bool:
    """Return whether a word can be nothing but the bullet of a list's entry."""
    return bool(_SURE_BULLET.match(text))


def is_marker(text: str) -> bool:
    """Return whether a word may begin the entry of a list; "o" is a bullet of Word's."""
    return is_sure_bullet(text) or bool(_MARKER.match(text))


def read_lines(spans: Sequence[Span], page: int, tags: Mapping[int, Tag]) -> list[PdfLine]:
    """Return the lines of a page in the order of its content, with their tags (by `mcid`)."""
    lines = [
        _line(with_raised_signs(group), page, number, tags)
        for number, group in enumerate(_spans_by_line(spans, tags))
    ]
    if sum(span.direction * len(span.text) for span in spans) < 0:
        lines = [replace(line, x0=-line.x1, x1=-line.x0) for line in lines]
    return list(_with_counting_marked(_with_drop_caps(_with_parts_rejoined(lines))))


def _spans_by_line(spans: Iterable[Span], tags: Mapping[int, Tag]) -> Iterator[list[Span]]:
    """Yield the spans that go on from one to the next along a line, single spaces between."""
    # Where PDFium ends an upright line, the place of the next span tells more.
    placed = (span for span in spans if span.text != LINE_END or span.look.angle)
    for group in grouped(placed, partial(_goes_on, tags)):
        line: list[Span] = []
        for span in group:
            last = line[-1] if line and not line[-1].is_space else None
            if last and not span.is_space and _gap(line, span) > NARROWEST_SPACE * span.look.size:
                line.append(last._replace(text=" ", x0=last.x1, x1=span.x0))
            if last or not span.is_space:
                line.append(span)
        if line:
            yield line


def _goes_on(tags: Mapping[int, Tag], current: Sequence[Span], span: Span) -> bool:
    """Return whether a span stands on the line of those before it."""
    last = next((one for one in reversed(current) if not one.is_space), None)
    if span.is_space or last is None:
        return span.text != LINE_END
    one, two = last.look, span.look
    small, size = sorted((one.size, two.size))
    if one.angle != two.angle or size > _MOST_SIZES * small or _are_apart(one, two, tags):
        return False
    from_right = min(span.direction, last.direction) < 0 or span.turned
    gap = _gap(current, span) if from_right else span.x0 - last.x1
    shift = abs(last.y - span.y) / size
    if shift > _MOST_SHIFT or (shift > 0.3 and abs(gap) > 0.35 * size):
        return False
    is_back = gap < -0.5 * size and span.x1 < last.x1 - 0.1 * size
    return gap <= _WIDEST_SPACE * size and not is_back


def _gap(current: Sequence[Span], span: Span) -> float:
    """Return how far a span is from all before it on its line, 0 where it is among them."""
    left, right = min(each.x0 for each in current), max(each.x1 for each in current)
    return max(span.x0 - right, left - span.x1, 0.0)


def _are_apart(one: Look, two: Look, tags: Mapping[int, Tag]) -> bool:
    """Return whether the tags have two looks in two blocks, or two cells of a row."""
    first, second = tags.get(one.mcid), tags.get(two.mcid)
    if first is None or second is None or first.label or second.label:
        return False
    return (first.element, first.cell) != (second.element, second.cell)


def _line(spans: Iterable[Span], page: int, order: int, tags: Mapping[int, Tag]) -> PdfLine:
    """Return spans as a line, with the tag of most; a marker's where nothing else stands."""
    kept = tuple(spans)
    kept = kept[:-1] if kept[-1].is_space else kept
    tagged = ((tags.get(span.look.mcid), span.letters) for span in kept)
    counted = ((tag, 0 if tag.label else letters) for tag, letters in tagged if tag)
    tag = of_most_letters(counted, None)
    return PdfLine(kept, page, order, min(one.x0 for one in kept), max(one.x1 for one in kept), tag)


def _with_parts_rejoined(lines: Iterable[PdfLine]) -> list[PdfLine]:
    """Return lines, those of one baseline joined that the content has apart without a wide gap."""
    kept: list[PdfLine] = []
    for line in sorted(lines, key=lambda line: (line.angle, round(line.y), line.x0)):
        last = kept[-1] if kept else None
        if last is None or not _is_one_line(last, line):
            kept.append(line)
            continue
        is_wide = line.x0 - last.x1 > NARROWEST_SPACE * line.size
        space = last.spans[-1]._replace(text=" ", x0=last.x1, x1=line.x0)
        kept[-1] = replace(
            line,
            spans=(*last.spans, *((space,) if is_wide else ()), *line.spans),
            order=min(last.order, line.order),
            x0=last.x0,
            x1=max(last.x1, line.x1),
            tag=line.tag if last.tag is None or last.tag.label else last.tag,
        )
    ordered = (replace(line, spans=tuple(in_logical_order(line.spans))) for line in kept)
    return sorted(ordered, key=lambda line: line.order)


def _is_one_line(last: PdfLine, line: PdfLine) -> bool:
    small, size = sorted((last.size, line.size))
    if last.angle or line.angle or abs(last.y - line.y) > 0.12 * small or size > _DROP_CAP * small:
        return False
    if last.tag and line.tag and not last.tag.label and last.tag != line.tag:
        return False
    widest = _WIDEST_TAB if is_marker(last.text) else _WIDEST_STITCH
    return -0.3 * small <= line.x0 - last.x1 <= widest * small


def _with_drop_caps(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return lines with a large first letter joined to the word beside its head.

    The lines beside it begin where it does, so that they are not taken for indented ones.
    """
    kept = list(lines)
    for cap in lines:
        if len(cap.text) > 2 or not cap.text.strip("“\"'‘").isalpha():
            continue
        beside = [line for line in kept if _is_beside(cap, line)]
        first = min(beside, key=lambda line: line.y, default=cap)
        stands_on_line = abs(first.y - cap.y) < 0.12 * first.size
        if not beside or (len(beside) < 2 and not stands_on_line):
            continue
        letters = [span._replace(look=first.spans[0].look, y=first.y) for span in cap.spans]
        for line in beside:
            whole = (*letters, *line.spans) if line is first else line.spans
            kept[kept.index(line)] = replace(line, spans=whole, x0=cap.x0)
        kept.remove(cap)
    return kept


def _is_beside(cap: PdfLine, line: PdfLine) -> bool:
    is_near = cap.x0 - 1 <= line.x0 <= cap.x1 + cap.size
    top, foot = cap.y - 0.85 * cap.size, cap.y + 0.7 * line.size
    return cap.size > _DROP_CAP * line.size and is_near and top + line.size / 2 <= line.y <= foot


def _with_counting_marked(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """Yield lines with `counts` set: whether their numbers count on at one indent, as in a list."""
    begins = [(round(line.x0 / _SAME_INDENT), _NUMBERED.match(line.text)) for line in lines]
    places = [(indent, int(match[1]) if match else -1) for indent, match in begins]
    known = set(places)
    for line, (indent, number) in zip(lines, places, strict=True):
        counts = number >= 0 and not known.isdisjoint({(indent, number - 1), (indent, number + 1)})
        yield replace(line, counts=True) if counts else line


def in_reading_order(
    lines: Iterable[PdfLine], order: Iterable[int], pictures: Sequence[Box]
) -> list[PdfLine]:
    """Return the lines of a page in reading order, each with the edges of its column.

    That is the order of the tags (as `mcid`), without any that of the columns. Lines at another
    angle come last. A column ends at `pictures` that its text runs around.
    """
    upright = [line for line in lines if not line.angle]
    turned = sorted((line for line in lines if line.angle), key=lambda line: line.angle)
    found = [line for column in _columns(upright) for line in _with_edges(column, pictures)]
    return _by_tags([*found, *turned], order)


def _with_edges(column: Sequence[PdfLine], pictures: Sequence[Box]) -> Iterator[PdfLine]:
    """Yield lines with the edges of their column, the right one of an indented block its own."""
    left, right = _edges(column)
    for x0, same in groupby(column, key=lambda line: round(line.x0)):
        block = list(same)
        is_indented = len(block) > 1 and x0 - left > block[0].size
        end = _edges(block)[1] if is_indented else right
        for line in block:
            beside = [x for x, top, _, foot in pictures if top < line.y < foot and x >= line.x1]
            yield replace(line, left=left, right=min([end, *beside]))


def _edges(lines: Sequence[PdfLine]) -> _Strip:
    return min(line.x0 for line in lines), max(line.x1 for line in lines)


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
    rows = grouped(sorted(lines, key=lambda line: (line.y, line.x0)), _is_beside_all)
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _is_beside_all(row: _Row, line: PdfLine) -> bool:
    is_near = line.y - row[0].y < 0.75 * line.size
    return is_near and all(line.x0 >= one.x1 or line.x1 <= one.x0 for one in row)


def _strips(row: _Row) -> list[_Strip]:
    """Return the white strips between the lines of a row, from left to right."""
    pairs = [(one.x1, two.x0) for one, two in pairwise(row)]
    return [(left, right) for left, right in pairs if right - left >= _GUTTER]


def _rows_along_strips(rows: Sequence[_Row], strips: list[_Strip]) -> tuple[int, list[_Strip]]:
    """Return through how many rows all white strips run, and how wide they still are there."""
    for number, row in enumerate(rows):
        last = rows[max(number - 1, 0)]
        near = min(abs(one.y - two.y) for one in row for two in last)
        is_far = near > _FAR_BELOW * max(row[0].size, last[0].size)
        narrowed = list(_narrowed(strips, row))
        if not strips or is_far or len(narrowed) < len(strips):
            return number, strips
        strips = narrowed
    return len(rows), strips


def _narrowed(strips: Iterable[_Strip], row: _Row) -> Iterator[_Strip]:
    """Yield white strips without what a row covers of them, where a gutter is left."""
    for start, end in strips:
        left = max([start, *(line.x1 for line in row if line.x0 <= start)])
        right = min([end, *(line.x0 for line in row if line.x0 > start)])
        if right - left >= _GUTTER:
            yield left, right


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
