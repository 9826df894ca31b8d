"""The reader of PDFs: what stands on the pages, as blocks in reading order."""

from __future__ import annotations

from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import pdf_faults
from strevview.importers.blocks import Document, FileContents
from strevview.importers.files import Format, first_bytes, format_of
from strevview.importers.pdf_process import read_apart

_PATIENCE = 30.0


def read_pdf(path: Path, patience: float = _PATIENCE) -> tuple[Document, FileContents]:
    """Return what stands in a PDF, and its words and links as PDFium itself counts them.

    A file that cannot be read has no blocks and an error: SV930 to SV934, SV936, SV941 or SV944.
    `patience` is how many seconds a page may take. A word that a line's end breaks is one word with
    its hyphen in the contents.
    """
    head = first_bytes(path)
    fault = head if isinstance(head, Diagnostic) else _fault(str(path), head)
    if fault is not None:
        return Document(path.name, diagnostics=(fault,)), FileContents(())
    return read_apart(path, patience)


def _fault(name: str, head: bytes) -> Diagnostic | None:
    if not head.strip():
        return pdf_faults.empty(name, "the file is empty")
    if format_of(head) is not Format.PDF:
        return pdf_faults.damaged(name, "this is no PDF: it does not begin as one")
    return None
