"""Whether two lines of print say the same, whatever their capitals, quotes, dashes and spaces."""

from __future__ import annotations

import re
import unicodedata

_NO_LETTERS = re.compile(r"[\W_]+")


def likeness(text: str) -> str:
    """Return the letters and digits of a text, small, in Unicode's compatible form (NFKC)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTERS.sub("", plain.replace("&", "and"))
