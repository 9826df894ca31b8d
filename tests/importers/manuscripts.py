"""Manuscripts made by hand: what a reader would have found, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from strevview.importers.importing import Imported, import_manuscript
from strevview.importers.manuscript import Block, Dropped, Kind, Manuscript, Picture, Run
from strevview.model.loading import LoadedIssue, load_issue_text, load_shelf

TEXT_SIZE = 11.0


def paragraph(*words: str | Run, size: float | None = TEXT_SIZE) -> Block:
    """Return a paragraph of words and links."""
    return Block(Kind.PARAGRAPH, runs(*words), size=size)


def heading(text: str, level: int = 2, size: float | None = 14.0) -> Block:
    return Block(Kind.HEADING, (Run(text, bold=True),), size=size, level=level)


def entry(text: str, level: int = 1, numbered: bool = False) -> Block:
    return Block(Kind.LIST_ENTRY, (Run(text),), size=TEXT_SIZE, level=level, numbered=numbered)


def line(text: str, size: float | None = TEXT_SIZE, bold: bool = False) -> Block:
    """Return a line of a cover."""
    return Block(Kind.PARAGRAPH, (Run(text, bold=bold),), size=size)


def picture(data: bytes = b"PNG", alt: str | None = None) -> Block:
    return Block(Kind.PICTURE, picture=Picture(data, ".png", alt))


def caption(text: str) -> Block:
    return Block(Kind.CAPTION, (Run(text),), size=9.0)


def link(word: str, address: str = "https://example.org/page") -> Run:
    return Run(word, address)


def runs(*words: str | Run) -> tuple[Run, ...]:
    return tuple(Run(word) if isinstance(word, str) else word for word in words)


COVER = (
    line("INSTITUTE OF TESTS", 13.0),
    line("परीक्षण संस्थान", 12.0),
    line("REVIEW OF TESTS", 30.0),
    line("July 2025", 17.0),
)
LAUNCH = paragraph(
    "A satellite of the Space Agency (SA) was ",
    link("launched", "https://example.org/launch"),
    " in Beijing on 5 July. It carries a camera for fields and rivers.",
)
MEETING = paragraph(
    "The third meeting of the Joint Committee (JC) was ",
    link("held", "https://example.org/meeting"),
    " in Islamabad on 20 July. Both sides took stock of eleven projects.",
)


def manuscript(
    *blocks: Block,
    name: str = "old.pdf",
    dropped: Sequence[Dropped] = (),
    words: Sequence[str] | None = None,
) -> Manuscript:
    """Return a manuscript whose words are those of its blocks, then those dropped."""
    found = [word for block in blocks for word in block.text.split()]
    found += [word for one in dropped for word in one.text.split()]
    return Manuscript(
        name, blocks, tuple(dropped), tuple(found if words is None else words), 3, "en-GB"
    )


def imported(found: Manuscript, folder: Path) -> Imported:
    """Return the import of a manuscript for an issues' folder."""
    return import_manuscript(found, folder / found.name, load_shelf(folder))


def draft_of(found: Manuscript, folder: Path) -> LoadedIssue:
    """Return the draft of a manuscript as the models read it; it must be without a fault."""
    outcome = imported(found, folder)
    assert outcome.text is not None, outcome.diagnostics
    loaded = load_issue_text(outcome.text.encode(), "draft.yaml", load_shelf(folder))
    assert loaded.diagnostics == ()
    return loaded
