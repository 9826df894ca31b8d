"""`strevview build`: issue files to PDFs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strevview.batch.build import Outcome
    from strevview.diagnostics import Diagnostic
    from strevview.model.loading import LoadedIssue

OUTPUT_FOLDER = Path("out")


def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Issue files or folders; all of issues/ if you name none."),
    ] = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder for the PDFs, or a name ending in .pdf."),
    ] = OUTPUT_FOLDER,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Also write what the renderer got."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
) -> None:
    """Print issues as PDFs, and prove that nothing was lost.

    Each issue is checked first. One with an error is not written, and an older PDF stays as it was.

    Examples: strevview build, or: strevview build issues/2025-07.yaml -o /tmp
    """
    from strevview.model.collecting import expand, load_all

    expanded = expand(paths or ())
    if expanded.diagnostics:
        _tell(expanded.diagnostics)
        raise typer.Exit(2)
    if len(expanded.issues) > 1 and (html is not None or output.suffix == ".pdf"):
        print("strevview build: --html and -o FILE.pdf take one issue", file=sys.stderr)
        raise typer.Exit(2)
    issues = load_all(expanded.issues)
    outcomes = _build_all(issues, output, html)
    failed = any(not outcome.written for outcome in outcomes)
    warned = strict and any(outcome.diagnostics for outcome in outcomes)
    if failed or warned:
        raise typer.Exit(1)


def _build_all(
    issues: Sequence[LoadedIssue], output: Path, html: Path | None
) -> list[Outcome]:
    from strevview.batch.build import Press, Targets
    from strevview.lint.engine import check
    from strevview.report.progress import Progress

    press = Press()
    outcomes = []
    for issue in issues:
        with Progress(f"building {issue.name}"):
            target = output if output.suffix == ".pdf" else output / f"{issue.stem}.pdf"
            outcome = press.build(issue, check((issue,)), Targets(target, html))
        _tell(outcome.diagnostics)
        _summarise(outcome)
        outcomes.append(outcome)
    return outcomes


def _tell(diagnostics: Sequence[Diagnostic]) -> None:
    from strevview.report.terminal import print_diagnostics

    print_diagnostics(diagnostics, sys.stderr)


def _summarise(outcome: Outcome) -> None:
    errors = sum(diagnostic.is_error for diagnostic in outcome.diagnostics)
    warnings = len(outcome.diagnostics) - errors
    if outcome.written:
        counts = (
            f"{counted(outcome.pages, 'page')}, {counted(outcome.words, 'word')}, "
            f"{counted(outcome.links, 'link')}, {counted(warnings, 'warning')}"
        )
        print(f"{outcome.pdf}: {counts}, {outcome.seconds:.1f} s")
    else:
        text = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
        kept = "; the older one stays as it was" if outcome.pdf.exists() else ""
        print(f"{outcome.name}: {text}; {outcome.pdf} was not written{kept}", file=sys.stderr)


def counted(number: int, noun: str) -> str:
    """Return "1 page" or "1,395 words"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
