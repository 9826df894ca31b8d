"""A DOCX as a manuscript."""

from __future__ import annotations

from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.docx.body import Body
from strevview.importers.docx.looks import told
from strevview.importers.docx.package import open_document
from strevview.importers.docx.words import words_of
from strevview.importers.manuscript import Manuscript


def read_docx(path: Path) -> Manuscript:
    """Read a DOCX: every word is in a block or in what was dropped, with the reason.

    What cannot be read is an error in the manuscript's diagnostics (SV940 to SV945).
    """
    document = open_document(path)
    if isinstance(document, Diagnostic):
        return Manuscript(path.name, diagnostics=(document,))
    body = Body(document)
    body.read()
    blocks, marks = told(body.paragraphs)
    complaints = list(body.complaints)
    if not any(block.text for block in blocks):
        advice = "pictures of pages have no text: make one with OCR, or look for the true document"
        complaints.insert(0, faults.without_text(document.name, advice))
        blocks = []
    return Manuscript(
        path.name,
        tuple(blocks),
        (*body.dropped, *marks),
        words_of(document),
        language=body.styles.language,
        diagnostics=tuple(complaints),
    )
