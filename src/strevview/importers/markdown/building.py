"""Blocks put together from what tokens and tags say one after the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers.addresses import lasting, unfit_address
from strevview.importers.captions import may_be_caption, reads_like_caption
from strevview.importers.local_pictures import named_picture
from strevview.importers.manuscript import Block, Dropped, Kind, Picture, Run
from strevview.importers.notes import last_word_linked, only_address, source_note
from strevview.importers.runs import addresses_linked, trimmed

NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_SHORT = 120
_MANY_WORDS = 18


@dataclass(frozen=True, slots=True)
class Container:
    """What text stands in: a quotation, or a list with its depth (1 is the outermost)."""

    kind: Kind
    level: int = 0
    numbered: bool = False


@dataclass
class Building:
    """The blocks so far, and the one that is being put together.

    `notes` are the words of the footnotes, by name. What one says beside an address is for the
    caller to read, after the block that has its mark. `places` are names of places in the text.
    """

    path: Path
    notes: Mapping[str, str] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    complaints: list[Diagnostic] = field(default_factory=list)
    met_notes: set[str] = field(default_factory=set)
    bold: int = 0
    italic: int = 0
    containers: list[Container] = field(default_factory=list)
    _links: list[str | None] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _before: list[Picture] = field(default_factory=list)
    _after: list[Picture] = field(default_factory=list)
    _captions: list[str] = field(default_factory=list)
    _wanted_notes: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add text in the look and link of this place."""
        place = 0
        for mark in NOTE_MARK.finditer(text):
            if mark.group(1) in self.notes:
                self._add(text[place : mark.start()])
                self._note(mark.group(1))
                place = mark.end()
        self._add(text[place:])

    def _add(self, text: str) -> None:
        if text:
            address = self._links[-1] if self._links else None
            self._runs.append(Run(text, address, self.bold > 0, self.italic > 0))

    def _note(self, name: str) -> None:
        """Meet the mark of a note: the word before it gets its source, or the note comes after."""
        if name in self.met_notes:
            return
        self.met_notes.add(name)
        text = self.notes[name]
        address = only_address(text)
        linked = None if address is None else last_word_linked(self._runs, address)
        if linked is None:
            self._wanted_notes.append(name)
            return
        self._runs, word = linked
        self.dropped.append(Dropped(text, source_note(word)))

    def taken_notes(self) -> list[str]:
        """Return the names of the notes to read now, in the order of their marks."""
        taken, self._wanted_notes = self._wanted_notes, []
        return taken

    def open_link(self, address: str) -> None:
        """Go into a link; a place in the text is no link, one that is nowhere a dead one."""
        if address.startswith("#"):
            self._links.append(None if address[1:].casefold() in self.places else "")
            return
        found = lasting(address)
        if not found and address.strip():
            self.complaints.append(unfit_address(str(self.path), address))
        self._links.append(found)

    def close_link(self) -> None:
        """Go out of a link."""
        if self._links:
            self._links.pop()

    def add_picture(self, address: str, alt: str, title: str) -> None:
        """Add a picture: before the block's words where there are none yet, else after them."""
        found = named_picture(self.path, address, " ".join(alt.split()) or None)
        if isinstance(found, Picture):
            has_words = any(run.text.strip() for run in self._runs)
            (self._after if has_words else self._before).append(found)
        else:
            self.complaints.append(found)
        if title.strip():
            self._captions.append(title)

    def drop(self, text: str, why: str) -> None:
        """Leave text out."""
        if text.strip():
            self.dropped.append(Dropped(text.strip(), why))

    def end_block(self, kind: Kind = Kind.PARAGRAPH, level: int = 0, *, first: bool = True) -> None:
        """End the block; where it is no heading, what it stands in says what it is.

        Only the first block of a list's entry is the entry, the others are paragraphs.
        """
        runs = trimmed(addresses_linked(self._runs))
        self.blocks += [Block(Kind.PICTURE, picture=picture) for picture in self._before]
        if runs:
            self.blocks.append(self._block(runs, kind, level, first=first))
        self.blocks += [Block(Kind.PICTURE, picture=picture) for picture in self._after]
        self.blocks += [Block(Kind.CAPTION, (Run(caption),)) for caption in self._captions]
        self._runs, self._before, self._after, self._captions = [], [], [], []

    def _block(self, runs: tuple[Run, ...], kind: Kind, level: int, *, first: bool) -> Block:
        if kind is not Kind.PARAGRAPH:
            return Block(kind, runs, level=level)
        holder = self.containers[-1] if self.containers else None
        if holder is not None and holder.kind is Kind.LIST_ENTRY:
            if first:
                return Block(holder.kind, runs, level=holder.level, numbered=holder.numbered)
            return Block(Kind.PARAGRAPH, runs)
        if holder is not None:
            return Block(holder.kind, runs)
        after_picture = bool(self._before) or (
            bool(self.blocks) and self.blocks[-1].kind is Kind.PICTURE
        )
        if after_picture and may_be_caption(runs) and reads_like_caption(runs):
            return Block(Kind.CAPTION, runs)
        return Block(Kind.HEADING if _looks_like_heading(runs) else Kind.PARAGRAPH, runs)


def _looks_like_heading(runs: tuple[Run, ...]) -> bool:
    """Whether a short line in bold has no full stop."""
    text = "".join(run.text for run in runs).strip()
    if not all(run.bold for run in runs if run.text.strip()):
        return False
    return len(text) <= _SHORT and len(text.split()) <= _MANY_WORDS and text[-1] not in ".,;:!…"
