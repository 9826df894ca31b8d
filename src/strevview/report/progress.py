"""A bar that says how far a build is, on a terminal and for work that takes over half a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

_PATIENCE_SECONDS = 0.5
_BAR_CELLS = 20
_CLEAR_LINE = "\r\x1b[K"


class Progress:
    """Shows a line on standard error after half a second, and clears it at the end.

    Where standard error is no terminal, nothing is shown. `total` is the number of issues,
    `doing` what is done to each.
    """

    def __init__(self, total: int, doing: str = "building") -> None:
        self._doing = doing
        self._total = total
        self._done = 0
        self._pages = 0
        self._name = ""
        self._visible = False
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Progress:
        if self._total and sys.stderr.isatty():
            self._timer = threading.Timer(_PATIENCE_SECONDS, self._begin)
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
            self._clear()
            self._visible = False

    def name(self, name: str) -> None:
        """Say which issue is awaited."""
        with self._lock:
            self._name = name
            self._show()

    def advance(self, pages: int) -> None:
        """Count one issue as done, of so many pages."""
        with self._lock:
            self._done += 1
            self._pages += pages
            self._show()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar away while something else is printed."""
        with self._lock:
            self._clear()
            yield
            self._show()

    def _begin(self) -> None:
        with self._lock:
            self._visible = True
            self._show()

    def _show(self) -> None:
        if self._visible:
            sys.stderr.write(f"{_CLEAR_LINE}{self._line()}")
            sys.stderr.flush()

    def _line(self) -> str:
        if self._total == 1:
            return f"{self._doing} {self._name} …"
        filled = _BAR_CELLS * self._done // self._total
        bar = "█" * filled + "·" * (_BAR_CELLS - filled)
        return f"{bar} {self._done}/{self._total}, {self._pages} pages, {self._name} …"

    def _clear(self) -> None:
        if self._visible:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()
