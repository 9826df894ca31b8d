"""Complaints as an editor sees them beside the pages: the place, the line, the help, the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from strevview.build.turn import Turn
from strevview.diagnostics import Severity, Span
from strevview.model.loading import SERIES_FILE
from strevview.preview.edition import Spot
from strevview.preview.placing import COVER, Printed
from strevview.report.text import FileLines, excerpt, lines_of, place, visible, visible_lines

NO_PAGES = "there are no pages yet"
FOREIGN = "these pages do not tell what they were made from"
WHOLE_ISSUE = "it is about the issue as a whole"
OTHER_FILE = "what this file says is printed in no one place"
NOT_FOUND = "it is not found in these pages"
NOT_YET = "it is not yet in these pages"
# Beyond the end of any line.
_LINE_END = 1 << 30
# So much of a line is shown.
_COLUMNS = 320
_ITEM = re.compile(r"""\s*-\s+id:\s*["']?([^\s"'#]+)""")
_SECTION = re.compile(r"\s*-\s+title:")


@dataclass(frozen=True, slots=True)
class Finding:
    """A complaint as the browser takes it; invisible letters are shown as escapes.

    `excerpt` is the line around what it is about: its number, and what stands before, within and
    after. `related` are other places, each with what is said of it. `spot` is the place in the
    pages, and `unplaced` says why there is none.
    """

    code: str
    severity: Severity
    message: str
    help: str | None
    where: str | None
    excerpt: dict[str, Any] | None
    related: tuple[dict[str, str], ...]
    spot: Spot | None
    unplaced: str | None


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
        finding = Finding(
            one.code,
            one.severity,
            visible(one.message),
            None if one.help is None else visible_lines(one.help),
            None if one.span is None else place(one.span),
            None if one.span is None else _excerpt(one.span, lines),
            tuple({"where": place(r.span), "message": visible(r.message)} for r in one.related),
            spot,
            unplaced,
        )
        found.append(finding)
    return tuple(found)


class _Placing:
    """Finds where in the pages shown a place of the files is printed, as they are now.

    The pages were made from an earlier state of the issue's file: lines are led back to it.
    """

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


def _excerpt(span: Span, lines: FileLines) -> dict[str, Any] | None:
    line = lines.line(span.path, span.line)
    if not line.strip():
        return None
    shown = excerpt(line, span, _COLUMNS)
    return {"line": span.line, **shown._replace(before=shown.before.lstrip())._asdict()}


class LineMap:
    """Maps the line numbers of a text that is being written to those of its older state, from 1."""

    def __init__(self, old: str, new: str) -> None:
        self._new = new.splitlines()
        self._opcodes = SequenceMatcher(None, old.splitlines(), self._new).get_opcodes()

    def line(self, line: int) -> int | None:
        """Return the older number of a line, or None where it is new."""
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
