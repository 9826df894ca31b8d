"""Which words of the PDF are which words of the issue.

A part of the issue that stands whole in its place is found at once. What is left is compared word
by word, between the parts around it. Where words from right to left stand in a line, PDFium gives
the pieces of the line in the order of the page: there letters are counted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from strevview.render.audit.expected import Expected, ExpectedFigure, Part, PartKind
from strevview.render.audit.flow import Flow, Stretch, blanked
from strevview.render.audit.wording import Wording, comparable, letters_of

# difflib compares words that are everywhere in texts up to this length.
_EXACT_UP_TO = 6000
# So many words in a row are a piece of a text, and not the same words in another.
_TELLING = 3
# So many blocks before and behind the one that is due are looked at for a part.
_BAND = 24


@dataclass
class Match:
    """A part, the `number` it has among its kind, and where its words stand in the flow.

    `at` is where the whole part stands, word by word without a gap; otherwise `found` has the
    stretch of each word that stands in its place, by the word's number, and `counted` the words
    whose letters stand there in an order that the page does not tell. `moved` is true when the
    part stands elsewhere than its neighbours tell, `demoted` when a heading stands as plain text.
    """

    part: Part
    wording: Wording
    number: int = -1
    at: int | None = None
    found: dict[int, Stretch] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)
    moved: bool = False
    demoted: bool = False

    def stretch(self, word: int) -> Stretch | None:
        """Return where a word of the part stands in the stream, or None."""
        if self.at is None:
            return self.found.get(word)
        starts = self.wording.starts
        return (self.at + starts[word], self.at + starts[word + 1])

    def stretch_of(self, word: int, start: int, end: int) -> Stretch | None:
        """Return where the characters `start:end` of the text that are in a word stand."""
        whole = self.stretch(word)
        if whole is None:
            return None
        text, written = self.part.text, self.wording.words[word]
        skipped = len(comparable(text[written.start : max(start, written.start)]))
        dropped = len(comparable(text[min(end, written.end) : written.end]))
        return (whole[0] + skipped, max(whole[1] - dropped, whole[0] + skipped + 1))

    @property
    def stretches(self) -> list[Stretch]:
        """What of the stream belongs to the part."""
        if self.at is None:
            return list(self.found.values())
        return [(self.at, self.at + len(self.wording.stream))]

    @property
    def lost(self) -> list[tuple[int, int]]:
        """The words that are not there, as runs of numbers: first, and one after the last."""
        if self.at is not None:
            return []
        runs: list[tuple[int, int]] = []
        for index in range(len(self.wording.words)):
            if index in self.found or index in self.counted:
                continue
            if runs and runs[-1][1] == index:
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
        return runs

    @property
    def heading(self) -> bool | None:
        """Whether the part stands in a heading; None where it may stand in either."""
        if self.part.kind is PartKind.SECTION:
            return True
        return False if self.part.kind is PartKind.PARAGRAPH else None


@dataclass(frozen=True)
class Matches:
    """Where the parts of the issue stand in the PDF; `free` is what no part of it has.

    `surroundings` are the stretches in which each text of a figure should stand.
    """

    body: list[Match]
    highlights: list[Match]
    front: list[Match]
    figure_texts: list[Match]
    optional: list[Match]
    surroundings: list[Stretch]
    free: str

    def all(self) -> Iterator[Match]:
        """Yield every match of what must be there."""
        yield from (*self.front, *self.highlights, *self.body, *self.figure_texts)

    def part_at(self, position: int) -> Part | None:
        """Return the part that a position of the stream belongs to."""
        index = bisect_right(self._taken, position, key=lambda taken: taken[0]) - 1
        if index < 0 or position >= self._taken[index][1]:
            return None
        return self._taken[index][2]

    @cached_property
    def _taken(self) -> list[tuple[int, int, Part]]:
        taken = [(*one, match.part) for match in self.all() for one in match.stretches]
        return sorted(taken, key=lambda one: one[:2])


def match_issue(flow: Flow, expected: Expected) -> Matches:
    """Find the parts of the issue in the PDF.

    First the body, then the highlights and the texts of figures, at last what may stand anywhere:
    each in the text that is left, so that no word counts twice; whole parts before pieces.
    """
    body = _in_order(flow, expected.body, flow.stream)
    _match_between(flow, body, flow.stream)
    free = _without(flow.stream, body)
    highlights = _in_order(flow, [one.part for one in expected.highlights], free)
    free = _without(free, highlights)
    figure_texts: list[Match] = []
    surroundings: list[Stretch] = []
    for figure in expected.figures:
        window = _surroundings(body, figure, len(flow.stream))
        for part in figure.texts:
            match = _anywhere(flow, part, free, window)
            match = match if match.at is not None else _anywhere(flow, part, free)
            figure_texts.append(match)
            surroundings.append(window)
            free = _without(free, [match])
    front: list[Match] = []
    for part in sorted(expected.front, key=lambda part: -len(part.text)):
        front.append(_anywhere(flow, part, free))
        free = _without(free, front[-1:])
    for match in (*body, *highlights, *front, *figure_texts):
        if match.lost:
            _match_leftovers(flow, match, free)
            free = _without(free, [match])
    # What a style may do without takes no word from what it must print.
    optional: list[Match] = []
    for part in expected.optional:
        match = _anywhere(flow, part, free)
        if match.lost and match.wording.is_right_to_left:
            _match_leftovers(flow, match, free)
        optional.append(match)
        free = _without(free, [match])
    return Matches(body, highlights, front, figure_texts, optional, surroundings, free)


def _surroundings(body: Sequence[Match], figure: ExpectedFigure, end: int) -> Stretch:
    """Return the stretch from the part before a figure's item to the one after it.

    It is the whole stream, up to `end`, for a figure of the cover.
    """
    start = 0
    if figure.first <= figure.last:
        for match in body:
            if match.at is None or match.moved:
                continue
            if match.number == figure.first - 1:
                start = match.at + len(match.wording.stream)
            elif match.number == figure.last + 1:
                end = match.at
    return (start, max(start, end))


def _without(free: str, matches: Iterable[Match]) -> str:
    return blanked(free, [one for match in matches for one in match.stretches])


def _in_order(flow: Flow, parts: Sequence[Part], stream: str) -> list[Match]:
    """Find whole parts that follow each other, then those that stand somewhere else."""
    matches = [Match(part, Wording(part.text), number) for number, part in enumerate(parts)]
    matches = [match for match in matches if match.wording.stream]
    _place(flow, matches, stream, (0, len(stream)))
    if any(match.at is None for match in matches):
        _place_elsewhere(flow, matches, stream)
    return matches


def _match_between(flow: Flow, matches: Sequence[Match], stream: str) -> None:
    """Find the words of parts that stand nowhere whole, between the parts around them."""
    for first, last, gap in list(_gaps(matches, len(stream))):
        row = matches[first:last]
        mixed = [match for match in row if match.wording.is_right_to_left and match.at is None]
        if mixed:
            for match, block in _blocks_of(flow, row, stream, gap):
                if match in mixed:
                    _match_in_block(flow, match, _without(stream, matches), block)
        others = [match for match in row if match not in mixed]
        _match_words(flow, others, _without(stream, mixed), gap)


def _blocks_of(
    flow: Flow, matches: Sequence[Match], stream: str, gap: Stretch
) -> Iterator[tuple[Match, Stretch]]:
    """Yield parts of a gap with their blocks: in order, and with the most words in common.

    A paragraph that a page's end divides is two blocks.
    """
    blocks = [block for block in flow.blocks if gap[0] <= block[0] < gap[1]]
    there = [Counter(map(letters_of, _words_in(flow, stream, block))) for block in blocks]
    pages = [flow.page_at(block[0]) for block in blocks]
    # The most words in common of the first parts and the first blocks, and how that came about.
    best: dict[tuple[int, int], tuple[int, int, int]] = {}

    def known(parts: int, end: int) -> int:
        return best[parts, end][0] if (parts, end) in best else 0

    for number, match in enumerate(matches, 1):
        words = Counter(map(letters_of, match.wording.words.plain))
        middle = number * len(blocks) // len(matches)
        for end in range(max(middle - _BAND, 1), min(middle + _BAND, len(blocks)) + 1):
            choices = [(known(number - 1, end), 0, number - 1), (known(number, end - 1), 0, number)]
            choices.append(
                (known(number - 1, end - 1) + (words & there[end - 1]).total(), 1, number - 1)
            )
            if end > 1 and pages[end - 2] < pages[end - 1]:
                both = (words & (there[end - 2] + there[end - 1])).total()
                choices.append((known(number - 1, end - 2) + both, 2, number - 1))
            best[number, end] = max(choices, key=lambda choice: choice[0])
    number, end = len(matches), len(blocks)
    while (number, end) in best:
        _, taken, before = best[number, end]
        if taken:
            yield matches[number - 1], (blocks[end - taken][0], blocks[end - 1][1])
        elif before == number:
            taken = 1
        number, end = before, end - taken


def _match_in_block(flow: Flow, match: Match, stream: str, block: Stretch) -> None:
    """Find the words of a part in its block in whatever order, the last by their letters alone.

    Whole words first, so that the one whose letters do not suffice is the one that is missing.
    """
    starts = flow.wording.starts
    places: dict[str, list[Stretch]] = {}
    for number in range(bisect_left(starts, block[0]), bisect_left(starts, block[1])):
        if stream[starts[number]] != "\0":
            letters = letters_of(flow.wording.words.plain[number])
            places.setdefault(letters, []).append((starts[number], starts[number + 1]))
    wanted = {word: letters_of(plain) for word, plain in enumerate(match.wording.words.plain)}
    for word, letters in wanted.items():
        if places.get(letters):
            match.found[word] = places[letters].pop(0)
    pool = Counter("".join(letters * len(left) for letters, left in places.items()))
    for word, letters in wanted.items():
        needed = Counter(letters)
        if word not in match.found and needed <= pool:
            pool -= needed
            match.counted.add(word)


def _place(flow: Flow, matches: Sequence[Match], stream: str, window: Stretch) -> None:
    """Place whole parts that follow each other in a window.

    Where one is not to be found, those that stand there once alone lead the way to the rest.
    """
    position, places = window[0], []
    for match in matches:
        at = flow.find(match.wording.stream, position, window[1], match.heading, stream)
        if at < 0:
            break
        places.append(at)
        position = at + len(match.wording.stream)
    else:
        for match, at in zip(matches, places, strict=True):
            match.at = at
        return
    anchors = _rising(
        [(n, at) for n, m in enumerate(matches) if (at := _only(flow, m, stream, window)) >= 0]
    )
    if not anchors:
        return
    before, start = 0, window[0]
    for number, at in [*anchors, (len(matches), window[1])]:
        _place(flow, matches[before:number], stream, (start, at))
        if number < len(matches):
            matches[number].at = at
            before, start = number + 1, at + len(matches[number].wording.stream)


def _only(flow: Flow, match: Match, stream: str, window: Stretch) -> int:
    """Return where a part is a block of a window, or -1 where it is none or stands there twice."""
    plain, end = match.wording.stream, window[1]
    at = flow.find(plain, window[0], end, match.heading, stream)
    if at < 0 or not flow.is_blocks((at, at + len(plain))):
        return -1
    return at if flow.find(plain, at + 1, end, match.heading, stream) < 0 else -1


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs whose second numbers rise (patience sorting)."""
    ends: list[int] = []
    rows: list[list[tuple[int, int]]] = []
    for pair in pairs:
        length = bisect_left(ends, pair[1])
        row = [*(rows[length - 1] if length else ()), pair]
        ends[length : length + 1], rows[length : length + 1] = [pair[1]], [row]
    return rows[-1] if rows else []


