"""Which blocks are the headings of sections, and which lines of the cover announce them.

What a cover announces stands again above its section: that is the surest sign of a heading, and
its look tells the other headings. Without highlights the look alone decides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from strevview.importers.likeness import likeness
from strevview.importers.manuscript import Block, Kind

# A heading is no longer, whatever it looks like.
_MOST_WORDS = 30
# Highlights stand on the first pages: so many blocks are looked at.
_COVER_BLOCKS = 120
# Lines that one heading may run over.
_MOST_LINES = 3
_SIZE_STEP = 0.6
_LONG = 12


_NUMBER_BEFORE = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-H])[.)]\s+(?=\S)")
_PAGE_AFTER = re.compile(r"(.*?[^\s.·…_])[\s.·…_]+(\d{1,3})[\s•·▪]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over blocks `start:end`; `highlight` is the block that announces it."""

    start: int
    end: int
    highlight: int | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """How a heading is told from text: by the file's mark, its size, its weight."""

    marked: bool
    level: int
    size: float | None
    bold: bool

    def is_like(self, other: _Look) -> bool:
        """Whether two headings look the same."""
        if self.size is not None and other.size is not None:
            near = abs(self.size - other.size) <= _SIZE_STEP
            return near and (self.bold == other.bold or self.marked == other.marked)
        return (self.marked, self.level, self.bold) == (other.marked, other.level, other.bold)


def body_size(blocks: Sequence[Block]) -> float | None:
    """Return the size of most letters of running text, in points."""
    letters: Counter[float] = Counter()
    for block in blocks:
        if block.size is not None and block.kind is Kind.PARAGRAPH:
            letters[round(block.size * 2) / 2] += len(block.text)
    return letters.most_common(1)[0][0] if letters else None


def section_headings(
    blocks: Sequence[Block], names: frozenset[str]
) -> tuple[tuple[Heading, ...], frozenset[int]]:
    """Return the headings of sections in order, and the blocks that announce them.

    `names` are what the cover says of the series (`likeness`): no heading, however often it stands.
    """
    announced = _announced(blocks, names)
    if not announced:
        return tuple(Heading(n, n + 1) for n in _by_look(blocks, names)), frozenset()
    more = _like_announced(blocks, announced, names)
    lines = frozenset(heading.highlight for heading in announced if heading.highlight is not None)
    unmatched = _unmatched(blocks, lines, min(h.start for h in (*announced, *more)))
    headings = _paired(sorted((*announced, *more), key=lambda heading: heading.start), unmatched)
    taken = {heading.highlight for heading in headings}
    return tuple(headings), frozenset(n for n in (*lines, *unmatched) if n in taken)


def heading_key(text: str) -> str:
    """Return the likeness of a heading without a number before it."""
    return likeness(_NUMBER_BEFORE.sub("", text, count=1) if _NUMBER_BEFORE.match(text) else text)


def without_page(text: str) -> tuple[str, str]:
    """Return a line of a table of contents, and what stands behind it: dots and a page number."""
    match = _PAGE_AFTER.fullmatch(text)
    return (match[1], text[match.end(1) :].strip()) if match else (text, "")


def is_short(block: Block) -> bool:
    """Whether a block has the length of a heading."""
    return 0 < len(block.text.split()) <= _MOST_WORDS and block.picture is None


def _announced(blocks: Sequence[Block], names: frozenset[str]) -> list[Heading]:
    """Return the headings whose words stand on the cover too, in the order of both."""
    later = _places(blocks)
    best: list[Heading] = []
    firsts = [n for n in range(min(len(blocks), _COVER_BLOCKS)) if is_short(blocks[n])]
    for at, first in enumerate(firsts):
        chain = _chain(blocks, firsts[at:], later, names)
        if len(chain) > len(best):
            best = chain
        if best and first >= best[0].start:
            break
    return best


def _chain(
    blocks: Sequence[Block],
    firsts: Sequence[int],
    later: Mapping[str, list[tuple[int, int]]],
    names: frozenset[str],
) -> list[Heading]:
    """Return the headings announced from the first line on; all lines stand before all headings."""
    chain: list[Heading] = []
    for line in firsts:
        if chain and line >= chain[0].start:
            break
        key = heading_key(blocks[line].text)
        if not key or key in names:
            continue
        after = chain[-1].end if chain else line + 1
        bare = heading_key(without_page(blocks[line].text)[0])
        places = (*later.get(key, ()), *later.get(bare, ()))
        place = next((p for p in places if p[0] >= after), None)
        if place is None:
            if not chain:
                return []
            continue
        chain.append(Heading(place[0], place[1], line))
    return chain


