"""`strevview build`: issue files to PDFs, as far as they are not up to date."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli.wishes import OUTPUT_FOLDER, BuildFormat, Wishes


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
    started = time.perf_counter()
    from strevview.cli.building import build as work

    wishes = Wishes(
        paths=paths or (),
        output=output,
        html=html,
        force=force,
        dry_run=dry_run,
        check=check,
        keep=keep,
        jobs=jobs,
        timeout=timeout,
        depfile=depfile,
        form=form,
        strict=strict,
    )
    code = work(wishes, started)
    if code:
        raise typer.Exit(code)
