"""Folding: texts and names are changed so that two which look alike to a reader are equal.

Quotes, spaces and hyphens of every kind become the plain ones, invisible characters go, and
letters of another alphabet inside a Latin word become the Latin ones they look like. Other rules
tell of all these; a rule about names must not tell of them again.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left

from strevview.model.prose import PlainParagraph
from strevview.source.nodes import OFFSETS

# Letters that look the same in most typefaces (Unicode Technical Standard 39, confusables).
LATIN_TWINS: dict[str, str] = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаесорхуѕіјһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaecopxysijhdqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
TWINS = str.maketrans(LATIN_TWINS)
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʻ`´′", "'"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\n\t", " "),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
OTHER_LETTERS = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
WORD = re.compile(r"\w+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# An accent that no letter takes in is passed over; signs of other scripts are part of the word.
_ACCENT = re.compile(r"[\u0300-\u036f]")
# The vowels and finals that a Korean syllable is joined of.
_JAMO = re.compile(r"[\u1160-\u11ff]")
_TO_FOLD = re.compile(rf"{_HIDDEN.pattern}|{_ACCENT.pattern}|  ")
_DIGIT_TWINS = str.maketrans({"I": "l", "1": "l", "|": "l", "0": "O"})


def fold_text(text: str) -> str:
    """Return a text as the eye reads it."""
    text = _with_plain_signs(text)
    if _is_folded(text):
        return text
    return "".join(letter for letter, _ in _readable(text))


def fold_paragraph(paragraph: PlainParagraph) -> PlainParagraph:
    """Return a paragraph as the eye reads it; its offsets still lead to the text as written."""
    text = _with_plain_signs(paragraph.text)
    if _is_folded(text):
        return paragraph._replace(text=text)
    kept = list(_readable(text))
    places = [place for _, place in kept] + [len(text)]
    offsets = array(OFFSETS, (paragraph.offsets[place] for place in places))
    # A letter that went is counted to the next one; where one became several, the first counts.
    links = tuple(
        (bisect_left(places, start), bisect_left(places, end), source)
        for start, end, source in paragraph.links
    )
    folded = "".join(letter for letter, _ in kept)
    return paragraph._replace(text=folded, offsets=offsets, links=links)


def skeleton(text: str) -> str:
    """Return a folded text with one sign for all that look alike: I, l, 1 and O, 0."""
    return text.translate(_DIGIT_TWINS)


def without_marks(text: str) -> str:
    """Return a text in small letters without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def common_start(one: str, other: str) -> int:
    """Return with how many equal letters two words begin."""
    differing = (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return next(differing, min(len(one), len(other)))


def _with_plain_signs(text: str) -> str:
    """Return a text with plain quotes, spaces and hyphens, and Latin words in Latin letters."""
    if text.isascii() and "\n" not in text:
        return text
    text = text.translate(_PLAIN)
    if OTHER_LETTERS.search(text):
        text = WORD.sub(_latin_word, text)
    return text


def _latin_word(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(TWINS) if LATIN.search(word) else word


def _is_folded(text: str) -> bool:
    return not _TO_FOLD.search(text) and unicodedata.is_normalized("NFC", text)


def _readable(text: str) -> list[tuple[str, int]]:
    """Return the letters that are seen with their places: signs joined, spaces made one.

    A folded text comes out as it is, so that a name folds alike alone and in any text.
    """
    groups: list[tuple[str, int]] = []
    for place, letter in enumerate(text):
        if _HIDDEN.match(letter) or (letter == " " and groups and groups[-1][0] == " "):
            continue
        if groups and (_JAMO.match(letter) or unicodedata.category(letter).startswith("M")):
            base, first = groups[-1]
            groups[-1] = (base + letter, first)
        else:
            groups.append((letter, place))
    return [
        (letter, place)
        for group, place in groups
        for letter in _ACCENT.sub("", unicodedata.normalize("NFC", group))
    ]
