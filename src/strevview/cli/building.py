"""Plans, builds and reports: the work of `strevview build`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.batch.plan import Planned, carry_out, plan
from strevview.cli.wishes import Wishes
from strevview.model.collecting import expand
from strevview.report.build import (
    Result,
    State,
    counted,
    depfile_text,
    json_text,
    result_line,
    table_lines,
    why,
)
from strevview.report.terminal import print_diagnostics, print_plain

if TYPE_CHECKING:
    from strevview.batch.tasks import Task

USAGE = FAULT = 2


class UsageError(Exception):
    """What is wrong with a call; nothing was built."""


def build(wishes: Wishes, started: float) -> int:
    """Build what is stale, report, and return the exit code.

    `started` is the `perf_counter` at the start.
    """
    expanded = expand(wishes.paths)
    if expanded.diagnostics:
        print_diagnostics(expanded.diagnostics, sys.stderr)
        return USAGE
    try:
        planned = plan(_targets(expanded.issues, wishes))
        results = list(_results(planned, wishes))
        if wishes.depfile is not None:
            _write_depfile(wishes.depfile, planned)
    except UsageError as fault:
        print(f"strevview build: {fault}", file=sys.stderr)
        return USAGE
    _conclude(results, wishes, time.perf_counter() - started)
    if any(_broke(result) for result in results):
        return FAULT
    return int(_failed(results, wishes))


def _targets(issues: Sequence[Path], wishes: Wishes) -> list[tuple[Path, Path]]:
    """Return each issue file with its PDF; no two may become one."""
    output = wishes.output
    one_file = output.suffix.lower() == ".pdf"
    if len(issues) > 1 and (wishes.html is not None or one_file):
        raise UsageError("--html and -o FILE.pdf take one issue")
    by_pdf: dict[Path, Path] = {}
    for path in issues:
        pdf = output if one_file else output / f"{path.stem}.pdf"
        if pdf in by_pdf:
            both = f"{by_pdf[pdf]} and {path} would both become {pdf}"
            raise UsageError(f"{both}; build them apart, with -o")
        by_pdf[pdf] = path
    return [(path, pdf) for pdf, path in by_pdf.items()]


def _results(planned: Sequence[Planned], wishes: Wishes) -> Iterator[Result]:
    """Do what is to be done, telling of each issue in the order they were named."""
    from strevview.report.progress import Progress

    tasks = [_task(one, wishes) for one in planned]
    wanted = [task for task in tasks if task is not None]
    outcomes = carry_out(wanted, wishes.jobs or os.cpu_count() or 1, wishes.timeout)
    with Progress(len(wanted)) as progress:
        for one, task in zip(planned, tasks, strict=True):
            if task is None:
                result = Result(one)
            else:
                progress.name(str(one.path))
                outcome = next(outcomes)
                progress.advance(outcome.pages)
                result = Result(one, outcome)
            # The table at the end says what nothing was done about.
            if not wishes.quiet and (task is not None or len(planned) == 1):
                with progress.paused():
                    _tell(result)
            yield result


def _task(one: Planned, wishes: Wishes) -> Task | None:
    """Return what to do about an issue: nothing when it is up to date, or nothing is to be done."""
    fresh = one.verdict.fresh
    if fresh and not (wishes.check or wishes.force or wishes.html):
        return None
    from strevview.batch.tasks import Task

    if wishes.check:
        return Task(one.path, one.pdf, compare=True) if fresh else None
    if wishes.dry_run:
        return None
    return Task(one.path, one.pdf, wishes.html, False, wishes.keep, one.verdict.replaces)


def _tell(result: Result) -> None:
    if result.outcome is not None:
        print_diagnostics(result.outcome.diagnostics, sys.stderr)
        if result.state is State.BUILT and result.planned.verdict.replaces:
            print_plain(f"{result.planned.pdf}: {why(result.planned.verdict)}", sys.stdout)
        if result.outcome.kept is not None:
            print_plain(
                f"{result.planned.pdf}: the old edition is {result.outcome.kept}", sys.stdout
            )
    stream = sys.stderr if result.state is State.FAILED else sys.stdout
    print_plain(result_line(result), stream)


def _conclude(results: Sequence[Result], wishes: Wishes, seconds: float) -> None:
    if wishes.quiet:
        print(json_text(results))
        return
    if len(results) > 1:
        for line in table_lines(results, seconds):
            print_plain(line, sys.stdout)
    replaced = sum(
        bool(result.outcome and result.outcome.done and result.outcome.task.replaces)
        for result in results
    )
    if replaced:
        print(f"{counted(replaced, 'edition')} replaced")


def _failed(results: Sequence[Result], wishes: Wishes) -> bool:
    bad = {State.FAILED, State.STALE} if wishes.check else {State.FAILED}
    if any(result.state in bad for result in results):
        return True
    return wishes.strict and any(
        result.outcome and result.outcome.diagnostics for result in results
    )


def _broke(result: Result) -> bool:
    if result.outcome is None or result.outcome.done:
        return False
    from strevview.batch.tasks import BROKE

    return any(found.code == BROKE for found in result.outcome.diagnostics)


def _write_depfile(depfile: Path, planned: Sequence[Planned]) -> None:
    from strevview.batch.output import write_whole

    fault = write_whole(depfile, depfile_text(planned).encode())
    if fault is not None:
        raise UsageError(fault.message)
