"""Which issues a build has to make, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.batch.freshness import Judge, Verdict
from strevview.model.loading import Shelf, load_shelf

if TYPE_CHECKING:
    from strevview.batch.tasks import Outcome, Task


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
    """Yield the outcome of each task in the order of the tasks; the largest are begun first.

    One task alone, and one job, are done in this process, unless a timeout may have to end it.
    """
    if not tasks:
        return
    # Not before there is something to do: what is up to date is told in half the time.
    from strevview.batch.pool import Pool
    from strevview.batch.tasks import Workbench, attempt

    if timeout is None and (len(tasks) == 1 or jobs == 1):
        bench = Workbench()
        yield from (attempt(bench.carry_out, task) for task in tasks)
        return
    by_size = sorted(tasks, key=lambda task: -_size(task.path))
    ready: dict[Path, Outcome] = {}
    following = iter(tasks)
    awaited = next(following, None)
    for outcome in Pool(min(jobs, len(tasks)), timeout).run(by_size):
        ready[outcome.task.path] = outcome
        while awaited is not None and awaited.path in ready:
            yield ready.pop(awaited.path)
            awaited = next(following, None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
