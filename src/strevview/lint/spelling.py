"""British and American spellings of words, from the list that the package `codespell` keeps.

Only its data file is read (CC BY-SA 3.0); none of its code is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

American = bool

_LIST = "data/dictionary_en-GB_to_en-US.txt"
# Words that are both spellings of two words of British English (a licence, to license), or of
# words with a sense of their own (a computer program, a parking meter, a story).
_TWO_WORDS = (
    {"licence", "licences", "licenced", "practise", "practised", "practises", "practising"}
    | {"programme", "programmes", "storey", "storeys", "metre", "metres", "cheque", "cheques"}
    | {"judgement", "judgements", "tyre", "tyres", "kerb", "kerbs", "draught", "draughts"}
    | {"disc", "discs", "analyses", "dialogue", "dialogues", "catalyses", "paralyses"}
)

_ENDING = re.compile(r"([a-z]{3,}i)([sz])(e|ed|es|er|ers|ing|able|ations?|ational)")


class Spelling(NamedTuple):
    """A word as spelt in one of two ways; words of one stem (organise, organization) share it."""

    american: American
    counterpart: str
    stem: str


def spelling_of(word: str) -> Spelling | None:
    """Return how a word is spelt, or None where there is one spelling only.

    The list has not every verb in -ise: the others are told by their ending, and only a text that
    has both `commercialise` and `commercialize` makes something of it.
    """
    american = _british_to_american().get(word)
    if american is not None:
        return Spelling(False, american, _stem(word, american))
    british = _american_to_british().get(word)
    if british is not None:
        return Spelling(True, british, _stem(british, word))
    match = _ENDING.fullmatch(word)
    if match is None:
        return None
    start, letter, end = match.groups()
    other = "s" if letter == "z" else "z"
    return Spelling(letter == "z", f"{start}{other}{end}", f"{start}s")


@cache
def _british_to_american() -> Mapping[str, str]:
    """Return the pairs of the list; none where it is not installed."""
    return {british: american for british, american in _pairs() if british not in _TWO_WORDS}


@cache
def _american_to_british() -> Mapping[str, str]:
    return {american: british for british, american in _british_to_american().items()}


def _pairs() -> list[tuple[str, str]]:
    package = find_spec("codespell_lib")
    folders = package.submodule_search_locations if package is not None else None
    for folder in folders or ():
        try:
            text = (Path(folder) / _LIST).read_text("utf-8")
        except OSError:
            continue
        parts = [line.partition("->") for line in text.splitlines()]
        return [(british, american) for british, arrow, american in parts if arrow]
    return []


def _stem(british: str, american: str) -> str:
    """Return what two spellings have in common at their start: `organi`, `colo`, `cent`.

    Where that is too short to tell a stem it is the British word.
    """
    length = 0
    for one, other in zip(british, american, strict=False):
        if one != other:
            break
        length += 1
    # The letter after it keeps words of one beginning apart: `cent|re`, `cent|ralise`.
    return british[: length + 1] if length > 2 else british
