"""Loads, checks, mends and reports: the work of `strevview lint`."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from strevview.diagnostics import has_errors
from strevview.lint.engine import check, failed
from strevview.lint.selection import Selection, advice_on, is_known, split_names
from strevview.model.collecting import (
    DEFAULT_FOLDER,
    STANDARD_INPUT,
    IssueFiles,
    expand,
    issues_in,
)
from strevview.model.loading import SERIES_FILE, load_issue_text, load_shelf
from strevview.report.formats import Format, report
from strevview.report.lines import FileLines
from strevview.report.outcome import Outcome
from strevview.source.reader import MAX_BYTES

if TYPE_CHECKING:
    from strevview.diagnostics import Diagnostic
    from strevview.model.loading import LoadedIssue

STANDARD_INPUT_SIGN = Path("-")


class UsageError(Exception):
    """What is wrong with a call, a line each; nothing was checked."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


class Request(NamedTuple):
    """What to lint, and how to report; the options are those of the command."""

    paths: Sequence[Path] = ()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fix: bool = False
    diff: bool = False
    form: Format | None = None
    statistics: bool = False
    strict: bool = False
    neighbours: bool = False
    stdin_filename: Path | None = None


class Work(NamedTuple):
    """The issues to check and those beside them; `given` is the text of standard input."""

    issues: Collection[LoadedIssue]
    neighbours: Collection[LoadedIssue] = ()
    given: bytes | None = None

    @classmethod
    def of(cls, paths: Sequence[Path], neighbours: bool) -> Work:
        """Take issue files and, if wanted, the other issues of their folders."""
        issues = IssueFiles(paths)
        return cls(issues, IssueFiles(_others(paths), issues) if neighbours else ())

    def loaded(self) -> Work:
        """Return the same with all issues in memory, to be gone through more than once."""
        return self._replace(issues=tuple(self.issues), neighbours=tuple(self.neighbours))


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


def lint(request: Request, started: float) -> int:
    """Check, mend or show what is mechanical, report, and return the exit code.

    `started` is the `perf_counter` at the start.
    """
    # A short run makes little that only the collector could free, and is a tenth quicker without.
    gc.disable()
    try:
        return _run(request, started)
    except UsageError as fault:
        for line in fault.lines:
            print(f"strevview lint: {line}", file=sys.stderr)
        return 2
    finally:
        gc.enable()


def _run(request: Request, started: float) -> int:
    selection = _selection(request)
    work = _work(request)
    if request.fix or request.diff:
        work = work.loaded()
    found = check(work.issues, selection, work.neighbours)
    fixed = 0
    if request.fix or request.diff:
        from strevview.cli.mending import mend

        mended = mend(work, selection, found)
        if request.diff:
            mended.show()
            return _exit_code(found, request.strict)
        code = mended.write()
        if code:
            return code
        work, found, fixed = mended.work, mended.left, mended.count
    stream = sys.stderr if request.fix and work.given is not None else sys.stdout
    seconds = time.perf_counter() - started
    outcome = Outcome(found, len(work.issues), seconds, fixed, _lines(work))
    report(outcome, _form(request), stream, request.statistics)
    return _exit_code(found, request.strict)


def _form(request: Request) -> Format:
    if request.form is not None:
        return request.form
    return Format.GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else Format.TEXT


def _selection(request: Request) -> Selection:
    wanted = Selection(split_names(request.select), split_names(request.ignore))
    for name in (*wanted.select, *wanted.ignore):
        if not is_known(name):
            advice = advice_on(name, "`strevview rule` lists them")
            raise UsageError(f"there is no rule `{name}`; {advice}")
    return wanted


def _work(request: Request) -> Work:
    if STANDARD_INPUT_SIGN in request.paths:
        if len(request.paths) > 1:
            raise UsageError("`-` (standard input) goes with no other path")
        return standard_input(request.stdin_filename)
    expanded = expand(request.paths)
    if expanded.diagnostics:
        raise UsageError(
            *(
                f"{fault.span.path if fault.span else ''}: {fault.message}; {fault.help}"
                for fault in expanded.diagnostics
            )
        )
    return Work.of(expanded.issues, request.neighbours)


def _exit_code(found: Sequence[Diagnostic], strict: bool) -> int:
    if failed(found):
        return 2
    return int(has_errors(found) or (strict and bool(found)))


def _lines(work: Work) -> FileLines:
    lines = FileLines()
    if work.given is not None:
        for issue in work.issues:
            lines.add(issue.name, work.given)
    return lines
