"""Complaints as an editor sees them beside the pages: the place, the line, the help, the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from strevview.model.loading import SERIES_FILE
from strevview.preview.page_text import spot_data
from strevview.preview.passage import Passage
from strevview.preview.placing import COVER
from strevview.report.terminal import visible
from strevview.report.text import CUT, lines_of, place

if TYPE_CHECKING:
    from strevview.batch.tasks import Turn
    from strevview.diagnostics import Diagnostic, Span
    from strevview.preview.edition import Spot
    from strevview.preview.placing import Printed
    from strevview.report.text import FileLines

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
            "help": None if found.help is None else visible(found.help),
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
    """Leads from places in the files, as they are now, to the pages that are shown."""

    def __init__(self, turn: Turn, printed: Printed) -> None:
        self._issue = turn.loaded.name
        self._printed = printed
        places = turn.loaded.places
        text = _read(turn.outcome.task.path) if places is None else places.source.text
        self._is_empty = not text.strip()
        self._passage = Passage(printed.text, text)

    def of(self, span: Span | None) -> tuple[Spot | None, str | None]:
        """Return where something is printed, or None with the reason."""
        if span is None:
            return None, WHOLE_ISSUE
        if span.path != self._issue:
            return (COVER, None) if Path(span.path).name == SERIES_FILE else (None, OTHER_FILE)
        if self._is_empty:
            return None, WHOLE_ISSUE
        old = self._passage.line(span.line)
        if old is not None:
            spot = self._printed.at(old, span.column)
            return spot, None if spot else NOT_FOUND
        old, item = self._passage.origin(span.line)
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
