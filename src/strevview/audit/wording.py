"""Words and days as the audit compares them, without what a layout may change in them.

A layout may break a word at a hyphen, set it in capitals, join letters into a ligature, curl its
quotes, turn its brackets round and widen its spaces, and a style words a day or a month as it
likes. None of that is a loss.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, permutations
from typing import NamedTuple

from strevview.audit.expected import ExpectedDay
from strevview.model.prose import is_right_to_left
from strevview.render.date_labels import locale_of

# Letters of scripts written without spaces are words of their own: Han, kana, Thai, Lao, Khmer.
_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED += "\U00020000-\U0003fffd"
_UNSPACED_LETTER = re.compile(rf"[{_UNSPACED}]")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
# Hyphens, and what PDF readers give in the place of one at a line's end (U+0002, U+FFFE); then
# characters without a glyph: directions, variation selectors.
_DROPPED = re.compile(
    "[-\u2010\u2011\u00ad\x02\ufffe\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
# Joiners, which PDFium gives but in words from right to left and between emoji.
_JOINERS = re.compile("[\u200c\u200d]")
_QUOTES = str.maketrans("‘’‚‛“”„‟«»‹›", "''''" + '"' * 4 + '""' + "''")
# Beside words written from right to left a reader may give a bracket as its mirror image.
_BRACKETS = str.maketrans(")]}", "([{")
# What may stand between the parts of a date: “31st of July, 2025”.
_BETWEEN = r"[^\d\0]{0,8}?"
# The months of “September–December 2025” and “2025年9月至12月”.
_BETWEEN_MONTHS = r"[^\d\0]{0,24}?(?:\d{1,2}[^\d\0]{1,4}?)?"
# What stands between numbers alone; hyphens are not among the words that are compared.
_SIGNS = r" ?[./年月]? ?"
_WIDTHS = ("wide", "abbreviated")


@lru_cache(maxsize=8192)
def comparable(word: str) -> str:
    """Return a word without what a layout may change in it; "" when nothing is left."""
    if word.isascii() and word.isalnum():
        return word.casefold()
    plain = unicodedata.normalize("NFKC", word).translate(_QUOTES).translate(_BRACKETS)
    # NFKC turns some characters into several words, such as U+00B4 into a space and an accent.
    plain = "".join(_DROPPED.sub("", plain).casefold().split())
    without = is_right_to_left(plain) or max(plain, default="") > "\uffff"
    return _JOINERS.sub("", plain) if without else plain


@lru_cache(maxsize=8192)
def letters_of(plain: str) -> str:
    """Return the letters, digits and marks of a comparable word, apart and sorted."""
    apart = unicodedata.normalize("NFD", plain)
    return "".join(sorted(one for one in apart if unicodedata.category(one)[0] in "LNM"))


class Word(NamedTuple):
    """One word: its comparable form and where it stands in the text that it was taken from."""

    plain: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order; not those of which nothing is left to compare."""
    return [
        Word(plain, *written.span())
        for written in _WORD.finditer(text)
        if (plain := comparable(written[0]))
    ]


@dataclass(frozen=True)
class Wording:
    """A text as its words, and as `stream`: their comparable forms without anything between."""

    text: str

    @cached_property
    def is_right_to_left(self) -> bool:
        """Whether the text has a letter of a script that is written from right to left."""
        return is_right_to_left(self.text)

    @cached_property
    def words(self) -> list[Word]:
        """The words in order; not those of which nothing is left to compare."""
        return words_of(self.text)

    @cached_property
    def stream(self) -> str:
        """All comparable characters in a row."""
        return "".join(word.plain for word in self.words)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts in the stream; the stream's length comes last."""
        return list(accumulate((len(word.plain) for word in self.words), initial=0))

    def word_at(self, position: int) -> int:
        """Return the number of the word that a position of the stream belongs to."""
        return min(bisect_right(self.starts, position) - 1, len(self.words) - 1)

    def find(self, plain: str, start: int, end: int) -> int:
        """Return where whole words that read `plain` start in the stream, or -1."""
        found = self.stream.find(plain, start, end) if plain else -1
        while found >= 0 and not (self._is_edge(found) and self._is_edge(found + len(plain))):
            found = self.stream.find(plain, found + 1, end)
        return found

    def _is_edge(self, position: int) -> bool:
        """Return whether a word may begin or end here: no letter or digit on one of the sides."""
        if position <= 0 or position >= len(self.stream):
            return True
        before, after = self.stream[position - 1], self.stream[position]
        if not (before.isalnum() and after.isalnum()) or _UNSPACED_LETTER.match(before):
            return True
        return self.starts[self.word_at(position)] == position


def is_printed(day: ExpectedDay, language: str, words: Iterable[str]) -> bool:
    """Return whether a date stands in comparable words; one that is "" stands for a gap.

    Its parts stand beside each other, in any order. The month is its name or short name in the
    language (CLDR), or a number beside the others: 2025-07-31, 31.7.2025.
    """
    pattern, given = re.compile("|".join(_patterns(day, language))), list(words)
    # In letters set apart each digit is a word of its own.
    return any(pattern.search(_run_together(given, shortest)) for shortest in (1, 2))


def _run_together(words: Iterable[str], shortest: int) -> str:
    """Return words without the spaces that a reader may add, but between two numbers.

    Digits are numbers of their own where one of two has `shortest` digits at least.
    """
    text, before = "", ""
    for word in words:
        is_number = max(len(before), len(word)) >= shortest
        apart = text[-1:].isdecimal() and word[:1].isdecimal() and is_number
        text += (" " if apart else "") + (word or "\0")
        before = word
    digits = ((one, unicodedata.decimal(one, None)) for one in set(text))
    return text.translate({ord(one): str(digit) for one, digit in digits if digit is not None})


def _patterns(day: ExpectedDay, language: str) -> Iterator[str]:
    year, month = _number(str(day.year)), _number(f"0?{day.month}")
    names = "|".join(map(re.escape, _month_names(day.month, language)))
    written = f"{day.year}{day.month:02d}"
    if day.day is None:
        yield _number(written)
        yield from (_SIGNS.join(order) for order in permutations((year, month)))
        yield from (_BETWEEN_MONTHS.join(order) for order in permutations((year, f"(?:{names})")))
        return
    number = _number(f"0?{day.day}")
    yield _number(f"{written}{day.day:02d}")
    # No date has its year in the middle.
    orders = permutations((year, month, number))
    yield from (_SIGNS.join(order) for order in orders if order[1] != year)
    yield from (_BETWEEN.join(order) for order in permutations((year, f"(?:{names})", number)))


def _number(digits: str) -> str:
    return rf"(?<!\d){digits}(?!\d)"


def _month_names(month: int, language: str) -> list[str]:
    """Return the comparable names of a month, the longest first."""
    locale = locale_of(language)
    forms = [locale.months[use][width] for use in ("format", "stand-alone") for width in _WIDTHS]
    names = {Wording(form[month]).stream.rstrip(".") for form in forms}
    return sorted(filter(None, names), key=lambda name: (-len(name), name))
