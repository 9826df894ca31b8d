"""What a finished PDF reads as: what its glyphs mean, and texts for what glyphs cannot say.

A PDF paints glyphs; what a reader searches, copies and speaks is what the font says the glyphs
mean (ToUnicode). The renderer maps each glyph to the text of the first place that it meets it in,
which `mend_fonts` puts right before the fonts are written. It leaves

- nothing at all for the second and later glyphs of a cluster, as scripts such as Devanagari have
  them: a malformed CMap, which PDF/A-3a (ISO 19005-3, 6.2.11.7.2) and PDF/UA-1 (ISO 14289-1,
  7.21.7) forbid;
- a no-break space for every space, or U+2010 for every hyphen, of a font that draws both with one
  glyph: the words then cannot be found by searching;
- an opening bracket for the closing one, where it first met it among words from right to left.

What glyphs cannot say, `mark_actual_text` adds. In scripts that need shaping, glyphs and letters
are not one to one, and a sign that stands on a letter is painted before or behind it: poppler and
PDFium give such letters in another order, or see a gap and part the word. Each such word, with the
space behind it, gets a span with an `ActualText` (ISO 32000-1, 14.9.4). The rule asks for no list
of scripts, and adds nothing where nothing is wrong. It is a word and no line, because a reader
shares the width of what a span covers out among its letters: of a long text those would soon be far
from their places.

Text written from right to left gets none: readers (poppler, PDFium) take an `ActualText` for
glyphs in the order of the page, and would turn it round. What its glyphs mean is right by itself,
but the joiners (ZWNJ, ZWJ) leave no glyph behind: an empty one is painted in their place.

A hyphen that only breaks a word at a line's end is marked as U+00AD (14.8.2.2.3), so that readers
join the word again. The renderer draws it as U+2010 (the initial value of `hyphenate-character`,
which a style leaves alone); an author's hyphen is U+002D.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import category

import pydyf
from weasyprint.formatting_structure.boxes import Box
from weasyprint.pdf.fonts import Font

from strevview.diagnostics import Diagnostic, error
from strevview.model.prose import is_right_to_left
from strevview.render.messages import FONT
from strevview.render.tags import FONT_CHOICE, MarkedSequence
from strevview.render.weasyprint_parts import empty_glyph, glyph_of

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
            "give the family an @font-face rule, or name a family that has these letters after it",
        )


@lru_cache
def _is_asked_for(family: str, asked: tuple[str, ...]) -> bool:
    return family.casefold() in map(str.casefold, asked)


_HYPHENATION = "\u2010"
_SOFT_HYPHEN = "\u00ad"
# Characters that leave no glyph behind, and what the renderer writes in the place of each.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_NO_GLYPH = (b"0.0", b"-0.0")
_UNREAD = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
# In thousandths of an em: a tenth of one is a gap to poppler.
_SEEN_MOVE = 20
# In CSS pixels.
_NEAR = 0.5
_JOINERS = "\u200c\u200d"
_SPACE = re.compile(f"[ {NO_BREAK_SPACE}]+")
_SHOWN = re.compile(rb"<([0-9a-f]*)>|([-0-9.e]+)")

# By the font's hash, as content streams name it.
Fonts = Mapping[str, Font]


class _Glyph(NamedTuple):
    """A glyph that is painted, as `<0041>`, or a move to the next one, as `-12`."""

    code: bytes
    font: str
    glyph: int | None = None


# What stands in a content stream: Any, for pydyf has no types.
_Items = list[object]


def mark_actual_text(found: Sequence[MarkedSequence], fonts: Fonts) -> None:
    """Add what it takes for a page's text to read back as it was written."""
    after = [*(sequence.box for sequence in found[1:]), None]
    written = [
        (sequence, sequence.text, _space_behind(sequence.box, box))
        for sequence, box in zip(found, after, strict=True)
        if sequence.shown and not sequence.text.isascii()
    ]
    # From the end, so that what is inserted moves no place that is still to come.
    for sequence, text, space in reversed(written):
        inside = slice(sequence.start + 1, sequence.end)
        items = list(_glyph_by_glyph(sequence.stream.stream[inside], sequence.shown[0][1]))
        if is_right_to_left(text):
            new = _with_joiners(items, text, fonts)
        else:
            new = _with_words(items, text, fonts, space if has_marks(text) else 0)
        if new is not None:
            sequence.stream.stream[inside] = list(_glyphs_joined(new))


