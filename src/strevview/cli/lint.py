"""`strevview lint`: what an editor would find, at its place, before anything is printed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli.start import NEIGHBOURS
from strevview.report.formats import Format


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Issue files or folders, or - for standard input; all of issues/ if you name none."
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODES", help="Only these: SV203, a family SV2, ALL."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", help="All but these codes or families."),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Put right what is mechanical.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would do, and change nothing.")
    ] = False,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="How to report; text, and github in GitHub Actions."),
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Also count the findings by rule.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    neighbours: Annotated[
        bool,
        typer.Option(NEIGHBOURS, help="Rules across issues read the other issues beside them."),
    ] = False,
    stdin_filename: Annotated[
        Path | None,
        typer.Option("--stdin-filename", metavar="PATH", help="Where standard input belongs."),
    ] = None,
) -> None:
    """Check issues, and say what is wrong, where, and what to do.

    Exit code 0: clean, or warnings alone; 1: errors; 2: a missing file or a wrong option.

    Examples: strevview lint, or: strevview lint issues/2025-07.yaml --fix
    """
    started = time.perf_counter()
    from strevview.cli.linting import Request
    from strevview.cli.linting import lint as work

    request = Request(
        paths=paths or (),
        select=select or (),
        ignore=ignore or (),
        fix=fix,
        diff=diff,
        form=form,
        statistics=statistics,
        strict=strict,
        neighbours=neighbours,
        stdin_filename=stdin_filename,
    )
    code = work(request, started)
    if code:
        raise typer.Exit(code)
