"""Invisible characters, and where they are needed (Unicode Standard, chapters 9, 12 and 23)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
# Scripts whose letters change beside a joiner: Arabic, Syriac, N'Ko, the scripts of India, Tibet,
# Burma, Mongolia.
_JOINING = re.compile(
    "[\u0600-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1800-\u18af"
    "\ua8e0-\ua8ff\ufb50-\ufdff\ufe70-\ufefe]"
)


def may_hold_invisible(text: str) -> bool:
    """Return whether a file's text has an invisible character, or a backslash that may make one."""
    return "\\" in text or _INVISIBLE.search(text) is not None


def invisible_characters(text: str) -> Iterator[int]:
    """Yield the places of invisible characters that do nothing for the letters around them."""
    for match in _INVISIBLE.finditer(text):
        place = match.start()
        before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
        if match.group() in _JOINERS and _joins(before, after, match.group()):
            continue
        if match.group() in _MARKS and (_is_from_right(before) or _is_from_right(after)):
            continue
        yield place


def _joins(before: str, after: str, joiner: str) -> bool:
    if before and _JOINING.match(before):
        return True
    # Emoji are joined to one picture: a family, a flag.
    symbols = all(
        letter and unicodedata.category(letter) in ("So", "Sk", "Mn") for letter in before
    )
    return joiner == "\u200d" and bool(before) and bool(after) and symbols


def _is_from_right(letter: str) -> bool:
    return bool(letter) and unicodedata.bidirectional(letter) in ("R", "AL", "AN")
