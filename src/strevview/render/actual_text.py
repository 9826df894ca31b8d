"""Have a PDF's text read back as it was written, where what the glyphs mean cannot say it.

In scripts that need shaping glyphs and letters are not one to one, and a sign that stands on a
letter is painted before or behind it: poppler and PDFium give such letters in another order, or
see a gap and part the word. Each such word, with the space behind it, gets a span with an
`ActualText` (ISO 32000-1, 14.9.4). The rule asks for no list of scripts, and adds nothing where
nothing is wrong. It is a word and no line, because a reader shares the width of what a span covers
out among its letters: of a long text those would soon be far from their places.

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

import pydyf
from weasyprint.formatting_structure.boxes import Box
from weasyprint.pdf.fonts import Font

from strevview.model.prose import is_right_to_left
from strevview.render.readback import FILLERS, NO_BREAK_SPACE, NON_JOINER, has_marks
from strevview.render.tags import FONT_CHOICE, MarkedSequence
from strevview.render.weasyprint_parts import clusters

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
_NO_JOINERS = dict.fromkeys(map(ord, _JOINERS))
# PDFium passes over what comes after it in an `ActualText`: emoji, rare Chinese characters.
_LAST_IN_SPAN = "\uffff"
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
            spelt = _with_letters(items, clusters(sequence.box), fonts)
            new: _Items | None = _with_joiners(spelt, text, fonts) or spelt
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
    if max(plain, default="") > _LAST_IN_SPAN:
        # A span would not be read: the joiners between emoji are given up.
        plain = plain.translate(_NO_JOINERS)
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


def _with_letters(items: _Items, letters: Iterable[tuple[str, int]], fonts: Fonts) -> _Items:
    """Return the items of a text from right to left with each letter marked that reads otherwise.

    A letter alone has no order to turn round; the few that share a glyph stand as on the page.
    """
    marked: _Items = []
    for text, count in letters:
        end = _end_of(items, count)
        shown, items = items[:end], items[end:]
        plain = _UNREAD.sub("", text.translate(_NO_JOINERS))
        read = _UNREAD.sub("", _read(shown, fonts))
        if is_right_to_left(plain) and sorted(read) != sorted(plain):
            fonts_chosen = sum(1 for _ in takewhile(lambda one: not _is_of_line(one), shown))
            marked += shown[:fonts_chosen]
            shown = _span(plain[::-1], _raised_signs_last(shown[fonts_chosen:], fonts))
        marked += shown
    return marked + items


def _is_of_line(item: object) -> bool:
    """Return whether an item paints, moves or raises."""
    return isinstance(item, _Glyph) or (isinstance(item, bytes) and item.endswith(b" Ts"))


def _end_of(items: _Items, count: int) -> int:
    """Return where the first `count` glyphs end, and the moves behind them."""
    seen, raised = 0, None
    for index, item in enumerate(items):
        if isinstance(item, bytes) and item.endswith(b" Ts") and float(item[:-3]):
            raised = index
        if _is_glyph(item):
            if seen == count:
                return index if raised is None else raised
            seen, raised = seen + 1, None
    return len(items)


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
