"""What the glyphs of a finished PDF mean, for those who search, copy and hear it.

A PDF paints glyphs; what a reader searches, copies and speaks is what the font says the glyphs
mean (ToUnicode). The renderer maps each glyph to the text of the first place that it meets it in,
which `mend_fonts` puts right before the fonts are written. It leaves

- nothing at all for the second and later glyphs of a cluster, as scripts such as Devanagari have
  them: a malformed CMap, which PDF/A-3a (ISO 19005-3, 6.2.11.7.2) and PDF/UA-1 (ISO 14289-1,
  7.21.7) forbid;
- a no-break space for every space, or U+2010 for every hyphen, of a font that draws both with one
  glyph: the words then cannot be found by searching;
- an opening bracket for the closing one, where it first met it among words from right to left.

What glyphs cannot say, `actual_text` adds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from unicodedata import category

from weasyprint.pdf.fonts import Font

from strevview.diagnostics import Diagnostic, error
from strevview.model.prose import is_right_to_left
from strevview.render.messages import FONT
from strevview.render.tags import MarkedSequence
from strevview.render.weasyprint_parts import empty_glyph, glyph_of
from strevview.style.script_fonts import MORE

NO_BREAK_SPACE = "\u00a0"
# Invisible, and no place for a break: the word around them stays one word, in its own direction.
WORD_JOINER = "\u2060"
RIGHT_TO_LEFT_MARK = "\u200f"
# It parts letters that would join (ZWNJ), in Persian words for one, and has no width.
NON_JOINER = "\u200c"
FILLERS = WORD_JOINER + RIGHT_TO_LEFT_MARK
_MIRRORED = dict(zip("()[]{}«»‹›", ")(][}{»«›‹", strict=True))
_SHARED_HYPHENS = frozenset("\u2010\u2011\u00ad")


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
        _correct_meanings(characters, group[0])
        empty = empty_glyph(group[0]) if any(map(_needs_shaping, characters.values())) else None
        if empty is not None:
            characters[empty], widths[empty] = NON_JOINER, 0
        for font in group:
            font.to_unicode = characters
            font.widths = widths


def _needs_shaping(text: str) -> bool:
    """Return whether a text has letters that change or move beside each other."""
    return is_right_to_left(text) or has_marks(text)


def has_marks(text: str) -> bool:
    """Return whether a text has signs that stand on, under or before a letter."""
    return not text.isascii() and any(category(one) in ("Mn", "Mc") for one in text)


def _correct_meanings(characters: dict[int, str], font: Font) -> None:
    filler = RIGHT_TO_LEFT_MARK if any(map(is_right_to_left, characters.values())) else WORD_JOINER
    for glyph, text in characters.items():
        if not text:
            characters[glyph] = filler
        elif text == NO_BREAK_SPACE:
            characters[glyph] = " "
        elif text in _MIRRORED and glyph_of(font, _MIRRORED[text]) == glyph:
            characters[glyph] = _MIRRORED[text]


def prefer_plain_hyphens(found: Iterable[MarkedSequence], fonts: Mapping[str, Font]) -> None:
    """Let a glyph that is drawn for U+002D and for another hyphen mean U+002D."""
    suspects = {
        (name, glyph)
        for name, font in fonts.items()
        for glyph, text in font.to_unicode.items()
        if text in _SHARED_HYPHENS
    }
    for sequence in found if suspects else ():
        glyphs = list(sequence.glyphs()) if "-" in sequence.text else []
        if len(glyphs) == len(sequence.text):
            for letter, (font, glyph) in zip(sequence.text, glyphs, strict=True):
                if letter == "-" and (font, glyph) in suspects:
                    fonts[font].to_unicode[glyph] = "-"


def stray_fonts(found: Iterable[MarkedSequence], fonts: Mapping[str, Font]) -> Iterator[Diagnostic]:
    """Yield an error for each family that sets text for which CSS names other families.

    The layout engine never leaves a letter out: where the fonts that CSS names lack it, or are not
    there at all, it takes any other font it has, and says nothing.
    """
    strays: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for sequence in found:
        asked = tuple(sequence.box.style["font_family"])
        used = {font for _, font in sequence.shown if not _is_asked_for(fonts[font].family, asked)}
        if used and sequence.text:
            for font, glyph in sequence.glyphs():
                text = fonts[font].to_unicode.get(glyph, "")
                if font in used and text.strip(f" {FILLERS}"):
                    strays.setdefault((fonts[font].family, asked), {})[text] = None
    for (family, asked), letters in strays.items():
        yield error(
            FONT,
            f"“{' '.join(list(letters)[:12])}” is set in {family}, "
            f"though the style asks for {', '.join(asked)}",
            None,
            "name the family under `fonts:`, or take one of the `tokens:`, `var(--family-text)`",
        )


@lru_cache
def _is_asked_for(family: str, asked: tuple[str, ...]) -> bool:
    names = {name.removesuffix(f" {MORE}").casefold() for name in asked}
    return family.removesuffix(f" {MORE}").casefold() in names