def _space_behind(box: Box, after: Box | None) -> float:
    """Return the width of a lone space that follows a box on its line, in ems of the box; or 0.

    The renderer does not paint a box of nothing else, such as between emphasis and other text.
    """
    text = getattr(after, "text", "")
    if after is None or not text or text.strip():
        return 0
    right = box.position_x + box.width - after.position_x
    down = box.position_y + box.baseline - after.position_y - after.baseline
    adjoins = abs(right) < _NEAR and abs(down) < _NEAR
    return float(after.width / box.style["font_size"]) if adjoins else 0


def _glyph_by_glyph(items: Iterable[object], font: str) -> Iterator[object]:
    """Yield the items of a stream, glyph by glyph."""
    for item in items:
        if isinstance(item, bytes) and item.endswith(b"] TJ"):
            for glyphs, move in _SHOWN.findall(item[:-4]):
                if move:
                    yield _Glyph(move, font)
                for start in range(0, len(glyphs), 4):
                    code = glyphs[start : start + 4]
                    yield _Glyph(b"<" + code + b">", font, int(code, 16))
            continue
        chosen = FONT_CHOICE.match(item) if isinstance(item, bytes) else None
        font = chosen[1].decode() if chosen else font
        yield item


def _glyphs_joined(items: Iterable[object]) -> Iterator[object]:
    """Yield the items of a stream with glyphs that follow each other as one."""
    for shown, group in groupby(items, key=lambda item: isinstance(item, _Glyph)):
        if shown:
            codes = b" ".join(item.code for item in group if isinstance(item, _Glyph))
            yield b"[" + codes.replace(b"> <", b"") + b"] TJ"
        else:
            yield from group


def _with_words(items: _Items, text: str, fonts: Fonts, space: float) -> _Items | None:
    """Return the items with an `ActualText` on each word that would read otherwise; else None.

    The last word is painted and read with the `space` behind it, in ems.
    """
    words = [word for word in _SPACE.split(text) if word]
    places = list(_words_shown(items, fonts))
    if len(words) != len(places):
        words, places = [text.strip()], [range(places[0].start, places[-1].stop)]
    marked = list(items)
    for word, place in zip(reversed(words), reversed(places), strict=True):
        shown = items[place.start : place.stop]
        read = _read(shown, fonts)
        is_spaced = space > 0 and place == places[-1]
        if is_spaced and isinstance(end := shown[-1], _Glyph):
            shown.append(_Glyph(b"%d" % round(-1000 * space), end.font))
            read += " "
        if is_spaced or not _reads_exactly(read.strip(" "), word):
            span = _span(
                read.replace(read.strip(" "), _with_soft_hyphen(word)),
                _raised_signs_last(shown, fonts),
            )
        elif word.endswith(_HYPHENATION):
            last = max(n for n, item in enumerate(shown) if _is_glyph(item))
            span = [*shown[:last], *_span(_SOFT_HYPHEN, shown[last : last + 1]), *shown[last + 1 :]]
        else:
            continue
        marked[place.start : place.stop] = span
    return marked if len(marked) > len(items) else None


def _words_shown(items: Sequence[object], fonts: Fonts) -> Iterator[range]:
    """Yield where each word stands, from its first glyph to the last move behind its space.

    The spaces before the first word are its own.
    """
    start, end, read = 0, 0, ""
    for index, item in enumerate(items):
        if not isinstance(item, _Glyph):
            continue
        meaning = _read([item], fonts)
        if read.endswith(" ") and meaning.strip(" ") and read.strip(" "):
            yield range(start, end)
            read = ""
        if _is_glyph(item):
            start = index if not read else start
            read += meaning
        end = index + 1
    yield range(start, end)


def _is_glyph(item: object) -> bool:
    return isinstance(item, _Glyph) and item.glyph is not None


