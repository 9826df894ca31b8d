"""Have a PDF read back as it was written by those who search, copy and hear it.

A PDF paints glyphs; what a reader searches, copies and speaks is what the font says the glyphs
mean (ToUnicode). The renderer maps each glyph to the text of the first place that it meets it in,
which `mend_fonts` puts right before the fonts are written. It leaves

- nothing at all for the second and later glyphs of a cluster, as scripts such as Devanagari have
  them: a malformed CMap, which PDF/A-3a (ISO 19005-3, 6.2.11.7.2) and PDF/UA-1 (ISO 14289-1,
  7.21.7) forbid;
- a no-break space for every space, or U+2010 for every hyphen, of a font that draws both with one
  glyph: the words then cannot be found by searching;
- an opening bracket for the closing one, where it first met it among words from right to left.

What glyphs cannot say, `mark_actual_text` adds. In scripts that need shaping glyphs and letters are
not one to one, and a sign that stands on a letter is painted before or behind it: poppler and
PDFium give such letters in another order, or see a gap and part the word. Each such word, with the
space behind it, gets a span with an `ActualText` (ISO 32000-1, 14.9.4). The rule asks for no list
of scripts, and adds nothing where nothing is wrong. It is a word and no line, because a reader
shares the width of what a span covers out among its letters: of a long text those would soon be far
from their places.

Words written from right to left get none: readers (poppler, PDFium) take an `ActualText` for
glyphs in the order of the page, and would turn it round. What their glyphs mean is right by itself,
but for two things. The joiners (ZWNJ, ZWJ) leave no glyph behind: an empty one is painted in their
place. And a glyph may be a whole letter here and half a letter there, as the lam of Amiri: where it
means the wrong one of both, the letter alone gets an `ActualText`.

A hyphen that only breaks a word at a line's end is marked as U+00AD (14.8.2.2.3), so that readers
join the word again. The renderer draws it as U+2010 (the initial value of `hyphenate-character`,
which a style leaves alone); an author's hyphen is U+002D.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import category

import pydyf
from weasyprint.formatting_structure.boxes import Box
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, harfbuzz

from strevview.model.prose import is_right_to_left
from strevview.render.tags import Glyph, Items, MarkedSequence

# What WeasyPrint does not declare, for it asks Pango and not HarfBuzz for glyphs.
ffi.cdef(
    """
    typedef struct { int x_bearing; int y_bearing; int width; int height; } hb_glyph_extents_t;
    int hb_font_get_glyph_extents
        (hb_font_t *font, hb_codepoint_t glyph, hb_glyph_extents_t *extents);
    int hb_font_get_nominal_glyph (hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);
    int hb_font_get_glyph_h_advance (hb_font_t *font, hb_codepoint_t glyph);
    """,
    override=True,
)
# Some fonts draw a line in the place of a joiner.
_WITHOUT_WIDTH = "\u200c\u200b\u200d\ufeff"
_NO_BREAK_SPACE = "\u00a0"
# Invisible, and no place for a break: the word around them stays one word, in its own direction.
_WORD_JOINER = "\u2060"
_RIGHT_TO_LEFT_MARK = "\u200f"
FILLERS = _WORD_JOINER + _RIGHT_TO_LEFT_MARK
# They part letters that would join (ZWNJ), in Persian words for one, or join them (ZWJ).
_NON_JOINER = "\u200c"
_JOINERS = _NON_JOINER + "\u200d"
_MIRRORED = dict(zip("()[]{}«»‹›", ")(][}{»«›‹", strict=True))
_SHARED_HYPHENS = frozenset("\u2010\u2011\u00ad")
_HYPHENATION = "\u2010"
_SOFT_HYPHEN = "\u00ad"
# Characters that leave no glyph behind, what the renderer writes in the place of each, and those
# that readers do not give.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_NO_GLYPH = (b"0.0", b"-0.0")
_UNREAD = re.compile(f"(?![{_JOINERS}]){_INVISIBLE.pattern}")
# In thousandths of an em: a tenth of one is a gap to poppler.
_SEEN_MOVE = 20
# In CSS pixels.
_NEAR = 0.5
# PDFium passes over what comes after it in an `ActualText`: emoji, rare Chinese characters.
_LAST_IN_SPAN = "\uffff"
_SPACE = re.compile(f"[ {_NO_BREAK_SPACE}]+")

# By the font's hash, as content streams name it.
Fonts = Mapping[str, Font]


def mend_fonts(fonts: Iterable[Font]) -> None:
    """Give every glyph that was drawn a character of its own.

    Several font objects may stand for one font file; only the last of them is written, so they
    share their glyphs first.
    """
    by_hash: dict[str, list[Font]] = defaultdict(list)
    for font in fonts:
        font.name = font.name.replace(b",", b"")
        by_hash[font.hash].append(font)
    for group in by_hash.values():
        characters: dict[int, str] = {}
        widths: dict[int, int] = {}
        for font in group:
            characters = {**font.to_unicode, **characters}
            widths = {**font.widths, **widths}
        _correct_meanings(characters, group[0])
        need_shaping = any(is_right_to_left(one) or has_marks(one) for one in characters.values())
        empty = _empty_glyph(group[0]) if need_shaping else None
        if empty is not None:
            characters[empty], widths[empty] = _NON_JOINER, 0
        for font in group:
            font.to_unicode = characters
            font.widths = widths


def has_marks(text: str) -> bool:
    """Return whether a text has signs that stand on, under or before a letter."""
    return not text.isascii() and any(category(one) in ("Mn", "Mc") for one in text)


def _correct_meanings(characters: dict[int, str], font: Font) -> None:
    right_to_left = any(map(is_right_to_left, characters.values()))
    signs = {one for text in characters.values() for one in text if category(one) == "Mn"}
    plain = {_glyph_of(font, sign): sign for sign in sorted(signs)} if right_to_left else {}
    for glyph, text in characters.items():
        if not text:
            filler = _RIGHT_TO_LEFT_MARK if right_to_left else _WORD_JOINER
            # A sign that ends a cluster of several may stand alone elsewhere.
            characters[glyph] = plain.get(glyph, filler)
        elif right_to_left and has_marks(text) and not _advance(font, glyph):
            # A sign is no letter: its cluster is marked as a whole.
            characters[glyph] = "".join(one for one in text if category(one) == "Mn")
        elif text == _NO_BREAK_SPACE:
            characters[glyph] = " "
        elif text in _MIRRORED and _glyph_of(font, _MIRRORED[text]) == glyph:
            characters[glyph] = _MIRRORED[text]


def _glyph_of(font: Font, character: str) -> int | None:
    """Return the number of a font's glyph for a character; None where it has none."""
    glyph = ffi.new("hb_codepoint_t *")
    found = harfbuzz.hb_font_get_nominal_glyph(font.hb_font, ord(character), glyph)
    return int(glyph[0]) if found else None


