"""The columns of a page: stretches of lines under each other, and the order to read them in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from strevview.importers.pdf.lines import Line

# In points: what parts two columns at least.
_GUTTER = 7.0
# Columns stand side by side in this many rows at least.
_FEWEST_ROWS = 2
_LONG_TABLE = 100
# In sizes of the letters: a line that far below all others is in no column with them.
_FAR_BELOW = 2.2
# Most lines of prose fill their column; the cells of a table seldom do.
_FILLED = 0.75
_MOSTLY = 0.4

_Row: TypeAlias = list[Line]
_Strip: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Column:
    """Lines under each other, from top to bottom, and the edges between which they are set.

    `justified` where most of them end at the right edge, as only spread ones do.
    """

    lines: tuple[Line, ...]
    left: float
    right: float
    justified: bool = False


def read_columns(lines: Iterable[Line]) -> tuple[Column, ...]:
    """Return the columns of a page in the order to read them by their places.

    Where lines stand side by side, the white strips between them are followed downwards until a
    line crosses them; what stands between strips is read column by column, all else row by row.
    """
    rows = _rows(lines)
    columns: list[Column] = []
    single: list[Line] = []
    done = 0
    while done < len(rows):
        end, strips = _band(rows, done) if len(rows[done]) > 1 else (done + 1, [])
        if not strips:
            single += [line for row in rows[done:end] for line in row]
            done = end
            continue
        above: list[_Row] = []
        while single and _leads_in(single[-1], (above or rows[done:])[0], strips):
            above.insert(0, [single.pop()])
        columns += [_column(single)] if single else []
        columns += [_column(part) for part in _parted([*above, *rows[done:end]], strips)]
        single, done = [], end
    columns += [_column(single)] if single else []
    return tuple(columns)


def _rows(lines: Iterable[Line]) -> list[_Row]:
    """Return the lines side by side as rows, each from left to right.

    Two columns need not share their baselines: less than a line's height apart is side by side.
    """
    rows: list[_Row] = []
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        if rows and _is_beside(line, rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _is_beside(line: Line, row: _Row) -> bool:
    if line.y - row[0].y >= 0.75 * max(line.size, 1.0):
        return False
    return all(line.x0 >= other.x1 or line.x1 <= other.x0 for other in row)


def _band(rows: Sequence[_Row], start: int) -> tuple[int, list[_Strip]]:
    """Return where the columns that begin side by side end, and the strips between them.

    Without strips there are none: then the rows up to that end are to be read one by one.
    """
    row = rows[start]
    strips = [(left.x1, right.x0) for left, right in pairwise(row) if right.x0 - left.x1 >= _GUTTER]
    end = start
    lowest = row[0].y
    while end < len(rows) and strips:
        row = rows[end]
        if row[0].y - lowest > _FAR_BELOW * max(row[0].size, rows[end - 1][0].size, 1.0):
            break
        narrowed = [part for strip in strips for part in _without(strip, row)]
        if not narrowed:
            break
        strips, lowest = narrowed, row[0].y
        end += 1
    if end > start and _side_by_side(rows[start:end], strips):
        return end, strips
    # A short table may stand right above columns; a long one is looked at once.
    return (end if end - start > _LONG_TABLE else start + 1), []


def _without(strip: _Strip, row: _Row) -> list[_Strip]:
    """Return what a row leaves of a white strip."""
    left, right = strip
    for line in row:
        if line.x1 <= left or line.x0 >= right:
            continue
        if line.x0 <= left and line.x1 >= right:
            return []
        if line.x0 <= left:
            left = line.x1
        else:
            right = min(right, line.x0)
    return [(left, right)] if right - left >= _GUTTER else []


def _side_by_side(rows: Sequence[_Row], strips: Sequence[_Strip]) -> bool:
    """Return whether lines between strips are columns to be read one after the other."""
    parts = _parted(rows, strips)
    if len(parts) < 2 or sum(len(row) > 1 for row in rows) < _FEWEST_ROWS:
        return False
    side = {id(line): number for number, part in enumerate(parts) for line in part}
    by_content = sorted((line for row in rows for line in row), key=lambda line: line.order)
    jumps = sum(side[id(one)] != side[id(two)] for one, two in pairwise(by_content))
    if jumps <= len(parts) - 1:
        return True
    return all(_is_prose(part) for part in parts)


def _is_prose(part: Sequence[Line]) -> bool:
    width = max(line.x1 for line in part) - min(line.x0 for line in part)
    filled = sum(line.x1 - line.x0 >= _FILLED * width for line in part)
    return filled >= _MOSTLY * len(part) and width > 8 * part[0].size


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


def _column(lines: Sequence[Line]) -> Column:
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    full = sum(right - line.x1 < 1.0 for line in lines)
    return Column(tuple(lines), left, right, full >= max(3, 0.5 * len(lines)))
