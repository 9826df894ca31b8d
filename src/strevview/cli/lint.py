"""`strevview lint`: what an editor would find, at its place, before anything is printed."""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from strevview.report.formats import Format

if TYPE_CHECKING:
    from strevview.cli.linting import Work
    from strevview.lint.selection import Selection

STANDARD_INPUT_SIGN = Path("-")


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
        typer.Option("--neighbours", help="Rules across issues read the other issues beside them."),
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
    # A short run makes little that only the collector could free, and is a tenth quicker without.
    gc.disable()
    try:
        from strevview.cli.linting import Options, run

        selection = _selection(select or [], ignore or [])
        work = _work(paths or [], stdin_filename, neighbours)
        code = run(work, selection, Options(fix, diff, _form(form), statistics, strict, started))
    finally:
        gc.enable()
    if code:
        raise typer.Exit(code)


def _form(form: Format | None) -> Format:
    if form is not None:
        return form
    return Format.GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else Format.TEXT


def _selection(select: list[str], ignore: list[str]) -> Selection:
    from strevview.lint.selection import Selection, is_known, split_names, suggestion

    wanted = Selection(split_names(select), split_names(ignore))
    for name in (*wanted.select, *wanted.ignore):
        if not is_known(name):
            close = suggestion(name)
            advice = f"did you mean {close}?" if close else "`strevview rule` lists them"
            _stop(f"there is no rule `{name}`; {advice}")
    return wanted


def _work(paths: list[Path], stdin_filename: Path | None, neighbours: bool) -> Work:
    from strevview.cli.linting import Work, standard_input
    from strevview.model.collecting import expand

    if STANDARD_INPUT_SIGN in paths:
        if len(paths) > 1:
            _stop("`-` (standard input) goes with no other path")
        return standard_input(stdin_filename)
    expanded = expand(paths)
    for fault in expanded.diagnostics:
        place = fault.span.path if fault.span else ""
        print(f"strevview lint: {place}: {fault.message}; {fault.help}", file=sys.stderr)
    if expanded.diagnostics:
        raise typer.Exit(2)
    return Work.of(expanded.issues, neighbours)


def _stop(message: str) -> NoReturn:
    print(f"strevview lint: {message}", file=sys.stderr)
    raise typer.Exit(2)