def _read(items: Iterable[object], fonts: Fonts) -> str:
    """Return what a reader gives for the glyphs among items."""
    shown = (item for item in items if isinstance(item, _Glyph))
    return "".join(fonts[one.font].to_unicode.get(one.glyph, "") for one in shown)


def _reads_exactly(read: str, word: str) -> bool:
    """Return whether readers give a word, no filler in it, and see no gap at a sign."""
    plain = _UNREAD.sub("", word)
    return _UNREAD.sub("", read) == plain and not has_marks(plain) and not set(read) & set(FILLERS)


def _with_soft_hyphen(word: str) -> str:
    return word[:-1] + _SOFT_HYPHEN if word.endswith(_HYPHENATION) else word


def _span(text: str, items: Iterable[object]) -> _Items:
    """Return items as a stretch of a stream that reads as `text`."""
    return ["/Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}), b"BDC", *items, b"EMC"]


def _empty_glyphs(font: str, fonts: Fonts) -> list[_Glyph]:
    """Return the font's glyph without width and ink; nothing where it has none."""
    meanings = fonts[font].to_unicode
    glyphs = [glyph for glyph, meaning in meanings.items() if meaning == NON_JOINER]
    return [_Glyph(b"<%04x>" % glyph, font, glyph) for glyph in glyphs]


def _raised_signs_last(word: _Items, fonts: Fonts) -> _Items:
    """Return what paints a word, in another order: its raised signs last, then a move to its end.

    PDFium takes the width of what a span covers from the first text that is shown, which a raised
    sign would end; poppler from the first glyph and the last, which may be a sign put back onto
    its letter.
    """
    line: _Items = []
    raised: list[tuple[float, bytes, _Glyph]] = []
    pen, rise = 0.0, b""
    for item in word:
        if isinstance(item, _Glyph):
            width = -float(item.code) if item.glyph is None else fonts[item.font].widths[item.glyph]
            if rise and item.glyph is not None:
                raised.append((pen, rise, item))
                line.append(_Glyph(b"%g" % -width, item.font))
            else:
                line.append(item)
            pen += width
        elif isinstance(item, bytes) and item.endswith(b" Ts"):
            rise = b"" if float(item[:-3]) == 0 else item
        else:
            return word
    end = pen
    for place, height, sign in raised:
        start: list[_Glyph] = []
        if place > end - _SEEN_MOVE:
            # PDFium sorts a line by where texts begin: a sign that begins behind the word would
            # come after what follows, and the word be read twice. So its text begins before.
            before = end - _SEEN_MOVE
            start = [
                _Glyph(b"%g" % (pen - before), sign.font),
                *_empty_glyphs(sign.font, fonts),
            ]
            pen = before
        line += [height, *start, _Glyph(b"%g" % (pen - place), sign.font), sign]
        pen = place + fonts[sign.font].widths[sign.glyph or 0]
    if raised:
        line += [b"0 Ts", _Glyph(b"%g" % (pen - end), raised[-1][2].font)]
    last = line[-1]
    if isinstance(last, _Glyph) and last.glyph is None and abs(float(last.code)) >= _SEEN_MOVE:
        line += _empty_glyphs(last.font, fonts)
    return line


def _with_joiners(items: _Items, text: str, fonts: Fonts) -> _Items | None:
    """Return the items with an empty glyph for each joiner of a text from right to left, or None.

    The renderer leaves a move of nothing in the place of each character without a glyph. A joiner
    is shown on its own: PDFium, which would part the word there, passes over what has no width.
    """
    unseen = [one for one in reversed(text) if _INVISIBLE.match(one)]
    places = [n for n, one in enumerate(items) if isinstance(one, _Glyph) and one.code in _NO_GLYPH]
    if not set(unseen) & set(_JOINERS) or len(unseen) != len(places):
        return None
    for place, one in zip(reversed(places), reversed(unseen), strict=True):
        shown = items[place]
        if one in _JOINERS and isinstance(shown, _Glyph):
            items[place : place + 1] = _span(one, _empty_glyphs(shown.font, fonts))
    return items
