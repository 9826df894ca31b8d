"""Loads, checks, mends and reports: the work of `strevview lint`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.diagnostics import has_errors
from strevview.lint.engine import check, failed
from strevview.model.collecting import DEFAULT_FOLDER, STANDARD_INPUT, issues_in, load_all
from strevview.model.loading import SERIES_FILE, load_issue_text, load_shelf
from strevview.report.formats import Format, report
from strevview.report.lines import FileLines, lines_of
from strevview.report.outcome import Outcome
from strevview.source.reader import MAX_BYTES

if TYPE_CHECKING:
    from strevview.diagnostics import Diagnostic
    from strevview.lint.selection import Selection
    from strevview.model.loading import LoadedIssue


@dataclass(frozen=True, slots=True)
class Options:
    """How to lint and report; `started` is the `perf_counter` at the start."""

    fix: bool
    diff: bool
    form: Format
    statistics: bool
    strict: bool
    started: float


@dataclass(frozen=True, slots=True)
class Work:
    """The issues to check and those beside them; `given` is the text of standard input."""

    issues: tuple[LoadedIssue, ...]
    neighbours: tuple[LoadedIssue, ...] = ()
    given: bytes | None = None

    @classmethod
    def of(cls, paths: Sequence[Path], neighbours: bool) -> Work:
        """Load issue files and, if wanted, the other issues of their folders."""
        others = _others(paths) if neighbours else []
        loaded = load_all((*paths, *others))
        return cls(loaded[: len(paths)], loaded[len(paths) :])


def _others(paths: Sequence[Path]) -> list[Path]:
    known = {path.resolve() for path in paths}
    folders = dict.fromkeys(path.parent for path in paths)
    beside = [path for folder in folders if folder.is_dir() for path in issues_in(folder)]
    return [path for path in beside if path.resolve() not in known]


def standard_input(name: Path | None) -> Work:
    """Load an issue from standard input; `name` says which file it is going to be."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if name is None:
        folder = DEFAULT_FOLDER if (DEFAULT_FOLDER / SERIES_FILE).exists() else Path()
        return Work((load_issue_text(data, STANDARD_INPUT, load_shelf(folder)),), given=data)
    return Work((load_issue_text(data, str(name), load_shelf(name.parent)),), given=data)


def run(work: Work, selection: Selection, options: Options) -> int:
    """Check the issues, mend or show what is mechanical, report, and return the exit code."""
    found = check(work.issues, selection, work.neighbours)
    fixed = 0
    if options.fix or options.diff:
        from strevview.cli.mending import mend

        mended = mend(work, selection, found)
        if options.diff:
            mended.show()
            return _exit_code(found, options.strict)
        code = mended.write()
        if code:
            return code
        work, found, fixed = mended.work, mended.left, mended.count
    stream = sys.stderr if options.fix and work.given is not None else sys.stdout
    seconds = time.perf_counter() - options.started
    outcome = Outcome(found, len(work.issues), seconds, fixed, _lines(work))
    report(outcome, options.form, stream, options.statistics)
    return _exit_code(found, options.strict)


def _exit_code(found: Sequence[Diagnostic], strict: bool) -> int:
    if failed(found):
        return 2
    return int(has_errors(found) or (strict and bool(found)))


def _lines(work: Work) -> FileLines:
    lines = lines_of(work.issues)
    if work.given is not None:
        lines.add(work.issues[0].name, work.given)
    return lines
