"""Building an issue again whenever something that shaped it changes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.build.freshness import Freshness
from strevview.build.turn import Builder, Task, Turn
from strevview.model.loading import ACTORS_FILE, SERIES_FILE, load_shelf

if TYPE_CHECKING:
    import threading

# What an editor writes within this time is one change; in milliseconds.
BURST_MILLISECONDS = 25
# How often the files are looked at where the system told of no change; in milliseconds.
_LOOK_AGAIN_MILLISECONDS = 1000
# File systems tell the time of a change so much too early (the kernel's tick); in nanoseconds.
_TICK_NANOSECONDS = 20_000_000

Stamp = tuple[int, int] | None
Stamps = Mapping[Path, Stamp]


def watch(task: Task, stop: threading.Event | None = None) -> Iterator[Turn]:
    """Yield the turn of a first build, then one after each change, until `stop` is set.

    The renderer stays loaded. The last good PDF stays where it is while the issue has errors, and a
    file that is missing is waited for. A change during a build is not lost: the files are held
    against what they were when the build began.
    """
    builder = Builder()
    stamps: Stamps = {}
    while stop is None or not stop.is_set():
        began = time.time_ns() - _TICK_NANOSECONDS
        stamps = {path: _stamp(path) for path in stamps}
        yield builder.take_turn(task)
        # Which files matter is asked after the build, which nobody waits for any more.
        stamps = {path: stamps.get(path, _stamp(path, began)) for path in _inputs(task)}
        if not _changed(stamps, stop):
            return
        builder.refresh()


def _changed(stamps: Stamps, stop: threading.Event | None) -> bool:
    """Wait for one of the files to change; return false when `stop` is set before."""
    import watchfiles

    # Folders are watched, for editors put a new file in the place of the old one.
    folders = {path.parent for path in stamps if path.parent.is_dir()}
    while not _differs(stamps):
        try:
            news = watchfiles.watch(
                *folders,
                watch_filter=None,
                step=BURST_MILLISECONDS,
                rust_timeout=_LOOK_AGAIN_MILLISECONDS,
                yield_on_timeout=True,
                recursive=False,
                stop_event=stop,
                raise_interrupt=True,
            )
            return any(_differs(stamps) for _ in news)
        except (OSError, RuntimeError):
            # As many files are open or watched as may be: the files are looked at all the same.
            time.sleep(_LOOK_AGAIN_MILLISECONDS / 1000)
            if stop is not None and stop.is_set():
                return False
    return True


def _differs(stamps: Stamps) -> bool:
    return any(_stamp(path) != stamp for path, stamp in stamps.items())


def _inputs(task: Task) -> set[Path]:
    """Return every file that shapes the PDF, and what may come to."""
    shelf = load_shelf(task.path.parent)
    inputs = Freshness().verdict(task.path, shelf, task.pdf).inputs
    return {*inputs, *(task.path.parent / name for name in (SERIES_FILE, ACTORS_FILE))}


def _stamp(path: Path, began: int | None = None) -> Stamp:
    """Return a file's time of change in nanoseconds and its size, None where there is none.

    (0, -1) stands for a file that changed since `began`, a time in nanoseconds.
    """
    try:
        status = path.stat()
    except OSError:
        return None
    # A file that was put in its place, or made with an old time, has a new time of status change.
    if began is not None and max(status.st_mtime_ns, status.st_ctime_ns) >= began:
        return (0, -1)
    return status.st_mtime_ns, status.st_size
