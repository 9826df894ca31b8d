"""From an offset in a scalar's value back to its place in the file.

A value is not a stretch of the file: block scalars lose their indent, folded lines their ends,
quoted ones their escapes. The two are walked side by side.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from strevview.diagnostics import Span
from strevview.source.nodes import Scalar
from strevview.source.reader import SourceText

# The escapes of YAML 1.2, section 5.7, by the number of hexadecimal digits that follow.
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}


@dataclass(frozen=True, slots=True)
class LineIndex:
    """The offsets at which the lines of a text start."""

    path: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, source: SourceText) -> LineIndex:
        """Return the index of a text; \\r\\n ends a line as \\n does."""
        starts = [0]
        position = source.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = source.text.find("\n", position + 1)
        return cls(source.path, tuple(starts))

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters `start:end` of the file."""
        line, end_line = bisect_right(self.starts, start), bisect_right(self.starts, end)
        column, end_column = start - self.starts[line - 1] + 1, end - self.starts[end_line - 1] + 1
        return Span(self.path, line, column, end_line, end_column)


def file_offsets(source: SourceText, scalar: Scalar) -> tuple[int, ...]:
    """Return, for each character of the value and its end, the offset in the file's text."""
    raw, value = source.text, scalar.value
    if scalar.style in ("|", ">"):
        return _block_offsets(raw, scalar)
    if scalar.style == "" and raw[scalar.start : scalar.end] == value:
        return tuple(range(scalar.start, scalar.start + len(value) + 1))
    return _quoted_offsets(raw, scalar)


def _block_offsets(raw: str, scalar: Scalar) -> tuple[int, ...]:
    position = raw.find("\n", scalar.start, scalar.end) + 1 or scalar.end
    offsets = []
    for letter in scalar.value:
        if letter in " \n":
            # A folded line end reads as a space; indents are not part of the value.
            offsets.append(min(position, scalar.end))
            if letter == "\n" and raw[position : position + 1] == "\r":
                position += 1
            if raw[position : position + 1] == letter or raw[position : position + 1] == "\n":
                position += 1
            continue
        while position < scalar.end and raw[position] != letter:
            position += 1
        offsets.append(min(position, scalar.end))
        position += 1
    return (*offsets, min(position, scalar.end))


def _quoted_offsets(raw: str, scalar: Scalar) -> tuple[int, ...]:
    position = scalar.start + (1 if scalar.style else 0)
    offsets = []
    for letter in scalar.value:
        while (
            position < scalar.end
            and raw[position].isspace()
            and raw[position] != letter
            and not (letter == " " and raw[position] == "\n")
        ):
            position += 1
        offsets.append(min(position, scalar.end))
        position += _width(raw, position, scalar.style)
        if letter == " ":
            while position < scalar.end and raw[position].isspace():
                position += 1
    return (*offsets, min(position, scalar.end))


def _width(raw: str, position: int, style: str) -> int:
    if style == '"' and raw[position : position + 1] == "\\":
        return 2 + _HEX_DIGITS.get(raw[position + 1 : position + 2], 0)
    if style == "'" and raw[position : position + 2] == "''":
        return 2
    return 1
