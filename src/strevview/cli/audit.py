"""`strevview audit`: whether a PDF has all that it was made from, told from the PDF alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli.pdf_file import read_pdf
from strevview.cli.refusing import stop
from strevview.diagnostics import Diagnostic, has_errors
from strevview.report.text import FileLines, print_diagnostics


def audit(
    pdf: Annotated[Path, typer.Argument(help="A PDF that strevview made.")],
) -> None:
    """Prove from a PDF that nothing of its issue is missing.

    The PDF is held against the source that it carries. Where the validators page-validation
    and outloud are installed, it also says whether the file
    conforms to PDF/A-3a and PDF/UA-1.

    Example: strevview audit out/2025-07.pdf
    """
    from strevview.batch.auditing import audit_carried
    from strevview.report.terminal import counted

    audited = audit_carried(read_pdf(pdf), str(pdf))
    if isinstance(audited, Diagnostic):
        stop((audited,))
    print_diagnostics(audited.diagnostics, sys.stdout, FileLines(audited.texts))
    if has_errors(audited.diagnostics):
        raise typer.Exit(1)
    sizes = ((audited.pages, "page"), (audited.words, "word"), (audited.links, "link"))
    pages, words, links = (counted(number, noun) for number, noun in sizes)
    print(f"{pdf}: nothing is missing: {pages}, {words} and {links}, the cover's included")
    if audited.validators:
        names = " and ".join(audited.validators)
        print(f"{pdf}: conforms to PDF/A-3a and PDF/UA-1, say {names}")
    else:
        print("Whether it conforms was not asked: page-validation and outloud are not installed")
