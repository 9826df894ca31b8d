"""Where the sentences of a paragraph start."""

from __future__ import annotations

import re

_END = re.compile(r"""[.!?]["'”’)]?\s(?=["'“‘(]?[^\W_a-z])""")
_LAST_WORD = re.compile(r"[\w.]{1,12}$")
# Full stops after these end no sentence, whatever letter follows.
_SHORT = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "st", "no", "nos", "vol", "fig"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("a.m", "p.m", "e.g", "i.e", "u.s", "u.k", "u.n", "vs", "cf", "approx", "al", "sec"),
    )
)


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
