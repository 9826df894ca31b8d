"""What tests ask of the blocks that a reader gives."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from strevview.importers.blocks import Block, Document, FileContents, Kind


def kinds(document: Document) -> list[tuple[Kind, str]]:
    """Return kind and text of each block."""
    return [(block.kind, block.text) for block in document.blocks]


def texts(document: Document) -> list[str]:
    """Return the text of each block that has one."""
    return [block.text for block in document.blocks if block.text]


def links(block: Block) -> list[tuple[str, str]]:
    """Return text and address of each link in a block."""
    return [(run.text, run.address) for run in block.runs if run.address is not None]


def letters(parts: Iterable[str]) -> Counter[str]:
    """Return how often each letter and digit occurs, in Unicode's compatibility form."""
    text = unicodedata.normalize("NFKC", "".join(parts))
    return Counter(letter for letter in text if letter.isalnum())


def untold(document: Document, contents: FileContents) -> tuple[Counter[str], list[str]]:
    """Return the letters and the links of a file that its document neither holds nor leaves out."""
    told = [left.text for left in document.left_out for _ in range(left.times)]
    have = [block.text for block in document.blocks] + told + [*document.front_matter.values()]
    held = {run.address for block in document.blocks for run in block.runs}
    held |= {address for block in document.blocks for address in block.links}
    lost = [link for link in contents.links if link not in held and link not in " ".join(told)]
    return letters(contents.words) - letters(have), lost