def _places(blocks: Sequence[Block]) -> Mapping[str, list[tuple[int, int]]]:
    """Return where each short line stands, and lines that run on over the next ones."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, block in enumerate(blocks):
        key = ""
        for end in range(start, min(start + _MOST_LINES, len(blocks))):
            if not is_short(blocks[end]) or not _alike(block, blocks[end]):
                break
            if blocks[end].text.endswith(".") and not _stands_out(blocks[end]):
                break
            text = blocks[end].text
            key += likeness(text) if key else heading_key(text)
            places[key].append((start, end + 1))
    return places


def _stands_out(block: Block) -> bool:
    return block.kind is Kind.HEADING or block.bold


def _alike(one: Block, other: Block) -> bool:
    if one.size is None or other.size is None:
        return one.kind is other.kind or Kind.HEADING not in (one.kind, other.kind)
    return abs(one.size - other.size) <= _SIZE_STEP


def _look(block: Block) -> _Look:
    return _Look(block.kind is Kind.HEADING, block.level, block.size, block.bold)


def _like_announced(
    blocks: Sequence[Block], announced: Sequence[Heading], names: frozenset[str]
) -> list[Heading]:
    """Return the other blocks that look like most of the announced headings."""
    looks = Counter(_look(blocks[heading.start]) for heading in announced)
    look = looks.most_common(1)[0][0]
    normal = body_size(blocks)
    larger = look.size is not None and normal is not None and look.size > normal + _SIZE_STEP
    if not ((look.marked and look.level) or look.bold or larger):
        # A reader that knows no more than that a line is short may be wrong of the others.
        return []
    taken = {n for heading in announced for n in range(heading.start, heading.end)}
    found: list[Heading] = []
    cover = max(heading.highlight or 0 for heading in announced) + 1
    for number in range(cover, len(blocks)):
        block = blocks[number]
        if number < announced[0].start and not _heads_text(blocks, number):
            # A line of the cover that is set like a heading.
            continue
        if number in taken or not is_short(block) or likeness(block.text) in names:
            continue
        if block.kind is Kind.LIST_ENTRY or not _look(block).is_like(look):
            continue
        if found and found[-1].end == number:
            found[-1] = Heading(found[-1].start, number + 1)
        else:
            found.append(Heading(number, number + 1))
    return found


def _unmatched(blocks: Sequence[Block], lines: frozenset[int], end: int) -> list[int]:
    """Return the lines among the highlights that no heading repeats."""
    if len(lines) < 2:
        return []
    first = min(lines)
    look = blocks[first]
    while first and look.kind is Kind.LIST_ENTRY and blocks[first - 1].kind is look.kind:
        first -= 1
    return [
        number
        for number in range(first, min(max(lines) + _MOST_LINES, end))
        if number not in lines
        and is_short(blocks[number])
        and blocks[number].kind is look.kind
        and blocks[number].bold == look.bold
        and _alike(look, blocks[number])
        and (number < max(lines) or look.kind is Kind.LIST_ENTRY)
    ]


def _paired(headings: Sequence[Heading], unmatched: Sequence[int]) -> list[Heading]:
    """Give a line that no heading repeats to the heading that stands at its place in the order."""
    paired = list(headings)
    for line in unmatched:
        before = [n for n, one in enumerate(paired) if one.highlight is not None]
        place = sum(1 for n in before if (paired[n].highlight or 0) < line)
        start = before[place - 1] + 1 if place else 0
        if start < len(paired) and paired[start].highlight is None:
            paired[start] = Heading(paired[start].start, paired[start].end, line)
    return paired


def _by_look(blocks: Sequence[Block], names: frozenset[str]) -> list[int]:
    """Return the headings of an issue without highlights: the highest rank that heads text."""
    normal = body_size(blocks)
    ranks: dict[tuple[float, int], list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        rank = _rank(block, normal)
        if rank is None or likeness(block.text) in names:
            continue
        if _heads_text(blocks, number):
            ranks[rank].append(number)
    if not ranks:
        return _standing_apart(blocks)
    several = [rank for rank, found in ranks.items() if len(found) > 1]
    return ranks[min(several or ranks)]


def _rank(block: Block, normal: float | None) -> tuple[float, int] | None:
    """Return how high a heading stands, lower numbers first; None for what is none."""
    if not is_short(block) or block.kind in (Kind.LIST_ENTRY, Kind.CAPTION, Kind.QUOTATION):
        return None
    size = block.size or 0.0
    larger = normal is not None and size > normal + _SIZE_STEP
    if block.kind is Kind.HEADING and (block.level or larger or block.bold):
        return (-round(size), block.level) if size else (0.0, block.level)
    if larger or (block.bold and block.text[-1:] not in ".:;,"):
        return (-round(size), 9)
    return None


def _heads_text(blocks: Sequence[Block], number: int) -> bool:
    """Whether text follows at once, or after one more heading."""
    following = [block for block in blocks[number + 1 : number + 3] if block.picture is None]
    return any(len(block.text.split()) > _LONG for block in following)


def _standing_apart(blocks: Sequence[Block]) -> list[int]:
    """Return the short lines between paragraphs of a file that knows neither sizes nor marks."""
    found = []
    for number in range(len(blocks) - 1):
        block, follower = blocks[number], blocks[number + 1]
        plain = block.kind is Kind.PARAGRAPH and 0 < len(block.text.split()) <= _LONG
        ends = block.text[-1:] in ".:;,?!”\"'"
        heads = len(follower.text.split()) > 2 * _LONG and follower.kind is Kind.PARAGRAPH
        if plain and heads and not ends and block.text[:1].isupper():
            found.append(number)
    return found
