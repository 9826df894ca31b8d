"""Complaints as an editor sees them beside the pages: the place, the line, the help, the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path
from typing import Any

from strevview.build.turn import Turn
from strevview.diagnostics import Diagnostic, Span
from strevview.model.loading import SERIES_FILE
from strevview.preview.edition import Spot, spot_data
from strevview.preview.placing import COVER, Printed
from strevview.report.terminal import visible, visible_lines
from strevview.report.text import CUT, FileLines, lines_of, place

NO_PAGES = "there are no pages yet"
FOREIGN = "these pages do not tell what they were made from"
WHOLE_ISSUE = "it is about the issue as a whole"
OTHER_FILE = "what this file says is printed in no one place"
NOT_FOUND = "it is not found in these pages"
NOT_YET = "it is not yet in these pages"
# Beyond the end of any line.
_LINE_END = 1 << 30
# Of a line, so many characters are shown on each side of the marked ones, and of those.
_AROUND, _MARKED = 160, 400
_ITEM = re.compile(r"""\s*-\s+id:\s*["']?([^\s"'#]+)""")
_SECTION = re.compile(r"\s*-\s+title:")
# Where more lines than this differ, they are held against each other by their order alone.
_MOST_COMPARED = 4000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file around what a complaint is about; invisible letters are shown as escapes."""

    line: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A complaint with its place in the file and in the pages.

    `unplaced` says why there is no place in the pages.
    """

    diagnostic: Diagnostic
    excerpt: Excerpt | None
    spot: Spot | None
    unplaced: str | None
    related: tuple[tuple[str, str], ...] = ()

    def data(self) -> dict[str, Any]:
        """Return the finding as the browser takes it."""
        found, excerpt = self.diagnostic, self.excerpt
        return {
            "code": found.code,
            "severity": found.severity.value,
            "message": visible(found.message),
            "help": None if found.help is None else visible_lines(found.help),
            "where": None if found.span is None else place(found.span),
            "excerpt": excerpt
            and {
                "line": excerpt.line,
                "before": excerpt.before,
                "marked": excerpt.marked,
                "after": excerpt.after,
            },
            "related": [{"where": where, "message": message} for where, message in self.related],
            "spot": None if self.spot is None else spot_data(self.spot),
            "unplaced": self.unplaced,
        }


def findings_of(
    turn: Turn, printed: Printed | None, missing: str = NO_PAGES
) -> tuple[Finding, ...]:
    """Return the complaints of a turn, errors first, each with its place in the pages shown.

    `printed` are the places of the pages; without them `missing` says why.

    Raises:
        GoneError: the pages are no longer there.
    """
    lines = lines_of(turn.loaded)
    placing = _Placing(turn, printed) if printed is not None else None
    found = []
    for one in sorted(turn.outcome.diagnostics, key=lambda one: not one.is_error):
        spot, unplaced = placing.of(one.span) if placing is not None else (None, missing)
        related = tuple((place(other.span), visible(other.message)) for other in one.related)
        found.append(Finding(one, _excerpt(one.span, lines), spot, unplaced, related))
    return tuple(found)


class _Placing:
    """Finds the place in the pages shown for a place in the files as they are now."""

    def __init__(self, turn: Turn, printed: Printed) -> None:
        self._issue = turn.loaded.name
        self._printed = printed
        places = turn.loaded.places
        text = _read(turn.outcome.task.path) if places is None else places.source.text
        self._is_empty = not text.strip()
        self._line_map = LineMap(printed.text, text)

    def of(self, span: Span | None) -> tuple[Spot | None, str | None]:
        """Return where something is printed, or None with the reason."""
        if span is None:
            return None, WHOLE_ISSUE
        if span.path != self._issue:
            return (COVER, None) if Path(span.path).name == SERIES_FILE else (None, OTHER_FILE)
        if self._is_empty:
            return None, WHOLE_ISSUE
        old = self._line_map.line(span.line)
        if old is not None:
            spot = self._printed.at(old, span.column)
            return spot, None if spot else NOT_FOUND
        old, item = self._line_map.origin(span.line)
        if old is not None:
            spot = self._printed.at(old, _LINE_END)
        else:
            spot = self._printed.item(item) if item is not None else None
        return spot, None if spot else NOT_YET


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _excerpt(span: Span | None, lines: FileLines) -> Excerpt | None:
    line = None if span is None else lines.line(span.path, span.line)
    if span is None or line is None or not line.strip():
        return None
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    end = max(end, start)
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(line))
    before, marked, after = line[first:start], line[start:end][:_MARKED], line[end:last]
    return Excerpt(
        span.line,
        (CUT if first else "") + visible(before if first else before.lstrip()),
        visible(marked) + (CUT if end - start > _MARKED else ""),
        visible(after) + (CUT if last < len(line) else ""),
    )


class LineMap:
    """Maps the line numbers of a text that is being written to those of its older state, from 1."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old.splitlines(), new.splitlines()
        self._same = old == new
        pairs = zip(self._old, self._new, strict=False)
        self._head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        left = min(len(self._old), len(self._new)) - self._head
        ends = zip(
            reversed(self._old[self._head :]), reversed(self._new[self._head :]), strict=False
        )
        self._tail = min(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends)), left)
        self._opcodes = [] if self._same else self._compared()

    def line(self, line: int) -> int | None:
        """Return the older number of a line, or None where it is new."""
        if self._same:
            return line
        for tag, old_start, old_end, new_start, new_end in self._opcodes:
            if new_start < line <= new_end or (line > len(self._new) and new_end == len(self._new)):
                if tag == "insert":
                    return None
                return min(old_start + line - new_start, max(old_end, 1))
        return None

    def origin(self, line: int) -> tuple[int | None, str | None]:
        """Return where a new line was added: below an older line, or in a new item, by its id.

        Both are None in a new section, and above everything else.
        """
        for number in range(min(line, len(self._new)), 0, -1):
            old = self.line(number)
            if old is not None:
                return old, None
            found = _ITEM.match(self._new[number - 1])
            if found is not None:
                return None, found[1]
            if _SECTION.match(self._new[number - 1]):
                return None, None
        return None, None

    def _compared(self) -> list[tuple[str, int, int, int, int]]:
        head, tail = self._head, self._tail
        old = self._old[head : len(self._old) - tail]
        new = self._new[head : len(self._new) - tail]
        if max(len(old), len(new)) > _MOST_COMPARED:
            inner = [("replace", 0, len(old), 0, len(new))]
        else:
            inner = list(SequenceMatcher(None, old, new).get_opcodes())
        return [
            ("equal", 0, head, 0, head),
            *((tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in inner),
            ("equal", len(old) + head, len(self._old), len(new) + head, len(self._new)),
        ]
