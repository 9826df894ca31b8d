"""How wide text is in a terminal, and what must not reach one as it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

TAB = "    "
# Joiners shape Hindi letters; the other format characters are shown, for they hide or turn text.
_JOINERS = "\u200c\u200d"
_ESCAPED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_ZERO_WIDTH = ("Mn", "Me", "Mc")


def cells(text: str) -> Iterator[tuple[str, int]]:
    r"""Yield each character as it is shown and the number of columns it takes.

    Control, bidirectional and other invisible characters are shown as escapes such as `\u202e`, so
    that a file cannot steer the terminal. Widths follow Unicode Standard Annex 11 (wide and full
    forms take two columns) and, for combining marks, what Rich and wcwidth measure (none).
    """
    if text.isascii() and text.isprintable():
        yield from ((letter, 1) for letter in text)
        return
    for letter in text:
        yield _cell(letter)


def visible(text: str) -> str:
    """Return the text as it may be shown, on one line."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(shown for shown, _ in cells(text))


def width(text: str) -> int:
    """Return the columns a text takes."""
    return len(text) if text.isascii() and text.isprintable() else sum(w for _, w in cells(text))


def wrap(text: str, limit: int) -> list[str]:
    """Break a text at spaces into lines of at most `limit` columns; longer words stay whole."""
    lines: list[str] = []
    current = ""
    for word in text.split(" "):
        longer = f"{current} {word}" if current else word
        if current and width(longer) > limit:
            lines.append(current)
            current = word
        else:
            current = longer
    return [*lines, current]


def _cell(letter: str) -> tuple[str, int]:
    if letter == "\t":
        return TAB, len(TAB)
    category = unicodedata.category(letter)
    if category in _ZERO_WIDTH or letter in _JOINERS:
        return letter, 0
    if category in _ESCAPED:
        escape = _escape(ord(letter))
        return escape, len(escape)
    return letter, 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _escape(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
