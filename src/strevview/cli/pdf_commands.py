"""The commands that take a finished PDF: `audit` and `extract`."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli import USAGE
from strevview.cli.refusing import pip, stop
from strevview.diagnostics import Diagnostic, Span, error, has_errors
from strevview.model.loading import spelling_of
from strevview.report.text import FileLines, counted, print_diagnostics

MAX_PDF_BYTES = 1024 * 1024 * 1024
CarryingPdf = Annotated[Path, typer.Argument(help="A PDF that strevview made.")]


def audit(pdf: CarryingPdf) -> None:
    """Prove from a PDF that nothing of its issue is missing.

    The PDF is held against the source that it carries. Where a validator is installed,
    page-validation or outloud, it also says whether the file conforms to PDF/A-3a and PDF/UA-1.

    Example: strevview audit out/2025-07.pdf
    """
    from strevview.build.extract import audit_carried

    audited = audit_carried(_pdf_bytes(pdf), str(pdf))
    if isinstance(audited, Diagnostic):
        stop((audited,))
    result = audited.result
    print_diagnostics(result.diagnostics, sys.stdout, FileLines(audited.texts))
    if has_errors(result.diagnostics):
        raise typer.Exit(1)
    sizes = ((result.pages, "page"), (result.words, "word"), (result.links, "link"))
    pages, words, links = (counted(number, noun) for number, noun in sizes)
    print(f"{pdf}: nothing is missing: {pages}, {words} and {links}")
    if audited.validators:
        names = " and ".join(audited.validators)
        print(f"{pdf}: conforms to PDF/A-3a and PDF/UA-1, according to {names}")
    else:
        print("PDF/A-3a and PDF/UA-1: not checked again, as no validator is installed; for that:")
        print(f"{pip()} install page-validation, and then the same command once more")


def extract(
    pdf: CarryingPdf,
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

    Building that folder gives the same PDF, by the same strevview and with the same fonts.

    Example: strevview extract out/2025-07.pdf -o again
    """
    from strevview.build.extract import issue_data, issue_text, load_carried, recall, write_out

    if as_text or as_json:
        loaded = load_carried(_pdf_bytes(pdf), str(pdf))
        if isinstance(loaded, Diagnostic):
            stop((loaded,))
        if as_json:
            print(json.dumps(issue_data(loaded), indent=2, ensure_ascii=False))
        else:
            print(issue_text(loaded), end="")
        return
    recalled = recall(_pdf_bytes(pdf), str(pdf))
    if isinstance(recalled, Diagnostic):
        stop((recalled,))
    written, found = write_out(recalled, output or Path(pdf.stem))
    if has_errors(found):
        stop(found)
    for path in written:
        print(f"wrote {path}")
    print_diagnostics(found, sys.stdout)


def _pdf_bytes(path: Path) -> bytes:
    """Return the bytes of a PDF, or stop with exit code 2."""
    place = Span.point(str(path))
    try:
        if not path.is_file():
            what = "no such file" if not path.exists() else "this is no file"
            advice = spelling_of(path, Path("out"), ".pdf")
            stop((error("SV018", what, place, advice),), USAGE)
        if path.stat().st_size > MAX_PDF_BYTES:
            stop((error("SV003", "the file is too large", place),), USAGE)
        return path.read_bytes()
    except OSError as reason:
        message = f"cannot be read: {reason.strerror or reason}"
        stop((error("SV018", message, place),), USAGE)
