"""`strevview extract`: what a PDF was made from, as a folder, as text or as data."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli.pdf_file import read_pdf
from strevview.cli.refusing import stop
from strevview.diagnostics import Diagnostic


def extract(
    pdf: Annotated[Path, typer.Argument(help="A PDF that strevview made.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The folder to write to; the PDF's name otherwise."),
    ] = None,
    as_text: Annotated[
        bool, typer.Option("--text", help="Print the issue as plain text; write nothing.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the issue as data, actors by full name.")
    ] = False,
) -> None:
    """Write the folder that a PDF was made from.

    Building that folder gives the same PDF.

    Example: strevview extract out/2025-07.pdf -o again
    """
    from strevview.build.extract import extract as write_out
    from strevview.build.extract import issue_data, issue_text, load_recalled
    from strevview.render.recall import recall

    recalled = recall(read_pdf(pdf), str(pdf))
    if isinstance(recalled, Diagnostic):
        stop((recalled,))
    if as_text or as_json:
        with tempfile.TemporaryDirectory(prefix="strevview-") as folder:
            loaded = load_recalled(recalled, Path(folder), str(pdf))
        if isinstance(loaded, Diagnostic):
            stop((loaded,))
        if as_json:
            print(json.dumps(issue_data(loaded), indent=2, ensure_ascii=False))
        else:
            print(issue_text(loaded), end="")
        return
    written, faults = write_out(recalled, output or Path(pdf.stem))
    if faults:
        stop(faults)
    for path in written:
        print(f"wrote {path}")
