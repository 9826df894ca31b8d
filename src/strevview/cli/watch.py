"""`strevview watch`: the PDF follows the file while one writes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def watch(
    path: Annotated[Path, typer.Argument(help="The issue to watch.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder for the PDF, or a name ending in .pdf."),
    ] = Path("out"),
) -> None:
    """Build an issue again whenever it changes.

    Whatever shapes the PDF is watched: the issue, the series, the actors, pictures and the style.
    While the issue has errors the last good PDF stays. Ctrl-C ends it.

    Example: strevview watch issues/2025-10.yaml
    """
    from strevview.batch.tasks import Task
    from strevview.batch.watching import watch as follow
    from strevview.report.build import watch_line
    from strevview.report.terminal import print_diagnostics, print_plain

    if not path.parent.is_dir():
        print(f"strevview watch: there is no folder {path.parent}", file=sys.stderr)
        raise typer.Exit(2)
    pdf = output if output.suffix.lower() == ".pdf" else output / f"{path.stem}.pdf"
    for outcome in follow(Task(path, pdf)):
        print_diagnostics(outcome.diagnostics, sys.stderr)
        print_plain(watch_line(outcome), sys.stdout)
        sys.stdout.flush()