def _place_elsewhere(flow: Flow, matches: Sequence[Match], stream: str) -> None:
    """Place whole parts that stand out of order, in what no other part has."""
    free = _without(stream, matches)
    for match in matches:
        # So few words may be anybody's.
        few = len(match.wording.words) < _TELLING and match.part.kind is PartKind.PARAGRAPH
        if match.at is None and not few:
            plain = match.wording.stream
            at = flow.find(plain, 0, len(free), match.heading, free)
            if at >= 0 and flow.is_blocks((at, at + len(plain))):
                match.at, match.moved = at, True
                free = _without(free, [match])


def _gaps(matches: Sequence[Match], length: int) -> Iterator[tuple[int, int, Stretch]]:
    """Yield each row of parts not found, and the stretch between the parts around them."""
    fixed = [(i, m) for i, m in enumerate(matches) if m.at is not None and not m.moved]
    edges = [(i, m.at or 0, (m.at or 0) + len(m.wording.stream)) for i, m in fixed]
    before, start = -1, 0
    for index, at, end in [*edges, (len(matches), length, length)]:
        if index > before + 1:
            yield before + 1, index, (start, at)
        before, start = index, end


def _anywhere(flow: Flow, part: Part, stream: str, window: Stretch | None = None) -> Match:
    """Find one part, or any of the texts that do as well, where it stands whole in a window."""
    start, end = window or (0, len(stream))
    for text in (part.text, *part.others):
        match = Match(part, Wording(text))
        at = flow.find(match.wording.stream, start, end, None, stream)
        if at >= 0:
            match.at = at
            return match
    return Match(part, Wording(part.text))


