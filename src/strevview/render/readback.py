"""Make the text of a PDF read back as it was written, letter for letter, in the fonts asked for.

A PDF paints glyphs; what a reader searches, copies and speaks is what the font says the glyphs
mean (ToUnicode). The renderer maps each glyph to the text of the first place that it meets it in,
which `mend_fonts` puts right before the fonts are written. It leaves

- nothing at all for the second and later glyphs of a cluster, as scripts such as Devanagari have
  them: a malformed CMap, which PDF/A-3a (ISO 19005-3, 6.2.11.7.2) and PDF/UA-1 (ISO 14289-1,
  7.21.7) forbid;
- a no-break space for every space, or U+2010 for every hyphen, of a font that draws both with one
  glyph: the words then cannot be found by searching.

In scripts that need shaping glyphs and letters are not one to one, so that cannot be all. Each
painted line of text is read back as a PDF reader would, and where the outcome differs from the
text, the line gets an `ActualText` (ISO 32000-1, 14.9.4). So it does where a filler would come
between the letters: it cannot be seen, but a search for what stands on both sides of it fails. The
rule asks for no list of scripts, and adds nothing where nothing is wrong.

Text written from right to left is left alone: readers (poppler, PDFium) take an `ActualText` for
glyphs in the order of the page, and would turn it round. What its glyphs mean is right by itself,
but where one letter is drawn with several glyphs.

A hyphen that only breaks a word at a line's end is marked as U+00AD (14.8.2.2.3), so that readers
join the word again. The renderer draws it as U+2010 (the initial value of `hyphenate-character`,
which a style leaves alone); an author's hyphen is U+002D.

The layout engine never leaves a letter out: where the fonts that CSS names lack it, or are not
there at all, it takes any other font it has, and says nothing. `Typefaces` finds such text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from unicodedata import bidirectional

import pydyf
from weasyprint.pdf.fonts import Font

from strevview.diagnostics import Diagnostic, error
from strevview.render.messages import FONT
from strevview.render.tags import MarkedSequence, PageMarks, sequences

NO_BREAK_SPACE = "\u00a0"
# Invisible, and no place for a break: the word around them stays one word, in its own direction.
WORD_JOINER = "\u2060"
RIGHT_TO_LEFT_MARK = "\u200f"
FILLERS = WORD_JOINER + RIGHT_TO_LEFT_MARK
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
HYPHENATION = "\u2010"
SOFT_HYPHEN = "\u00ad"
_LAST_GLYPH = re.compile(rb"\A\[(.*?)([0-9a-f]{4})>([-0-9.]*)\] TJ\Z", re.DOTALL)
# Default ignorable characters leave no glyph behind.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SHARED_HYPHENS = frozenset("\u2010\u2011\u00ad")


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


def characters_by_font(fonts: Iterable[Font]) -> dict[str, dict[int, str]]:
    """Return what each font says of its glyphs, by the font's hash."""
    return {font.hash: font.to_unicode for font in fonts}


def prefer_plain_hyphens(
    pages: Iterable[PageMarks], characters: Mapping[str, dict[int, str]]
) -> None:
    """Let a glyph that is drawn for U+002D and for another hyphen mean U+002D."""
    suspects = {
        (font, glyph)
        for font, table in characters.items()
        for glyph, text in table.items()
        if text in _SHARED_HYPHENS
    }
    if not suspects:
        return
    for page in pages:
        for sequence in sequences(page):
            box = page.boxes.get(sequence.mcid)
            text = getattr(box, "text", "")
            if "-" not in text:
                continue
            glyphs = list(sequence.glyphs())
            if len(glyphs) != len(text):
                continue
            for letter, (font, glyph) in zip(text, glyphs, strict=True):
                if letter == "-" and (font, glyph) in suspects:
                    characters[font][glyph] = "-"


