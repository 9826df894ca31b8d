"""`strevview build`: issue files to PDFs, as far as they are not up to date."""

import os
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli import FAULT
from strevview.cli.refusing import issue_files, refuse


class ReportForm(StrEnum):
    """How a build or an import reports: for people, or as JSON on standard output."""

    TEXT = "text"
    JSON = "json"


# Arguments that other commands take as well.
Paths = Annotated[
    list[Path] | None,
    typer.Argument(help="Issue files or folders; all of issues/ if you name none."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="How many at once; as many as there are cores."),
]
Form = Annotated[ReportForm, typer.Option("--format", help="How to report.")]


def build(
    paths: Paths = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder for the PDFs, or a name ending in .pdf."),
    ] = Path("out"),
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
    jobs: Jobs = None,
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
    form: Form = ReportForm.TEXT,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Build all; warnings make the exit code 1, but keep no PDF from being written.",
        ),
    ] = False,
) -> None:
    """Print issues as PDFs, and prove that nothing was lost.

    Only what is not up to date is built. Each issue is checked first: one with an error is not
    written, and an older PDF stays as it was.

    Examples: strevview build, or: strevview build issues/2025-07.yaml -o /tmp
    """
    started = time.perf_counter()
    from strevview.build.runs import State, TargetError, build_each, plan_build
    from strevview.build.turn import BuildOptions
    from strevview.report.build_report import depfile_text, json_text, tell_all, tell_each
    from strevview.source.disk import write_whole

    issues = issue_files(paths)
    options = BuildOptions(
        output, html, force=force, compare=check, dry_run=dry_run, keep=keep, strict=strict
    )
    try:
        tasks = plan_build(issues, options)
    except TargetError as wrong:
        refuse("build", str(wrong))
    done = build_each(tasks, jobs or os.cpu_count() or 1, timeout)
    results = tell_each(tasks, done, quiet=form is ReportForm.JSON)
    if depfile is not None:
        fault = write_whole(depfile, depfile_text(tasks).encode())
        if fault is not None:
            refuse("build", fault.message)
    if form is ReportForm.JSON:
        print(json_text(results))
    else:
        tell_all(results, time.perf_counter() - started)
    if any(result.broke for result in results):
        raise typer.Exit(FAULT)
    bad = {State.FAILED, State.STALE} if check else {State.FAILED}
    complaints = any(result.outcome and result.outcome.diagnostics for result in results)
    if any(result.state in bad for result in results) or (strict and complaints):
        raise typer.Exit(1)
