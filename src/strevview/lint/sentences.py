"""Where the sentences of a paragraph start, and what in it stands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

_END = re.compile(r"""[.!?]["'”’)]?\s(?=["'“‘(]?[^\W_a-z])""")
_LAST_WORD = re.compile(r"[\w.]{1,12}$")
# Full stops after these end no sentence, whatever letter follows.
_ABBREVIATIONS = (
    "mr mrs ms dr prof gen col lt st no nos vol fig jan feb mar apr jun jul aug sep sept oct nov "
    "dec a.m p.m e.g i.e u.s u.k u.n vs cf approx al sec"
)
_SHORT = frozenset(_ABBREVIATIONS.split())
# Pairs of marks; a single curly quote that closes is told from an apostrophe by what follows it.
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|(?<!\w)‘[^‘’]*’(?!\w)")


def sentence_starts(text: str) -> list[int]:
    """Return where the sentences of a text start; the first starts at 0."""
    ends = (match for match in _END.finditer(text) if _ends(text, match.start()))
    return [0, *(match.end() for match in ends)]


def _ends(text: str, stop: int) -> bool:
    if text[stop] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        return True
    # One letter is an initial: "Mamoun M. Al-Debi'e".
    return len(word.group()) > 1 and word.group().lower() not in _SHORT


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that stand in quotation marks, marks included."""
    if not any(mark in text for mark in '“"«„‘'):
        return ()
    return tuple(match.span() for match in _QUOTATION.finditer(text))


def is_inside(place: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place lies in one of the stretches."""
    return any(start <= place < end for start, end in stretches)
