"""A PDF as a manuscript, whatever the PDF does to its reader."""

from __future__ import annotations

from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers.files import Format, first_bytes, format_of
from strevview.importers.manuscript import Manuscript
from strevview.importers.pdf import opening

_PATIENCE = 30.0


def read_pdf(path: Path, patience: float = _PATIENCE) -> Manuscript:
    """Return what stands in a PDF, or why it cannot be read (SV930 to SV934, SV941, SV944).

    The words are those of PDFium in the order of the pages' content, parted by its spaces and line
    ends; a word that a line's end breaks is two words, the first one with its hyphen: U+00AD where
    the PDF marks it as soft, else as it stands there. `patience` is how many seconds a page may
    take.
    """
    head = first_bytes(path)
    fault = head if isinstance(head, Diagnostic) else _fault(str(path), head)
    if fault is not None:
        return Manuscript(path.name, diagnostics=(fault,))
    from strevview.importers.pdf.apart import read_apart

    try:
        return read_apart(path, patience)
    except OSError:
        # No process can be started here.
        from strevview.importers.pdf.document import read_document

        return read_document(path)


def _fault(name: str, head: bytes) -> Diagnostic | None:
    if not head.strip():
        return opening.empty(name, "the file is empty")
    if format_of(head) is not Format.PDF:
        return opening.damaged(name, "this is no PDF: it does not begin as one")
    return None
