"""Which words of the PDF are which words of the issue.

A part of the issue that stands whole in its place is found at once. What is left is compared word
by word, in the block that has most of its words. Where words from right to left stand in a line,
PDFium gives the pieces of the line in the order of the page: of a part in such a block the words
are looked for in any order, and the last of them by their letters alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TypeAlias

from strevview.audit import Expected, ExpectedFigure, ExpectedPart
from strevview.audit.reading import PdfReading
from strevview.audit.wording import Flow, Stretch, Wording, sorted_letters

# Words in a row, found elsewhere, are taken for the missing ones if they are so many at least.
_ENOUGH_IN_A_ROW = 3
# A part is looked for in so many blocks before and behind the one whose turn it is.
_BLOCKS_AROUND = 24


@dataclass(eq=False)
class Match:
    """A part, and where its words stand in the PDF's text (`Flow`).

    `at` is where the whole part stands, word by word without a gap; otherwise `block` is where it
    was looked for. `found` has the stretch of each word by its number, and `counted` the words
    whose letters stand in the block in an order that the page does not tell. `moved` is true when
    the part stands elsewhere than its neighbours tell.
    """

    part: ExpectedPart
    wording: Wording
    at: int | None = None
    block: Stretch | None = None
    found: dict[int, Stretch] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)
    moved: bool = False

    @cached_property
    def letters(self) -> Counter[str]:
        """How many of the part's words have the same letters, by these letters."""
        return Counter(sorted_letters(word.plain) for word in self.wording.words)

    @property
    def place(self) -> Stretch | None:
        """Where the part stands among the others, as far as that is known."""
        if self.at is None or self.moved:
            return self.block
        return (self.at, self.at + len(self.wording.stream))

    @property
    def lost(self) -> list[tuple[int, int]]:
        """The words that are not there, as runs of numbers: first, and one after the last."""
        there = self.found.keys() | self.counted
        missing = (number for number in range(len(self.wording.words)) if number not in there)
        # What follows each other is as far from its place in the row.
        runs = groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0])
        rows = ([number for _, number in run] for _, run in runs)
        return [(row[0], row[-1] + 1) for row in rows]

    def stretches(self, start: int, end: int) -> list[Stretch | None]:
        """Return where each word stands that has some of the characters `start:end` of the text.

        It is None for a word that is lost.
        """
        return [
            self.found.get(number)
            for number, word in enumerate(self.wording.words)
            if word.start < end and word.end > start
        ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A PDF beside what its issue must have in it."""

    expected: Expected
    reading: PdfReading
    flow: Flow
    matches: Mapping[ExpectedPart, Match]


def match_issue(flow: Flow, expected: Expected) -> Mapping[ExpectedPart, Match]:
    """Find the parts of the issue in the PDF, each in what the ones before it have left.

    First the body, then the highlights and the texts of figures, at last what may stand anywhere:
    whole parts before pieces. What a style may do without takes no word from what it must print.
    """
    matcher = _Matcher(flow)
    body = matcher.in_order(expected.body)
    matcher.in_order(expected.highlights)
    front = list(expected.front)
    for figure in expected.figures:
        if figure.first > figure.last:
            front += figure.texts
            continue
        window = matcher.surroundings(figure, body)
        for part in figure.texts:
            matcher.anywhere(part, window)
    # Of two texts on the cover one may stand in the other.
    for part in sorted(front, key=lambda part: -len(part.text)):
        matcher.anywhere(part)
    matcher.leftovers(list(matcher.matches))
    for part in expected.optional:
        matcher.anywhere(part)
    matcher.leftovers(expected.optional, optional=True)
    return matcher.matches


@dataclass(frozen=True)
class _Block:
    """A block of the flow, with the words in it that no part has."""

    stretch: Stretch
    page: int
    heading: bool
    words: list[str]

    @cached_property
    def text(self) -> str:
        """The words without the spaces between them."""
        return "".join(self.words)

    @cached_property
    def letters(self) -> Counter[str]:
        """How many of the words have the same letters, by these letters."""
        return Counter(map(sorted_letters, self.words))

    def followed_by(self, other: _Block) -> _Block:
        """Return this block and the next one as one."""
        stretch = (self.stretch[0], other.stretch[1])
        return _Block(stretch, other.page, self.heading, self.words + other.words)


# A choice of parts with their blocks, as a linked list that begins with the last pair; and how many
# words all of these have in common.
_Pairs: TypeAlias = "tuple[_Pairs, Match, Stretch] | None"
_Pairing: TypeAlias = tuple[int, _Pairs]
_NO_PAIRS: _Pairing = (0, None)


class _Matcher:
    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._everywhere = (0, len(flow.wording.stream))
        self.matches: dict[ExpectedPart, Match] = {}

    def in_order(self, parts: Sequence[ExpectedPart]) -> list[Match]:
        """Find parts that follow each other, then those that stand somewhere else."""
        matches = [Match(part, Wording(part.text)) for part in parts]
        self.matches.update((match.part, match) for match in matches)
        self._place_blocks(matches)
        for search in (self._place_whole, self._compare):
            for row, gap in self._gaps(matches):
                search(row, gap)
        return matches

    def anywhere(self, part: ExpectedPart, window: Stretch | None = None) -> None:
        """Find a part, or one of its `others`, whole: in the window, else anywhere."""
        matches = [Match(part, Wording(text)) for text in (part.text, *part.others)]
        near = window or self._everywhere
        found = (one for one in matches if self._turned(one, near) or self._find_near(one, near))
        self.matches[part] = next(found, matches[0])

    def surroundings(self, figure: ExpectedFigure, body: Sequence[Match]) -> Stretch:
        """Return the stretch from the part before a figure's item to the one after it."""
        start, end = self._everywhere
        before = body[figure.first - 1].place if figure.first else None
        after = body[figure.last + 1].place if figure.last + 1 < len(body) else None
        start, end = before[1] if before else start, after[0] if after else end
        return (start, max(start, end))

    def leftovers(self, parts: Iterable[ExpectedPart], *, optional: bool = False) -> None:
        """Find in what is left the words of parts that do not stand where they should.

        A heading may stand as plain text, a piece of a paragraph on another page, all else in the
        block that has the most of its words.
        """
        for match in [self.matches[part] for part in parts]:
            if match.part.heading and match.lost:
                self._find(match, self._everywhere, None)
            # What a style may do without has been looked for whole alone.
            if (optional or match.part.heading is None) and match.lost:
                self._compare([match], self._everywhere)
            starts, stream = match.wording.starts, match.wording.stream
            for first, end in match.lost:
                if end - first >= _ENOUGH_IN_A_ROW:
                    plain = stream[starts[first] : starts[end]]
                    at = self._flow.find(plain, self._everywhere, match.part.heading)
                    self._take_row(match, range(first, end), at)

    def _turned(self, match: Match, window: Stretch) -> bool:
        """Find a part that a reader gives in another order, beside words from right to left."""
        is_whole = self._flow.find(match.wording.stream, window) is not None
        for block in () if is_whole else self._blocks():
            start, _ = block.stretch
            turned = window[0] <= start < window[1] and self._flow.is_right_to_left(block.stretch)
            if turned and match.letters <= block.letters:
                self._count(match, block.stretch)
                return True
        return False

    def _find_near(self, match: Match, window: Stretch) -> bool:
        """Find a whole part in a window or, as moved, anywhere else; return whether it is there."""
        if not self._find(match, window, match.part.heading):
            match.moved = self._find(match, self._everywhere, match.part.heading)
        return match.at is not None

    def _find(self, match: Match, window: Stretch, heading: bool | None) -> bool:
        """Find a whole part in a window; return whether it is there."""
        match.at = self._flow.find(match.wording.stream, window, heading)
        self._take_row(match, range(len(match.wording.words)), match.at)
        return match.at is not None

    def _take_row(self, match: Match, words: range, at: int | None) -> None:
        """Note that words of a part stand one after the other from a position on; None: nowhere."""
        if at is None:
            return
        starts = match.wording.starts
        offset = at - starts[words.start]
        for number in words:
            self._take(match, number, (offset + starts[number], offset + starts[number + 1]))

    def _take(self, match: Match, number: int, stretch: Stretch) -> None:
        match.found[number] = stretch
        self._flow.claim(match.part, stretch)

    def _place_blocks(self, matches: Sequence[Match]) -> None:
        """Place the parts that are blocks of their own, in their order.

        Of texts that say the same not each may be a block of its own: which block is which is then
        told by what stands around them.
        """
        wanted = [(match.wording.stream, bool(match.part.heading)) for match in matches]
        blocks = self._joined_blocks({text for text, _ in wanted})
        there = [(block.text, block.heading) for block in blocks]
        times_wanted, times_there = Counter(wanted), Counter(there)
        # One may stand in a block with a mark, and a caption may say the same.
        many = (key for key, times in times_wanted.items() if times > 1)
        times_there |= {key: self._flow.times(*key) for key in many}
        same = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()
        for first, other, size in same:
            for match, block in zip(matches[first:], blocks[other : other + size], strict=False):
                key = (block.text, block.heading)
                if times_wanted[key] == times_there[key]:
                    self._find(match, block.stretch, match.part.heading)

    def _joined_blocks(self, texts: Set[str]) -> list[_Block]:
        """Return the blocks, those that pages' ends divide joined again.

        A block that is none of the texts goes on in the first block of the next page, if one of the
        texts begins with both.
        """
        found: list[_Block] = []
        for block in self._blocks():
            before = found[-1] if found else block
            if before.page != block.page and before.text not in texts:
                joined = before.followed_by(block)
                if any(text.startswith(joined.text) for text in texts):
                    found[-1] = joined
                    continue
            found.append(block)
        return found

    def _place_whole(self, matches: Sequence[Match], gap: Stretch) -> None:
        """Place whole parts of a gap in it or, if they do not stand there, anywhere else."""
        for match in matches:
            # So few words may be anybody's.
            few = len(match.wording.words) < _ENOUGH_IN_A_ROW and not match.part.heading
            if not few and not match.wording.is_right_to_left:
                self._find_near(match, gap)

    def _gaps(self, matches: Sequence[Match]) -> list[tuple[list[Match], Stretch]]:
        """Return each row of parts that are nowhere, and the stretch between the parts around."""
        found: list[tuple[list[Match], Stretch]] = []
        row: list[Match] = []
        start = 0
        for match in matches:
            if match.place is not None:
                found.append((row, (start, match.place[0])))
                row, start = [], match.place[1]
            elif not match.moved:
                row.append(match)
        found.append((row, (start, self._everywhere[1])))
        return [(row, gap) for row, gap in found if row]

    def _paired(self, matches: Sequence[Match], gap: Stretch) -> Iterator[tuple[Match, Stretch]]:
        """Yield parts of a gap with their blocks: in order, and with the most words in common.

        They are aligned as two sequences are (Needleman and Wunsch, 1970), in a band: `best[end]`
        pairs the parts so far with the blocks before `end`. A paragraph may be two blocks.
        """
        blocks = [block for block in self._blocks() if gap[0] <= block.stretch[0] < gap[1]]
        # For each block: itself, and joined with the last one of the page before; how many that is.
        ending = [[(1, block)] for block in blocks]
        for (before_it, block), joined in zip(pairwise(blocks), ending[1:], strict=True):
            if before_it.page != block.page:
                joined.append((2, before_it.followed_by(block)))
        best: dict[int, _Pairing] = {}
        band = _BLOCKS_AROUND + len(blocks) // len(matches)
        for number, match in enumerate(matches, 1):
            middle = number * len(blocks) // len(matches)
            previous, best = best, {}
            for end in range(max(middle - band, 1), min(middle + band, len(blocks)) + 1):
                choices = [previous.get(end, _NO_PAIRS), best.get(end - 1, _NO_PAIRS)]
                for size, block in ending[end - 1]:
                    if shared := _shared(match, block):
                        known, pairs = previous.get(end - size, _NO_PAIRS)
                        choices.append((known + shared, (pairs, match, block.stretch)))
                best[end] = max(choices, key=itemgetter(0))
        _, left = best.get(len(blocks), _NO_PAIRS)
        while left is not None:
            left, match, stretch = left
            yield match, stretch

    def _blocks(self) -> list[_Block]:
        """Return the blocks in which words are left, with these."""
        flow, found = self._flow, []
        for block in flow.blocks:
            words = [plain for plain, _ in flow.words_in(block)]
            if words:
                page, heading = flow.page_at(block[0]), flow.mark_at(block[0]).heading
                found.append(_Block(block, page, heading, words))
        return found

    def _compare(self, matches: Sequence[Match], gap: Stretch) -> None:
        """Find the words of parts that do not stand whole in a gap, in the blocks of it."""
        for match, block in self._paired(matches, gap):
            if match.wording.is_right_to_left or self._flow.is_right_to_left(block):
                self._count(match, block)
            else:
                self._align(match, block)

    def _align(self, match: Match, block: Stretch) -> None:
        """Find the words of a part in its block, in their order."""
        words, there = match.wording.words, list(self._flow.words_in(block))
        keys = [word.plain for word in words], [plain for plain, _ in there]
        same = SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks()
        # Some words may stand there by chance.
        sizes = [size for *_, size in same]
        if 3 * sum(sizes) < 2 * len(words) and max(sizes) < _ENOUGH_IN_A_ROW:
            return
        match.block = block
        for first, other, size in same:
            for offset in range(size):
                self._take(match, first + offset, there[other + offset][1])
        # The same letters in other pieces: a word broken at a line's end.
        start = block[0]
        for number, word in enumerate(words):
            if number not in match.found:
                later = (match.found[n][0] for n in range(number, len(words)) if n in match.found)
                at = self._flow.find(word.plain, (start, next(later, block[1])))
                if at is None:
                    continue
                self._take(match, number, (at, at + len(word.plain)))
            start = match.found[number][1]

    def _count(self, match: Match, block: Stretch) -> None:
        """Find the words of a part in its block in any order, the last by their letters alone.

        Those that read alike first, so that a list's number is not taken for the word behind it,
        and whole words before pieces, so that the one whose letters do not suffice is the one
        that is missing.
        """
        match.block = block
        wanted = [word.plain for word in match.wording.words]
        for reading in (str, sorted_letters):
            places: dict[str, list[Stretch]] = {}
            for plain, stretch in self._flow.words_in(block):
                places.setdefault(reading(plain), []).append(stretch)
            for number, plain in enumerate(wanted):
                if number not in match.found and places.get(reading(plain)):
                    self._take(match, number, places[reading(plain)].pop(0))
        pool = Counter("".join(sorted_letters(plain) for plain, _ in self._flow.words_in(block)))
        for number, plain in enumerate(wanted):
            needed = Counter(sorted_letters(plain))
            if number not in match.found and needed <= pool:
                pool -= needed
                match.counted.add(number)


def _shared(match: Match, block: _Block) -> int:
    """Return how many words a part has in common with a block."""
    if match.part.heading not in (None, block.heading):
        return 0
    shared = (match.letters & block.letters).total()
    if not shared and match.wording.is_right_to_left:
        # A reader may give each word in pieces: then the letters tell.
        wanted, there = ("".join(one.letters.elements()) for one in (match, block))
        return int(Counter(wanted) <= Counter(there))
    return shared
