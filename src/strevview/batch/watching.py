"""Building an issue again whenever something that shaped it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.batch.freshness import Judge
from strevview.batch.tasks import Outcome, Task, Workbench
from strevview.model.loading import ACTORS_FILE, SERIES_FILE, load_shelf

if TYPE_CHECKING:
    import threading

# What an editor writes within this time is one change; in milliseconds.
BURST_MILLISECONDS = 50
# How often the files are looked at where the system told of no change; in milliseconds.
_LOOK_AGAIN_MILLISECONDS = 1000

Stamps = Mapping[Path, tuple[int, int] | None]


def watch(task: Task, stop: threading.Event | None = None) -> Iterator[Outcome]:
    """Yield the outcome of a first build, then one after each change, until `stop` is set.

    The renderer stays loaded. The last good PDF stays where it is while the issue has errors, and a
    file that is missing is waited for. A change during a build is not lost: the files are held
    against what they were when the build began.
    """
    bench = Workbench()
    while stop is None or not stop.is_set():
        stamps = _stamps(task)
        yield bench.carry_out(task)
        if not _changed(stamps, stop):
            return
        bench.refresh()


def _changed(stamps: Stamps, stop: threading.Event | None) -> bool:
    """Wait for one of the files to change; return false when `stop` is set before."""
    import watchfiles

    # Folders are watched, for editors put a new file in the place of the old one.
    folders = {path.parent for path in stamps if path.parent.is_dir()}
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
    return any(any(_stamp(path) != stamp for path, stamp in stamps.items()) for _ in news)


def _stamps(task: Task) -> Stamps:
    """Return the state of every file that shapes the PDF, and of what may come to."""
    shelf = load_shelf(task.path.parent)
    inputs = Judge().judge(task.path, shelf, task.pdf).inputs
    beside = [task.path.parent / name for name in (SERIES_FILE, ACTORS_FILE)]
    return {path: _stamp(path) for path in (*inputs, *beside)}


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return a file's time of change in nanoseconds and its size, None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
