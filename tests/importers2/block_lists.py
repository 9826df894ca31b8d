"""What tests ask of the blocks that a reader gives."""

from __future__ import annotations

from strevview.importers2.blocks import Block, Document, Kind


def kinds(document: Document) -> list[tuple[Kind, str]]:
    """Return kind and text of each block."""
    return [(block.kind, block.text) for block in document.blocks]


def texts(document: Document) -> list[str]:
    """Return the text of each block that has one."""
    return [block.text for block in document.blocks if block.text]


def links(block: Block) -> list[tuple[str, str]]:
    """Return text and address of each link in a block."""
    return [(run.text, run.address) for run in block.runs if run.address is not None]
