"""Addresses written out in a text, and notes that do no more than name one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from strevview.importers.blocks import Block, Run, joined_runs

# An address in running text ends before space, quotation marks, brackets of Chinese, and `<>`.
_BARE = re.compile(
    r"(?:https?://|www\.(?=[\w-]+\.))[^\s<>\"“”‘’«»（）【】《》，。；、]+", re.IGNORECASE
)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_AFTER = ".,;:!?*_'"
_LAST_WORD = re.compile(r"(\w+(?:[-'’]\w+)*)(\W*)$")
_LONGEST_REFERENCE = 40
_SET_OFF = re.compile(
    r"[,:;.(<“”\"'’)\]]\s*(?:(?:available|accessible)?\s*(?:online)?\s*(?:at|from|url)\s*:?)?[\s<(]*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"‘].{8,}[”\"’]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STOCK = re.compile(
    r"(?:see|last|sources?|available|online|at|from|on|in|url|link|https?|accessed|visited"
    r"|retrieved|viewed|checked|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
    r"|\d{1,4}(?:st|nd|rd|th)?|[\W_]+)",
    re.IGNORECASE,
)


def bare_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each address that is written out in a text.

    A full stop, comma or the like at its end is the sentence's, and a closing bracket too where the
    address has no opening one.
    """
    for match in _BARE.finditer(text):
        address = match.group()
        unopened = {
            closing: address.count(closing) - address.count(opening)
            for closing, opening in _BRACKETS.items()
        }
        length = len(address)
        while length and (
            address[length - 1] in _AFTER or unopened.get(address[length - 1], 0) > 0
        ):
            length -= 1
            if address[length] in unopened:
                unopened[address[length]] -= 1
        if length > len("https://"):
            yield match.start(), match.start() + length


def addresses_linked(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs in which each address that is written out leads to what it says."""
    return joined_runs(piece for run in runs for piece in _linked(run))


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
    return _with_scheme(note[start:end])


def source_given(note: Sequence[Block]) -> str | None:
    """Return the address of a note that only names a source; None for one that says more."""
    address = only_address(" ".join(block.text for block in note))
    links = {link for block in note for link in block.addresses}
    if address is None or len(links) > 1 or any(block.picture is not None for block in note):
        return None
    return links.pop() if links else address


def last_word_linked(runs: Sequence[Run], address: str) -> tuple[list[Run], str] | None:
    """Return runs whose last word leads to an address, and the word; None where it already does."""
    for place in range(len(runs) - 1, -1, -1):
        run = runs[place]
        if not any(letter.isalnum() for letter in run.text):
            continue
        found = _LAST_WORD.search(run.text)
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


def why_note_goes(word: str) -> str:
    """Return why a note that only gives a source is no text of the issue."""
    return f"a note: it gives the source of “{word}”"


def _linked(run: Run) -> Iterator[Run]:
    if run.address is not None:
        yield run
        return
    place = 0
    for start, end in bare_addresses(run.text):
        address = run.text[start:end]
        yield replace(run, text=run.text[place:start])
        yield replace(run, text=address, address=_with_scheme(address))
        place = end
    yield replace(run, text=run.text[place:])


def _with_scheme(address: str) -> str:
    return address if "://" in address else f"https://{address}"


def _is_stock(text: str) -> bool:
    """Whether a text has only words that go with any address."""
    return all(_STOCK.fullmatch(word) for word in re.findall(r"\w+|[^\w\s]+", text))


def _is_reference(text: str) -> bool:
    """Whether a text is what a list of references says before an address."""
    if len(text.split()) > _LONGEST_REFERENCE or not _SET_OFF.search(text):
        return False
    return bool(_QUOTED.search(text) or _YEAR.search(text))
