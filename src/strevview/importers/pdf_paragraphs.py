"""The lines of a PDF as paragraphs, by their tags or by their places, and these as blocks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise, takewhile
from statistics import median
from typing import TypeAlias

from strevview.importers.blocks import Block, Kind, LeftOut, Run, trimmed_runs
from strevview.importers.grouping import grouped, of_most_letters
from strevview.importers.pdf_lines import PdfLine, is_marker, is_sure_bullet
from strevview.importers.pdf_page import IN_A_ROW, Tag
from strevview.importers.pdf_text import Box, Span
from strevview.importers.running_text import HYPHENS, LineWords, line_end, words_of_lines

_ENDS_SENTENCE = re.compile(r"[.!?:。!?।…][\"”’')\]]*$")
# In sizes of the letters.
_INDENT = 0.7
_USUAL_STEP = 1.25
# In usual steps from line to line.
_WIDE_STEP, _INSIDE_STEP = 1.28, 2.2
# So many pictures, captions and notes may stand between the halves of a paragraph.
_MOST_BETWEEN = 8
# Tags may make so many paragraphs, or so many times more or fewer than places do.
_FEW_PARAGRAPHS, _MOST_TIMES = 4, 3

# The usual distance of two baselines by the rounded size of the letters, both in points.
Steps: TypeAlias = Mapping[int, float]
# Lines that belong together.
Paragraph: TypeAlias = Sequence[PdfLine]
# A paragraph, or a block without words.
Thing: TypeAlias = Paragraph | Block


def most_common_size(lines: Iterable[PdfLine]) -> float:
    """Return the size that most letters of some lines have, in points; 0 without lines."""
    return of_most_letters(((line.size, len(line.text)) for line in lines), 0.0)


def usual_steps(pages: Iterable[Sequence[PdfLine]]) -> Steps:
    """Return the usual distance from line to line for each size: the smallest that is common.

    Larger distances part paragraphs.
    """
    found: defaultdict[int, Counter[float]] = defaultdict(Counter)
    for one, two in (pair for page in pages for pair in pairwise(page)):
        size, step = round(one.size), two.y - one.y
        if size == round(two.size) and 0.8 * size < step < 2.2 * size:
            found[size][round(step, 1)] += len(one.text)
    return {
        size: min(step for step, letters in steps.items() if letters >= 0.3 * max(steps.values()))
        for size, steps in found.items()
    }


def paragraphs_of(page: Iterable[PdfLine], steps: Steps) -> list[list[PdfLine]]:
    """Return the paragraphs that the lines of a page make."""
    return grouped(page, lambda group, line: not _begins(group, line, steps))


def _begins(group: Sequence[PdfLine], new: PdfLine, steps: Steps) -> bool:
    """Return whether a line begins a paragraph, after the lines that the last one has so far."""
    last = group[-1]
    one, two = last.tag, new.tag
    if new.begins:
        return True
    if one is not None and two is not None:
        return one.element != two.element
    if last.angle or new.angle:
        return last.angle != new.angle
    if abs(last.y - new.y) < 0.4 * max(last.size, new.size):
        # A marker and its text stand on one row; else these are the cells of a table.
        return one is None and not is_marker(last.text)
    if new.y < last.y or new.x0 >= last.x1 or new.x1 <= last.x0:
        return not _goes_on(last, new)
    step = (new.y - last.y) / steps.get(round(last.size), _USUAL_STEP * last.size)
    # A raised digit makes room for itself within a sentence.
    inside = _is_unfinished(last) and new.text[:1].islower()
    return (
        step > (_INSIDE_STEP if inside else _WIDE_STEP)
        or _looks_differ(last, new)
        or marker_length(new) > 0
        or _is_indented(group, new)
        or _ended_on_purpose(last, new)
    )


def _is_indented(group: Sequence[PdfLine], new: PdfLine) -> bool:
    """Return whether a line is indented as the first one of a paragraph, or no longer hangs."""
    last = group[-1]
    indent, least = new.x0 - last.x0, _INDENT * new.size
    if marker_length(group[0]):
        return len(group) > 1 and abs(indent) > least
    is_centred = all(abs((one.x0 - one.left) - (one.right - one.x1)) < 1.5 for one in (last, new))
    return indent > least and last.x0 - last.left < least / 2 and not is_centred


def _ended_on_purpose(last: PdfLine, new: PdfLine) -> bool:
    """Return whether a line ended before its edge, where the first word of the next had room.

    A line that ends no sentence has ended so only where it is far from full.
    """
    first = list(takewhile(lambda span: not span.is_space, new.spans))
    word = max(span.x1 for span in first) - min(span.x0 for span in first)
    room = last.right - last.x1
    if last.text.endswith(HYPHENS) or room < word + 1.2 * last.size:
        return False
    return not _is_unfinished(last) or (
        not new.text[:1].islower() and room > 0.3 * (last.right - last.left)
    )


def _looks_differ(last: PdfLine, new: PdfLine) -> bool:
    if abs(last.size - new.size) > 0.06 * max(last.size, new.size):
        return True
    return last.bold != new.bold and not new.text[:1].islower()


def _is_unfinished(last: PdfLine) -> bool:
    """Return whether a paragraph cannot end with a line."""
    return not _ENDS_SENTENCE.search(last.text)


def _goes_on(last: PdfLine, new: PdfLine) -> bool:
    """Return whether a line at the head of a column goes on with the one at the foot of another."""
    if _looks_differ(last, new) or marker_length(new):
        return False
    if last.text.endswith(HYPHENS):
        return True
    if last.right - last.x1 > 0.25 * (last.right - last.left):
        return False
    return _is_unfinished(last) or new.text[:1].islower()


def marker_length(line: PdfLine) -> int:
    """Return how many letters the marker at the beginning of a line has, with the space after it.

    A dash or a number is a marker only by its tag, before a gap that is wider than a space, or
    where it counts on from line to line; that of a bold line is a heading's.
    """
    if is_sure_bullet(line.text[0]) and len(line.text) > 1:
        return 2 if line.text[1] == " " else 1
    word = line.text.partition(" ")[0]
    if not is_marker(word) or word == line.text:
        return 0
    if line.tag is not None and line.tag.kind is Kind.LIST_ENTRY:
        return len(word) + 1
    gaps = [
        two.x0 - one.x1
        for one, space, two in zip(line.spans, line.spans[1:], line.spans[2:], strict=False)
        if space.is_space
    ]
    usual = median(gaps[1:]) if len(gaps) > 1 else 0.0
    is_wide = gaps[0] > max(0.45 * line.size, 1.4 * usual)
    return len(word) + 1 if (is_wide or line.counts) and not line.bold else 0


def _with_halves_joined(things: Iterable[Thing], usual: float) -> list[Thing]:
    """Return paragraphs and pictures, halves of a paragraph joined; what stood between follows.

    Columns and pages part paragraphs, and so do pictures, notes and captions, whose letters are
    smaller than the `usual` ones.
    """
    found: list[Thing] = []
    for thing in things:
        at, first = len(found) - 1, max(0, len(found) - _MOST_BETWEEN)
        is_usual = abs(_size(thing) - usual) <= 0.05 * usual
        while is_usual and at > first and _size(found[at]) < 0.95 * usual:
            at -= 1
        whole = _joined(found[at], thing, is_next=at == len(found) - 1) if found else None
        if whole is None:
            found.append(thing)
        else:
            found[at] = whole
    return found


def _size(thing: Thing) -> float:
    """Return the size of most letters in points; 0 for a block without any."""
    return 0.0 if isinstance(thing, Block) else most_common_size(thing)


def _joined(one: Thing, two: Thing, *, is_next: bool) -> Paragraph | None:
    """Return two halves of a paragraph as one, None where they are none."""
    if isinstance(one, Block) or isinstance(two, Block):
        return None
    last, new = one[-1], two[0]
    if last.angle or new.angle or new.begins:
        return None
    if last.tag and new.tag and (last.tag.kind is not new.tag.kind or last.tag.cell):
        return None
    # Whoever set two lines under each other as two paragraphs has told so.
    is_below = last.page == new.page and new.y > last.y and new.x0 < last.x1
    is_half = not is_below and _goes_on(last, new) and (is_next or _is_unfinished(last))
    return [*one, *two] if is_half else None


def tags_agree(pages: Sequence[Sequence[PdfLine]]) -> bool:
    """Return whether the tags make of some lines about as many paragraphs as their places do.

    Some programs tag each line as a paragraph, or all of them as one. Tables are left aside.
    """
    steps = usual_steps(pages)
    told = shown = 0
    for page in pages:
        lines = [line for line in page if line.tag is not None and not line.tag.cell]
        told += len(paragraphs_of(lines, steps))
        shown += len(paragraphs_of([replace(line, tag=None) for line in lines], steps))
    few, many = sorted((told, shown))
    return many <= max(_FEW_PARAGRAPHS, _MOST_TIMES * few)


# In points: entries whose markers are no further apart are of one depth.
_ONE_DEPTH = 4.0
# In sizes of the running text: what is larger is a title, and printed line by line.
_LARGE = 1.2
# So many spans before a line's end tell what stands between it and the next line.
_LOOK_BACK = 12
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")


def blocks_of(
    pages: Sequence[Sequence[PdfLine]], placed: Sequence[Sequence[tuple[Box, Block]]]
) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Return the blocks of all pages in reading order, and the bullets that are letters.

    Each page has its lines as they are read, and blocks without words at their places.
    """
    steps = usual_steps(pages)
    lines = list(chain(*pages))
    size = most_common_size(lines)
    known = words_of_lines(line.text for line in lines)
    things = [
        thing
        for page, here in zip(pages, placed, strict=True)
        for thing in _with_placed(paragraphs_of(page, steps), here)
    ]
    return _blocks(_with_halves_joined(things, size), known, size)


