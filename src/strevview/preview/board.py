"""The preview of one issue: the state after each build of `watch`, on a board for the server."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from strevview.audit.reading import NotReadableError
from strevview.build.extract import load_carried
from strevview.build.turn import Task, Turn
from strevview.diagnostics import Diagnostic, Severity, Span
from strevview.model.loading import LoadedIssue
from strevview.preview.edition import Edition, Spot
from strevview.preview.placing import Placing, PrintedPlaces
from strevview.report.text import FileLines, excerpt, lines_of, place, visible, visible_lines

NO_PAGES = "there are no pages yet"
UNKNOWN_SOURCE = "these pages do not tell what they were made from"
# So much of a line is shown.
_COLUMNS = 320


@dataclass(frozen=True, slots=True)
class ShownFinding:
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
    turn: Turn, printed: PrintedPlaces | None, missing: str = NO_PAGES
) -> tuple[ShownFinding, ...]:
    """Return the complaints of a turn, errors first, each with its place in the pages shown.

    `printed` are the places of the pages; without them `missing` says why.

    Raises:
        GoneError: the pages are no longer there.
    """
    lines = lines_of(turn.loaded)
    placing = Placing(printed, turn.loaded.name, _text_of(turn)) if printed else None
    found = []
    for one in sorted(turn.outcome.diagnostics, key=lambda one: not one.is_error):
        spot, unplaced = placing.of(one.span) if placing else (None, missing)
        finding = ShownFinding(
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


def _text_of(turn: Turn) -> str:
    """Return the text of the issue's file, also where it could not be read as one."""
    if turn.loaded.places is not None:
        return turn.loaded.places.source.text
    try:
        return turn.outcome.task.path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _excerpt(span: Span, lines: FileLines) -> dict[str, Any] | None:
    line = lines.line(span.path, span.line)
    if not line.strip():
        return None
    shown = excerpt(line, span, _COLUMNS)
    return {"line": span.line, **shown._replace(before=shown.before.lstrip())._asdict()}


@dataclass(frozen=True, slots=True)
class BoardState:
    """The pages and the complaints at one moment.

    `edition` is the last good PDF, made at `made` (local time, HH:MM:SS); `good` is false while the
    issue has errors, and None before the first build has ended. `turn` counts the builds.
    """

    issue: str
    pdf: str
    turn: int = 0
    good: bool | None = None
    edition: Edition | None = None
    made: str | None = None
    seconds: float = 0.0
    findings: tuple[ShownFinding, ...] = ()

    def to_json(self) -> str:
        """Return the state as the browser takes it."""
        errors = sum(one.severity is Severity.ERROR for one in self.findings)
        data = {
            "issue": self.issue,
            "pdf": self.pdf,
            "turn": self.turn,
            "good": self.good,
            "edition": None if self.edition is None else self.edition.name,
            "made": self.made,
            "seconds": round(self.seconds, 2),
            "errors": errors,
            "warnings": len(self.findings) - errors,
            "findings": [asdict(one) for one in self.findings],
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class Board:
    """Holds the state that the page shows: `watch` sets it, the server's event loop listens.

    There is no lock, which a signal could leave taken: each attribute is set by one thread alone.
    """

    def __init__(self, state: BoardState) -> None:
        self._state = state
        self._before: Edition | None = None
        self._closed = False
        self._listeners: frozenset[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = frozenset()

    @property
    def state(self) -> BoardState:
        """The state as it is now."""
        return self._state

    def edition(self, name: str) -> Edition | None:
        """Return the edition of a name: that which is shown, or the one before.

        A page may still ask for pictures of that one before it hears of the new one.
        """
        found = (one for one in (self._state.edition, self._before) if one and one.name == name)
        return next(found, None)

    def show(self, state: BoardState) -> None:
        """Put a state up; its turn is counted here. Of more than two editions the oldest closes."""
        shown, oldest = self._state.edition, self._before
        if shown is not state.edition:
            self._before = shown
        self._state = replace(state, turn=self._state.turn + 1)
        self._tell()
        if oldest is not None and oldest is not self._before:
            oldest.close()

    def close(self) -> None:
        """Let everybody who listens go."""
        self._closed = True
        self._tell()

    async def states(self, patience: float) -> AsyncIterator[BoardState | None]:
        """Yield the state and then each new one, and None after so many seconds without news."""
        news = asyncio.Event()
        listener = (asyncio.get_running_loop(), news)
        self._listeners |= {listener}
        shown = -1
        try:
            while True:
                news.clear()
                state = self._state
                if state.turn != shown:
                    shown = state.turn
                    yield state
                    continue
                if self._closed:
                    return
                try:
                    await asyncio.wait_for(news.wait(), patience)
                except TimeoutError:
                    yield None
        finally:
            self._listeners -= {listener}

    def _tell(self) -> None:
        for loop, news in self._listeners:
            # A loop that has ended has nobody left to tell.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(news.set)


class Preview:
    """Puts each turn on the board: its complaints, and the pages if there are new ones."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._printed_of: LoadedIssue | None = None
        self._printed: PrintedPlaces | None = None
        self.board = Board(BoardState(visible(str(task.path)), visible(str(task.pdf))))

    def show(self, turn: Turn) -> None:
        """Put a turn on the board; while the issue has errors the pages stay as they were."""
        before = self.board.state
        state = replace(before, good=turn.outcome.done, seconds=turn.outcome.seconds)
        if turn.outcome.done:
            state = self._with_pages(state, turn.loaded)
        elif before.edition is None:
            state = self._with_pages(state, None)
        printed = self._places(state.edition) if turn.outcome.diagnostics else None
        found = findings_of(turn, printed, NO_PAGES if state.edition is None else UNKNOWN_SOURCE)
        self.board.show(replace(state, findings=found))

    def _with_pages(self, state: BoardState, loaded: LoadedIssue | None) -> BoardState:
        """Return the state with the PDF that is on the disk, made from an issue as it was read.

        Without that issue, the one that the PDF carries tells what is printed where.
        """
        try:
            # A pipe would keep whoever reads it waiting.
            if not self._task.pdf.is_file():
                return state
            pdf = self._task.pdf.read_bytes()
            made = self._task.pdf.stat().st_mtime
            edition = Edition(pdf)
        except (OSError, NotReadableError):
            return state
        self._printed = None
        carried = loaded if loaded is not None else load_carried(pdf, str(self._task.pdf))
        self._printed_of = None if isinstance(carried, Diagnostic) else carried
        if state.edition is not None and state.edition.name == edition.name:
            edition.close()
            edition = state.edition
        clock = time.strftime("%H:%M:%S", time.localtime(made))
        return replace(state, edition=edition, made=clock)

    def _places(self, edition: Edition | None) -> PrintedPlaces | None:
        """Return where the parts of the issue are printed; found once a complaint asks for it."""
        loaded = self._printed_of
        if edition is None or loaded is None or loaded.issue is None or loaded.series is None:
            return None
        if self._printed is None:
            self._printed = PrintedPlaces(loaded, edition)
        return self._printed
