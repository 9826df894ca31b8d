"""A place that a YAML parser could not read, with the lines around it as they look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from strevview.diagnostics import Diagnostic, Span, error
from strevview.source.disk import SourceText

_LINE = re.compile(
    r"(?P<lead>[ ]*(?:-[ ]+)*)"
    r"(?:(?P<key>[^\s'\"\[\]{}&*!|>%@`#,:-][^:#]*):(?=[ \t]|$)[ \t]*)?"
    r"(?P<value>.*)"
)


class SourceLine(NamedTuple):
    """A line as it looks: `start` and `value_at` are 0-based columns of its key and its value."""

    number: int
    text: str
    indent: int
    start: int
    key: str
    value: str
    value_at: int

    @classmethod
    def of(cls, source: SourceText, number: int) -> SourceLine:
        """Return the line of a 1-based number; a line past the end is empty."""
        text = source.line(number)
        match = _LINE.match(text)
        lead, key, value = match.group("lead", "key", "value") if match else ("", "", text)
        value_at = match.start("value") if match else 0
        indent = len(text) - len(text.lstrip(" "))
        return cls(number, text, indent, len(lead), key or "", value.rstrip(), value_at)

    @property
    def is_entry(self) -> bool:
        """Whether the line starts an entry of a list."""
        return self.start > self.indent

    @property
    def lead(self) -> str:
        """What stands before the value: the key, or the dash of an entry."""
        if self.key:
            return f"{cut(self.key)}: "
        return "- " if self.is_entry else ""

    @property
    def quoted(self) -> str:
        """The line with its value in single quotation marks."""
        value = self.value.replace("'", "''")
        return f"{self.lead}'{cut(value)}'"


class SyntaxFault(NamedTuple):
    """A place that could not be read, and the place that the parser was reading since.

    `column` and `since_column` are 0-based; `since` is None where the parser names no such place.
    """

    source: SourceText
    here: SourceLine
    column: int
    since: SourceLine | None
    since_column: int

    @classmethod
    def of(cls, source: SourceText, problem: yaml.Mark, context: yaml.Mark | None) -> SyntaxFault:
        """Return the fault at the parser's marks; at the end of the file, at its last line."""
        here, column = _within(source, problem)
        since, since_column = _within(source, context) if context else (None, 0)
        return cls(source, here, column, since, since_column)

    @property
    def letter(self) -> str:
        """The character at the fault; empty at the end of a line."""
        return self.here.text[self.column : self.column + 1]

    @property
    def opening(self) -> str:
        """The character at the place that was read since, such as a bracket or a quotation mark."""
        return self.since.text[self.since_column : self.since_column + 1] if self.since else ""

    @property
    def before(self) -> SourceLine | None:
        """The nearest line above that says something."""
        return previous(self.source, self.here.number)

    def complain(
        self, message: str, advice: str, line: SourceLine | None = None, column: int | None = None
    ) -> Diagnostic:
        """Return the complaint (SV001) at a line and 0-based column, by default the fault's own."""
        where = self.here if line is None else line
        place = self.column if column is None else column
        span = Span.point(self.source.path, where.number, min(place, len(where.text)) + 1)
        return error("SV001", message, span, advice)


def _within(source: SourceText, mark: yaml.Mark) -> tuple[SourceLine, int]:
    """Return a mark's line and column; the parser puts the end of the file below its last line."""
    line = SourceLine.of(source, mark.line + 1)
    if mark.index < len(source.text.rstrip()):
        return line, mark.column
    last = previous(source, line.number + 1) or SourceLine.of(source, 1)
    return (line, mark.column) if last.number == line.number else (last, len(last.text))


def previous(source: SourceText, number: int) -> SourceLine | None:
    """Return the nearest line above a 1-based number that says something."""
    return next(lines_above(source, number), None)


def lines_above(source: SourceText, number: int) -> Iterator[SourceLine]:
    """Yield the lines above a 1-based number that say something, the nearest first.

    An empty line and a comment say nothing.
    """
    lines = (SourceLine.of(source, above) for above in range(number - 1, 0, -1))
    return (line for line in lines if line.text.strip() and line.text.strip()[0] != "#")


def cut(value: str, limit: int = 60) -> str:
    """Return a text of at most so many characters."""
    return value if len(value) <= limit else value[: limit - 1].rstrip() + "…"
