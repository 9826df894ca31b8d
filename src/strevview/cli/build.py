"""`strevview build`: issue files to PDFs, as far as they are not up to date."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from strevview.batch.plan import Planned
    from strevview.batch.tasks import Task
    from strevview.report.build import Result

OUTPUT_FOLDER = Path("out")
USAGE = 2


class BuildFormat(StrEnum):
    """How a build reports: for people, or as JSON on standard output."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for beside the issues."""

    html: Path | None
    force: bool
    dry_run: bool
    check: bool
    keep: Path | None
    jobs: int
    timeout: float | None
    form: BuildFormat

    @property
    def quiet(self) -> bool:
        """Whether nothing is printed for people."""
        return self.form is BuildFormat.JSON


def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Issue files or folders; all of issues/ if you name none."),
    ] = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder for the PDFs, or a name ending in .pdf."),
    ] = OUTPUT_FOLDER,
    force: Annotated[bool, typer.Option("--force", help="Build what is up to date, too.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be built, and why; build nothing.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Exit 1 if a build would change anything, down to the byte."),
    ] = False,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="DIR", help="Put editions that are replaced there first."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="How many at once; as many as there are cores."),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0.1, help="Give up on an issue after so long."
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Also write what the renderer got."),
    ] = None,
    depfile: Annotated[
        Path | None,
        typer.Option("--depfile", metavar="FILE", help="Write what the PDFs depend on, for make."),
    ] = None,
    form: Annotated[
        BuildFormat, typer.Option("--format", help="How to report.")
    ] = BuildFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
) -> None:
    """Print issues as PDFs, and prove that nothing was lost.

    Only what is not up to date is built. Each issue is checked first: one with an error is not
    written, and an older PDF stays as it was.

    Examples: strevview build, or: strevview build issues/2025-07.yaml -o /tmp
    """
    from strevview.batch.plan import plan
    from strevview.model.collecting import expand

    started = time.perf_counter()
    expanded = expand(paths or ())
    if expanded.diagnostics:
        from strevview.cli.reading import stop

        stop(expanded.diagnostics, USAGE)
    one_file = output.suffix.lower() == ".pdf"
    if len(expanded.issues) > 1 and (html is not None or one_file):
        _refuse("--html and -o FILE.pdf take one issue")
    targets = [
        (path, output if one_file else output / f"{path.stem}.pdf") for path in expanded.issues
    ]
    _refuse_clashes(targets)
    cores = os.cpu_count() or 1
    wishes = Wishes(html, force, dry_run, check, keep, jobs or cores, timeout, form)
    planned = plan(targets)
    results = list(_results(planned, wishes))
    if depfile is not None:
        _write_depfile(depfile, planned)
    _conclude(results, wishes, time.perf_counter() - started)
    if _failed(results, wishes, strict):
        raise typer.Exit(1)


def _refuse(message: str) -> NoReturn:
    print(f"strevview build: {message}", file=sys.stderr)
    raise typer.Exit(USAGE)


def _refuse_clashes(targets: Sequence[tuple[Path, Path]]) -> None:
    by_pdf: dict[Path, Path] = {}
    for path, pdf in targets:
        if pdf in by_pdf:
            _refuse(f"{by_pdf[pdf]} and {path} would both become {pdf}; build them apart, with -o")
        by_pdf[pdf] = path


def _results(planned: Sequence[Planned], wishes: Wishes) -> Iterator[Result]:
    """Do what is to be done, telling of each issue in the order they were named."""
    from strevview.batch.plan import carry_out
    from strevview.report.build import Result
    from strevview.report.progress import Progress

    tasks = [_task(one, wishes) for one in planned]
    wanted = [task for task in tasks if task is not None]
    outcomes = carry_out(wanted, wishes.jobs, wishes.timeout)
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
    from strevview.batch.tasks import Task

    fresh = one.verdict.fresh
    if wishes.check:
        return Task(one.path, one.pdf, compare=True) if fresh else None
    if wishes.dry_run or (fresh and not wishes.force and wishes.html is None):
        return None
    return Task(one.path, one.pdf, wishes.html, False, wishes.keep, one.verdict.replaces)


def _tell(result: Result) -> None:
    from strevview.report.build import State, result_line, why
    from strevview.report.terminal import print_diagnostics, print_plain

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
    from strevview.report.build import counted, json_text, table_lines
    from strevview.report.terminal import print_plain

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


def _failed(results: Sequence[Result], wishes: Wishes, strict: bool) -> bool:
    from strevview.report.build import State

    bad = {State.FAILED, State.STALE} if wishes.check else {State.FAILED}
    if any(result.state in bad for result in results):
        return True
    return strict and any(result.outcome and result.outcome.diagnostics for result in results)


def _write_depfile(depfile: Path, planned: Sequence[Planned]) -> None:
    from strevview.batch.output import write_whole
    from strevview.report.build import depfile_text

    fault = write_whole(depfile, depfile_text(planned).encode())
    if fault is not None:
        _refuse(fault.message)
