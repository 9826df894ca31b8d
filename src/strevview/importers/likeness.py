"""Whether two lines of print say the same, whatever their capitals, quotes, dashes and spaces."""

from __future__ import annotations

import re
import unicodedata

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘ʼ`´", "'"))
_NO_LETTERS = re.compile(r"[\W_]+")


def likeness(text: str) -> str:
    """Return the letters and digits of a text, small, in one form."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()
    return _NO_LETTERS.sub("", plain.replace("&", "and"))
