"""The headings of an old issue, and which of them begin sections.

A heading that the file marks is one, with its rank. Where a file marks none, short lines in larger
letters are headings, then bold ones, then lines in capitals or standing apart. What the cover
announces stands again above its section, and the rank of most of these makes sections; else the
highest rank that occurs twice, and any heading that has no higher one above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from strevview.importers.blocks import Block, Kind, LeftOut, Run, match_key, trimmed_runs
from strevview.importers.cover import is_label
from strevview.importers.grouping import of_most_letters
from strevview.importers.told_dates import opens_with_typed_day

# A line that looks like a heading has no more words; one that only stands apart has fewer.
_MOST_WORDS = 24
_MOST_WORDS_APART = 12
# Lines of the cover that may announce sections stand among so many blocks.
_COVER_BLOCKS = 150
# Blocks that one heading may run over, where nothing but its place tells it.
_MOST_LINES = 3
# Sizes in points that differ by less are one.
_SIZE_STEP = 0.6
_BULLET = re.compile(r"\s*[•●▪◦‣○■□➢➤✓·-]\s+(?=\S)")
_NUMBER_BEFORE = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-H])[.)]\s+(?=\S)")
_PAGE_AFTER = re.compile(r"(.*?[^\s.·…_])[\s.·…_]+(\d{1,3})[\s•·▪]*")


class SectionHeading(NamedTuple):
    """The blocks that one heading of a section runs over, and the cover's line to announce it."""

    blocks: range
    highlight: str | None = None


class SectionHeadings(NamedTuple):
    """The headings of sections in order.

    `lines` are the blocks of the cover that make the list of highlights; `left_out` what of them
    no section has: page numbers, links, and lines that announce none.
    """

    headings: Sequence[SectionHeading]
    lines: Collection[int] = ()
    left_out: Sequence[LeftOut] = ()


class Headed(NamedTuple):
    """Blocks with their headings, and whether nothing but its place tells one.

    `plain` is whether the file has no sizes at all.
    """

    blocks: Sequence[Block]
    by_place: bool = False
    plain: bool = False


def with_headings(found: Iterable[Block], language: str | None) -> Headed:
    """Return blocks with captions, lists and headings marked.

    Where the file marks no headings, ranks go by size, then by weight, else by capitals; lines of
    one rank that follow each other are one heading.
    """
    blocks = _with_captions([_as_typed(block, language) for block in found])
    if any(block.kind is Kind.HEADING for block in blocks):
        return Headed(blocks)
    body = _body_size(blocks)
    looks = [_look(block, body) for block in blocks]
    by_place = not any(looks)
    if by_place:
        looks = [_stands_apart(*pair) for pair in zip_longest(blocks, blocks[1:])]
    ranks = {look: rank for rank, look in enumerate(sorted({one for one in looks if one}), 1)}
    headed: list[Block] = []
    for block, look in zip(blocks, looks, strict=True):
        level = ranks[look] if look else 0
        last = headed[-1] if headed else None
        if look and last is not None and last.kind is Kind.HEADING and last.level == level:
            runs = (*last.runs, Run(" "), *block.runs)
            headed[-1] = replace(last, runs=runs, links=(*last.links, *block.links))
        else:
            headed.append(replace(block, kind=Kind.HEADING, level=level) if look else block)
    return Headed(headed, by_place, by_place and body is None)


def section_headings(headed: Headed, names: frozenset[str]) -> SectionHeadings:
    """Return the headings of sections: those that the cover announces, else those of their rank.

    In a plain file, where nothing but its place tells a heading, any short lines may be one.
    `names` are the names of the series and its publisher, as `match_key` has them: they head
    nothing, however often they stand.
    """
    blocks = headed.blocks
    headings = [
        n
        for n, block in enumerate(blocks)
        if block.kind is Kind.HEADING and match_key(block.text) not in names
    ]
    kinds = (Kind.PARAGRAPH, Kind.HEADING)
    short = [n for n, block in enumerate(blocks) if block.kind in kinds and _is_short(block)]
    lines, most = (short, _MOST_LINES) if headed.plain else (headings, 1)
    by_key = _ranges_by_key(blocks, lines, most)
    announced = _announced(blocks, by_key, names)
    if announced:
        return _with_announced(blocks, headings, announced)
    return SectionHeadings([SectionHeading(range(n, n + 1)) for n in _by_rank(blocks, headings)])


def heading_key(text: str) -> str:
    """Return what headings are compared by: `match_key` without a number before the words."""
    return match_key(_NUMBER_BEFORE.sub("", text, count=1) if _NUMBER_BEFORE.match(text) else text)


# By what is typed.


def _as_typed(block: Block, language: str | None) -> Block:
    """Return a block as what is typed in it tells.

    A heading without a letter or digit, such as a line of a drawing, is a paragraph. A paragraph
    that begins with a bullet is an entry of a list. An entry whose number is of a day, as in
    `8. Juli`, has the number as a word.
    """
    if block.kind is Kind.HEADING and not match_key(block.text):
        return replace(block, kind=Kind.PARAGRAPH, level=0)
    text = "".join(run.text for run in block.runs)
    bullet = _BULLET.match(text) if block.kind is Kind.PARAGRAPH else None
    if bullet is not None:
        runs = trimmed_runs(block.runs, bullet.end())
        return replace(block, kind=Kind.LIST_ENTRY, level=1, runs=runs)
    day = f"{block.number}. "
    if block.number is None or not opens_with_typed_day(day + block.text, language):
        return block
    return replace(block, level=1, number=None, runs=(Run(day), *block.runs))


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


