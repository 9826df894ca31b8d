"""Which way a text is written (Unicode Standard Annex 9): one rule for all who ask."""

from __future__ import annotations

from unicodedata import bidirectional

_FROM_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def is_right_to_left(text: str) -> bool:
    """Return whether a text has a letter of a script that is written from right to left."""
    return not text.isascii() and any(bidirectional(one) in _FROM_RIGHT_TO_LEFT for one in text)