def _with_placed(
    paragraphs: Iterable[Paragraph], placed: Iterable[tuple[Box, Block]]
) -> Iterator[Thing]:
    """Yield the paragraphs of a page, each placed block before the first one that is below it."""
    todo = list(placed)
    for paragraph in paragraphs:
        first = paragraph[0]
        for box, block in list(todo):
            if box[3] < first.y and box[0] < first.x1 and first.x0 < box[2]:
                yield block
                todo.remove((box, block))
        yield paragraph
    yield from (block for _, block in todo)


def _blocks(
    things: Iterable[Thing], known: LineWords, usual: float
) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Return paragraphs as blocks, and the bullets that are letters: Word's "o".

    The indents of markers tell the depth of lists.
    """
    blocks: list[Block] = []
    bullets: Counter[str] = Counter()
    indents: list[float] = []
    # A table may go on from page to page, so the first of a page counts with the last before.
    table, tables = (0, 0), 0
    for thing in things:
        if isinstance(thing, Block):
            # A link without words goes to what is above it.
            last = blocks.pop() if thing.links and blocks else None
            blocks.append(replace(last, links=(*last.links, *thing.links)) if last else thing)
            continue
        first, marker, size = thing[0], _marker(thing), most_common_size(thing)
        bullets[marker.strip()] += marker.strip().isalpha()
        # On a page from left to right a line from right to left is indented at its right end.
        to_left = first.x0 > 0 and first.spans[0].x0 > first.spans[-1].x0
        indent = first.right - first.x1 if to_left else first.x0 - first.left
        indents = [one for one in indents if marker and one <= indent + _ONE_DEPTH]
        if marker and (not indents or indent > indents[-1] + _ONE_DEPTH):
            indents.append(indent)
        tag = first.tag or Tag(0)
        kind = Kind.LIST_ENTRY if marker and tag.kind is Kind.PARAGRAPH else tag.kind
        number = _NUMBER.fullmatch(marker.strip())
        if tag.cell:
            tables += table[0] == first.page and table[1] != tag.table
            table = (first.page, tag.table)
        runs = _runs(thing, len(marker), known, is_title=size > _LARGE * usual)
        block = Block(
            kind,
            _against_its_slant(runs) if kind is Kind.QUOTATION else runs,
            # Some programs tag a list within a list as one beside it: then the indent tells.
            level=max(tag.level, len(indents), 1) if kind is Kind.LIST_ENTRY else tag.level,
            number=int(number.group(1)) if number else None,
            page=first.page,
            size=round(size, 1),
            check=IN_A_ROW if tag.cell else None,
            table=tables if tag.cell else 0,
            begins=first.begins,
        )
        blocks.append(block)
    why = "the bullet of a list's entry"
    left_out = (LeftOut(text, why, times) for text, times in bullets.items() if times)
    return tuple(blocks), tuple(left_out)


def _against_its_slant(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return a quotation that is printed slanted upright, and what stands upright in it slanted."""
    slanted = sum(len(run.text) for run in runs if run.italic)
    if 2 * slanted <= sum(len(run.text) for run in runs):
        return tuple(runs)
    return tuple(replace(run, italic=not run.italic) for run in runs)


