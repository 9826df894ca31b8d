"""Worker processes: one that dies or hangs fails its task alone."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar, cast

from strevview.batch.tasks import Outcome, Task, Workbench, attempt, died, timed_out

_LONGEST_WAIT_SECONDS = 3600.0
# What a process may take to start, on a busy machine, before its first task is begun.
_START_SECONDS = 120.0
_BEGUN = "begun"

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Task], Outcome]


@dataclass(slots=True)
class _Worker(Generic[T]):
    """A worker process, the pipe to it, and the task it has with the time it must end by."""

    process: SpawnProcess
    pipe: Connection
    task: T | None = None
    deadline: float | None = None


@dataclass(frozen=True, slots=True)
class Failures(Generic[T, R]):
    """The outcome of a task whose worker died, with its exit code, or took too many seconds."""

    died: Callable[[T, int | None], R]
    timed_out: Callable[[T, float], R]


class Workers(Generic[T, R]):
    """Does tasks in `jobs` processes; with `timeout` a task has so many seconds.

    Processes are spawned, not forked: they share nothing, on every system. `tools` makes, in
    each process, what does a task.
    """

    def __init__(
        self,
        jobs: int,
        timeout: float | None,
        tools: Callable[[], Callable[[T], R]],
        failures: Failures[T, R],
    ) -> None:
        self._jobs = jobs
        self._timeout = timeout
        self._tools = tools
        self._failures = failures
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker[T]] = []

    @property
    def size(self) -> int:
        """The number of worker processes there are."""
        return len(self._workers)

    def run(self, tasks: Sequence[T]) -> Generator[R, None, None]:
        """Yield the outcome of each task as it is there; the first task starts first."""
        waiting = deque(tasks)
        try:
            while waiting or any(worker.task for worker in self._workers):
                self._hand_out(waiting)
                yield from self._collect()
        finally:
            self._end()

    def _hand_out(self, waiting: deque[T]) -> None:
        busy = [worker for worker in self._workers if worker.task]
        idle = [worker for worker in self._workers if not worker.task]
        while waiting and len(busy) < self._jobs:
            worker = idle.pop() if idle else self._start()
            worker.task = waiting.popleft()
            if self._timeout is not None:
                worker.deadline = time.monotonic() + self._timeout + _START_SECONDS
            # Where the worker is gone, its end is collected like any other.
            with contextlib.suppress(OSError):
                worker.pipe.send(worker.task)
            busy.append(worker)

    def _start(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._tools), daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[T] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _collect(self) -> Iterator[R]:
        busy = {worker.pipe: worker for worker in self._workers if worker.task}
        deadlines = [worker.deadline for worker in busy.values() if worker.deadline is not None]
        longest = min(deadlines, default=time.monotonic() + _LONGEST_WAIT_SECONDS)
        for pipe in wait(list(busy), max(0.0, longest - time.monotonic())):
            assert isinstance(pipe, Connection)
            outcome = self._answer(busy[pipe])
            if outcome is not None:
                yield outcome
        for worker in busy.values():
            if worker.task and worker.deadline and worker.deadline <= time.monotonic():
                task = worker.task
                self._drop(worker)
                yield self._failures.timed_out(task, self._timeout or 0.0)

    def _answer(self, worker: _Worker[T]) -> R | None:
        """Return a worker's outcome, or None when it says that it has begun: now its time runs."""
        task = worker.task
        assert task is not None
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode
            self._drop(worker)
            return self._failures.died(task, code)
        if answer == _BEGUN:
            if self._timeout is not None:
                worker.deadline = time.monotonic() + self._timeout
            return None
        worker.task = worker.deadline = None
        return cast("R", answer)

    def _drop(self, worker: _Worker[T]) -> None:
        worker.task = None
        self._workers.remove(worker)
        worker.pipe.close()
        _stop(worker.process)

    def _end(self) -> None:
        """Let idle workers go and end the others; they tidy away what they were writing."""
        for worker in self._workers:
            worker.pipe.close()
            if worker.task:
                worker.process.terminate()
        for worker in self._workers:
            _stop(worker.process, grace=2.0)
        self._workers.clear()


class Pool(Workers[Task, Outcome]):
    """Worker processes that build issues."""

    def __init__(
        self, jobs: int, timeout: float | None = None, tools: Callable[[], Work] | None = None
    ) -> None:
        super().__init__(jobs, timeout, tools or _workbench, Failures(died, timed_out))


def _stop(process: SpawnProcess, grace: float = 0.0) -> None:
    process.join(grace)
    if process.is_alive():
        process.terminate()
        process.join(2.0)
    if process.is_alive():
        process.kill()
        process.join()


def _serve(pipe: Connection, tools: Callable[[], Callable[[T], R]]) -> None:
    """Be a worker: say that a task is begun, answer with its outcome, until the pipe closes."""
    # Ctrl-C reaches the whole group; only the parent answers it, by ending its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, _: _leave(number))
    work = tools()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_BEGUN)
        pipe.send(work(task))


def _workbench() -> Work:
    return partial(attempt, Workbench().carry_out)


def _leave(number: int) -> None:
    # Leaving by an exception lets what is being written be tidied away.
    raise SystemExit(128 + number)
