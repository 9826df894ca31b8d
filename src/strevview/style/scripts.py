"""Runs of text by their script (Unicode Standard Annex 24), as far as a review needs it.

A run in another script than Latin is told to the renderer and the screen reader: it gets a
language, and the font that the style has for it. Japanese is one script here, `Jpan`: its Han
characters have shapes of their own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from strevview.model.prose import is_right_to_left

# First and last code point of a stretch, its script (ISO 15924), from Unicode's Scripts.txt.
_STRETCHES: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0700, 0x074F, "Syrc"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"),
    (0x1C50, 0x1C7F, "Olck"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2D00, 0x2D2F, "Geor"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x2E80, 0x2FDF, "Hani"),
    (0x3001, 0x3002, "Hani"),
    (0x3005, 0x3011, "Hani"),
    (0x3021, 0x3029, "Hani"),
    (0x3041, 0x309F, "Hira"),
    (0x30A0, 0x30FF, "Kana"),
    (0x3105, 0x312F, "Bopo"),
    (0x3131, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA8E0, 0xA8FF, "Deva"),
    (0xA960, 0xA97F, "Hang"),
    (0xAAE0, 0xAAFF, "Mtei"),
    (0xABC0, 0xABFF, "Mtei"),
    (0xAC00, 0xD7FF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB13, 0xFB17, "Armn"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0xFF01, 0xFF60, "Hani"),
    (0x20000, 0x3FFFF, "Hani"),
)
_STARTS = tuple(first for first, _, _ in _STRETCHES)
# The language that a text in a script is in, if no more is known, and the script's English name.
_SCRIPTS = {
    "Arab": ("ar", "Arabic"), "Armn": ("hy", "Armenian"), "Beng": ("bn", "Bengali"),
    "Bopo": ("zh", "Bopomofo"), "Cyrl": ("ru", "Cyrillic"), "Deva": ("hi", "Devanagari"),
    "Ethi": ("am", "Ethiopic"), "Geor": ("ka", "Georgian"), "Grek": ("el", "Greek"),
    "Gujr": ("gu", "Gujarati"), "Guru": ("pa", "Gurmukhi"), "Hang": ("ko", "Korean"),
    "Hani": ("zh", "Chinese"), "Hebr": ("he", "Hebrew"), "Jpan": ("ja", "Japanese"),
    "Khmr": ("km", "Khmer"), "Knda": ("kn", "Kannada"), "Laoo": ("lo", "Lao"),
    "Mlym": ("ml", "Malayalam"), "Mong": ("mn", "Mongolian"), "Mtei": ("mni", "Meetei Mayek"),
    "Mymr": ("my", "Burmese"), "Olck": ("sat", "Ol Chiki"), "Orya": ("or", "Odia"),
    "Sinh": ("si", "Sinhala"), "Syrc": ("syr", "Syriac"), "Taml": ("ta", "Tamil"),
    "Telu": ("te", "Telugu"), "Thaa": ("dv", "Thaana"), "Thai": ("th", "Thai"),
    "Tibt": ("bo", "Tibetan"),
}  # fmt: skip
# What a style may call the scripts of its fonts besides.
_OTHER_CODES = {
    "Hans": "Hani", "Hant": "Hani", "Hira": "Jpan", "Hrkt": "Jpan", "Kana": "Jpan", "Kore": "Hang",
}  # fmt: skip
# The script of signs that belong to none, such as arrows and emoji (ISO 15924, "common").
COMMON = "Zyyy"
# Languages that share a script with the one above.
_OTHER_SCRIPTS = {
    "as": ("Beng",), "be": ("Cyrl",), "bg": ("Cyrl",), "fa": ("Arab",), "ja": ("Hani",),
    "kk": ("Cyrl",), "ko": ("Hani",), "ky": ("Cyrl",), "mk": ("Cyrl",), "mn": ("Cyrl",),
    "mr": ("Deva",), "ne": ("Deva",), "ps": ("Arab",), "sa": ("Deva",), "sd": ("Arab",),
    "sr": ("Cyrl",), "tg": ("Cyrl",), "ug": ("Arab",), "uk": ("Cyrl",),
    "ur": ("Arab",), "yi": ("Hebr",), "yue": ("Hani",),
}  # fmt: skip
# Marks of no script of their own that a script's font sets: the dot in 卡姆兰·卡里姆, and the full
# stops that the scripts of India share.
_DANDAS = "।॥"
_INDIC = ("Beng", "Gujr", "Guru", "Knda", "Mlym", "Mtei", "Olck", "Orya", "Sinh", "Taml", "Telu")
_OWN_MARKS = {"Hani": "·", "Jpan": "·", **dict.fromkeys(_INDIC, _DANDAS)}
_JOINERS = " \u00a0\u200c\u200d"
_KANA = frozenset({"Hira", "Kana"})
_IN_JAPANESE = _KANA | {"Hani", "Jpan"}
_PARTNERS = dict(zip(")]}»”", "([{«“", strict=True))
# Letters that only one of the languages of a script writes; the first that occurs decides. Then
# those that it shares with some of these.
_TELLING = {
    "Arab": (("ug", "ۇۈۋە"), ("ur", "ٹڈڑںےہھ"), ("ar", "ةأإ")),
    "Cyrl": (("tg", "ҷӣӯҳ"), ("be", "ў"), ("kk", "әңөұһқғ")),
}
_SHARED = {"Arab": (("fa", "پچژگ"),), "Cyrl": (("uk", "іїєґ"),)}
_PLAIN = re.compile(r"[\u0000-\u036f\u2000-\u2cff\u2e00-\u2e7f]*")
_SHAPELESS = {"Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs"}
# Neither Latin letters nor the marks, signs and currencies that each font for Latin has.
_BEYOND_LATIN = re.compile(
    r"[^\u0000-\u02af\u0300-\u036f\u1e00-\u1eff\u2000-\u2016\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026"
    r"\u2028-\u2030\u2032\u2033\u2039\u203a\u2070-\u208e\u20ac\u20b9\u2c60-\u2c7f\ufb00-\ufb06]"
)


def script_code(code: str) -> str:
    """Return the code by which a script is known here: Kana for Japanese is `Jpan`."""
    return _OTHER_CODES.get(code, code)


def script_name(script: str) -> str | None:
    """Return the English name of a script; None for signs that belong to none."""
    return _SCRIPTS[script][1] if script in _SCRIPTS else None


def stretches_of(script: str) -> tuple[tuple[int, int], ...]:
    """Return the first and last code points that a script's font sets; none for an unknown one."""
    marks = tuple((ord(mark), ord(mark)) for mark in _OWN_MARKS.get(script, ""))
    parts = _IN_JAPANESE if script == "Jpan" else {script}
    return tuple((first, last) for first, last, name in _STRETCHES if name in parts) + marks


