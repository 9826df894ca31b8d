"""The preview of one issue: what `watch` finds put on a board, and served to a browser."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from strevview.build.extract import load_recalled
from strevview.build.turn import Task, Turn
from strevview.diagnostics import Diagnostic
from strevview.model.loading import LoadedIssue
from strevview.preview.board import Board, State
from strevview.preview.edition import Edition, open_edition
from strevview.preview.findings import FOREIGN, NO_PAGES, findings_of
from strevview.preview.placing import Printed
from strevview.preview.server import Server
from strevview.render.recall import recall
from strevview.report.terminal import visible


class Preview:
    """Puts each turn on the board: its complaints, and the pages if there are new ones."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._printed_of: LoadedIssue | None = None
        self._printed: Printed | None = None
        self.board = Board(State(visible(str(task.path)), visible(str(task.pdf))))

    def show(self, turn: Turn) -> None:
        """Put a turn on the board; while the issue has errors the pages stay as they were."""
        before = self.board.state
        state = replace(before, good=turn.outcome.done, seconds=turn.outcome.seconds)
        if turn.outcome.done:
            state = self._with_pages(state, turn.loaded)
        elif before.edition is None:
            state = self._with_pages(state, None)
        printed = self._places(state.edition) if turn.outcome.diagnostics else None
        found = findings_of(turn, printed, NO_PAGES if state.edition is None else FOREIGN)
        self.board.show(replace(state, findings=found))
        if before.edition is not None and before.edition is not state.edition:
            before.edition.close()

    def _with_pages(self, state: State, loaded: LoadedIssue | None) -> State:
        """Return the state with the PDF that is on the disk, made from an issue as it was read.

        Without that issue, the one that the PDF carries tells what is printed where.
        """
        try:
            # A pipe would keep whoever reads it waiting.
            if not self._task.pdf.is_file():
                return state
            pdf = self._task.pdf.read_bytes()
            made = self._task.pdf.stat().st_mtime
        except OSError:
            return state
        edition = open_edition(pdf)
        if edition is None:
            return state
        self._printed = None
        self._printed_of = loaded if loaded is not None else _carried(pdf, str(self._task.pdf))
        if state.edition is not None and state.edition.name == edition.name:
            edition.close()
            edition = state.edition
        clock = time.strftime("%H:%M:%S", time.localtime(made))
        return replace(state, edition=edition, made=clock)

    def _places(self, edition: Edition | None) -> Printed | None:
        """Return what of the pages is printed where; worked out when a complaint asks for it."""
        loaded = self._printed_of
        if edition is None or loaded is None or loaded.issue is None or loaded.series is None:
            return None
        if self._printed is None:
            self._printed = Printed(loaded, edition)
        return self._printed


@contextmanager
def served(task: Task, ports: Sequence[int]) -> Iterator[tuple[Preview, str]]:
    """Give the preview of an issue and the address it is served at, on the first port that is free.

    Raises:
        OSError: none of the ports can be used.
    """
    preview = Preview(task)
    server = _bound(preview, ports)
    try:
        server.start()
        yield preview, server.url
    finally:
        server.close()


def _bound(preview: Preview, ports: Sequence[int]) -> Server:
    first, *others = ports
    try:
        return Server(preview.board, first)
    except OSError:
        if not others:
            raise
        return _bound(preview, others)


def _carried(pdf: bytes, name: str) -> LoadedIssue | None:
    """Return the issue that a PDF carries, or None where it is none of ours."""
    recalled = recall(pdf, name)
    if isinstance(recalled, Diagnostic):
        return None
    with tempfile.TemporaryDirectory(prefix="strevview-") as folder:
        loaded = load_recalled(recalled, Path(folder), name)
    return None if isinstance(loaded, Diagnostic) else loaded