def mark_actual_text(
    page: PageMarks, found: Iterable[MarkedSequence], characters: Mapping[str, Mapping[int, str]]
) -> None:
    """Add what it takes for a page's text to read back as it was written."""
    written = [
        (sequence, box.text)
        for sequence in found
        if (box := page.boxes.get(sequence.mcid)) is not None
        and not getattr(box, "text", "").isascii()
    ]
    # From the end, so that what is inserted moves no place that is still to come.
    for sequence, text in reversed(written):
        if not sequence.shown:
            continue
        read = "".join(characters[font].get(glyph, "") for font, glyph in sequence.glyphs())
        if not is_right_to_left(text) and not _reads_exactly(read, text):
            sequence.properties["ActualText"] = pydyf.String(_soft_at_end(text))
        elif text.endswith(HYPHENATION) and _plain(read) == _plain(text):
            _mark_hyphenation(sequence)


def _reads_exactly(read: str, text: str) -> bool:
    """Return whether readers give the text, and none of the fillers, which they would print."""
    return _plain(read) == _plain(text) and not any(filler in read for filler in FILLERS)


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", text).replace(NO_BREAK_SPACE, " ").strip()


def _soft_at_end(text: str) -> str:
    return text[:-1] + SOFT_HYPHEN if text.endswith(HYPHENATION) else text


def _mark_hyphenation(sequence: MarkedSequence) -> None:
    """Put the last glyph of a line into a sequence of its own that means a soft hyphen."""
    index, _ = sequence.shown[-1]
    items = sequence.stream.stream
    match = _LAST_GLYPH.match(items[index])
    if match is None:
        return
    before, glyph, after = match.groups()
    properties = pydyf.Dictionary({"ActualText": pydyf.String(SOFT_HYPHEN)})
    before = before.removesuffix(b"<") if before.endswith(b"<") else before + b">"
    items[index : index + 1] = [
        *([b"[" + before + b"] TJ"] if before else []),
        "/Span",
        properties,
        b"BDC",
        b"[<" + glyph + b">" + after + b"] TJ",
        b"EMC",
    ]


class Typefaces:
    """Compare the fonts of painted text with the families that CSS names for it."""

    def __init__(self, fonts: Iterable[Font], characters: Mapping[str, Mapping[int, str]]) -> None:
        self._families = {font.hash: font.family for font in fonts}
        self._characters = characters
        self._strays: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}

    def look_at(self, page: PageMarks, found: Iterable[MarkedSequence]) -> None:
        """Take note of the fonts of one page's sequences."""
        for sequence in found:
            box = page.boxes[sequence.mcid]
            asked = tuple(box.style["font_family"])
            for font in dict.fromkeys(font for _, font in sequence.shown):
                family = self._families[font]
                if not _is_asked_for(family, asked) and getattr(box, "text", None):
                    self._stray((family, asked), font, sequence)

    def _stray(
        self, key: tuple[str, tuple[str, ...]], stray: str, sequence: MarkedSequence
    ) -> None:
        drawn = (
            self._characters[font].get(glyph, "")
            for font, glyph in sequence.glyphs()
            if font == stray
        )
        found = dict.fromkeys(text for text in drawn if text.strip(f" {FILLERS}"))
        if found:
            self._strays.setdefault(key, {}).update(found)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return one complaint for each pair of a font used and the families asked for."""
        return tuple(
            _stray_font(family, asked, letters) for (family, asked), letters in self._strays.items()
        )


@lru_cache
def _is_asked_for(family: str, asked: tuple[str, ...]) -> bool:
    return family.casefold() in map(str.casefold, asked)


def _stray_font(family: str, asked: tuple[str, ...], letters: Iterable[str]) -> Diagnostic:
    shown = " ".join(list(letters)[:12])
    named = ", ".join(asked)
    return error(
        FONT,
        f"“{shown}” is set in {family}, though the style asks for {named}",
        None,
        "give the family an @font-face rule, or name a family that has these letters after it",
    )
