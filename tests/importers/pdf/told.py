"""What a reader found, in short, and whether it lost a letter."""

from __future__ import annotations

from pathlib import Path

from strevview.importers.blocks import Document
from strevview.importers.pdf_reader import read_document
from tests.importers.block_lists import whole


def read(path: Path) -> Document:
    """Read a PDF in this process; every letter and link of it is in a block or was left out."""
    document, contents = read_document(path)
    assert not any(each.is_error for each in document.diagnostics), document.diagnostics
    return whole(document, contents)


def texts(document: Document) -> list[str]:
    """Return the words of each block."""
    return [block.text for block in document.blocks]
