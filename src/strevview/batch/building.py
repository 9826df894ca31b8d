"""Building several issues: which PDF each becomes, what is done about it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from strevview.batch.output import folder_fault
from strevview.batch.plan import Planned, carry_out, plan
from strevview.batch.tasks import BROKE, Outcome, Task


class State(StrEnum):
    """What became of an issue in a build."""

    BUILT = "built"
    FRESH = "fresh"
    STALE = "stale"
    SAME = "same"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """An issue of a build: what was planned, and what came of it if anything was done."""

    planned: Planned
    outcome: Outcome | None = None

    @property
    def state(self) -> State:
        """What became of the issue."""
        if self.outcome is None:
            return State.FRESH if self.planned.verdict.fresh else State.STALE
        if not self.outcome.done:
            return State.FAILED
        return State.SAME if self.outcome.task.compare else State.BUILT

    @property
    def broke(self) -> bool:
        """Whether a fault of strevview itself stopped the issue."""
        found = () if self.outcome is None else self.outcome.diagnostics
        return self.state is State.FAILED and any(one.code == BROKE for one in found)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to do about issues.

    `output` is the folder of the PDFs, or the one PDF; `html` where the HTML is written; `keep` the
    folder for editions that are replaced. `force` makes also what is up to date. `compare` makes
    nothing, and compares the bytes of what is up to date; `dry_run` only tells what is not.
    `strict` makes also what is up to date: what there is to complain about it shows only then.
    `timeout` is in seconds.
    """

    output: Path
    html: Path | None = None
    force: bool = False
    compare: bool = False
    dry_run: bool = False
    keep: Path | None = None
    jobs: int = 1
    timeout: float | None = None
    strict: bool = False


class TargetError(Exception):
    """Issues and PDFs that do not go together; nothing was built."""


def pdf_of(issue: Path, output: Path) -> Path:
    """Return the PDF that an issue becomes: `output` itself, or a file in that folder.

    Raises:
        TargetError: the output is in no folder.
    """
    pdf = output if is_one_pdf(output) else output / f"{issue.stem}.pdf"
    fault = folder_fault(pdf.parent)
    if fault is not None:
        raise TargetError(f"{fault}; name a folder, or a file ending in .pdf, with -o")
    return pdf


def is_one_pdf(output: Path) -> bool:
    """Return whether `-o` names a PDF, and not a folder of PDFs."""
    return output.suffix.lower() == ".pdf"


def plan_build(issues: Sequence[Path], options: BuildOptions) -> tuple[Planned, ...]:
    """Return each issue file with its PDF, and whether that is up to date.

    Raises:
        TargetError: two issues would become one file, or the output is in no folder.
    """
    pdfs = [pdf_of(path, options.output) for path in issues]
    if len(issues) > 1 and (options.html is not None or is_one_pdf(options.output)):
        raise TargetError("--html and -o FILE.pdf take one issue")
    by_pdf: dict[Path, Path] = {}
    for path, pdf in zip(issues, pdfs, strict=True):
        if pdf in by_pdf:
            both = f"{by_pdf[pdf]} and {path} would both become {pdf}"
            raise TargetError(f"{both}; build them apart, with -o")
        by_pdf[pdf] = path
    return plan([(path, pdf) for pdf, path in by_pdf.items()])


def task_of(one: Planned, options: BuildOptions) -> Task | None:
    """Return what is to be done about an issue, None for nothing."""
    fresh = one.verdict.fresh
    if options.compare:
        return Task(one.path, one.pdf, compare=True) if fresh else None
    anyway = options.force or options.strict or options.html is not None
    if options.dry_run or (fresh and not anyway):
        return None
    return Task(one.path, one.pdf, options.html, False, options.keep, one.verdict.replaces)


def build_each(planned: Sequence[Planned], options: BuildOptions) -> Iterator[Result]:
    """Do what is to be done, and yield what came of each issue in their order."""
    tasks = [task_of(one, options) for one in planned]
    wanted = [task for task in tasks if task is not None]
    outcomes = carry_out(wanted, options.jobs, options.timeout)
    for one, task in zip(planned, tasks, strict=True):
        yield Result(one) if task is None else Result(one, next(outcomes))
