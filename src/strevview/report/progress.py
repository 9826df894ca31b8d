"""A line that says what is being done, for work that takes over half a second on a terminal."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

_PATIENCE_SECONDS = 0.5
_CLEAR_LINE = "\r\x1b[K"


class Progress:
    """Shows a line on standard error after half a second, and clears it at the end.

    Where standard error is no terminal, nothing is shown.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._shown = False
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._timer = threading.Timer(_PATIENCE_SECONDS, self._show)
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
        if self._shown:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()

    def _show(self) -> None:
        sys.stderr.write(f"{_CLEAR_LINE}{self._text} …")
        sys.stderr.flush()
        self._shown = True
