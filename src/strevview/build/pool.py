"""Tasks done in worker processes: one that dies or hangs fails its task alone."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import resource_tracker
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Generic, TypeVar, cast
from uuid import uuid4

if TYPE_CHECKING:
    from pebble import ProcessPool

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Workers(Generic[T, R]):
    """A way to do tasks in worker processes.

    `make_work` is called once in each process and returns the function that does a task. `died`
    and `timed_out` give the outcome of a task whose worker failed, from the task and the exit code,
    or the seconds that it was given. `size` says how large a task is: the largest are begun first.
    """

    make_work: Callable[[], Callable[[T], R]]
    died: Callable[[T, int | None], R]
    timed_out: Callable[[T, float], R]
    size: Callable[[T], int] = lambda _: 0

    def run(self, tasks: Sequence[T], jobs: int, timeout: float | None = None) -> Iterator[R]:
        """Yield the outcome of each task in the order of the tasks, `jobs` at a time.

        A task has `timeout` seconds from when a worker takes it up. One task alone, and one job,
        are done in this process, unless a timeout may have to end it.
        """
        if not tasks:
            return
        if timeout is None and (len(tasks) == 1 or jobs == 1):
            yield from map(self.make_work(), tasks)
            return
        from pebble import ProcessExpired

        by_size = sorted(range(len(tasks)), key=lambda n: -self.size(tasks[n]))
        with _processes(min(jobs, len(tasks))) as pool:
            with _interrupts_held_back():
                futures = {
                    n: pool.schedule(
                        # Packed, so that what the work imports is imported in the task's own time.
                        _do,
                        args=(pickle.dumps((self.make_work, tasks[n])),),
                        timeout=timeout,
                    )
                    for n in by_size
                }
            for n, task in enumerate(tasks):
                try:
                    yield cast("R", futures.pop(n).result())
                except TimeoutError:
                    yield self.timed_out(task, timeout or 0.0)
                except ProcessExpired as reason:
                    yield self.died(task, reason.exitcode)
                except BrokenProcessPool:
                    yield self.died(task, None)


@contextmanager
def one_beside() -> Iterator[Callable[[Callable[[], R]], Future[R]]]:
    """Give a function that begins other functions in one worker process, one after the other."""
    with _processes(1) as pool:

        def begin(work: Callable[[], R]) -> Future[R]:
            with _interrupts_held_back():
                return pool.schedule(work)

        yield begin


@contextmanager
def _processes(size: int) -> Iterator[ProcessPool]:
    """Give a pool of worker processes, which ends with all that it does."""
    from pebble import ProcessPool

    # What workers have on the disk goes with this folder, however they end. That it is to go is
    # noted before it is there: a signal may come at any moment.
    scratch = Path(tempfile.gettempdir(), f"strevview-{uuid4().hex}")
    with ExitStack() as after:
        after.callback(rmtree, scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        # Spawned, not forked: the processes share nothing, on every system.
        spawn = multiprocessing.get_context("spawn")
        pool = ProcessPool(size, initializer=_prepare, initargs=[str(scratch)], context=spawn)
        try:
            yield pool
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def exit_words(code: int | None) -> str:
    """Return in words how a process ended; a negative code is that of a signal."""
    if code is None:
        return "before it could begin"
    return f"by signal {-code}" if code < 0 else f"with code {code}"


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let the processes and threads that begin here take no notice of Ctrl-C.

    At a terminal each process gets it: the first one alone is to answer, and ends the others.
    """
    if os.name != "posix":
        yield
        return
    # It lets interrupts through when it begins; once it is there it does no more.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare(scratch: str) -> None:
    """Give a worker its folder for temporary files, and let it end at once when told to.

    It is told so while it is idle or ending by itself, where an exception would meet Python at its
    end: a process that has no more tasks is told by a closed pipe, and by a signal a little later.
    """
    tempfile.tempdir = scratch
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.unraisablehook = _leave_at_once


def _leave(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def _leave_at_once(lost: sys.UnraisableHookArgs) -> None:
    """End the process where the exception that is to end it would be lost, as in a destructor."""
    if isinstance(lost.exc_value, SystemExit):
        os._exit(1)
    sys.__unraisablehook__(lost)


def _do(packed: bytes) -> object:
    """Do a task in a worker; `packed` is the pickle of `make_work` and the task."""
    try:
        # While at work it tidies away what it was writing.
        signal.signal(signal.SIGTERM, _leave)
        try:
            make_work, task = pickle.loads(packed)  # noqa: S301 - of our own making
            return _made(make_work)(task)
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
    except SystemExit as end:
        # Told to end while at work; pebble would take the exception for the task's outcome.
        os._exit(end.code if isinstance(end.code, int) else 1)


@cache
def _made(make_work: Callable[[], Callable[[T], R]]) -> Callable[[T], R]:
    """Return the function that does this process's tasks; it is made, with its fonts, once."""
    return make_work()
