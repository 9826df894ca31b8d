"""What of a text may reach a terminal as it is, and what is shown as an escape."""

from __future__ import annotations

import unicodedata

TAB = "    "
# Joiners shape Hindi letters; the other format characters are shown, for they hide or turn text.
_JOINERS = "\u200c\u200d"
_ESCAPED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def visible(text: str) -> str:
    r"""Return a text as it may be shown, on one line.

    Control, bidirectional and other invisible characters are shown as escapes such as `\u202e`, so
    that a file cannot steer the terminal; a tab as four spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter == "\t":
        return TAB
    if letter in _JOINERS or unicodedata.category(letter) not in _ESCAPED:
        return letter
    code = ord(letter)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
