"""Notes in a text: marks such as [1] in it, and what they stand for at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from strevview.importers.manuscript import Block, Dropped, Kind, Run
from strevview.importers.notes import last_word_linked, only_address, source_note
from strevview.importers.runs import addresses_linked, merged

_MARK = re.compile(r"\s?\[(\d{1,3}|[ivxlc]{1,6})\]")
_NOTE = re.compile(r"\[(\d{1,3}|[ivxlc]{1,6})\]\s*(\S.*)$", re.DOTALL)


def sources_linked(blocks: Sequence[Block]) -> tuple[list[Block], list[Dropped]]:
    """Return blocks whose words before marks lead to the notes' addresses, without those notes.

    Only a note that is an address and nothing else goes; any other stays where it is.
    """
    notes: dict[str, tuple[str, str]] = {}
    for block in blocks:
        found = _NOTE.match(block.text)
        address = None if found is None else only_address(found.group(2))
        if found is not None and address is not None:
            notes.setdefault(found.group(1), (address, block.text))
    dropped: list[Dropped] = []
    met: set[str] = set()
    linked = [_linked(block, notes, met, dropped) for block in blocks]
    gone = {notes[name][1] for name in met}
    return [block for block in linked if block.text not in gone], dropped


def _linked(
    block: Block, notes: dict[str, tuple[str, str]], met: set[str], dropped: list[Dropped]
) -> Block:
    if block.kind is Kind.HEADING or _NOTE.match(block.text):
        return block
    runs: list[Run] = []
    for run in block.runs:
        place = 0
        for mark in _MARK.finditer(run.text):
            name = mark.group(1)
            if name not in notes or run.address is not None:
                continue
            runs.append(replace(run, text=run.text[place : mark.start()]))
            place = mark.end()
            found = last_word_linked(runs, notes[name][0])
            if found is None:
                runs.append(replace(run, text=mark.group()))
                continue
            runs, word = found
            if name not in met:
                dropped.append(Dropped(notes[name][1], source_note(word)))
                met.add(name)
            dropped.append(Dropped(mark.group().strip(), "the mark of a note"))
        runs.append(replace(run, text=run.text[place:]))
    return replace(block, runs=merged(addresses_linked(runs)))
