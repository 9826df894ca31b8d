"""Where a text has somebody's words in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Pairs of marks; a single curly quote that closes is told from an apostrophe by what follows it.
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|(?<!\w)‘[^‘’]*’(?!\w)")


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that stand in quotation marks, marks included."""
    if not any(mark in text for mark in '“"«„‘'):
        return ()
    return tuple(match.span() for match in _QUOTATION.finditer(text))


def is_inside(place: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place lies in one of the stretches."""
    return any(start <= place < end for start, end in stretches)
