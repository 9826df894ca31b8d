"""`strevview extract`: the folder that a PDF was made from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def extract(
    pdf: Annotated[Path, typer.Argument(help="A PDF that strevview made.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder to write to; the PDF's name otherwise."),
    ] = None,
) -> None:
    """Write the folder that a PDF was made from.

    Building that folder gives the same PDF.

    Example: strevview extract out/2025-07.pdf -o again
    """
    from strevview.batch.extraction import extract as write_out
    from strevview.cli.reading import read_pdf, stop
    from strevview.diagnostics import Diagnostic
    from strevview.render.recall import recall

    recalled = recall(read_pdf(pdf), str(pdf))
    if isinstance(recalled, Diagnostic):
        stop((recalled,))
    written, faults = write_out(recalled, output or Path(pdf.stem))
    if faults:
        stop(faults)
    for path in written:
        print(f"wrote {path}")
