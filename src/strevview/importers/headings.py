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
from itertools import takewhile

from strevview.importers.blocks import Block, Kind, LeftOut, Run, match_key

# A line that looks like a heading has no more words; one that only stands apart has fewer.
_MOST_WORDS = 24
_MOST_WORDS_APART = 12
# Lines of the cover that may announce sections stand among so many blocks.
_COVER_BLOCKS = 150
# Blocks that one heading may run over, where nothing but its place tells it.
_MOST_LINES = 3
# Sizes in points that differ by less are one.
_SIZE_STEP = 0.6
_NUMBER_BEFORE = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-H])[.)]\s+(?=\S)")
_PAGE_AFTER = re.compile(r"(.*?[^\s.·…_])[\s.·…_]+(\d{1,3})[\s•·▪]*")


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """The place of the block that heads a section, and what the cover says to announce it.

    `lines` is how many blocks the heading runs over.
    """

    place: int
    highlight: str | None = None
    lines: int = 1


@dataclass(frozen=True, slots=True)
class SectionHeadings:
    """The headings of sections in order.

    `lines` are the blocks of the cover that make the list of highlights; `left_out` what of them
    no section has: page numbers, links, and lines that announce none.
    """

    headings: tuple[SectionHeading, ...]
    lines: frozenset[int] = frozenset()
    left_out: tuple[LeftOut, ...] = ()


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

    `marked` says that the file itself marks headings, not their looks. `names` are the
    names of the series and its publisher, as `match_key` has them: they head nothing, however often
    they stand.
    """
    headings = [
        number
        for number, block in enumerate(blocks)
        if block.kind is Kind.HEADING and match_key(block.text) not in names
    ]
    # Where nothing but its place tells a heading, any short line may be one.
    plain = not marked and not any(blocks[n].size or blocks[n].bold for n in headings)
    kinds = (Kind.PARAGRAPH, Kind.HEADING)
    short = [n for n, block in enumerate(blocks) if block.kind in kinds and _is_short(block)]
    by_key = (
        _places_by_key(blocks, short, _MOST_LINES) if plain else _places_by_key(blocks, headings, 1)
    )
    announced = _announced(blocks, by_key, names)
    if announced:
        return _with_announced(blocks, headings, announced)
    return SectionHeadings(tuple(SectionHeading(place) for place in _by_rank(blocks, headings)))


def heading_key(text: str) -> str:
    """Return what headings are compared by: `match_key` without a number before the words."""
    return match_key(_NUMBER_BEFORE.sub("", text, count=1) if _NUMBER_BEFORE.match(text) else text)


# By looks.


def _look(block: Block, body: float | None) -> tuple[float, int] | None:
    """Return what ranks a line that looks like a heading: size, then weight; the least is highest.

    None for a line that does not look like one. `body` is the size of running text in points.
    """
    if block.kind is not Kind.PARAGRAPH or not _is_short(block):
        return None
    size = block.size or 0.0
    larger = body is not None and size > body + _SIZE_STEP
    if larger or (block.bold and block.text[-1:] not in ".:;,"):
        return (-round(size), not block.bold)
    return None


def _stands_apart(blocks: Sequence[Block], number: int) -> tuple[float, int] | None:
    """Return what ranks a line that heads text, where a file has neither sizes nor weights.

    Lines in capitals rank above short lines before a longer paragraph or a list; None for others.
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


def _is_short(block: Block, words: int = _MOST_WORDS) -> bool:
    return 0 < len(block.text.split()) <= words and block.picture is None


# By rank.


def _by_rank(blocks: Sequence[Block], headings: Sequence[int]) -> list[int]:
    """Return the headings of the rank of sections, and those that have no higher one above them.

    It is the highest that occurs twice, of those that stand before any rank occurs twice: a rank
    that begins in the middle of a file takes over nothing. The only heading of the highest rank,
    before all others, is the title.
    """
    ranks = [blocks[n].level for n in headings]
    times = Counter(ranks)
    highest = bool(ranks) and times[min(ranks)] == 1 and ranks[0] == min(ranks)
    if highest and (len(ranks) > 1 or headings[0] == 0):
        headings, ranks = headings[1:], ranks[1:]
    again = next((n for n, rank in enumerate(ranks) if rank in ranks[:n]), len(ranks))
    several = (rank for rank in ranks[:again] if times[rank] > 1)
    level = min(several, default=max(ranks, default=0))
    return [
        place
        for number, (place, rank) in enumerate(zip(headings, ranks, strict=True))
        if rank <= max(level, min(ranks[: number + 1]))
    ]


# By what the cover announces.


