"""Worker processes: one that dies or hangs fails its task alone."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from strevview.batch.tasks import Outcome, Task, Workbench, died, timed_out

_LONGEST_WAIT_SECONDS = 3600.0


@dataclass(slots=True)
class _Worker:
    """A worker process, the pipe to it, and the task it has with the time it must end by."""

    process: SpawnProcess
    pipe: Connection
    task: Task | None = None
    deadline: float | None = None


class Pool:
    """Does tasks in `jobs` processes; with `timeout` a task has so many seconds.

    Processes are spawned, not forked: they share nothing, on every system.
    """

    def __init__(self, jobs: int, timeout: float | None = None) -> None:
        self._jobs = jobs
        self._timeout = timeout
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def run(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Yield the outcome of each task as it is there; the first task starts first."""
        waiting = deque(tasks)
        try:
            while waiting or any(worker.task for worker in self._workers):
                self._hand_out(waiting)
                yield from self._collect()
        finally:
            self._end()

    def _hand_out(self, waiting: deque[Task]) -> None:
        busy = [worker for worker in self._workers if worker.task]
        idle = [worker for worker in self._workers if not worker.task]
        while waiting and len(busy) < self._jobs:
            worker = idle.pop() if idle else self._start()
            worker.task = waiting.popleft()
            if self._timeout is not None:
                worker.deadline = time.monotonic() + self._timeout
            # Where the worker is gone, its end is collected like any other.
            with contextlib.suppress(OSError):
                worker.pipe.send(worker.task)
            busy.append(worker)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _collect(self) -> Iterator[Outcome]:
        busy = {worker.pipe: worker for worker in self._workers if worker.task}
        deadlines = [worker.deadline for worker in busy.values() if worker.deadline is not None]
        longest = min(deadlines, default=time.monotonic() + _LONGEST_WAIT_SECONDS)
        for pipe in wait(list(busy), max(0.0, longest - time.monotonic())):
            assert isinstance(pipe, Connection)
            yield self._answer(busy[pipe])
        for worker in busy.values():
            if worker.task and worker.deadline and worker.deadline <= time.monotonic():
                outcome = timed_out(worker.task, self._timeout or 0.0)
                self._drop(worker)
                yield outcome

    def _answer(self, worker: _Worker) -> Outcome:
        task, worker.task, worker.deadline = worker.task, None, None
        assert task is not None
        try:
            outcome = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode
            self._drop(worker)
            return died(task, code)
        assert isinstance(outcome, Outcome)
        return outcome

    def _drop(self, worker: _Worker) -> None:
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


def _stop(process: SpawnProcess, grace: float = 0.0) -> None:
    process.join(grace)
    if process.is_alive():
        process.terminate()
        process.join(2.0)
    if process.is_alive():
        process.kill()
        process.join()


def _work(pipe: Connection) -> None:
    """Be a worker: take a task, answer with its outcome, until the pipe closes."""
    # Ctrl-C reaches the whole group; only the parent answers it, by ending its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, _: _leave(number))
    bench = Workbench()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(bench.carry_out(task))


def _leave(number: int) -> None:
    # Leaving by an exception lets what is being written be tidied away.
    raise SystemExit(128 + number)
