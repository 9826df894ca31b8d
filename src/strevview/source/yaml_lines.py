"""The lines of a file as an editor wrote them: keys, entries of lists, texts, and their indent.

They are told apart by how they look, for in a file that is no YAML the parser knows no more.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import yaml

from strevview.diagnostics import Diagnostic, Span, error
from strevview.source.disk import SourceText

# Longer values are not written out in advice.
_MOST_ADVISED = 1000
# A key has three words at most: more before a colon are a text.
_LINE = re.compile(
    r"(?P<lead>[ ]*(?:-[ ]+)*)"
    r"(?:(?P<key>[^\s'\"\[\]{}&*!|>%@`#,:–—•·▪-][^\s:#]*(?: [^\s:#]+){,2}):(?=[ \t]|$)[ \t]*)?"
    r"(?P<value>.*)"
)
# A blank in front of a key or a dash, or behind a dash, that is no space for YAML.
_ODD = r"[^\S \t\r\n]"
_ODD_INDENT = re.compile(
    rf"^ *(?:- +)*(?:-(?={_ODD})|(?={_ODD}\s*(?:-\s|[\w-]+:(?:\s|$))))", re.MULTILINE
)


@dataclass(frozen=True)
class Keys:
    """The keys that a kind of file has, as its model tells them; none where it has no model.

    `mappings` are those of each kind of mapping in it. `first` leads from the key of a list to the
    key that each entry of that list must have first.
    """

    mappings: tuple[tuple[str, ...], ...] = ()
    first: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def known(self) -> frozenset[str]:
        """All of them: what else stands before a colon is a name, or a word of a text."""
        return frozenset(key for keys in self.mappings for key in keys)


class Line(NamedTuple):
    """A line as it looks: `start` and `value_at` are 0-based columns of its key and its value.

    An entry starts with a dash; a text is neither that nor a key.
    """

    number: int
    text: str
    indent: int
    start: int
    key: str
    value: str
    value_at: int
    is_entry: bool
    is_text: bool

    @property
    def is_block(self) -> bool:
        """Whether it is a key with a `|` or `>`, which says that a text stands below it."""
        return self.key != "" and self.value[:1] in ("|", ">")

    def quoted(self, value: str) -> str:
        """Return the line with a value in single quotation marks; a very long one is left out."""
        lead = f"{self.key}: " if self.key else "- " if self.is_entry else ""
        shown = value.replace("'", "''") if len(value) <= _MOST_ADVISED else "…"
        return f"{lead}'{shown}'"


# What stands above the first line.
NOTHING = Line(0, "", 0, 0, "", "", 0, is_entry=False, is_text=False)


class Lines(NamedTuple):
    """The lines of a file, and the keys that it may have."""

    source: SourceText
    keys: Keys

    def at(self, number: int) -> Line:
        """Return the line of a 1-based number; a line past the end is empty."""
        text = self.source.line(number)
        match = _LINE.match(text)
        assert match is not None
        start, key, value = match.end("lead"), match["key"] or "", match["value"].rstrip()
        indent = len(text) - len(text.lstrip(" "))
        is_entry = start > indent
        is_text = not key and not is_entry
        place = match.start("value")
        return Line(number, text, indent, start, key, value, place, is_entry, is_text)

    def above(self, number: int) -> Iterator[Line]:
        """Yield the lines above a 1-based number, the nearest first; no comments, no empty ones."""
        lines = (self.at(above) for above in range(number - 1, 0, -1))
        return (line for line in lines if line.text.strip() and line.text.strip()[0] != "#")

    def before(self, line: Line) -> Line:
        """Return the nearest line above that says something, or `NOTHING`."""
        return next(self.above(line.number), NOTHING)

    def held_by(self, line: Line) -> tuple[Line, Line]:
        """Return the key that a line stands below by its indent, and the first line below it.

        The key is `NOTHING` where it stands below none.
        """
        first = line
        for above in self.above(line.number):
            in_column = above.start == line.indent and line.is_entry and not above.is_entry
            if above.key and (above.start < line.indent or in_column):
                return above, first
            first = above
        return NOTHING, first

    def nearest_column(self, line: Line) -> int | None:
        """Return the column, nearest to a line's own, in which other lines of its kind start.

        Where it is the only one, the keys that stand beside it in its mapping tell; None without
        any.
        """
        kind, shift = self._kind(line), line.start - line.indent
        every = self.above(len(self.source.lines.starts) + 1)
        others = [one for one in every if one.number != line.number]
        beside = {key for keys in self.keys.mappings if line.key in keys for key in keys}
        columns = Counter(one.indent for one in others if self._kind(one) == kind)
        columns = columns or Counter(one.start - shift for one in others if one.key in beside)
        by_distance = ((abs(at - line.indent), -count, at) for at, count in columns.items())
        return min(by_distance, default=(0, 0, None))[-1]

    def _kind(self, line: Line) -> tuple[str, bool]:
        """Return the key and whether it is an entry; names of sources are of one kind."""
        is_name = line.key and not line.value and line.key not in self.keys.known
        return ("a name" if is_name else line.key, line.is_entry)

    def lacks_dash(self, line: Line) -> bool:
        """Return whether a line has the key that begins each entry of the list that holds it."""
        holder, first = self.held_by(line)
        is_in_column = not line.is_entry and line.indent == first.indent
        return is_in_column and line.key == self.keys.first.get(holder.key)


class Fault(NamedTuple):
    """Where the parser stopped, and since where it was reading, by default the same place.

    `column` and `since_column` are 0-based; `letter` and `opening` stand there, empty at the end of
    a line.
    """

    lines: Lines
    here: Line
    column: int
    letter: str
    since: Line
    since_column: int
    opening: str

    @property
    def above(self) -> Line:
        """The nearest line above that says something."""
        return self.lines.before(self.here)

    def complain(
        self, message: str, advice: str, line: Line | None = None, column: int | None = None
    ) -> Diagnostic:
        """Return the complaint (SV001) at a line and 0-based column, by default the fault's own."""
        where = self.here if line is None else line
        place = self.column if column is None else column
        span = Span.point(self.lines.source.path, where.number, min(place, len(where.text)) + 1)
        return error("SV001", message, span, advice)


