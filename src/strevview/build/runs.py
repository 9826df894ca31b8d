"""Several issues built, each once, or one again and again as its files change.

Which PDF each issue becomes, what is due, what came of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.build.freshness import Freshness
from strevview.build.pool import Workers, exit_words
from strevview.build.turn import ASKED_FOR, Builder, BuildOptions, Outcome, Task, Turn
from strevview.diagnostics import error
from strevview.lint.registry import INTERNAL, failed
from strevview.model.loading import (
    ACTORS_FILE,
    DEFAULT_FOLDER,
    SERIES_FILE,
    LoadedIssue,
    load_shelf,
)
from strevview.source.disk import folder_fault

if TYPE_CHECKING:
    import threading

TIMED_OUT = "SV923"
DIED = "SV924"
# What an editor writes within this time is one change; in milliseconds.
BURST_MILLISECONDS = 25
# How often the files are looked at where the system told of no change; in milliseconds.
_LOOK_AGAIN_MILLISECONDS = 1000
# File systems tell the time of a change so much too early (the kernel's tick); in nanoseconds.
_TICK_NANOSECONDS = 20_000_000

Stamp = tuple[int, int] | None
Stamps = Mapping[Path, Stamp]


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
        outcome = self.outcome
        return outcome is not None and not outcome.done and failed(outcome.diagnostics)


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
        verdict = freshness.verdict(path, shelf, pdf, places)
        if verdict.fresh and options.makes_all:
            verdict = replace(verdict, reasons=ASKED_FOR.reasons)
        tasks.append(Task(path, pdf, options, verdict))
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


def attempt(work: Callable[[Task], Outcome], task: Task) -> Outcome:
    """Do a task; a fault of ours is among the outcome's complaints, and stops no other task."""
    try:
        return work(task)
    except Exception as fault:
        if os.environ.get("STREVVIEW_TRACEBACK"):
            raise
        advice = "please report it with the file at hand; the other issues are as they should be"
        message = f"{task.path}: a fault of strevview itself: {fault!r}"
        return Outcome(task, False, (error(INTERNAL, message, None, advice),))


def timed_out(task: Task, seconds: float) -> Outcome:
    """Return the outcome of a task whose worker took too long and was ended."""
    advice = "give it longer with --timeout, or look for what is large in the issue"
    message = f"{task.path}: not finished after {seconds:g} s"
    return Outcome(task, False, (error(TIMED_OUT, message, None, advice),), seconds=seconds)


def died(task: Task, code: int | None) -> Outcome:
    """Return the outcome of a task whose worker ended without an answer."""
    advice = "it may have run out of memory; try it alone, or with fewer --jobs"
    message = f"{task.path}: its worker ended {exit_words(code)}"
    return Outcome(task, False, (error(DIED, message, None, advice),))


def build_again(task: Task, stop: threading.Event | None = None) -> Iterator[Turn]:
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
    """Return the files that shape the PDF, and those of the series that would if they came."""
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
