"""From an offset in a text to its line and column."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from strevview.diagnostics import Span


class LineIndex(NamedTuple):
    """The offsets at which the lines of a text start."""

    path: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, path: str, text: str) -> LineIndex:
        """Return the index of a file's text; a carriage return belongs to the line that it ends."""
        starts = [0]
        position = text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        return cls(path, tuple(starts))

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters `start:end` of the file."""
        line, end_line = bisect_right(self.starts, start), bisect_right(self.starts, end)
        column, end_column = start - self.starts[line - 1] + 1, end - self.starts[end_line - 1] + 1
        return Span(self.path, line, column, end_line, end_column)