def _place(lines: Lines, mark: yaml.Mark) -> tuple[Line, int, str]:
    """Return a mark's line, column and letter; the end of the file is that of its last line."""
    line, column = lines.at(mark.line + 1), mark.column
    if mark.index >= len(lines.source.text.rstrip()):
        last = next(lines.above(line.number + 1), line)
        line, column = last, column if last.number == line.number else len(last.text)
    return line, column, line.text[column : column + 1]


def fault_of(lines: Lines, problem: yaml.Mark, context: yaml.Mark | None) -> Fault:
    """Return where the parser stopped, of the marks of its error."""
    return Fault(lines, *_place(lines, problem), *_place(lines, context or problem))


def odd_indent(source: SourceText, start: int, end: int) -> Diagnostic | None:
    """Return the complaint about the indent of a plain value or key at the offsets `start:end`.

    YAML takes a no-break space and its like for a letter, so that the line belongs elsewhere.
    """
    first, last = source.text.rfind("\n", 0, start) + 1, source.text.find("\n", end)
    found = _ODD_INDENT.search(source.text, first, last if last >= 0 else len(source.text))
    return None if found is None else strange_blank(source, found.end())


def strange_blank(source: SourceText, place: int) -> Diagnostic:
    """Return the complaint about a blank in an indent at an offset."""
    name = unicodedata.name(source.text[place], "strange blank").lower()
    article = "an" if name[0] in "aeio" else "a"
    message = f"{article} {name} stands in the indent, where plain spaces are expected"
    advice = "delete all blanks before the first word, and type them anew with the space bar"
    if source.text[place] == "\t":
        message = "a tab stands in the indent"
        advice = "indent with spaces, two a level, as in the lines around it"
    return error("SV001", message, source.lines.span(place, place + 1), advice)
