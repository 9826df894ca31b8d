"""What a build does about several issues: which PDF each becomes, what is due, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from pathlib import Path

from strevview.build.freshness import Freshness
from strevview.build.pool import Workers
from strevview.build.turn import (
    BROKE,
    Builder,
    BuildOptions,
    Outcome,
    Task,
    attempt,
    died,
    timed_out,
)
from strevview.model.loading import DEFAULT_FOLDER, LoadedIssue, load_shelf
from strevview.source.whole_file import folder_fault


class State(StrEnum):
    """What became of an issue in a build."""

    BUILT = "built"
    FRESH = "fresh"
    STALE = "stale"
    SAME = "same"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """An issue of a build: its task, and the outcome where the task was due."""

    task: Task
    outcome: Outcome | None = None

    @property
    def state(self) -> State:
        """What became of the issue."""
        if self.outcome is None:
            return State.FRESH if self.task.verdict.fresh else State.STALE
        if not self.outcome.done:
            return State.FAILED
        return State.SAME if self.task.options.compare else State.BUILT

    @property
    def broke(self) -> bool:
        """Whether a fault of strevview itself stopped the issue."""
        found = () if self.outcome is None else self.outcome.diagnostics
        return self.state is State.FAILED and any(one.code == BROKE for one in found)


class TargetError(Exception):
    """Issues and PDFs that do not go together; nothing was built."""


def pdf_of(issue: Path, output: Path) -> Path:
    """Return the PDF that an issue becomes: `output` itself, or a file in that folder.

    Raises:
        TargetError: the output is in no folder, or is the PDF of an issue in `issues/`.
    """
    pdf = output if _is_one_pdf(output) else output / f"{issue.stem}.pdf"
    fault = folder_fault(pdf.parent)
    if fault is not None:
        raise TargetError(f"{fault}; name a folder, or a file ending in .pdf, with -o")
    # A draft of the same name elsewhere.
    usual = DEFAULT_FOLDER / issue.name
    if output == BuildOptions().output and usual.exists() and not usual.samefile(issue):
        raise TargetError(f"{pdf} is the PDF of {usual}; name another place for {issue} with -o")
    return pdf


def _is_one_pdf(output: Path) -> bool:
    """Return whether `-o` names a PDF, and not a folder of PDFs."""
    return output.suffix.lower() == ".pdf"


def plan_build(
    issues: Sequence[Path], options: BuildOptions, loaded: Iterable[LoadedIssue] = ()
) -> tuple[Task, ...]:
    """Return what is to be done about each issue file, and whether its PDF is up to date.

    `loaded` are those that were read already, without faults: their files are not read again.

    Raises:
        TargetError: two issues would become one file, or the output is in no folder.
    """
    pdfs = [pdf_of(path, options.output) for path in issues]
    if len(issues) > 1 and (options.html is not None or _is_one_pdf(options.output)):
        raise TargetError("--html and -o FILE.pdf take one issue")
    by_pdf: dict[Path, Path] = {}
    for path, pdf in zip(issues, pdfs, strict=True):
        if pdf in by_pdf:
            both = f"{by_pdf[pdf]} and {path} would both become {pdf}"
            raise TargetError(f"{both}; build them apart, with -o")
        by_pdf[pdf] = path
    freshness, shelf_of = Freshness(), cache(load_shelf)
    read = {Path(one.name): one for one in loaded}
    tasks = []
    for pdf, path in by_pdf.items():
        one = read.get(path)
        shelf, places = (one.shelf, one.places) if one else (shelf_of(path.parent), None)
        tasks.append(Task(path, pdf, options, freshness.verdict(path, shelf, pdf, places)))
    return tuple(tasks)


def build_each(tasks: Sequence[Task], jobs: int, timeout: float | None = None) -> Iterator[Result]:
    """Do what is due, and yield what came of each issue in the order of the tasks.

    `jobs` are done at a time, the largest issue first; one that takes longer than `timeout`
    seconds fails.
    """
    workers = Workers(_builder, died, timed_out, lambda task: _size(task.path))
    outcomes = workers.run([task for task in tasks if task.is_due], jobs, timeout)
    for task in tasks:
        yield Result(task, next(outcomes) if task.is_due else None)


def _builder() -> Callable[[Task], Outcome]:
    return partial(attempt, Builder().build)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
