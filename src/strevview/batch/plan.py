"""Which issues a build has to make, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from strevview.batch.freshness import Judge, Verdict
from strevview.batch.pool import Failures, Workers
from strevview.batch.tasks import Outcome, Task, Workbench, attempt, died, timed_out
from strevview.model.loading import Shelf, load_shelf


@dataclass(frozen=True, slots=True)
class Planned:
    """An issue file, its PDF, and whether that has to be made."""

    path: Path
    pdf: Path
    verdict: Verdict


def plan(issues: Sequence[tuple[Path, Path]]) -> tuple[Planned, ...]:
    """Return for each issue file and its PDF whether the PDF is up to date."""
    judge = Judge()
    shelves: dict[Path, Shelf] = {}
    planned = []
    for path, pdf in issues:
        if path.parent not in shelves:
            shelves[path.parent] = load_shelf(path.parent)
        planned.append(Planned(path, pdf, judge.judge(path, shelves[path.parent], pdf)))
    return tuple(planned)


def carry_out(tasks: Sequence[Task], jobs: int, timeout: float | None = None) -> Iterator[Outcome]:
    """Yield the outcome of each task in the order of the tasks; the largest are begun first."""
    workers = Workers(_workbench, Failures(died, timed_out), lambda task: _size(task.path))
    return workers.run(tasks, jobs, timeout)


def _workbench() -> Callable[[Task], Outcome]:
    return partial(attempt, Workbench().carry_out)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
