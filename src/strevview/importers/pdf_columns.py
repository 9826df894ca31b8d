"""The order in which to read the lines of a page: by its columns or its tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TypeAlias

from strevview.importers.pdf_letters import Box
from strevview.importers.pdf_lines import Line

# In points: what parts two columns at least.
_GUTTER = 7.0
# In sizes of the letters: a line that far below all others is in no column with them.
_FAR_BELOW = 2.2
# Most lines of prose fill their column; the cells of a table seldom do.
_FILLED, _MOSTLY = 0.75, 0.4

_Row: TypeAlias = list[Line]
_Strip: TypeAlias = tuple[float, float]


def in_reading_order(
    lines: Sequence[Line], order: Mapping[int, int], pictures: Sequence[Box] = ()
) -> list[Line]:
    """Return the lines of a page in reading order, each with the edges of its column.

    `order` is that of the tags, by `mcid`; without one it is that of the content where this goes
    down each column once, else that of the columns. `pictures` are the places of those that text
    may run around. Lines at another angle come last.
    """
    found: list[Line] = []
    for angle in sorted({line.angle for line in lines}):
        placed: list[Line] = []
        for column in _columns([line for line in lines if line.angle == angle]):
            left, right = _edges(column)
            placed += (replace(line, left=left, right=right) for line in column)
        found += _by_content(placed) or placed
    found = [_beside_pictures(line, pictures) for line in _with_narrow_blocks(found)]
    return _by_tags(found, order) if order else found


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    return min(line.x0 for line in lines), max(line.x1 for line in lines)


def _by_content(placed: Iterable[Line]) -> list[Line]:
    """Return lines in the content's order if that goes down each column once, else none."""
    ordered = sorted(placed, key=lambda line: line.order)
    done: set[tuple[float, float]] = set()
    for one, two in pairwise(ordered):
        here, there = (one.left, one.right), (two.left, two.right)
        if here != there:
            done.add(here)
        is_up = two.y < one.y - 0.5 * one.size
        if there in done or (is_up and (here == there or two.x0 < one.x0)):
            return []
    return ordered


def _with_narrow_blocks(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines; those of an indented block go no further to the right than its longest one."""
    for (left, x0), same in groupby(lines, key=lambda line: (line.left, round(line.x0))):
        block = list(same)
        if len(block) > 1 and x0 - left > block[0].size:
            right = _edges(block)[1]
            block = [replace(line, right=right) for line in block]
        yield from block


def _beside_pictures(line: Line, pictures: Iterable[Box]) -> Line:
    """Return a line whose column ends at the pictures beside it."""
    left, right = line.left, line.right
    for x0, top, x1, bottom in pictures:
        if top < line.y < bottom and not line.angle:
            left = max(left, x1) if x1 <= line.x0 else left
            right = min(right, x0) if x0 >= line.x1 else right
    return replace(line, left=left, right=right)


def _by_tags(lines: Sequence[Line], order: Mapping[int, int]) -> list[Line]:
    """Return lines in the tags' order; one without a tag follows the line above it."""
    keys: list[tuple[int, int]] = []
    last = -1
    for number, line in enumerate(lines):
        known = [order[one.look.mcid] for one in line.letters if one.look.mcid in order]
        last = min(known, default=last)
        keys.append((last, number))
    return [lines[number] for _, number in sorted(keys)]


def _columns(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the columns of a page in the order to read them by their places.

    Where lines stand side by side, the white strips between them are followed downwards until a
    line crosses them; what stands between strips is read column by column, all else row by row.
    """
    rows = _rows(lines)
    columns: list[list[Line]] = []
    single: list[Line] = []
    done = 0
    while done < len(rows):
        end, strips = _band(rows, done)
        if not strips:
            single += rows[done]
            done += 1
            continue
        above: list[_Row] = []
        while single and _leads_in(single[-1], (above or rows[done:])[0], strips):
            above.insert(0, [single.pop()])
        columns += [single, *_parted([*above, *rows[done:end]], strips)]
        single, done = [], end
    return [column for column in (*columns, single) if column]


def _rows(lines: Iterable[Line]) -> list[_Row]:
    """Return the lines side by side as rows; two columns need not share their baselines."""
    rows: list[_Row] = []
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        near = rows and line.y - rows[-1][0].y < 0.75 * line.size
        if near and all(line.x0 >= one.x1 or line.x1 <= one.x0 for one in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _band(rows: Sequence[_Row], start: int) -> tuple[int, list[_Strip]]:
    """Return where the columns that begin side by side end, and the strips between them."""
    pairs = pairwise(rows[start])
    strips = [(left.x1, right.x0) for left, right in pairs if right.x0 - left.x1 >= _GUTTER]
    end = start
    while end < len(rows) and strips:
        row, above = rows[end], rows[max(end - 1, start)]
        white = min(line.y for line in row) - max(line.y for line in above)
        if white > _FAR_BELOW * max(row[0].size, above[0].size):
            break
        narrowed = [part for strip in strips for part in _without(strip, row)]
        if not narrowed:
            break
        strips = narrowed
        end += 1
    return (end, strips) if strips and _side_by_side(rows[start:end], strips) else (start, [])


def _without(strip: _Strip, row: _Row) -> list[_Strip]:
    """Return what a row leaves of a white strip."""
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
    parts = _parted(rows, strips)
    if len(parts) < 2 or sum(len(row) > 1 for row in rows) < 2:
        return False
    side = {line.order: number for number, part in enumerate(parts) for line in part}
    jumps = sum(side[one] != side[two] for one, two in pairwise(sorted(side)))
    return jumps < len(parts) or all(map(_is_prose, parts))


def _is_prose(part: Sequence[Line]) -> bool:
    left, right = _edges(part)
    filled = sum(line.x1 - line.x0 >= _FILLED * (right - left) for line in part)
    return filled >= _MOSTLY * len(part) and right - left > 8 * part[0].size


def _parted(rows: Sequence[_Row], strips: Sequence[_Strip]) -> list[list[Line]]:
    """Return the lines between the strips, from left to right."""
    parts: list[list[Line]] = [[] for _ in range(len(strips) + 1)]
    for row in rows:
        for line in row:
            parts[sum(line.x0 >= strip[0] + 0.01 for strip in strips)].append(line)
    return [part for part in parts if part]


def _leads_in(line: Line, row: _Row, strips: Sequence[_Strip]) -> bool:
    """Return whether a line belongs to the top of one of the columns below it."""
    if any(line.x0 < strip[1] and line.x1 > strip[0] for strip in strips):
        return False
    below = [each for each in row if each.x0 < line.x1 and each.x1 > line.x0]
    return any(0 < each.y - line.y <= 1.6 * max(line.size, each.size) for each in below)
