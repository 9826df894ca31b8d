"""A Markdown file as a manuscript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.encodings import read_plain
from strevview.importers.manuscript import Block, Kind, Manuscript, Run
from strevview.importers.markdown.building import NOTE_MARK, Building
from strevview.importers.markdown.markup import Source, places_in, taken_apart
from strevview.importers.markdown.tokens import MAX_NESTING, parser, read_tokens
from strevview.importers.markdown.words import words_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SIGNS = "[*_`<~"
_MOST_IN_PARAGRAPH = 3_000
_MOST_IN_FILE = 100_000
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


def read_markdown(path: Path) -> Manuscript:
    """Read a Markdown file; pictures are taken from files below its folder alone.

    What cannot be read is an error in the manuscript's diagnostics (SV940 to SV945).
    """
    plain = read_plain(path)
    if isinstance(plain, Diagnostic):
        return Manuscript(path.name, diagnostics=(plain,))
    if _too_many_signs(plain.text):
        fault = faults.too_large(str(path), "a paragraph has thousands of brackets or other signs")
        return Manuscript(path.name, diagnostics=(fault,))
    source = taken_apart(plain.text)
    markdown = parser()
    tokens = markdown.parse(source.text)
    if _too_deep(tokens):
        fault = faults.too_large(str(path), "lists and quotations stand too deep in one another")
        return Manuscript(path.name, diagnostics=(fault,))
    notes = {name: _plain(note, source.notes, markdown) for name, note in source.notes.items()}
    building = Building(path, notes, places_in(plain.text))
    _front_matter(source, building)
    _read(tokens, source.notes, markdown, building)
    for name in [name for name in notes if name not in building.met_notes]:
        building.drop(notes[name], "a note that nothing refers to")
    complaints = [*plain.diagnostics, *building.complaints]
    if not any(block.text for block in building.blocks):
        advice = "an issue's text was looked for: look for another copy"
        complaints.insert(0, faults.without_text(str(path), advice))
        building.blocks.clear()
    front = " ".join((*source.titles, *source.front, *source.settings)).split()
    words = (*front, *words_of(source.text, source.notes, markdown))
    return Manuscript(
        path.name,
        tuple(building.blocks),
        tuple(building.dropped),
        words,
        diagnostics=tuple(complaints),
    )


def _read(
    tokens: list[Token], notes: Mapping[str, str], markdown: MarkdownIt, building: Building
) -> None:
    """Read the text, and each note after the block that has its mark."""
    start = 0
    for end in range(1, len(tokens) + 1):
        if end < len(tokens) and tokens[end - 1].level + tokens[end - 1].nesting > 0:
            continue
        read_tokens(tokens[start:end], building)
        start = end
        while names := building.taken_notes():
            for name in names:
                read_tokens(markdown.parse(notes[name]), building)


def _plain(note: str, notes: Mapping[str, str], markdown: MarkdownIt) -> str:
    """Return the words of a note without the marks of other notes in it."""
    words = " ".join(words_of(note, {}, markdown))
    return NOTE_MARK.sub(lambda mark: "" if mark.group(1) in notes else mark.group(), words)


def _front_matter(source: Source, building: Building) -> None:
    for level, title in enumerate(source.titles, 1):
        building.blocks.append(Block(Kind.HEADING, (Run(title),), level=min(level, 2)))
    for text in source.front:
        building.add(text)
        building.end_block()
    for setting in source.settings:
        building.drop(setting, "a setting of the front matter")


def _too_many_signs(text: str) -> bool:
    """Whether markdown-it, whose time grows with the square of a paragraph's signs, would hang."""
    if sum(map(text.count, _SIGNS)) > _MOST_IN_FILE:
        return True
    paragraphs = _BLANK_LINE.split(text)
    return any(part.count(sign) > _MOST_IN_PARAGRAPH for part in paragraphs for sign in _SIGNS)


def _too_deep(tokens: list[Token]) -> bool:
    """Whether blocks stand so deep that markdown-it skips what is deeper still."""
    return any(token.level >= MAX_NESTING - 2 for token in tokens)
