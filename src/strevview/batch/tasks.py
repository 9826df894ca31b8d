"""One issue's turn in a build: load it, check it, print it, and write or compare the PDF."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from strevview.batch.pool import exit_words
from strevview.batch.press import Press, Pressed
from strevview.batch.replacing import replace_pdf
from strevview.diagnostics import Diagnostic, error
from strevview.lint.engine import check
from strevview.model.loading import LoadedIssue, Shelf, load_issue, load_shelf

BROKE = "SV000"
TIMED_OUT = "SV923"
DIED = "SV924"
DIFFERS = "SV925"


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with one issue file.

    `compare` leaves the PDF as it is and says whether its bytes would be the same. `keep` is where
    what is there is put first, if `replaces` says that it is an older edition or if it is not ours.
    """

    path: Path
    pdf: Path
    html: Path | None = None
    compare: bool = False
    keep: Path | None = None
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an issue; `done` is false when an error stopped it.

    `seconds` is the time taken; `kept` where what was replaced is now.
    """

    task: Task
    done: bool
    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    words: int = 0
    links: int = 0
    seconds: float = 0.0
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An issue's turn: what became of it, and the issue as it was read."""

    outcome: Outcome
    loaded: LoadedIssue


class Workbench:
    """Carries out tasks one after the other; what they share is loaded once."""

    def __init__(self) -> None:
        self._press = Press()
        self._shelves: dict[Path, Shelf] = {}

    def refresh(self) -> None:
        """Forget what was read from the files, as they may have changed; the renderer stays."""
        self._shelves.clear()
        self._press.forget_styles()

    def carry_out(self, task: Task) -> Outcome:
        """Do one task; whatever goes wrong is among the outcome's complaints."""
        return self.take_turn(task).outcome

    def take_turn(self, task: Task) -> Turn:
        """Do one task, and return the issue with its outcome."""
        start = time.perf_counter()
        folder = task.path.parent
        if folder not in self._shelves:
            self._shelves[folder] = load_shelf(folder)
        loaded = load_issue(task.path, self._shelves[folder])
        pressed = self._press.print(loaded, check((loaded,)), task.html)
        outcome = Outcome(
            task,
            pressed.pdf is not None,
            pressed.diagnostics,
            pressed.pages,
            pressed.words,
            pressed.links,
        )
        if pressed.pdf is not None:
            outcome = _finished(outcome, pressed)
        return Turn(replace(outcome, seconds=time.perf_counter() - start), loaded)


def _finished(outcome: Outcome, pressed: Pressed) -> Outcome:
    """Write the PDF, or compare it with the one that is there."""
    assert pressed.pdf is not None
    task = outcome.task
    if task.compare:
        faults = _compare(task.pdf, pressed.pdf)
        return replace(outcome, diagnostics=(*outcome.diagnostics, *faults), done=not faults)
    kept, fault = replace_pdf(task.pdf, pressed.pdf, task.keep, edition=task.replaces)
    faults = () if fault is None else (fault,)
    return replace(
        outcome,
        diagnostics=(*outcome.diagnostics, *faults),
        done=not faults,
        kept=kept,
    )


def _compare(pdf: Path, data: bytes) -> tuple[Diagnostic, ...]:
    try:
        same = pdf.read_bytes() == data
    except OSError as reason:
        fault = f"{pdf} cannot be read: {reason.strerror or reason}"
        return (error("SV018", fault, None, "check that you may open it"),)
    advice = "what shapes the bytes beyond the fingerprint is told in docs/reproducible.md"
    return () if same else (error(DIFFERS, f"{pdf}: a build would give other bytes", None, advice),)


def attempt(work: Callable[[Task], Outcome], task: Task) -> Outcome:
    """Do a task; a fault of ours is among the outcome's complaints, and stops no other task."""
    try:
        return work(task)
    except Exception as fault:
        if os.environ.get("STREVVIEW_TRACEBACK"):
            raise
        advice = "please report it with the file at hand; the other issues are as they should be"
        message = f"{task.path}: a fault of strevview itself: {fault!r}"
        return Outcome(task, False, (error(BROKE, message, None, advice),))


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