def _match_leftovers(flow: Flow, match: Match, free: str) -> None:
    """Find in what is left the words of a part that does not stand where it should.

    A heading may stand as plain text, a piece on another page, all else in the block that has the
    most of its words.
    """
    if match.heading:
        at = flow.find(match.wording.stream, 0, len(free), False, free)
        if at >= 0:
            match.at, match.demoted = at, True
            return
    words = match.wording.words.plain
    for first, end in match.lost:
        at = -1
        if end - first >= _TELLING:
            at = flow.find("".join(words[first:end]), 0, len(free), match.heading, free)
        for word in range(first, end) if at >= 0 else ():
            match.found[word] = (at, at + len(words[word]))
            at += len(words[word])
    if match.part.kind in (PartKind.SECTION, PartKind.PARAGRAPH) or not match.lost:
        return
    wanted = Counter(map(letters_of, words))
    there = (Counter(map(letters_of, _words_in(flow, free, block))) for block in flow.blocks)
    shared = [(wanted & found).total() for found in there]
    most = max(shared, default=0)
    if most >= (1 if match.wording.is_right_to_left else min(_TELLING, len(words))):
        block = flow.blocks[shared.index(most)]
        if match.wording.is_right_to_left:
            _match_in_block(flow, match, free, block)
        else:
            _match_words(flow, [match], free, block)


