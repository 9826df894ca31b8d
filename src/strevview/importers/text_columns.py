"""Two columns that a program printed side by side, one after the other again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from strevview.importers.text_lines import Line, Page, lines_of

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FEWEST = 4
_NARROWEST = 18
_SLACK = 3
# Of the lines with text: so many must begin a right column, so many may run across.
_FEWEST_SHARE = 0.3
_MOST_CROSSING = 0.2


def page_lines(page: Page) -> list[Line]:
    """Return the lines of a page in reading order, columns one after the other."""
    raw = [line.expandtabs(8).rstrip() for line in page.lines]
    gutter = _gutter(raw)
    if gutter is None:
        return lines_of(list(page.lines), page.number)
    found: list[Line] = []
    for crosses, stretch in groupby(raw, key=lambda line: _crosses(line, gutter)):
        lines = list(stretch)
        if crosses or not _has_two(lines, gutter):
            found += lines_of(lines, page.number)
            continue
        left, right = zip(*(_halves(line, gutter) for line in lines), strict=True)
        for column, other in ((left, right), (right, left)):
            kept = _without_offsets(column, other)
            found += lines_of(_trimmed(kept), page.number, narrow=True)
    return found


def _gutter(lines: Sequence[str]) -> int | None:
    """Return the last place of the gap that divides two columns of running text, if there is one.

    The right column begins at one place in many lines, and hardly any line has a letter before it:
    the lines of two columns need not stand at the same heights.
    """
    filled = [line for line in lines if line.strip()]
    begins: Counter[int] = Counter()
    for line in filled:
        begins.update(start for start in _begins(line) if start >= _NARROWEST)
    if not begins:
        return None
    start = max(begins, key=lambda place: (begins[place], place))
    place = start - 1
    most = sum(begins[near] for near in range(start, start + _SLACK))
    if most < _FEWEST or most < _FEWEST_SHARE * len(filled):
        return None
    crossing = sum(line[place - 1 : place + 1].strip() != "" for line in filled)
    if crossing > _MOST_CROSSING * len(filled):
        return None
    pairs = [_halves(line, place) for line in filled if not _crosses(line, place)]
    lefts = [len(left.strip()) for left, _ in pairs if left.strip()]
    rights = [len(right.strip()) for _, right in pairs if right.strip()]
    if not lefts or not rights or min(_middle(lefts), _middle(rights)) < _NARROWEST:
        return None
    return place


def _begins(line: str) -> list[int]:
    """Return where words begin that stand apart from those before them, or from the margin."""
    return [gap.end() for gap in _GAP.finditer(line)] + ([_indent(line)] if line.strip() else [])


def _middle(lengths: list[int]) -> int:
    return sorted(lengths)[len(lengths) // 2]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _crosses(line: str, gutter: int) -> bool:
    """Whether a line's words run across the gutter."""
    if not line.strip() or len(line) <= gutter + 1 or _indent(line) >= gutter - _SLACK:
        return False
    return _division(line, gutter) is None


def _division(line: str, gutter: int) -> int | None:
    """Return where the right column begins in a line that has both, or None."""
    for gap in _GAP.finditer(line):
        if gap.start() - _SLACK <= gutter <= gap.end() + _SLACK:
            return gap.end()
    return None


def _halves(line: str, gutter: int) -> tuple[str, str]:
    if _indent(line) >= gutter - _SLACK:
        return "", line[min(gutter, _indent(line)) :]
    division = _division(line, gutter)
    if division is None or len(line) <= gutter + 1:
        return line, ""
    # The right column keeps its indents, from the gutter on.
    start = min(division, gutter + 1)
    return line[:division].rstrip(), line[start:]


def _has_two(lines: Sequence[str], gutter: int) -> bool:
    """Whether lines of two columns stand side by side, or by turns."""
    halves = [_halves(line, gutter) for line in lines if line.strip()]
    both = sum(bool(left.strip() and right.strip()) for left, right in halves)
    turns = sum(bool(one[0].strip()) != bool(other[0].strip()) for one, other in pairwise(halves))
    return both >= 2 or turns >= _FEWEST


def _without_offsets(column: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return a column without rows that are there for a line of the other column alone.

    Where the lines of two columns stand at different heights, each is a row of its own: a row is
    then blank because the other's line stands between two of this column.
    """
    last = len(column) - 1

    def is_offset(row: int) -> bool:
        between = 0 < row < last and column[row - 1].strip() and column[row + 1].strip()
        if column[row].strip() or not other[row].strip() or not between:
            return False
        return not (other[row - 1].strip() and other[row + 1].strip())

    return [text for row, text in enumerate(column) if not is_offset(row)]


def _trimmed(column: Sequence[str]) -> list[str]:
    """Return a column without the blank lines that the other one's length leaves."""
    lines = list(column)
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        lines.pop()
    # The indent of most lines is none.
    indents = Counter(_indent(line) for line in lines if line.strip())
    usual = min(indents, key=lambda indent: (-indents[indent], indent)) if indents else 0
    return [line[min(usual, _indent(line)) :] for line in lines]