def _places_by_key(
    blocks: Sequence[Block], headings: Sequence[int], most: int
) -> dict[str, list[tuple[int, int]]]:
    """Return by `heading_key` where headings stand: the first block, and how many blocks they take.

    Up to `most` blocks in a row that may be headings are also tried as one heading.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    candidates = frozenset(headings)
    for place in headings:
        text = ""
        for line in takewhile(candidates.__contains__, range(place, place + most)):
            text = f"{text} {blocks[line].text}".strip()
            found.setdefault(heading_key(text), []).append((place, line + 1 - place))
    return found


def _announced(
    blocks: Sequence[Block], by_key: dict[str, list[tuple[int, int]]], names: frozenset[str]
) -> dict[tuple[int, int], int]:
    """Return the headings that the cover announces, each with the block that announces it.

    A heading is its first block and the number of its blocks. It is the longest row of headings
    that follow each other as lines of the cover do; these stand together, before all the headings,
    and are two at least. Without such a row there is none.
    """
    cover = range(min(len(blocks), _COVER_BLOCKS))
    best: dict[tuple[int, int], int] = {}
    for first in cover:
        row: dict[tuple[int, int], int] = {}
        for line in cover[first:]:
            if not _is_short(blocks[line]) or (row and line >= min(row)[0]):
                break
            keys = {heading_key(text) for text in _with_page_cut(blocks[line].text)} - names - {""}
            place, blocks_taken = max(row, default=(line, 1))
            last = place + blocks_taken - 1
            places = [one for key in keys for one in by_key.get(key, ()) if one[0] > last]
            if places:
                row[min(places)] = line
            elif not row:
                break
        best = max(best, row, key=len)
    return best if len(best) > 1 else {}


def _with_page_cut(line: str) -> tuple[str, ...]:
    """Return a line of a table of contents, and what is left without its dots and page number."""
    page = _PAGE_AFTER.fullmatch(line)
    return (line, page[1]) if page else (line,)


def _with_announced(
    blocks: Sequence[Block], headings: Sequence[int], announced: dict[tuple[int, int], int]
) -> SectionHeadings:
    """Return the announced headings, and those of their rank that no line announces."""
    levels = Counter(blocks[place].level for place, _ in announced)
    level = levels.most_common(1)[0][0]
    first, last = min(announced.values()), max(announced.values())
    lines = {
        n: blocks[n].text
        for n in range(first, last + 1)
        if n in announced.values() or blocks[n].kind is blocks[first].kind
    }
    left_out = [
        LeftOut(link, "a link in the highlights") for n in lines for link in blocks[n].addresses
    ]
    for number in lines.keys() - announced.values():
        left_out.append(LeftOut(lines[number], "a line of the highlights that heads no section"))
    for (place, count), number in announced.items():
        whole = lines[number]
        bare = _with_page_cut(whole)[-1]
        title = " ".join(block.text for block in blocks[place : place + count])
        if heading_key(whole) != heading_key(title):
            lines[number] = bare
            page = whole.removeprefix(bare).strip()
            left_out.append(LeftOut(page, "a page number in the contents", told=True))
    told = [SectionHeading(n, lines[line], count) for (n, count), line in announced.items()]
    inside = {n for one in told for n in range(one.place, one.place + one.lines)}
    others = [n for n in headings if n > last and 0 < blocks[n].level <= level and n not in inside]
    found = sorted([*told, *map(SectionHeading, others)], key=lambda one: one.place)
    return SectionHeadings(tuple(found), frozenset(lines), tuple(left_out))


# Captions.

_FIGURE = re.compile(
    r"(?:fig(?:ure|\.)?|photo(?:graph)?|image|picture|source|credit|map)\b", re.IGNORECASE
)

_CREDIT_AT_END = re.compile(
    r"\((?:photo|picture|image|source|credit|courtesy|drawn|©)[^()]*\)\.?$", re.IGNORECASE
)

_LONGEST_CAPTION = 36


def body_size(blocks: Sequence[Block]) -> float | None:
    """Return the size of most letters of running text, in points."""
    letters: Counter[float] = Counter()
    for block in blocks:
        if block.size is not None and block.kind is Kind.PARAGRAPH:
            letters[round(block.size * 2) / 2] += len(block.text)
    return letters.most_common(1)[0][0] if letters else None


def with_captions(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks in which a short paragraph under a picture that reads like a caption is one.

    It begins like "Figure 2", ends with a credit in brackets, is in italics, or in smaller letters
    than the text.
    """
    body = body_size(blocks)
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        under = last is not None and (last.picture is not None or last.kind is Kind.CAPTION)
        caption = under and block.kind is Kind.PARAGRAPH and reads_like_caption(block, body)
        found.append(replace(block, kind=Kind.CAPTION) if caption else block)
    return tuple(found)


def reads_like_caption(block: Block, body: float | None) -> bool:
    """Whether a paragraph under a picture is its caption; `body` is the text's size in points."""
    if not 0 < len(block.text.split()) <= _LONGEST_CAPTION or block.picture is not None:
        return False
    smaller = None not in (block.size, body) and (block.size or 0) < (body or 0) - 0.6
    italic = all(run.italic for run in block.runs if run.text.strip())
    told = _FIGURE.match(block.text) or _CREDIT_AT_END.search(block.text)
    return smaller or italic or told is not None
