"""Words of a text and of a PDF as the audit compares them, without what a layout may change.

A layout may break a word at a hyphen, set it in capitals, join letters into a ligature, curl its
quotes, turn its brackets round and widen its spaces, and a style words a day or a month as it
likes. None of that is a loss.

The comparable characters of a text in a row are its *stream*; a place in it is a position. Parts of
the issue claim what of the PDF's is theirs, so that no word counts for two.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, groupby, pairwise, permutations
from typing import NamedTuple, TypeAlias

from strevview.audit import ExpectedDay, ExpectedPart
from strevview.audit.reading import Box, Mark, Page, Run
from strevview.model.prose import UNSPACED, is_right_to_left
from strevview.render.date_labels import locale_of

Stretch: TypeAlias = tuple[int, int]  # of the stream: first character, and the one after the last
# A letter of a script that is written without spaces is a word of its own.
_UNSPACED_LETTER = re.compile(rf"[{UNSPACED}]")
_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
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
# A hyphen that only breaks a word, and the line's end after it.
_BROKEN = re.compile("[\u00ad\x02\ufffe]\\s*")
_NEAREST = 4  # words that are quoted to say where another was looked for
# What may stand between the parts of a date: “31st of July, 2025”.
_BETWEEN = r"[^\d\0]{0,10}?"
# The months of “September–December 2025” and “2025年9月至12月”.
_BETWEEN_MONTHS = r"[^\d\0]{0,24}?(?:\d{1,2}[^\d\0]{1,6}?)?"
# What stands between numbers alone; hyphens are not among the words that are compared.
_SIGNS = r" ?[./年月]? ?"


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
def sorted_letters(plain: str) -> str:
    """Return the letters, digits and marks of a comparable word, decomposed (NFD) and sorted."""
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

    def places_of(self, plain: str, start: int, end: int) -> Iterator[int]:
        """Yield where whole words that read `plain` start in a stretch of the stream."""
        found = self.stream.find(plain, start, end) if plain else -1
        while found >= 0:
            if self._is_edge(found) and self._is_edge(found + len(plain)):
                yield found
            found = self.stream.find(plain, found + 1, end)

    def _is_edge(self, position: int) -> bool:
        """Return whether a word may begin or end here: no letter or digit on one of the sides."""
        if position <= 0 or position >= len(self.stream):
            return True
        before, after = self.stream[position - 1], self.stream[position]
        if not (before.isalnum() and after.isalnum()) or _UNSPACED_LETTER.match(before):
            return True
        return self.starts[self.word_at(position)] == position


@dataclass(frozen=True, slots=True)
class Place:
    """Where characters stand on a page, and the run that they are in."""

    run: Run
    box: Box

    @property
    def page(self) -> int:
        """The number of the page, from 0."""
        return self.run.page

    @property
    def middle(self) -> float:
        """The height of the middle of the box."""
        return (self.box[1] + self.box[3]) / 2


class Flow:
    """The tagged text of a PDF in reading order: its words, their places, and who claims them.

    Running headers, page numbers and other artifacts are left out, and the text in figures.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._runs: list[Run] = []
        self._marks: list[Mark] = []
        self._starts: list[int] = []
        text = ""
        for page in pages:
            before: Run | None = None
            tagged = [(one.mark, one) for one in page.runs if one.mark and not one.mark.figure]
            # A line from right to left is painted from its end.
            for mark, run in sorted(tagged, key=lambda pair: (pair[0].order, pair[1].places[0])):
                if before is None or not run.adjoins(before):
                    text += " "
                self._runs.append(run)
                self._marks.append(mark)
                self._starts.append(len(text))
                text += run.text
                before = run
        self.wording = Wording(text)
        self._start_of = dict(zip(self._runs, self._starts, strict=True))
        self._firsts = [word.start for word in self.wording.words]
        self._owners: list[ExpectedPart | None] = [None] * len(self.wording.stream)

    @cached_property
    def blocks(self) -> list[Stretch]:
        """The stretches of the stream that are blocks: paragraphs, headings, captions."""
        blocks = groupby(
            zip(self._runs, self._marks, self._starts, strict=True),
            key=lambda one: (one[0].page, one[1].block),
        )
        written = [next(runs)[2] for _, runs in blocks]
        starts = [self.wording.starts[bisect_left(self._firsts, at)] for at in written]
        edges = [*starts, len(self.wording.stream)]
        return [(start, end) for start, end in pairwise(edges) if start < end]

    def words_in(self, stretch: Stretch) -> Iterator[tuple[str, Stretch]]:
        """Yield the whole words of a stretch that no part has, with their places."""
        starts = self.wording.starts
        for number in range(bisect_left(starts, stretch[0]), bisect_left(starts, stretch[1])):
            start, end = starts[number], starts[number + 1]
            if self._owners[start] is None:
                yield self.wording.words[number].plain, (start, end)

    def is_right_to_left(self, stretch: Stretch) -> bool:
        """Return whether a stretch has a letter of a script that is written from right to left."""
        return is_right_to_left(self.wording.stream[slice(*stretch)])

    def free_words(self) -> Iterator[str]:
        """Yield each word without what parts have claimed of it; "" where nothing is left."""
        for start, end in pairwise(self.wording.starts):
            letters = zip(self.wording.stream[start:end], self._owners[start:end], strict=True)
            yield "".join(letter for letter, owner in letters if owner is None)

    def find(self, plain: str, window: Stretch, heading: bool | None = None) -> int | None:
        """Return where words that no part has yet stand in a window of the stream, if they do.

        They stand in a heading, outside one or (None) in either.
        """
        for found in self.wording.places_of(plain, *window):
            is_there = heading is None or heading is self.mark_at(found).heading
            if is_there and not any(self._owners[found : found + len(plain)]):
                return found
        return None

    def times(self, plain: str, heading: bool) -> int:
        """Return how often words stand in headings, or outside of any."""
        places = self.wording.places_of(plain, 0, len(self.wording.stream))
        return sum(self.mark_at(found).heading is heading for found in places)

    def stands_around(self, part: ExpectedPart, plain: str) -> bool:
        """Return whether a part, which reads `plain`, is printed though another claims some of it.

        Such as a title with a credit's words in it. Where other parts claim all of its words, it is
        not.
        """
        return any(
            {None, part} & set(self._owners[found : found + len(plain)])
            for found in self.wording.places_of(plain, 0, len(self.wording.stream))
        )

    def claim(self, part: ExpectedPart, stretch: Stretch) -> None:
        """Note that a stretch is a part's."""
        start, end = stretch
        self._owners[start:end] = [part] * (end - start)

    def owner_of(self, run: Run, offset: int) -> ExpectedPart | None:
        """Return the part that has the word at a character of a run, or some of its letters."""
        number = bisect_right(self._firsts, self._start_of[run] + offset) - 1
        letters = slice(*self.wording.starts[number : number + 2]) if number >= 0 else slice(0)
        return next(filter(None, self._owners[letters]), None)

    def word_before(self, position: int) -> tuple[str, bool]:
        """Return the word before a position, and whether it is the label of a list's entry."""
        number = self.wording.word_at(position) - 1
        if number < 0:
            return "", False
        return self.wording.words[number].plain, self.mark_at(self.wording.starts[number]).label

    def page_at(self, position: int) -> int:
        """Return the page, from 0, on which a position of the stream is."""
        return self._runs[self._run_at(position)].page

    def places(self, stretch: Stretch) -> Iterator[Place]:
        """Yield where the words of a stretch stand, run by run."""
        words = self.wording.words
        start = words[self.wording.word_at(stretch[0])].start
        end = words[self.wording.word_at(stretch[1] - 1)].end
        for index in range(self._run_at(stretch[0]), len(self._runs)):
            run, offset = self._runs[index], self._starts[index]
            if offset >= end:
                return
            first, last = max(start - offset, 0), min(end - offset, len(run.text))
            if first < last:
                yield Place(run, self._pages[run.page].span_box(run, first, last))

    def nearest(self, position: int) -> str:
        """Return some words before a position of the stream, as the PDF writes them."""
        last = self.wording.word_at(position - 1)
        start = self.wording.words[max(last - _NEAREST + 1, 0)].start
        text = self.wording.text[start : self.wording.words[last].end]
        return " ".join(_BROKEN.sub("", text).split())

    def mark_at(self, position: int) -> Mark:
        """Return what the marked content is that has the word at a position of the stream."""
        return self._marks[self._run_at(position)]

    def _run_at(self, position: int) -> int:
        """Return the number of the run in which the word at a position of the stream begins."""
        start = self.wording.words[self.wording.word_at(position)].start
        return max(bisect_right(self._starts, start) - 1, 0)


