"""A plain text as blocks: as copied out of a document, or written by pdftotext."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
from strevview.importers.blocks import Block, Document, LeftOut, Run
from strevview.importers.files import read_plain
from strevview.importers.text_pages import text_lines
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
    lines, furniture, pages = text_lines(plain.text)
    blocks, notes = _notes_linked(list(paragraph_blocks(lines)))
    complaints = plain.diagnostics
    if not blocks:
        advice = "an issue's text was looked for: look for another copy"
        complaints = (faults.without_text(str(path), advice), *complaints)
    left_out = (*furniture, *notes)
    return Document(path.name, tuple(blocks), left_out, pages=pages, diagnostics=complaints)


def _notes_linked(blocks: Sequence[Block]) -> tuple[list[Block], list[LeftOut]]:
    """Return blocks whose words before marks such as [1] lead to the addresses of notes.

    A note that does no more than name a source goes where its mark is met; any other stays.
    """
    notes: dict[str, tuple[Block, str]] = {}
    for block in blocks:
        found = _NOTE.match(block.text)
        address = found and only_address(found[2])
        if found and address:
            notes.setdefault(found[1], (block, address))
    kept: list[Block] = []
    left_out: list[LeftOut] = []
    told: set[str] = set()
    for block in blocks:
        runs: list[Run] = []
        place = 0
        for mark in _MARK.finditer(
            block.text, 0 if _NOTE.match(block.text) is None else len(block.text)
        ):
            note = notes.get(mark[1])
            before = [*runs, Run(block.text[place : mark.start()])]
            linked = last_word_linked(before, note[1]) if note else None
            if note is None or linked is None:
                continue
            runs, word = linked
            place = mark.end()
            left_out.append(LeftOut(f"[{mark[1]}]", "the mark of a note"))
            if mark[1] not in told:
                told.add(mark[1])
                left_out.append(LeftOut(note[0].text, why_note_goes(word)))
        kept.append(replace(block, runs=addresses_linked([*runs, Run(block.text[place:])])))
    gone = {notes[name][0] for name in told}
    return [new for old, new in zip(blocks, kept, strict=True) if old not in gone], left_out
