"""What a reader found, in short, and whether it lost a letter."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from strevview.importers.manuscript import Block, Kind, Manuscript
from strevview.importers.pdf.document import read_document

_HYPHENS = "-\u00ad\u2010"


def read(path: Path) -> Manuscript:
    """Read a PDF in this process; every letter of it is in a block or was dropped, with why."""
    manuscript = read_document(path)
    assert not any(each.is_error for each in manuscript.diagnostics), manuscript.diagnostics
    assert lost(manuscript) == {}
    return manuscript


def lost(manuscript: Manuscript) -> dict[str, int]:
    """Return the letters that are in the words and nowhere else, hyphens aside."""
    count = _letters("".join(manuscript.words))
    count.subtract(_letters("".join(block.text for block in manuscript.blocks)))
    count.subtract(_letters("".join(dropped.text for dropped in manuscript.dropped)))
    return {letter: number for letter, number in count.items() if number}


def texts(manuscript: Manuscript, *kinds: Kind) -> list[str]:
    """Return the words of the blocks of some kinds, or of all."""
    return [block.text for block in manuscript.blocks if not kinds or block.kind in kinds]


def kinds(manuscript: Manuscript) -> list[tuple[Kind, str]]:
    """Return the kind of each block, and how it begins."""
    return [(block.kind, block.text[:12].strip()) for block in manuscript.blocks]


def dropped(manuscript: Manuscript) -> list[tuple[int | None, str]]:
    """Return the page and the words of what was dropped."""
    return [(each.page, each.text) for each in manuscript.dropped]


def links(block: Block) -> list[tuple[str, str | None]]:
    """Return the links of a block: their words and addresses."""
    return [(run.text, run.address) for run in block.runs if run.address is not None]


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if not letter.isspace() and letter not in _HYPHENS)
