"""Work in a process of its own that starts with all that is loaded here: a fork, on Linux alone."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar, cast

T = TypeVar("T")

# More take turns at the disk and the memory, and each keeps pages of its own.
_MOST = 8


def processors() -> int:
    """Return how many processes may share the work; 1 where none can be forked safely."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


class Process(Generic[T]):
    """Does some work in a fork of this process; what it returns must be plain values."""

    _pid: int | None

    def __init__(self, work: Callable[[], T]) -> None:
        """Start at once."""
        self._reading, writing = os.pipe()
        try:
            self._pid = os.fork()
        except OSError:
            # No more processes are allowed: there is nothing to read, and no result.
            self._pid = None
        if self._pid == 0:
            os.close(self._reading)
            _work(work, writing)
        os.close(writing)

    def result(self) -> T | None:
        """Wait for what the work returned; None where the process came to no good end."""
        with os.fdopen(self._reading, "rb") as pipe:
            data = pipe.read()
        if self._pid is None:
            return None
        _, status = os.waitpid(self._pid, 0)
        # From our own process: no stranger can have written it.
        return cast("T", pickle.loads(data)) if status == 0 else None  # noqa: S301


def _work(work: Callable[[], object], writing: int) -> None:
    """Hand over what the work returns and end, past all that waits for an end of this program."""
    code = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(), pipe, pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)