class Run(NamedTuple):
    """A stretch of text; `script` and `language` are None where it is Latin or has no letters."""

    text: str
    script: str | None = None
    language: str | None = None

    @property
    def right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return is_right_to_left(self.text)

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the run in pieces and whether the script's font sets them.

        A comma or a digit in between is set in the text's own font.
        """
        marks = _OWN_MARKS.get(self.script or "", "") + _JOINERS

        def is_own(character: str) -> bool:
            return character in marks or script_of(character) is not None

        for own, characters in groupby(self.text, key=is_own):
            yield "".join(characters), own


def script_of(character: str) -> str | None:
    """Return the script of a character, None for Latin letters, digits, marks and spaces."""
    code = ord(character)
    index = bisect_right(_STARTS, code) - 1
    if index < 0 or code > _STRETCHES[index][1]:
        return None
    return _STRETCHES[index][2]


def runs(text: str, language: str | None = None, around: str = "") -> Iterator[Run]:
    """Yield the text in stretches of one script each; joined they are the text.

    Spaces, digits and punctuation between two letters of one script belong to its run, and beside
    text from right to left a bracket whose partner does: it is turned to the other side with it.
    `language` is that of the text, where it is known: a run in a script which that language is
    written in bears it. Another has the language that its letters tell, or else those of what is
    written `around` the text.
    """
    if _PLAIN.fullmatch(text):
        yield Run(text)
        return
    start = 0
    for letters_first, letters_last, script in _stretches(text):
        first, last = _with_brackets(text, start, letters_first, letters_last)
        if first > start:
            yield Run(text[start:first])
        stretch = text[first:last]
        told = _language(stretch, script, language, around)
        yield Run(stretch, "Jpan" if told.split("-")[0] == "ja" else script, told)
        start = last
    if start < len(text):
        yield Run(text[start:])


def in_other_scripts(texts: Iterable[str]) -> str:
    """Return those of some texts of whose letters most are of another script than Latin."""
    found = []
    for text in texts:
        letters = [] if _PLAIN.fullmatch(text) else [one for one in text if one.isalpha()]
        if 2 * sum(script_of(one) is not None for one in letters) > len(letters):
            found.append(text)
    return "\n".join(found)


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and script of the runs that are not Latin."""
    current: tuple[int, int, str] | None = None
    for index, character in enumerate(text):
        script = script_of(character)
        if character in _DANDAS and current is not None and current[2] in _INDIC:
            script = current[2]
        if script is None:
            if character.isalpha() and current is not None:
                yield current
                current = None
            continue
        if current is not None and _one_run(current[2], script):
            merged = "Jpan" if {current[2], script} & (_KANA | {"Jpan"}) else script
            current = (current[0], index + 1, merged)
        else:
            if current is not None:
                yield current
            current = (index, index + 1, "Jpan" if script in _KANA else script)
    if current is not None:
        yield current