def _stands_apart(block: Block, below: Block | None) -> tuple[float, int] | None:
    """Return what ranks a line that heads text, where a file has neither sizes nor weights.

    Lines in capitals rank above short lines before a longer paragraph or a list; None for others.
    """
    if block.kind is not Kind.PARAGRAPH or not _is_short(block, _MOST_WORDS_APART):
        return None
    if block.text.isupper():
        return (0.0, 0)
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


def _ranges_by_key(
    blocks: Sequence[Block], lines: Sequence[int], most: int
) -> dict[str, list[range]]:
    """Return by `heading_key` where headings stand; up to `most` lines in a row may be one."""
    found: dict[str, list[range]] = {}
    candidates = frozenset(lines)
    for start in lines:
        for end in range(start + 1, start + 1 + most):
            if end - 1 not in candidates:
                break
            key = heading_key(_words(blocks, range(start, end)))
            found.setdefault(key, []).append(range(start, end))
    return found


def _words(blocks: Sequence[Block], places: range) -> str:
    return " ".join(blocks[n].text for n in places)


def _announced(
    blocks: Sequence[Block], by_key: Mapping[str, list[range]], names: frozenset[str]
) -> dict[range, int]:
    """Return the headings that the cover announces, each with the block that announces it.

    It is the longest row of headings that follow each other as lines of the cover do; these stand
    together, before all the headings, and are two at least, or one below a label such as
    Highlights that is no heading itself. Without such a row there is none.
    """
    cover = range(min(len(blocks), _COVER_BLOCKS))
    best: dict[range, int] = {}
    labelled: dict[range, int] = {}
    for first in cover:
        row: dict[range, int] = {}
        top, end = len(blocks), first + 1
        for line in cover[first:]:
            if not _is_short(blocks[line]) or line >= top:
                break
            keys = {heading_key(text) for text in _with_page_cut(blocks[line].text)} - names - {""}
            places = [one for key in keys for one in by_key.get(key, ()) if one.start >= end]
            if places:
                heading = min(places, key=lambda one: (one.start, one.stop))
                row[heading] = line
                top, end = min(top, heading.start), heading.stop
            elif not row:
                break
        best = max(best, row, key=len)
        above = blocks[first - 1] if first else None
        if above and above.kind is not Kind.HEADING and is_label(above.text):
            labelled = labelled or row
    return best if len(best) > 1 else labelled


def _with_page_cut(line: str) -> tuple[str, ...]:
    """Return a line of a table of contents, and what is left without its dots and page number."""
    page = _PAGE_AFTER.fullmatch(line)
    return (line, page[1]) if page else (line,)


def _with_announced(
    blocks: Sequence[Block], headings: Sequence[int], announced: Mapping[range, int]
) -> SectionHeadings:
    """Return the announced headings, and those of their rank that no line announces."""
    levels = Counter(blocks[one.start].level for one in announced)
    level = levels.most_common(1)[0][0]
    first, last = min(announced.values()), max(announced.values())
    kinds = {n: blocks[n].kind for n in range(first, last + 1)}
    lines = [n for n, kind in kinds.items() if n in announced.values() or kind is kinds[first]]
    left_out = [
        LeftOut(link, "a link in the highlights") for n in lines for link in blocks[n].addresses
    ]
    why = "a line of the highlights that heads no section"
    left_out += [LeftOut(blocks[n].text, why) for n in lines if n not in announced.values()]
    told = []
    for heading, line in announced.items():
        text = blocks[line].text
        bare = _with_page_cut(text)[-1]
        if heading_key(text) != heading_key(_words(blocks, heading)):
            page = text.removeprefix(bare).strip()
            left_out.append(LeftOut(page, "a page number in the contents", told=True))
            text = bare
        told.append(SectionHeading(heading, text))
    inside = {n for one in announced for n in one}
    others = [
        SectionHeading(range(n, n + 1))
        for n in headings
        if n > last and 0 < blocks[n].level <= level and n not in inside
    ]
    found = sorted([*told, *others], key=lambda one: one.blocks.start)
    return SectionHeadings(found, frozenset(lines), left_out)


# Captions.

_FIGURE = re.compile(
    r"(?:fig(?:ure|\.)?|photo(?:graph)?|image|picture|source|credit|map)\b", re.IGNORECASE
)

_CREDIT_AT_END = re.compile(
    r"\((?:photo|picture|image|source|credit|courtesy|drawn|©)[^()]*\)\.?$", re.IGNORECASE
)

_LONGEST_CAPTION = 36


def _body_size(blocks: Sequence[Block]) -> float | None:
    """Return the size of most letters of running text, in points."""
    running = (block for block in blocks if block.kind is Kind.PARAGRAPH)
    sizes = ((round(one.size * 2) / 2, len(one.text)) for one in running if one.size is not None)
    return of_most_letters(sizes, None)


def _with_captions(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks in which a short paragraph under a picture that reads like a caption is one.

    It begins like "Figure 2", ends with a credit in brackets, is in italics, or in smaller letters
    than the text.
    """
    body = _body_size(blocks)
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        under = last is not None and (last.picture is not None or last.kind is Kind.CAPTION)
        under = under and block.kind is Kind.PARAGRAPH and not is_label(block.text)
        caption = under and _reads_like_caption(block, body)
        found.append(replace(block, kind=Kind.CAPTION) if caption else block)
    return tuple(found)


def _reads_like_caption(block: Block, body: float | None) -> bool:
    """Whether a paragraph under a picture is its caption; `body` is the text's size in points."""
    if not 0 < len(block.text.split()) <= _LONGEST_CAPTION or block.picture is not None:
        return False
    smaller = None not in (block.size, body) and (block.size or 0) < (body or 0) - 0.6
    italic = all(run.italic for run in block.runs if run.text.strip())
    told = _FIGURE.match(block.text) or _CREDIT_AT_END.search(block.text)
    return smaller or italic or told is not None
