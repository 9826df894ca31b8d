"""The headings of an old issue, and which of them begin sections.

A heading that the file marks is one, with its rank. Where a file marks none, short lines in larger
letters are headings, then bold ones, then lines in capitals or standing apart. What the cover
announces stands again above its section, and the rank of most of these makes sections; else the
highest rank that occurs twice, and any heading that has no higher one above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from strevview.importers.blocks import Block, Kind, Run
from strevview.importers.figures import body_size
from strevview.importers.tidy_runs import likeness

# A line that looks like a heading has no more words; one that only stands apart has fewer.
_MOST_WORDS = 24
_MOST_WORDS_APART = 12
# Lines of the cover that may announce sections stand among so many blocks.
_COVER_BLOCKS = 150
# Sizes in points that differ by less are one.
_SIZE_STEP = 0.6
# Lines that one heading may run over.
_MOST_LINES = 3
_NUMBER_BEFORE = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-H])[.)]\s+(?=\S)")
_PAGE_AFTER = re.compile(r"(.*?[^\s.·…_])[\s.·…_]+(\d{1,3})[\s•·▪]*")


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """The block that heads a section, and the one of the cover that announces it, if one does.

    `lines` is how many blocks the heading runs over.
    """

    place: int
    highlight: int | None = None
    lines: int = 1


@dataclass(frozen=True, slots=True)
class SectionHeadings:
    """The headings of sections in order.

    `lines` are the blocks of the cover that make the list of highlights, those too that announce no
    section.
    """

    headings: tuple[SectionHeading, ...]
    lines: frozenset[int]


def with_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks with their headings marked, where the file itself marks none.

    Ranks go by size, then by weight; lines of one rank that follow each other are one heading.
    """
    if any(block.kind is Kind.HEADING for block in blocks):
        return tuple(blocks)
    body = body_size(blocks)
    looks = [_look(block, body) for block in blocks]
    if not any(looks):
        looks = [_stands_apart(blocks, number) for number in range(len(blocks))]
    ranks = {look: rank for rank, look in enumerate(sorted({one for one in looks if one}), 1)}
    found: list[Block] = []
    for block, look in zip(blocks, looks, strict=True):
        if look is None:
            found.append(block)
            continue
        last = found[-1] if found else None
        if last is not None and last.kind is Kind.HEADING and last.level == ranks[look]:
            runs = (*last.runs, Run(" "), *block.runs)
            found[-1] = replace(last, runs=runs, links=(*last.links, *block.links))
        else:
            found.append(replace(block, kind=Kind.HEADING, level=ranks[look]))
    return tuple(found)


def section_headings(
    blocks: Sequence[Block], names: frozenset[str], marked: bool
) -> SectionHeadings:
    """Return the headings of sections.

    `marked` says that the file itself marks headings, not their looks. `names` are what a cover
    says of the series, by `likeness`: no heading, however often it stands.
    """
    headings = [
        number
        for number, block in enumerate(blocks)
        if block.kind is Kind.HEADING and likeness(block.text) not in names
    ]
    plain = not marked and not any(blocks[n].size or blocks[n].bold for n in headings)
    short = [
        n
        for n, block in enumerate(blocks)
        if _is_short(block, _MOST_WORDS) and block.kind in (Kind.PARAGRAPH, Kind.HEADING)
    ]
    # Where nothing but its place tells a heading, any short line may be one, of several lines too.
    by_key = _headings_by_key(blocks, short, _MOST_LINES) if plain else {}
    announced = _announced(blocks, by_key or _headings_by_key(blocks, headings, 1), names)
    if announced:
        return _with_announced(blocks, headings, announced)
    if headings == [0]:
        # A title with nothing but text below it.
        headings = []
    levels = Counter(blocks[n].level for n in headings)
    first = headings[0] if headings else -1
    if (
        len(headings) > 1
        and levels[blocks[first].level] == 1
        and blocks[first].level == min(levels)
    ):
        # The only heading of the highest rank, before all others: the title.
        del headings[0]
        del levels[blocks[first].level]
    level = min((one for one, count in levels.items() if count > 1), default=max(levels, default=0))
    places = []
    highest = max(levels, default=0)
    for place in headings:
        highest = min(highest, blocks[place].level)
        if blocks[place].level <= max(level, highest):
            places.append(place)
    return SectionHeadings(tuple(SectionHeading(n) for n in places), frozenset())


def without_page(text: str) -> tuple[str, str]:
    """Return a line of a table of contents, and what stands behind it: dots and a page number."""
    match = _PAGE_AFTER.fullmatch(text)
    return (match[1], text[match.end(1) :].strip()) if match else (text, "")


def heading_key(text: str) -> str:
    """Return the likeness of a heading without a number before it."""
    return likeness(_NUMBER_BEFORE.sub("", text, count=1) if _NUMBER_BEFORE.match(text) else text)


# By looks.


def _look(block: Block, body: float | None) -> tuple[float, int] | None:
    """Return what tells the rank of a line that looks like a heading, the highest first."""
    if block.kind is not Kind.PARAGRAPH or not _is_short(block, _MOST_WORDS):
        return None
    size = block.size or 0.0
    larger = body is not None and size > body + _SIZE_STEP
    if larger:
        return (-round(size), not block.bold)
    if block.bold and block.text[-1:] not in ".:;,":
        return (-round(size), not block.bold)
    return None


