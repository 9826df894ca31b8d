"""What a reader found, in short, and whether it lost a letter."""

from __future__ import annotations

from pathlib import Path

from strevview.importers.blocks import Block, Document, Kind
from strevview.importers.pdf_document import read_document
from tests.importers.block_lists import whole


def read(path: Path) -> Document:
    """Read a PDF in this process; every letter and link of it is in a block or was left out."""
    document, contents = read_document(path)
    assert not any(each.is_error for each in document.diagnostics), document.diagnostics
    return whole(document, contents)


def addresses(document: Document) -> set[str]:
    """Return the addresses of all links."""
    found = {run.address for block in document.blocks for run in block.runs if run.address}
    found.update(address for block in document.blocks for address in block.links)
    return found | {each.text for each in document.left_out}


def texts(document: Document, *kinds: Kind) -> list[str]:
    """Return the words of the blocks of some kinds, or of all."""
    return [block.text for block in document.blocks if not kinds or block.kind in kinds]


def kinds(document: Document) -> list[tuple[Kind, str]]:
    """Return the kind of each block, and how it begins."""
    return [(block.kind, block.text[:12].strip()) for block in document.blocks]


def left_out(document: Document) -> list[tuple[str, str, int]]:
    """Return the words of what was left out, why, and how often they stand there."""
    return [(each.text, each.why, each.times) for each in document.left_out]


def links(block: Block) -> list[tuple[str, str | None]]:
    """Return the links of a block: their words and addresses."""
    return [(run.text, run.address) for run in block.runs if run.address is not None]
