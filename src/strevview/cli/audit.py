"""`strevview audit`: whether a PDF has all that it was made from, told from the PDF alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from strevview.diagnostics import Diagnostic
    from strevview.render.recall import Recalled


def audit(
    pdf: Annotated[Path, typer.Argument(help="A PDF that strevview made.")],
) -> None:
    """Prove from a PDF that nothing of its issue is missing.

    The PDF is held against the source that it carries. Where the validators page-validation
    and outloud are installed, it also says whether the file
    conforms to PDF/A-3a and PDF/UA-1.

    Example: strevview audit out/2025-07.pdf
    """
    from strevview.cli.reading import read_pdf, stop
    from strevview.diagnostics import Diagnostic, has_errors
    from strevview.render.conformance import conformance, installed_validators
    from strevview.render.recall import recall
    from strevview.report.build import counted
    from strevview.report.lines import FileLines
    from strevview.report.terminal import print_diagnostics

    data = read_pdf(pdf)
    recalled = recall(data, str(pdf))
    if isinstance(recalled, Diagnostic):
        stop((recalled,))
    found, pages, words, links = _audit(data, recalled)
    judged = conformance(data, str(pdf))
    diagnostics = (*found, *(judged or ()))
    carried = {name: file.decode("utf-8", "replace") for name, file in recalled.files.items()}
    print_diagnostics(diagnostics, sys.stdout, FileLines(carried))
    if has_errors(diagnostics):
        raise typer.Exit(1)
    counts = f"{counted(pages, 'page')}, {counted(words, 'word')} and {counted(links, 'link')}"
    print(f"{pdf}: nothing is missing: {counts}, the cover's included")
    if judged is None:
        print("Whether it conforms was not asked: page-validation and outloud are not installed")
    else:
        names = " and ".join(installed_validators())
        print(f"{pdf}: conforms to PDF/A-3a and PDF/UA-1, say {names}")


def _audit(data: bytes, recalled: Recalled) -> tuple[tuple[Diagnostic, ...], int, int, int]:
    import tempfile

    from strevview.batch.extraction import load_recalled, style_of
    from strevview.batch.press import audit_against
    from strevview.render.compose import compose

    with tempfile.TemporaryDirectory(prefix="strevview-") as folder:
        loaded = load_recalled(recalled, Path(folder))
        style = style_of(recalled, loaded)
        families = compose(loaded, style).families if style else ()
        result = audit_against(data, loaded, style, families)
    return result.diagnostics, result.pages, result.words, result.links
