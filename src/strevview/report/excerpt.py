"""An excerpt of a line with a mark under the place, cut to the width of the window."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from strevview.diagnostics import Span
from strevview.report.visible import visible

CUT = "…"


class Excerpt(NamedTuple):
    """What is shown of a line, and the columns (0-based) of the mark under it."""

    text: str
    mark_start: int
    mark_width: int


def excerpt(line: str, span: Span, columns: int) -> Excerpt:
    """Return the part of a line around a span that fits into `columns` columns.

    Of a span over several lines, the first line is marked. Widths are those that Rich measures.
    """
    line = line.rstrip()
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    end = max(end, start + 1)
    # Of a line of megabytes, what may be in the window is looked at; some letters have no width.
    reach = 2 * columns + 100
    before = visible(line[max(start - reach, 0) : start])
    marked = visible(line[start : min(end, start + reach)])
    after = visible(line[end : end + reach])
    whole = before + marked + after
    if cell_len(whole) > columns or start > reach or len(line) - end > reach:
        room = columns - 2 * cell_len(CUT)
        context = max((room - cell_len(marked)) // 2, room // 4, room - cell_len(marked + after))
        head = _end(before, context)
        tail = _start(marked + after, room - cell_len(head))
        before = (CUT if len(head) < len(before) or start > reach else "") + head
        ends = len(tail) == len(marked + after) and len(line) - end <= reach
        marked, whole = tail[: len(marked)], before + tail + ("" if ends else CUT)
    width = cell_len(marked)
    # A combining mark stands over the letter before it.
    over = cell_len(before[-1:]) if marked and width == 0 else 0
    return Excerpt(whole, cell_len(before) - over, max(1, width))


def _start(text: str, columns: int) -> str:
    """Return as much of the start of a text as fits."""
    for index, letter in enumerate(text):
        columns -= cell_len(letter)
        if columns < 0:
            return text[:index]
    return text


def _end(text: str, columns: int) -> str:
    """Return as much of the end of a text as fits; it does not begin with a combining mark."""
    first = len(text)
    while first and columns >= cell_len(text[first - 1]):
        first -= 1
        columns -= cell_len(text[first])
    while first < len(text) and cell_len(text[first]) == 0:
        first += 1
    return text[first:]