def _marker(paragraph: Paragraph) -> str:
    """Return the marker of a list's entry with the space after it, "" where there is none."""
    line = paragraph[0]
    tag = line.tag
    if tag is not None and (tag.cell or tag.kind not in {Kind.PARAGRAPH, Kind.LIST_ENTRY}):
        return ""
    is_alone = len(paragraph) > 1 and is_marker(line.text)
    return line.text if is_alone else line.text[: marker_length(line)]


def _runs(
    paragraph: Paragraph, marker: int, known: LineWords, *, is_title: bool
) -> tuple[Run, ...]:
    """Return the lines of a paragraph as runs, without the letters of its marker.

    A title keeps the ends of its printed lines as line feeds.
    """
    pieces: list[Run] = []
    cell = 0
    for line in paragraph:
        new_cell = line.tag.cell if line.tag else cell
        if pieces:
            before = "".join(piece.text for piece in pieces[-_LOOK_BACK:])
            between = line_end(before, line.text, known) if new_cell == cell else " · "
            if between is None:
                pieces[-1] = replace(pieces[-1], text=pieces[-1].text[:-1])
            elif between:
                between = "\n" if is_title and between == " " else between
                pieces.append(replace(pieces[-1], text=between))
        pieces += map(_run, line.spans)
        cell = new_cell
    looks = groupby(pieces, key=lambda piece: replace(piece, text=""))
    whole = (replace(look, text="".join(piece.text for piece in same)) for look, same in looks)
    return trimmed_runs(whole, marker)


def _run(span: Span) -> Run:
    address = span.link.address if span.link else None
    return Run(span.text, address, span.look.bold, span.look.italic)
