"""Mend what a PDF's fonts say of their glyphs before the fonts are written (ToUnicode).

The renderer maps each glyph to the text of the first place that it meets it in. That leaves

- nothing at all for the second and later glyphs of a cluster, as scripts such as Devanagari have
  them: a malformed CMap, which PDF/A-3a (ISO 19005-3, 6.2.11.7.2) and PDF/UA-1 (ISO 14289-1,
  7.21.7) forbid;
- a no-break space for every space, or U+2010 for every hyphen, of a font that draws both with one
  glyph: the words then cannot be found by searching.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from unicodedata import bidirectional

if TYPE_CHECKING:
    from weasyprint.pdf.fonts import Font

NO_BREAK_SPACE = "\u00a0"
# Invisible, and no place for a break: the word around them stays one word, in its own direction.
WORD_JOINER = "\u2060"
RIGHT_TO_LEFT_MARK = "\u200f"
FILLERS = WORD_JOINER + RIGHT_TO_LEFT_MARK

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def is_right_to_left(text: str) -> bool:
    """Return whether any of the text is written from right to left."""
    return any(bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def mend_fonts(fonts: Iterable[Font]) -> None:
    """Give every glyph that was drawn a character of its own.

    Several font objects may stand for one font file; only the last of them is written, so they
    share their glyphs first.
    """
    by_hash: dict[str, list[Font]] = {}
    for font in fonts:
        font.name = font.name.replace(b",", b"")
        by_hash.setdefault(font.hash, []).append(font)
    for group in by_hash.values():
        characters: dict[int, str] = {}
        widths: dict[int, int] = {}
        for font in group:
            characters = {**font.to_unicode, **characters}
            widths = {**font.widths, **widths}
        _mend(characters)
        for font in group:
            font.to_unicode = characters
            font.widths = widths


def _mend(characters: dict[int, str]) -> None:
    filler = RIGHT_TO_LEFT_MARK if any(map(is_right_to_left, characters.values())) else WORD_JOINER
    for glyph, text in characters.items():
        if not text:
            characters[glyph] = filler
        elif text == NO_BREAK_SPACE:
            characters[glyph] = " "
