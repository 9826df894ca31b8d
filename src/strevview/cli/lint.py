"""`strevview lint`: what an editor would find, before anything is printed; `rule`: on a code."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Annotated, Literal

import typer

from strevview.cli import FAULT
from strevview.cli.refusing import refuse
from strevview.diagnostics import has_errors
from strevview.report.lint_report import Format, LintRun, report
from strevview.report.text import FileLines


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATHS",
            help="Issue files, folders, or - for standard input; all of issues/ if you name none.",
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODES", help="Only these: SV203, a family SV2, ALL."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="All but these codes or families.")
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
        Path | None, typer.Option(metavar="PATH", help="Where standard input belongs.")
    ] = None,
) -> None:
    """Check issues, and say what is wrong, where, and what to do.

    Exit code 0: clean, or warnings alone; 1: errors; 2: a missing file or a wrong option.

    Examples: strevview lint, or: strevview lint issues/2025-07.yaml --fix
    """
    started = time.perf_counter()
    from strevview.lint import engine, registry, selection

    try:
        wanted = selection.selection_of(select or (), ignore or ())
        asked = engine.read_inputs(
            paths or (), sys.stdin.buffer, stdin_filename, neighbours=neighbours
        )
    except selection.UsageError as wrong:
        refuse("lint", *wrong.args)
    if fix or diff:
        asked = asked.loaded()
    found = engine.check(asked.issues, wanted, asked.neighbours)
    fixed, stream = 0, sys.stdout
    if fix or diff:
        from strevview.lint import fixes

        mended = fixes.mend(asked, wanted, found)
        if diff:
            for line in mended.differences():
                print(line)
        else:
            asked, found, fixed = mended.inputs, mended.left, mended.fixed
            if asked.given is not None:
                sys.stdout.buffer.write(asked.given)
                sys.stdout.flush()
                stream = sys.stderr
            elif (fault := mended.write()) is not None:
                refuse("lint", fault)
    if not diff:
        lines = FileLines()
        if asked.given is not None:
            (issue,) = asked.issues
            lines.add(issue.name, asked.given)
        seconds = time.perf_counter() - started
        run = LintRun(found, len(asked.issues), seconds, fixed, lines)
        usual: Format = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
        report(run, form or usual, stream, statistics)
    if registry.failed(found):
        raise typer.Exit(FAULT)
    if has_errors(found) or (strict and found):
        raise typer.Exit(1)


def rule(
    code: Annotated[
        str | None, typer.Argument(help="A code, its name, or a family such as SV1.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All codes in full.")] = False,
    form: Annotated[
        Literal["text", "md", "json"], typer.Option("--format", help="How to print.")
    ] = "text",
) -> None:
    """Explain a code: what is wrong, why, an example, and what to do.

    The codes of a family, and without a code all, are listed.

    Example: strevview rule SV102
    """
    from strevview.lint import registry, selection

    if code is not None and everything:
        refuse("rule", "--all goes without a code")
    name = code or selection.EVERYTHING
    wanted = [
        page
        for page in registry.all_pages()
        if selection.covers(name.upper(), page.code) or name.lower() == page.name
    ]
    if not wanted:
        close = selection.nearest(name, {page.name: page.code for page in registry.all_pages()})
        advice = f"did you mean `{close}`?" if close else "`strevview rule` lists all"
        refuse("rule", f"there is no code `{code}`; {advice}")
    if len(wanted) > 1 and not everything and form == "text":
        for page in wanted:
            print(f"{page.code}  {page.severity:<7}  {page.name}: {page.title}")
    elif form == "json":
        found = [page.as_dict() for page in wanted]
        print(json.dumps(found if len(found) > 1 else found[0], indent=2))
    else:
        texts = [page.text() if form == "text" else page.markdown for page in wanted]
        print("\n".join(texts), end="")