def _stands_apart(blocks: Sequence[Block], number: int) -> tuple[float, int] | None:
    """Return the rank of a line that heads text in a file that knows neither sizes nor weight.

    Lines in capitals come first, then short lines before a longer paragraph or a list.
    """
    block = blocks[number]
    if block.kind is not Kind.PARAGRAPH or not _is_short(block, _MOST_WORDS_APART):
        return None
    if block.text.isupper():
        return (0.0, 0)
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    if below is None or block.text[-1:] in ".:;,?!”\"'" or not block.text[:1].isupper():
        return None
    heads = below.kind is not Kind.PARAGRAPH or not _is_short(below, _MOST_WORDS_APART)
    return (0.0, 1) if heads else None


def _is_short(block: Block, words: int) -> bool:
    return 0 < len(block.text.split()) <= words and block.picture is None


# By what the cover announces, and by rank.


def _announced(
    blocks: Sequence[Block], by_key: dict[str, list[SectionHeading]], names: frozenset[str]
) -> list[SectionHeading]:
    """Return the longest row of headings that lines of the cover announce in their order.

    The lines stand together, before all the headings, and are two at least.
    """
    best: list[SectionHeading] = []
    for first in range(min(len(blocks), _COVER_BLOCKS)):
        if best and first >= best[0].place:
            break
        row: list[SectionHeading] = []
        for line in range(first, min(len(blocks), _COVER_BLOCKS)):
            together = _is_short(blocks[line], _MOST_WORDS)
            if not together or (row and line >= row[0].place):
                break
            after = row[-1].place + row[-1].lines if row else line + 1
            heading = _announced_by(blocks[line].text, by_key, after, names)
            if heading is not None:
                row.append(replace(heading, highlight=line))
            elif not row:
                break
        best = max(best, row, key=len)
    return best if len(best) > 1 else []


def _headings_by_key(
    blocks: Sequence[Block], headings: Sequence[int], several: int
) -> dict[str, list[SectionHeading]]:
    """Return headings by their likeness, up to `several` that follow each other taken as one."""
    candidates = frozenset(headings)
    found: dict[str, list[SectionHeading]] = {}
    for place in headings:
        text = ""
        for lines in range(1, several + 1):
            if place + lines - 1 not in candidates:
                break
            text = f"{text} {blocks[place + lines - 1].text}".strip()
            found.setdefault(heading_key(text), []).append(SectionHeading(place, None, lines))
    return found


def _announced_by(
    line: str, by_key: dict[str, list[SectionHeading]], after: int, names: frozenset[str]
) -> SectionHeading | None:
    """Return the first heading from a place on that says what a line says."""
    for key in (heading_key(line), heading_key(without_page(line)[0])):
        if key and key not in names:
            found = next((one for one in by_key.get(key, ()) if one.place >= after), None)
            if found is not None:
                return found
    return None


def _with_announced(
    blocks: Sequence[Block], headings: Sequence[int], announced: Sequence[SectionHeading]
) -> SectionHeadings:
    """Return the announced headings, and those of their rank that no line announces."""
    levels = Counter(blocks[one.place].level for one in announced)
    level = levels.most_common(1)[0][0]
    lines = _highlight_lines(blocks, announced)
    behind = max(lines)
    known = {one.place: one for one in announced}
    inside = {one.place + line for one in announced for line in range(1, one.lines)}
    places = {n for n in headings if n > behind and 0 < blocks[n].level <= level} - inside
    found = [known.get(n, SectionHeading(n)) for n in sorted(places | set(known))]
    return SectionHeadings(tuple(_paired(found, lines)), frozenset(lines))


def _highlight_lines(blocks: Sequence[Block], announced: Sequence[SectionHeading]) -> list[int]:
    """Return the blocks that make the list of highlights: the announcing ones and those between.

    A list is taken whole.
    """
    places = [one.highlight for one in announced if one.highlight is not None]
    first, last = min(places), max(places)
    like = blocks[first]
    if like.kind is Kind.LIST_ENTRY:
        while first and blocks[first - 1].kind is like.kind:
            first -= 1
        while last + 1 < announced[0].place and blocks[last + 1].kind is like.kind:
            last += 1
    return [
        number
        for number in range(first, last + 1)
        if number in places
        or (blocks[number].kind is like.kind and _is_short(blocks[number], _MOST_WORDS))
    ]


def _paired(found: list[SectionHeading], lines: Sequence[int]) -> list[SectionHeading]:
    """Give lines that no heading repeats to the headings in their place, if these are as many."""
    bounds = [
        -1,
        *(number for number, one in enumerate(found) if one.highlight is not None),
        len(found),
    ]
    for before, behind in pairwise(bounds):
        low = found[before].highlight if before >= 0 else None
        high = found[behind].highlight if behind < len(found) else None
        free = [
            line for line in lines if (low is None or line > low) and (high is None or line < high)
        ]
        if len(free) == behind - before - 1:
            for number, line in enumerate(free, before + 1):
                found[number] = replace(found[number], highlight=line)
    return found
