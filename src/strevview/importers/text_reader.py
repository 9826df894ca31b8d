"""A plain text as blocks: as copied out of a document, or written by pdftotext."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.addresses import (
    addresses_linked,
    last_word_linked,
    only_address,
    why_note_goes,
)
from strevview.importers.blocks import Block, Document, Kind, LeftOut, Run
from strevview.importers.encodings import read_plain
from strevview.importers.text_columns import page_lines
from strevview.importers.text_lines import furniture_apart, pages_of
from strevview.importers.text_paragraphs import paragraph_blocks

_MARK = re.compile(r"\s?\[(\d{1,3}|[ivxlc]{1,6})\]")
_NOTE = re.compile(r"\[(\d{1,3}|[ivxlc]{1,6})\]\s*(\S.*)$", re.DOTALL)


def read_text(path: Path) -> Document:
    """Read a plain text: paragraphs by blank lines, by indents and by the length of lines.

    Two columns side by side are read one after the other; form feeds divide pages. What cannot be
    read is an error in the document's diagnostics (SV940 to SV945).
    """
    plain = read_plain(path)
    if isinstance(plain, Diagnostic):
        return Document(path.name, diagnostics=(plain,))
    pages, furniture = furniture_apart(pages_of(plain.text))
    lines = [line for page in pages for line in page_lines(page)]
    blocks, notes = _notes_linked(list(paragraph_blocks(lines)))
    complaints = plain.diagnostics
    if not blocks:
        advice = "an issue's text was looked for: look for another copy"
        complaints = (faults.without_text(str(path), advice), *complaints)
    return Document(
        path.name,
        tuple(blocks),
        (*furniture, *notes),
        pages=None if pages[0].number is None else len(pages),
        diagnostics=complaints,
    )


def _notes_linked(blocks: Sequence[Block]) -> tuple[list[Block], list[LeftOut]]:
    """Return blocks whose words before marks such as [1] lead to the notes' addresses.

    A note that does no more than name a source goes where its mark is met; any other stays.
    """
    notes: dict[str, tuple[str, Block]] = {}
    for block in blocks:
        found = _NOTE.match(block.text)
        address = None if found is None else only_address(found.group(2))
        if found is not None and address is not None:
            notes.setdefault(found.group(1), (address, block))
    words: dict[str, list[str]] = {}
    linked = [(block, _linked(block, notes, words)) for block in blocks]
    gone = [notes[name][1] for name in words]
    left_out = [
        LeftOut(notes[name][1].text, why_note_goes(found[0])) for name, found in words.items()
    ]
    left_out += [
        LeftOut(f"[{name}]", "the mark of a note", len(found)) for name, found in words.items()
    ]
    return [new for old, new in linked if not any(old is note for note in gone)], left_out


def _linked(
    block: Block, notes: Mapping[str, tuple[str, Block]], words: dict[str, list[str]]
) -> Block:
    """Return a block with its addresses and the words before marks linked; `words` gets those."""
    if block.kind is Kind.HEADING or _NOTE.match(block.text):
        return replace(block, runs=addresses_linked(block.runs))
    text = block.text
    runs: list[Run] = []
    place = 0
    for mark in _MARK.finditer(text):
        if mark.group(1) not in notes:
            continue
        found = last_word_linked([*runs, Run(text[place : mark.start()])], notes[mark.group(1)][0])
        if found is not None:
            runs, word = found
            words.setdefault(mark.group(1), []).append(word)
            place = mark.end()
    return replace(block, runs=addresses_linked([*runs, Run(text[place:])]))
