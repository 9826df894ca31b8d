"""Footnotes: which only give the source of a word, and which word that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from strevview.importers.manuscript import Run
from strevview.importers.runs import bare_addresses

LAST_WORD = re.compile(r"(\w+(?:[-'’]\w+)*)(\W*)$")
_STOCK = re.compile(
    r"(?:see|sources?|available|online|at|from|on|in|url|link|https?|(?:last )?(?:accessed|visited"
    r"|retrieved|viewed|checked)|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
    r"|\d{1,4}(?:st|nd|rd|th)?|[\W_])",
    re.IGNORECASE,
)


def only_address(note: str) -> str | None:
    """Return the address of a note that has nothing else but words like `see`, `accessed on`."""
    places = list(bare_addresses(note))
    if len(places) != 1:
        return None
    start, end = places[0]
    rest = note[:start] + " " + note[end:]
    if any(not _STOCK.fullmatch(word) for word in re.findall(r"\w+|[^\w\s]+", rest)):
        return None
    address = note[start:end]
    return address if "://" in address else f"https://{address}"


def last_word_linked(runs: Sequence[Run], address: str) -> tuple[list[Run], str] | None:
    """Return runs whose last word leads to an address, and the word; None where it already does."""
    for place in range(len(runs) - 1, -1, -1):
        run = runs[place]
        if not any(letter.isalnum() for letter in run.text):
            continue
        found = LAST_WORD.search(run.text)
        if run.address is not None or found is None:
            return None
        parts = [
            replace(run, text=run.text[: found.start(1)]),
            replace(run, text=found.group(1), address=address),
            replace(run, text=run.text[found.end(1) :]),
        ]
        whole = [*runs[:place], *(part for part in parts if part.text), *runs[place + 1 :]]
        return whole, found.group(1)
    return None


def source_note(word: str) -> str:
    """Return why a note that only gives a source is no text of the issue."""
    return f"a note: it gives the source of “{word}”"
