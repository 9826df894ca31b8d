"""Two columns that a program printed side by side, one after the other again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from strevview.importers.text.lines import Line, lines_of
from strevview.importers.text.pages import Page

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FEWEST = 4
_NARROWEST = 18
_SLACK = 3


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
        for column in (left, right):
            found += lines_of(_trimmed(column), page.number, narrow=True)
    return found


def _gutter(lines: Sequence[str]) -> int | None:
    """Return the middle of the gap that divides two columns of running text, if there is one."""
    filled = [line for line in lines if line.strip()]
    seen: Counter[int] = Counter()
    for line in filled:
        for gap in _GAP.finditer(line):
            if gap.start() - _indent(line) >= _NARROWEST and len(line) - gap.end() >= 1:
                seen.update(range(gap.start(), gap.end()))
    if not seen:
        return None
    most = max(seen.values())
    if most < _FEWEST or most < 0.4 * len(filled):
        return None
    best = [place for place in sorted(seen) if seen[place] == most]
    place = best[-1]
    pairs = [_halves(line, place) for line in filled if not _crosses(line, place)]
    lefts = [len(left.strip()) for left, right in pairs if left.strip() and right.strip()]
    rights = [len(right.strip()) for left, right in pairs if left.strip() and right.strip()]
    if not lefts or min(_middle(lefts), _middle(rights)) < _NARROWEST:
        return None
    return place


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
    both = [all(half.strip() for half in _halves(line, gutter)) for line in lines]
    return sum(both) >= 2


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