def _advance(font: Font, glyph: int) -> int:
    return int(harfbuzz.hb_font_get_glyph_h_advance(font.hb_font, glyph))


def _empty_glyph(font: Font) -> int | None:
    """Return the number of a font's glyph without width and ink, if it has one."""
    extents = ffi.new("hb_glyph_extents_t *")
    for glyph in (_glyph_of(font, character) for character in _WITHOUT_WIDTH):
        if (
            glyph is not None
            and not _advance(font, glyph)
            and harfbuzz.hb_font_get_glyph_extents(font.hb_font, glyph, extents)
            and not extents.width
        ):
            return glyph
    return None


def prefer_plain_hyphens(found: Iterable[MarkedSequence], fonts: Fonts) -> None:
    """Let a glyph that is drawn for U+002D and for another hyphen mean U+002D."""
    suspects = {
        (name, glyph)
        for name, font in fonts.items()
        for glyph, text in font.to_unicode.items()
        if text in _SHARED_HYPHENS
    }
    for sequence in found if suspects else ():
        glyphs = sequence.glyphs() if "-" in sequence.text else []
        if len(glyphs) == len(sequence.text):
            for letter, (font, glyph) in zip(sequence.text, glyphs, strict=True):
                if letter == "-" and (font, glyph) in suspects:
                    fonts[font].to_unicode[glyph] = "-"


