"""Tasks done in worker processes: one that dies or hangs fails its task alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Failures(Generic[T, R]):
    """The outcome of a task whose worker died, with its exit code, or took too many seconds."""

    died: Callable[[T, int | None], R]
    timed_out: Callable[[T, float], R]


@dataclass(frozen=True, slots=True)
class Workers(Generic[T, R]):
    """How tasks are done: by what `make_work` returns, called once in each process.

    `size` says how large a task is: the largest are begun first.
    """

    make_work: Callable[[], Callable[[T], R]]
    failures: Failures[T, R]
    size: Callable[[T], int] = lambda _: 0

    def run(self, tasks: Sequence[T], jobs: int, timeout: float | None = None) -> Iterator[R]:
        """Yield the outcome of each task in the order of the tasks, `jobs` at a time.

        A task has `timeout` seconds. One task alone, and one job, are done in this process,
        unless a timeout may have to end it.
        """
        if not tasks:
            return
        if timeout is None and (len(tasks) == 1 or jobs == 1):
            yield from map(self.make_work(), tasks)
            return
        # Spawned, not forked: the processes share nothing, on every system.
        spawn = multiprocessing.get_context("spawn")
        pool = ProcessPool(min(jobs, len(tasks)), initializer=_prepare, context=spawn)
        by_size = sorted(range(len(tasks)), key=lambda n: -self.size(tasks[n]))
        try:
            futures = {
                n: pool.schedule(_do, args=(self.make_work, tasks[n]), timeout=timeout)
                for n in by_size
            }
            for n, task in enumerate(tasks):
                try:
                    yield futures.pop(n).result()
                except TimeoutError:
                    yield self.failures.timed_out(task, timeout or 0.0)
                except ProcessExpired as reason:
                    yield self.failures.died(task, reason.exitcode)
                except BrokenProcessPool:
                    yield self.failures.died(task, None)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def exit_words(code: int | None) -> str:
    """Return in words how a process ended; a negative code is that of a signal."""
    if code is None:
        return "before it could begin"
    return f"by signal {-code}" if code < 0 else f"with code {code}"


def _prepare() -> None:
    """Let a worker that is told to end tidy away what it was writing."""
    signal.signal(signal.SIGTERM, _leave)


def _leave(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def _do(make_work: Callable[[], Callable[[T], R]], task: T) -> R:
    try:
        work: Callable[[T], R] = _made(make_work)
        return work(task)
    except SystemExit as end:
        # Told to end while at work; pebble would take the exception for the task's outcome.
        os._exit(end.code if isinstance(end.code, int) else 1)


@cache
def _made(make_work: Callable[[], Callable[[T], R]]) -> Callable[[T], R]:
    """Return what does the tasks of this worker process: its fonts and styles are loaded once."""
    return make_work()
