"""An excerpt of a line with a mark under the place, cut to the width of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from strevview.report.cells import cells

if TYPE_CHECKING:
    from strevview.diagnostics import Span

CUT = "…"
# No line that is written by hand is longer.
_LONG_LINE = 4000


class Excerpt(NamedTuple):
    """What is shown of a line, and the columns (0-based) of the mark under it."""

    text: str
    mark_start: int
    mark_width: int


def excerpt(line: str, span: Span, columns: int) -> Excerpt:
    """Return the part of a line around a span that fits into `columns` columns.

    Of a span over several lines, the first line is marked.
    """
    if len(line) > _LONG_LINE:
        return _excerpt_of_long(line, span, columns)
    shown = list(cells(line.rstrip()))
    start = min(span.column - 1, len(shown))
    end = len(shown) if span.end_line > span.line else min(span.end_column - 1, len(shown))
    first, last = _window(shown, start, max(end, start + 1), columns)
    head, tail = CUT if first > 0 else "", CUT if last < len(shown) else ""
    text = head + "".join(letter for letter, _ in shown[first:last]) + tail
    before = len(head) + _columns(shown[first:start])
    marked = _columns(shown[start : min(max(end, start + 1), last)])
    if marked == 0 and start < len(shown):
        # A combining mark stands over the letter before it.
        before -= min(before, shown[start - 1][1] if start else 0)
    return Excerpt(text, before, max(1, marked))


def _excerpt_of_long(line: str, span: Span, columns: int) -> Excerpt:
    """Return the same of what is near the span: no more of a line of megabytes is looked at."""
    line = line.rstrip()
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else span.end_column - 1
    # Enough to fill the window, also where some characters take no column.
    reach = 2 * columns + 100
    first = max(0, start - reach)
    last = start + reach
    shift = first - len(CUT) if first else 0
    near = (CUT if first else "") + line[first:last] + (CUT if last < len(line) else "")
    moved = span._replace(
        column=start - shift + 1, end_line=span.line, end_column=min(end, last) - shift + 1
    )
    return excerpt(near, moved, columns)


def _columns(shown: Sequence[tuple[str, int]]) -> int:
    return sum(columns for _, columns in shown)


def _window(shown: list[tuple[str, int]], start: int, end: int, columns: int) -> tuple[int, int]:
    """Return the first and last (exclusive) character that fit, with the span's start in view."""
    if _columns(shown) <= columns:
        return 0, len(shown)
    room = max(columns - 2 * len(CUT), 1)
    first = min(start, len(shown) - 1)
    taken = _columns(shown[first : min(end, len(shown))])
    context = max((room - taken) // 2, room // 4)
    left = 0
    while first > 0 and left + shown[first - 1][1] <= context:
        first -= 1
        left += shown[first][1]
    while first > 0 and shown[first][1] == 0:
        first -= 1
    last, used = first, 0
    while last < len(shown) and used + shown[last][1] <= room:
        used += shown[last][1]
        last += 1
    while last == len(shown) and first > 0 and used + shown[first - 1][1] <= room:
        first -= 1
        used += shown[first][1]
    return first, last
