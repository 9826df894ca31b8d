"""The text of a PDF in reading order, without running headers, page numbers and other artifacts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from strevview.render.audit.wording import Wording, comparable

if TYPE_CHECKING:
    from strevview.render.audit.pdfium import Box
    from strevview.render.audit.reading import Page, Run

# A hyphen that only breaks a word, and the line's end after it.
_BROKEN = re.compile("[\u00ad\x02\ufffe]\\s*")
Stretch = tuple[int, int]  # of the stream: first character, and the one after the last


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a word on a page; `line` is the box of the line, or part of it, that it is in."""

    page: int
    box: Box
    line: Box


class Flow:
    """The words of the tagged text, in the order of the structure tree."""

    def __init__(self, pages: list[Page]) -> None:
        self._pages = pages
        self._runs: list[Run] = []
        self._starts: list[int] = []
        pieces: list[str] = []
        length = 0
        for page in pages:
            before: Run | None = None
            for run in _in_reading_order(page.runs):
                if before is None or not run.adjoins(before):
                    pieces.append(" ")
                    length += 1
                self._runs.append(run)
                self._starts.append(length)
                pieces.append(run.text)
                length += len(run.text)
                before = run
        self.wording = Wording("".join(pieces))
        self._index = {(run.page, run.number): index for index, run in enumerate(self._runs)}

    @property
    def stream(self) -> str:
        """All comparable characters in a row."""
        return self.wording.stream

    @cached_property
    def blocks(self) -> list[Stretch]:
        """The stretches of the stream that are blocks: paragraphs, headings, captions."""
        found: list[Stretch] = []
        for _, group in groupby(zip(self._runs, self._starts, strict=True), key=_block_of):
            rows = list(group)
            first, (last, start) = rows[0][1], rows[-1]
            positions = [
                bisect_left(self.wording.words.first, at) for at in (first, start + len(last.text))
            ]
            begin, end = (self.wording.starts[number] for number in positions)
            if begin < end:
                found.append((begin, end))
        return found

    def is_blocks(self, stretch: Stretch) -> bool:
        """Return whether a stretch is one block, or some that follow each other."""
        starts, ends = self._edges
        return stretch[0] in starts and stretch[1] in ends

    @cached_property
    def _edges(self) -> tuple[frozenset[int], frozenset[int]]:
        return frozenset(start for start, _ in self.blocks), frozenset(
            end for _, end in self.blocks
        )

    def find(
        self, plain: str, start: int, end: int, heading: bool | None, stream: str | None = None
    ) -> int:
        """Return where words stand in the stream, in a heading, outside one or (None) in either.

        `stream` may be a copy of the flow's with what is not to be found blanked out.
        """
        found = self.wording.find(plain, start, end, stream)
        while found >= 0 and heading is not None and self.is_heading(found) is not heading:
            found = self.wording.find(plain, found + 1, end, stream)
        return found

    def is_heading(self, position: int) -> bool:
        """Return whether a position of the stream is in a heading."""
        word = self.wording.words[self.wording.word_at(position)]
        mark = self._runs[self._run_at(word.start)].mark
        return mark is not None and mark.heading

    def word_before(self, position: int) -> tuple[str, bool]:
        """Return the word before a position of the stream, and whether a list's label has it."""
        number = self.wording.word_at(position) - 1
        if number < 0:
            return "", False
        word = self.wording.words[number]
        mark = self._runs[self._run_at(word.start)].mark
        return word.plain, mark is not None and mark.label

    def page_at(self, position: int) -> int:
        """Return the page, from 0, on which a position of the stream is."""
        return self._runs[self._run_at(self._text_offset(position))].page

    def places(self, stretch: Stretch) -> Iterator[Place]:
        """Yield where the characters of a stretch stand: one or more pieces a word, in order."""
        first = self.wording.word_at(stretch[0])
        last = self.wording.word_at(max(stretch[1] - 1, stretch[0]))
        for number in range(first, last + 1):
            word = self.wording.words[number]
            start, stop = word.start, word.end
            if number == first:
                start += self._written_length(number, stretch[0])
            if number == last:
                stop = max(word.start + self._written_length(number, stretch[1]), start + 1)
            while start < stop:
                index = self._run_at(start)
                run = self._runs[index]
                offset = start - self._starts[index]
                end = min(stop - self._starts[index], len(run.text))
                box = self._pages[run.page].span_box(run, offset, end)
                yield Place(run.page, box, run.box)
                start = max(self._starts[index] + end, start + 1)

    def _written_length(self, number: int, position: int) -> int:
        """Return how many written characters of a word come before a position of the stream."""
        word = self.wording.words[number]
        plain, length = position - self.wording.starts[number], word.end - word.start
        if plain <= 0 or plain >= len(word.plain):
            return 0 if plain <= 0 else length
        # Some characters compare as more than one, and some as none.
        written = self.wording.text[word.start : word.end]
        return next(n for n in range(length) if len(comparable(written[: n + 1])) > plain)

    def position_of(self, run: Run, offset: int) -> int | None:
        """Return the position in the stream of a character of a run; None outside the flow."""
        index = self._index.get((run.page, run.number))
        if index is None:
            return None
        written = self._starts[index] + offset
        number = bisect_right(self.wording.words.first, written) - 1
        return self.wording.starts[number] if number >= 0 else None

    def nearest(self, position: int) -> str:
        """Return up to four words before a position of the stream, as the PDF writes them."""
        if position <= 0 or not self.wording.words:
            return ""
        last = self.wording.word_at(position - 1)
        start = self.wording.words[max(last - 3, 0)].start
        text = self.wording.text[start : self.wording.words[last].end]
        return " ".join(_BROKEN.sub("", text).split())

    def _text_offset(self, position: int) -> int:
        return self.wording.words[self.wording.word_at(position)].start

    def _run_at(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)


def _block_of(placed: tuple[Run, int]) -> tuple[int, int]:
    run, _ = placed
    return (run.page, run.mark.block if run.mark is not None else -1)


def blanked(stream: str, stretches: Iterable[Stretch]) -> str:
    """Return a stream in which nothing of the stretches is found; all else keeps its place."""
    pieces, position = [], 0
    for start, end in sorted(stretches):
        if end > position:
            begin = max(start, position)
            pieces += [stream[position:begin], "\0" * (end - begin)]
            position = end
    return "".join([*pieces, stream[position:]])


def _in_reading_order(runs: list[Run]) -> list[Run]:
    content = [run for run in runs if run.mark is not None and not run.mark.figure]
    return sorted(content, key=lambda run: (run.mark.order if run.mark else 0, run.number))