def is_printed(day: ExpectedDay, language: str, words: Iterable[str]) -> bool:
    """Return whether a date stands in comparable words; one that is "" stands for a gap.

    Its parts stand beside each other, in any order. The month is its name or short name in the
    language (CLDR), or a number beside the others: 2025-07-31, 31.7.2025.
    """
    names = _month_names(day.month, language)
    pattern = re.compile("|".join(_patterns(day, names)))
    # PDFium gives letters that share a glyph, written from right to left, in the order of the page.
    turned = {sorted_letters(one): one for name in names for one in name if is_right_to_left(one)}
    given = [turned.get(sorted_letters(word), word) or "\0" for word in words]
    # In letters set apart each letter and digit is a word of its own.
    return any(pattern.search(_in_ascii_digits(joint.join(given))) for joint in (" ", ""))


def _in_ascii_digits(text: str) -> str:
    digits = ((one, unicodedata.decimal(one, None)) for one in set(text))
    return text.translate({ord(one): str(digit) for one, digit in digits if digit is not None})


def _patterns(day: ExpectedDay, names: Iterable[tuple[str, ...]]) -> Iterator[str]:
    year, month = _number(str(day.year)), _number(f"0?{day.month}")
    name = "|".join(" ?".join(map(re.escape, words)) for words in names)
    written = f"{day.year}{day.month:02d}"
    if day.day is None:
        yield _number(written)
        yield from (_SIGNS.join(order) for order in permutations((year, month)))
        yield from (_BETWEEN_MONTHS.join(order) for order in permutations((year, f"(?:{name})")))
        return
    number = _number(f"0?{day.day}")
    yield _number(f"{written}{day.day:02d}")
    # No date has its year in the middle.
    orders = permutations((year, month, number))
    yield from (_SIGNS.join(order) for order in orders if order[1] != year)
    yield from (_BETWEEN.join(order) for order in permutations((year, f"(?:{name})", number)))


def _number(digits: str) -> str:
    return rf"(?<!\d){digits}(?!\d)"


def _month_names(month: int, language: str) -> set[tuple[str, ...]]:
    """Return the names of a month as comparable words, a full stop at the end left out."""
    uses = locale_of(language).months.values()
    names = {widths[width][month] for widths in uses for width in ("wide", "abbreviated")}
    return {tuple(word.plain for word in words_of(name.rstrip("."))) for name in names} - {()}
