"""Find the words of parts that do not stand whole in the PDF, between the parts around them.

Where words from right to left stand in a line, PDFium gives the pieces of the line in the order of
the page: there letters are counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from strevview.render.audit.expected import PartKind
from strevview.render.audit.flow import Flow, Stretch
from strevview.render.audit.matches import TELLING, Match, without
from strevview.render.audit.wording import letters_of

# difflib compares words that are everywhere in texts up to this length.
_EXACT_UP_TO = 6000
# So many blocks before and behind the one that is due are looked at for a part.
_BAND = 24


def match_between(flow: Flow, matches: Sequence[Match], stream: str) -> None:
    """Find the words of parts that stand nowhere whole, between the parts around them."""
    for first, last, gap in list(_gaps(matches, len(stream))):
        row = matches[first:last]
        mixed = [match for match in row if match.wording.is_right_to_left and match.at is None]
        if mixed:
            for match, block in _blocks_of(flow, row, stream, gap):
                if match in mixed:
                    _match_in_block(flow, match, without(stream, matches), block)
        others = [match for match in row if match not in mixed]
        _match_words(flow, others, without(stream, mixed), gap)


def _gaps(matches: Sequence[Match], length: int) -> Iterator[tuple[int, int, Stretch]]:
    """Yield each row of parts not found, and the stretch between the parts around them."""
    fixed = [(i, m) for i, m in enumerate(matches) if m.at is not None and not m.moved]
    edges = [(i, m.at or 0, (m.at or 0) + len(m.wording.stream)) for i, m in fixed]
    before, start = -1, 0
    for index, at, end in [*edges, (len(matches), length, length)]:
        if index > before + 1:
            yield before + 1, index, (start, at)
        before, start = index, end


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


def match_leftovers(flow: Flow, match: Match, free: str) -> None:
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
        if end - first >= TELLING:
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
    if most >= (1 if match.wording.is_right_to_left else min(TELLING, len(words))):
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
    if 3 * len(match.found) < len(match.wording.words) and longest < TELLING:
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