def _words_in(flow: Flow, free: str, window: Stretch) -> Iterator[str]:
    """Yield the comparable words of a window, or what is left of them in a blanked stream."""
    starts = flow.wording.starts
    for number in range(bisect_left(starts, window[0]), len(starts) - 1):
        if starts[number] >= window[1]:
            return
        left = free[starts[number] : starts[number + 1]].replace("\0", "")
        if left:
            yield left


def _match_words(flow: Flow, matches: Sequence[Match], stream: str, gap: Stretch) -> None:
    """Align the words of parts with the words of a gap."""
    words, starts = flow.wording.words, flow.wording.starts
    open_matches = [match for match in matches if match.at is None]
    if gap[0] >= gap[1] or not open_matches:
        return
    wanted = [
        (match, number, _key(plain, match.heading))
        for match in open_matches
        for number, plain in enumerate(match.wording.words.plain)
        if number not in match.found
    ]
    headings = any(match.heading is not None for match in open_matches)
    there = [
        (number, _key(words.plain[number], flow.is_heading(starts[number]) if headings else None))
        for number in range(flow.wording.word_at(gap[0]), flow.wording.word_at(gap[1] - 1) + 1)
        if stream[starts[number]] != "\0"
    ]
    if not _match_as_subsequence(wanted, there, starts):
        _align_words(flow, wanted, there, stream)
        for match in open_matches:
            _drop_chance_words(match)


def _align_words(
    flow: Flow, wanted: list[tuple[Match, int, str]], there: list[tuple[int, str]], stream: str
) -> None:
    starts = flow.wording.starts
    matcher = SequenceMatcher(
        None, [key for _, key in there], [key for *_, key in wanted], len(wanted) > _EXACT_UP_TO
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for (number, _), (match, word, _) in zip(there[a:b], wanted[c:d], strict=True):
                match.found[word] = (starts[number], starts[number + 1])
        elif tag == "replace":
            # The same letters, in other pieces: a word broken at a line's end.
            position, end = starts[there[a][0]], starts[there[b - 1][0] + 1]
            for match, word, _ in wanted[c:d]:
                plain = match.wording.words.plain[word]
                at = flow.find(plain, position, end, match.heading, stream)
                if at >= 0:
                    position = at + len(plain)
                    match.found[word] = (at, position)


def _drop_chance_words(match: Match) -> None:
    """Forget single words of a lost part that stand in its gap by chance."""
    lost = match.lost
    edges = [0, *(edge for run in lost for edge in run), len(match.wording.words)]
    longest = max(end - start for start, end in zip(edges[::2], edges[1::2], strict=True))
    if 3 * len(match.found) < len(match.wording.words) and longest < _TELLING:
        match.found.clear()


def _match_as_subsequence(
    wanted: list[tuple[Match, int, str]], there: list[tuple[int, str]], starts: list[int]
) -> bool:
    """Match all words when they follow each other with other text between; return whether so."""
    left = iter(there)
    found = []
    for match, word, key in wanted:
        number = next((number for number, other in left if other == key), None)
        if number is None:
            return False
        found.append((match, word, number))
    for match, word, number in found:
        match.found[word] = (starts[number], starts[number + 1])
    return True


def _key(plain: str, heading: bool | None) -> str:
    return f"# {plain}" if heading else plain
