"""A bar that says how far a build is, on a terminal and for work that takes over half a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from strevview.report.terminal import visible

PATIENCE_SECONDS = 0.5
_BAR_CELLS = 20


class Progress:
    """Shows a line on standard error after half a second, and clears it at the end.

    Where standard error is no terminal, nothing is shown. `total` is the number of issues,
    `doing` what is done to each.
    """

    def __init__(
        self, total: int, doing: str = "building", patience: float = PATIENCE_SECONDS
    ) -> None:
        self._doing = doing
        self._total = total
        self._patience = patience
        self._done = 0
        self._pages = 0
        self._name = ""
        self._shown: tuple[Bar, TaskID] | None = None
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Progress:
        if self._total and sys.stderr.isatty():
            self._timer = threading.Timer(self._patience, self._begin)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        with self._lock:
            if self._shown is not None:
                self._shown[0].stop()
            self._shown = None

    def name(self, name: str) -> None:
        """Say which issue is awaited."""
        with self._lock:
            self._name = visible(name)
            self._update()

    def advance(self, pages: int) -> None:
        """Count one issue as done, of so many pages."""
        with self._lock:
            self._done += 1
            self._pages += pages
            self._update()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar away while something else is printed."""
        with self._lock:
            if self._shown is not None:
                self._shown[0].stop()
            yield
            if self._shown is not None:
                self._shown[0].start()

    def _begin(self) -> None:
        with self._lock:
            bar = _bar(self._total)
            self._shown = (bar, bar.add_task("", total=self._total, pages=0))
            self._update()
            bar.start()

    def _update(self) -> None:
        if self._shown is not None:
            bar, task = self._shown
            doing = f"{self._doing} " if self._total == 1 else ""
            what = f"{doing}{self._name} …"
            bar.update(task, description=what, completed=self._done, pages=self._pages)


def _bar(total: int) -> Bar:
    """Return a bar that was not started yet; of one issue there is no more to say than its name."""
    name = TextColumn("{task.description}", markup=False)
    columns: tuple[ProgressColumn, ...] = (name,)
    if total > 1:
        counts = TextColumn("{task.completed}/{task.total}, {task.fields[pages]} pages,")
        columns = (BarColumn(_BAR_CELLS), counts, name)
    # What is printed meanwhile goes where it belongs: standard output may be a file.
    return Bar(
        *columns,
        console=Console(stderr=True, emoji=False, highlight=False),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