def mark_actual_text(found: Sequence[MarkedSequence], fonts: Fonts) -> None:
    """Add what it takes for a page's text to read back as it was written."""
    after = [*(sequence.box for sequence in found[1:]), None]
    # From the end, so that what is inserted moves no place that is still to come.
    for sequence, box in reversed(list(zip(found, after, strict=True))):
        text = sequence.text
        if not sequence.fonts or text.isascii():
            continue
        items = sequence.items
        if is_right_to_left(text):
            new = _with_joiners(_with_letters(items, sequence.clusters(), fonts), text, fonts)
        else:
            space = _space_behind(sequence.box, box) if has_marks(text) else 0
            new = _with_words(items, text, fonts, space)
        if new != items:
            sequence.items = new


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


def _with_words(items: Items, text: str, fonts: Fonts, space: float) -> Items:
    """Return the items with an `ActualText` on each word that would read otherwise.

    The last word is painted and read with the `space` behind it, in ems.
    """
    words = [word for word in _SPACE.split(text) if word]
    places = list(_words_shown(items, fonts))
    if len(words) != len(places):
        words, places = [text.strip()], [slice(places[0].start, places[-1].stop)]
    marked = list(items)
    for word, place in zip(reversed(words), reversed(places), strict=True):
        shown = items[place]
        read = _read(shown, fonts)
        is_spaced = space > 0 and place == places[-1]
        if is_spaced and isinstance(end := shown[-1], Glyph):
            shown.append(Glyph(b"%d" % round(-1000 * space), end.font))
            read += " "
        is_broken = word.endswith(_HYPHENATION)
        if is_spaced or not _reads_exactly(read.strip(" "), word):
            meant = word[:-1] + _SOFT_HYPHEN if is_broken else word
            before = read[: len(read) - len(read.lstrip(" "))]
            behind = read[len(read.rstrip(" ")) :]
            marked[place] = _span(f"{before}{meant}{behind}", _raised_signs_last(shown, fonts))
        elif is_broken:
            last = max(n for n, item in enumerate(items[: place.stop]) if _is_glyph(item))
            marked[last : last + 1] = _span(_SOFT_HYPHEN, [items[last]])
    return marked


def _words_shown(items: Items, fonts: Fonts) -> Iterator[slice]:
    """Yield where each word stands, from its first glyph to the last move behind its space.

    The spaces before the first word are its own.
    """
    start, end, read = 0, 0, ""
    for index, item in enumerate(items):
        if not isinstance(item, Glyph):
            continue
        meaning = _read([item], fonts)
        if read.endswith(" ") and meaning.strip(" ") and read.strip(" "):
            yield slice(start, end)
            read = ""
        if _is_glyph(item):
            start = index if not read else start
            read += meaning
        end = index + 1
    yield slice(start, end)


def _is_glyph(item: object) -> bool:
    return isinstance(item, Glyph) and item.number is not None


def _read(items: Items, fonts: Fonts) -> str:
    """Return what a reader gives for the glyphs among items."""
    shown = (item for item in items if isinstance(item, Glyph))
    return "".join(fonts[one.font].to_unicode.get(one.number, "") for one in shown)


def _reads_exactly(read: str, word: str) -> bool:
    """Return whether readers give a word, no filler in it, and see no gap at a sign."""
    # In a span emoji would not be read: the joiners between them are given up.
    unread = _INVISIBLE if max(word) > _LAST_IN_SPAN else _UNREAD
    plain = unread.sub("", word)
    return _UNREAD.sub("", read) == plain and not has_marks(plain) and not set(read) & set(FILLERS)