def _with_brackets(text: str, start: int, first: int, last: int) -> tuple[int, int]:
    """Return a stretch with the brackets beside it whose partners stand in it.

    The bidirectional algorithm turns both or none (Unicode Standard Annex 9, N0). What stands
    between the stretch and such a bracket, but no letter, goes with it; `start` is where the text
    before it ends.
    """
    if not is_right_to_left(text[first:last]):
        return first, last
    before, after = first, last
    while before > start and not text[before - 1].isalpha():
        before -= 1
    while after < len(text) and not text[after].isalpha():
        after += 1
    opened: list[int] = []
    ends = {first, last - 1}
    for place in range(before, after):
        if text[place] in _PARTNERS.values():
            opened.append(place)
        elif opened and text[opened[-1]] == _PARTNERS.get(text[place]):
            pair = {opened.pop(), place}
            ends |= pair if any(first <= one < last for one in pair) else set()
    return min(ends), max(ends) + 1


def _one_run(current: str, script: str) -> bool:
    return current == script or (current in _IN_JAPANESE and script in _IN_JAPANESE)


def _language(text: str, script: str, known: str | None, around: str) -> str:
    if known is not None and is_written_in(known, script):
        return known
    for words, telling in ((text, _TELLING), (around, _TELLING), (text + around, _SHARED)):
        written = frozenset(words.lower())
        for language, letters in telling.get(script, ()):
            if not written.isdisjoint(letters):
                return language
    return usual_language(script)


def usual_language(script: str) -> str:
    """Return the language that a text in a script other than Latin is in, if no more is known."""
    return _SCRIPTS[script][0]


def is_written_in(language: str, script: str) -> bool:
    """Return whether a language (BCP 47) is written in a script other than Latin."""
    primary = language.split("-", maxsplit=1)[0].lower()
    return usual_language(script) == primary or script in _OTHER_SCRIPTS.get(primary, ())


def letters_of(text: str, language: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the characters beyond Latin of a text, each with its script, `COMMON` for none.

    Spaces, and what has no shape of its own, such as joiners, are not among them.
    """
    if _PLAIN.fullmatch(text) and not _BEYOND_LATIN.search(text):
        return
    for run in runs(text, language):
        for piece, is_own in run.pieces():
            script = run.script if is_own and run.script else COMMON
            for character in _BEYOND_LATIN.findall(piece):
                if not _is_shapeless(character):
                    yield script, character


def _is_shapeless(character: str) -> bool:
    is_variant = "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0000"
    return is_variant or unicodedata.category(character) in _SHAPELESS
