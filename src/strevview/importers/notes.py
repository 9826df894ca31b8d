"""Footnotes: which only give the source of a word, and which word that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from strevview.importers.manuscript import Run
from strevview.importers.runs import bare_addresses

LAST_WORD = re.compile(r"(\w+(?:[-'’]\w+)*)(\W*)$")
_LONGEST_REFERENCE = 40
_SET_OFF = re.compile(
    r"[,:;.(<“”\"'’)\]]\s*(?:(?:available|accessible)?\s*(?:online)?\s*(?:at|from|url)\s*:?)?[\s<(]*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"‘].{8,}[”\"’]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STOCK = re.compile(
    r"(?:see|last|sources?|available|online|at|from|on|in|url|link|https?|accessed|visited|retrieved|viewed|checked"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
    r"|\d{1,4}(?:st|nd|rd|th)?|[\W_]+)",
    re.IGNORECASE,
)


def only_address(note: str) -> str | None:
    """Return the address of a note that only names a source; None for one that says more.

    Such a note has one address, and beside it words like `see` and `accessed on`, or, before it, a
    title in quotation marks or a year, set off by a comma, as in a list of references.
    """
    places = list(bare_addresses(note))
    if len(places) != 1:
        return None
    start, end = places[0]
    before, after = note[:start], note[end:]
    if not _is_stock(after) or not (_is_stock(before) or _is_reference(before)):
        return None
    address = note[start:end]
    return address if "://" in address else f"https://{address}"


def _is_stock(text: str) -> bool:
    """Whether a text has only words that go with any address."""
    return all(_STOCK.fullmatch(word) for word in re.findall(r"\w+|[^\w\s]+", text))


def _is_reference(text: str) -> bool:
    """Whether a text is what a list of references says before an address."""
    if len(text.split()) > _LONGEST_REFERENCE or not _SET_OFF.search(text):
        return False
    return bool(_QUOTED.search(text) or _YEAR.search(text))


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
