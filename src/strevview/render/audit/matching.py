"""Which words of the PDF are which words of the issue."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from strevview.render.audit.expected import Part, PartKind
from strevview.render.audit.flow import Flow, Stretch, blanked
from strevview.render.audit.wording import Wording, comparable

# So many places at which one short text stands are weighed; more make no difference.
_MAX_CANDIDATES = 60
# difflib compares words that are everywhere in texts up to this length.
_EXACT_UP_TO = 6000
# So many words in a row are a piece of a text, and not the same words in another.
_TELLING = 3


@dataclass
class Match:
    """A part and where its words stand in the flow.

    `at` is where the whole part stands, word by word without a gap; otherwise `found` has the
    stretch of each word that stands in its place, by the word's number. `moved` is true when the
    part stands elsewhere than its neighbours tell, `demoted` when a heading stands as plain text.
    """

    part: Part
    wording: Wording
    at: int | None = None
    found: dict[int, Stretch] = field(default_factory=dict)
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
        missing = [i for i in range(len(self.wording.words)) if i not in self.found]
        runs: list[tuple[int, int]] = []
        for index in missing:
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


def match_in_order(flow: Flow, parts: Sequence[Part], stream: str) -> list[Match]:
    """Find whole parts that follow each other, in a stream that is the flow's or a blanked copy.

    When each part is found, one after the other, nothing is lost and nothing out of order.
    Otherwise as much text as can be is matched in order; then parts that stand somewhere else.
    """
    matches = [Match(part, Wording(part.text)) for part in parts]
    matches = [match for match in matches if match.wording.stream]
    if _match_at_once(flow, matches, stream):
        return matches
    _match_longest_chain(flow, matches, stream)
    _match_elsewhere(flow, matches, stream)
    return matches


def match_between(flow: Flow, matches: list[Match], stream: str) -> None:
    """Find the words of parts that stand nowhere whole, between the parts around them."""
    for first, last, start, end in list(_gaps(matches, len(stream))):
        _match_words(flow, matches[first:last], stream, (start, end))
    for match in matches:
        if match.lost and match.found:
            free = blanked(stream, [one for other in matches for one in other.stretches])
            _match_over_pages(flow, match, free)


def _match_over_pages(flow: Flow, match: Match, free: str) -> None:
    """Find the head or the tail of a part that a page's end cuts off.

    Two texts side by side may both run on: pages are read one after the other, so that a piece of
    the one comes between the two pieces of the other.
    """
    words, count = match.wording.words, len(match.wording.words)
    for first, end in match.lost:
        if (first == 0) is (end == count) or end - first < _TELLING:
            continue
        plain = "".join(words.plain[first:end])
        neighbour = match.stretch(end if first == 0 else first - 1)
        at = flow.find(plain, 0, len(free), heading=match.heading, stream=free)
        if at < 0 or neighbour is None:
            continue
        step = flow.page_at(neighbour[0]) - flow.page_at(at)
        if step == (1 if first == 0 else -1):
            for word in range(first, end):
                match.found[word] = (at, at + len(words.plain[word]))
                at += len(words.plain[word])


def match_anywhere(flow: Flow, part: Part, stream: str, window: Stretch | None = None) -> Match:
    """Find one part, or any of the texts that do as well, where it stands whole in a window."""
    start, end = window or (0, len(stream))
    for text in (part.text, *part.others):
        match = Match(part, Wording(text))
        at = flow.find(match.wording.stream, start, end, heading=None, stream=stream)
        if at >= 0:
            match.at = at
            return match
    return Match(part, Wording(part.text))


def match_remains(flow: Flow, match: Match, stream: str) -> None:
    """Find what there is of a part that stands nowhere whole: its words beside each other."""
    words = match.wording.words.plain
    there = [
        number for number, start in enumerate(flow.wording.starts[:-1]) if stream[start] != "\0"
    ]
    plain = [flow.wording.words.plain[number] for number in there]
    block = SequenceMatcher(None, plain, words, False).find_longest_match()
    if block.size < min(_TELLING, len(words)):
        return
    # Around its longest piece; a text interrupted by another is seldom twice as long.
    reach = 2 * len(words)
    first = there[max(block.a - reach, 0)]
    last = there[min(block.a + block.size + reach, len(there)) - 1]
    starts = flow.wording.starts
    _match_words(flow, [match], stream, (starts[first], starts[last + 1]))


def _match_at_once(flow: Flow, matches: list[Match], stream: str) -> bool:
    places, position = [], 0
    for match in matches:
        plain = match.wording.stream
        at = flow.find(plain, position, len(stream), heading=match.heading, stream=stream)
        if at < 0:
            return False
        places.append(at)
        position = at + len(plain)
    for match, at in zip(matches, places, strict=True):
        match.at = at
    return True


def _candidates(flow: Flow, match: Match, stream: str) -> Iterator[int]:
    plain, position = match.wording.stream, 0
    for _ in range(_MAX_CANDIDATES):
        at = flow.find(plain, position, len(stream), heading=match.heading, stream=stream)
        if at < 0:
            return
        yield at
        position = at + 1


def _match_longest_chain(flow: Flow, matches: list[Match], stream: str) -> None:
    """Place the whole parts that follow each other and together have the most characters."""
    links: list[tuple[int, int, int]] = []  # part, place, the link before
    ends, weights, last = [0], [0], [-1]  # the best chain that ends at or before each end
    for index, match in enumerate(matches):
        length = len(match.wording.stream)
        grown = []
        for at in _candidates(flow, match, stream):
            best = bisect_right(ends, at) - 1
            links.append((index, at, last[best]))
            grown.append((at + length, weights[best] + length, len(links) - 1))
        for end, weight, link in grown:
            place = bisect_right(ends, end)
            if weights[place - 1] >= weight:
                continue
            stop = place
            while stop < len(ends) and weights[stop] <= weight:
                stop += 1
            ends[place:stop], weights[place:stop], last[place:stop] = [end], [weight], [link]
    link = last[-1]
    while link >= 0:
        index, at, link = links[link]
        matches[index].at = at


def _match_elsewhere(flow: Flow, matches: list[Match], stream: str) -> None:
    """Find whole parts that stand out of order, in what no other part has."""
    missing = [match for match in matches if match.at is None]
    if not missing:
        return
    free = blanked(stream, [one for match in matches for one in match.stretches])
    for match in missing:
        if len(match.wording.words) < 3 and match.part.kind is PartKind.PARAGRAPH:
            continue  # so few words may be anybody's
        at = next(_candidates(flow, match, free), None)
        if at is not None:
            match.at, match.moved = at, True
            free = blanked(free, match.stretches)


def _gaps(matches: list[Match], length: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield each row of parts not found, and the stretch between the parts around them."""
    fixed = [(i, m) for i, m in enumerate(matches) if m.at is not None and not m.moved]
    edges = [(i, m.at or 0, (m.at or 0) + len(m.wording.stream)) for i, m in fixed]
    before, start = -1, 0
    for index, at, end in [*edges, (len(matches), length, length)]:
        if index > before + 1:
            yield before + 1, index, start, at
        before, start = index, end


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
    ]
    headings = any(match.heading is not None for match in open_matches)
    there = [
        (number, _key(words.plain[number], flow.is_heading(starts[number]) if headings else None))
        for number in range(flow.wording.word_at(gap[0]), flow.wording.word_at(gap[1] - 1) + 1)
        if stream[starts[number]] != "\0"
    ]
    if _match_as_subsequence(wanted, there, starts):
        return
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
                at = flow.find(plain, position, end, heading=match.heading, stream=stream)
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