def _span(text: str, items: Items) -> Items:
    """Return items as a stretch of a stream that reads as `text`."""
    return ["/Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}), b"BDC", *items, b"EMC"]


def _empty_glyphs(font: str, fonts: Fonts) -> list[Glyph]:
    """Return the font's glyph without width and ink; nothing where it has none."""
    meanings = fonts[font].to_unicode
    glyphs = [glyph for glyph, meaning in meanings.items() if meaning == _NON_JOINER]
    return [Glyph(b"<%04x>" % glyph, font, glyph) for glyph in glyphs]


def _raised_signs_last(word: Items, fonts: Fonts) -> Items:
    """Return what paints a word, in another order: its raised signs last, then a move to its end.

    PDFium takes the width of what a span covers from the first text that is shown, which a raised
    sign would end; poppler from the first glyph and the last, which may be a sign put back onto
    its letter.
    """
    line: Items = []
    raised: list[tuple[float, bytes, Glyph]] = []
    pen, rise = 0.0, b""
    for item in word:
        if isinstance(item, Glyph):
            is_move = item.number is None
            width = -float(item.code) if is_move else fonts[item.font].widths[item.number]
            if rise and not is_move:
                raised.append((pen, rise, item))
                line.append(Glyph(b"%g" % -width, item.font))
            else:
                line.append(item)
            pen += width
        elif isinstance(item, bytes) and item.endswith(b" Ts"):
            rise = b"" if float(item[:-3]) == 0 else item
        else:
            return word
    end = pen
    for place, height, sign in raised:
        start: list[Glyph] = []
        if place > end - _SEEN_MOVE:
            # PDFium sorts a line by where texts begin: a sign that begins behind the word would
            # come after what follows, and the word be read twice. So its text begins before.
            before = end - _SEEN_MOVE
            start = [Glyph(b"%g" % (pen - before), sign.font), *_empty_glyphs(sign.font, fonts)]
            pen = before
        line += [height, *start, Glyph(b"%g" % (pen - place), sign.font), sign]
        pen = place + fonts[sign.font].widths[sign.number]
    if raised:
        line += [b"0 Ts", Glyph(b"%g" % (pen - end), raised[-1][2].font)]
    last = line[-1]
    if isinstance(last, Glyph) and last.number is None and abs(float(last.code)) >= _SEEN_MOVE:
        line += _empty_glyphs(last.font, fonts)
    return line


def _with_letters(items: Items, letters: Iterable[tuple[str, int]], fonts: Fonts) -> Items:
    """Return the items of a text from right to left with each letter marked that reads otherwise.

    A letter alone has no order to turn round; the few that share a glyph stand as on the page.
    """
    marked: Items = []
    for text, count in letters:
        end = _end_of(items, count)
        shown, items = items[:end], items[end:]
        plain = _INVISIBLE.sub("", text)
        read = _UNREAD.sub("", _read(shown, fonts))
        if (is_right_to_left(plain) or has_marks(plain)) and sorted(read) != sorted(plain):
            # What chooses the font stands before the span.
            first = next(n for n, one in enumerate(shown) if _is_of_line(one))
            marked += shown[:first]
            shown = _span(plain[::-1], _raised_signs_last(shown[first:], fonts))
        marked += shown
    return marked + items


def _is_of_line(item: object) -> bool:
    """Return whether an item paints, moves or raises."""
    return isinstance(item, Glyph) or (isinstance(item, bytes) and item.endswith(b" Ts"))


def _end_of(items: Items, count: int) -> int:
    """Return where the first `count` glyphs end, and the moves behind them."""
    seen, raised = 0, None
    for index, item in enumerate(items):
        if isinstance(item, bytes) and item.endswith(b" Ts") and float(item[:-3]):
            raised = index
        if _is_glyph(item):
            if seen == count:
                return index if raised is None else raised
            seen, raised = seen + 1, None
    # What ends the text is no part of it.
    return max((n + 1 for n, item in enumerate(items) if _is_of_line(item)), default=0)


def _with_joiners(items: Items, text: str, fonts: Fonts) -> Items:
    """Return the items with an empty glyph for each joiner of a text from right to left.

    The renderer leaves a move of nothing in the place of each character without a glyph. A joiner
    is shown on its own: PDFium, which would part the word there, passes over what has no width.
    """
    unseen = _INVISIBLE.findall(text)
    places = [n for n, one in enumerate(items) if isinstance(one, Glyph) and one.code in _NO_GLYPH]
    if len(unseen) != len(places):
        return items
    # The line is painted from its end.
    for place, one in zip(reversed(places), unseen, strict=True):
        if one in _JOINERS:
            items[place : place + 1] = _span(one, _empty_glyphs(items[place].font, fonts))
    return items
