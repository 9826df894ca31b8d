"""The text of a PDF in reading order, without running headers, page numbers and other artifacts.

Its comparable characters in a row are the *stream* (`wording`); a place in it is a position. Parts
of the issue claim what of it is theirs, so that no word counts for two.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TypeAlias

from strevview.audit.expected import Part
from strevview.audit.reading import Box, Mark, Page, Run
from strevview.audit.wording import Wording
from strevview.model.prose import is_right_to_left

Stretch: TypeAlias = tuple[int, int]  # of the stream: first character, and the one after the last
# A hyphen that only breaks a word, and the line's end after it.
_BROKEN = re.compile("[\u00ad\x02\ufffe]\\s*")
_NEAREST = 4  # words that are quoted to say where another was looked for


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
    """The tagged text of a PDF in reading order: its words, their places, and whose they are."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._runs: list[Run] = []
        self._marks: list[Mark] = []
        self._starts: list[int] = []
        pieces: list[str] = []
        length = 0
        for page in pages:
            before: Run | None = None
            for mark, run in sorted(_tagged(page), key=_reading_place):
                if before is None or not run.adjoins(before):
                    pieces.append(" ")
                    length += 1
                self._runs.append(run)
                self._marks.append(mark)
                self._starts.append(length)
                pieces.append(run.text)
                length += len(run.text)
                before = run
        self.wording = Wording("".join(pieces))
        self._start_of = dict(zip(self._runs, self._starts, strict=True))
        self._firsts = [word.start for word in self.wording.words]
        self._owners: list[Part | None] = [None] * len(self.wording.stream)

    @cached_property
    def blocks(self) -> list[Stretch]:
        """The stretches of the stream that are blocks: paragraphs, headings, captions."""
        keys = ((run.page, mark.block) for run, mark in zip(self._runs, self._marks, strict=True))
        written = [
            next(rows)[1]
            for _, rows in groupby(zip(keys, self._starts, strict=True), itemgetter(0))
        ]
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

    def find(self, plain: str, window: Stretch | None = None, heading: bool | None = None) -> int:
        """Return where words that no part has yet stand in a window of the stream, or -1.

        They stand in a heading, outside one or (None) in either.
        """
        start, end = window or (0, len(self.wording.stream))
        found = self.wording.find(plain, start, end)
        while found >= 0 and not self._is_free(found, len(plain), heading):
            found = self.wording.find(plain, found + 1, end)
        return found

    def stands_around(self, part: Part, plain: str) -> bool:
        """Return whether a part stands whole around words that are taken for another's.

        Such as a title around a credit that also stands alone; not within words of one other part.
        """
        end = len(self.wording.stream)
        found = self.wording.find(plain, 0, end)
        while found >= 0:
            if {None, part} & set(self._owners[found : found + len(plain)]):
                return True
            found = self.wording.find(plain, found + 1, end)
        return False

    def _is_free(self, start: int, length: int, heading: bool | None) -> bool:
        if heading not in (None, self.mark_at(start).heading):
            return False
        return not any(self._owners[start : start + length])

    def claim(self, part: Part, stretch: Stretch) -> None:
        """Note that a stretch is a part's."""
        start, end = stretch
        self._owners[start:end] = [part] * (end - start)

    def owner_of(self, run: Run, offset: int) -> Part | None:
        """Return the part that has a character of a run."""
        number = bisect_right(self._firsts, self._start_of[run] + offset) - 1
        return self._owners[self.wording.starts[number]] if number >= 0 else None

    def word_before(self, position: int) -> tuple[str, bool]:
        """Return the word before a position, and whether it is the label of a list's entry."""
        number = self.wording.word_at(position) - 1
        if number < 0:
            return "", False
        start = self.wording.starts[number]
        return self.wording.words[number].plain, self.mark_at(start).label

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


def _tagged(page: Page) -> Iterator[tuple[Mark, Run]]:
    """Yield the runs of a page that are neither artifacts nor in a figure, with their marks."""
    for run in page.runs:
        if run.mark is not None and run.mark.figure is None:
            yield run.mark, run


def _reading_place(tagged: tuple[Mark, Run]) -> tuple[int, int]:
    """Return where a run is read: a line from right to left is painted from its end."""
    mark, run = tagged
    return (mark.order, run.places[0])
