"""The pages of a PDF as blocks in reading order, and what is no text of the issue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from strevview.importers.blocks import Block, Kind, LeftOut
from strevview.importers.line_ends import Known, known_words
from strevview.importers.pdf_columns import Placed, in_reading_order
from strevview.importers.pdf_furniture import furniture, left_out, logos
from strevview.importers.pdf_letters import Box, Letter
from strevview.importers.pdf_lines import Line, is_marker, read_lines
from strevview.importers.pdf_links import Link
from strevview.importers.pdf_paragraphs import (
    Paragraph,
    Steps,
    joined,
    marker_length,
    paragraphs_of,
    tags_agree,
)
from strevview.importers.pdf_pictures import PagePictures, Shown
from strevview.importers.pdf_runs import PrintedLine, runs_of
from strevview.importers.pdf_tags import IN_A_ROW, PageTags

ON_FURNITURE = "the address of a link on a running header or footer"
A_BULLET = "the bullet of a list's entry"
# In points: entries whose markers are no further apart are of one depth.
_SAME_INDENT = 4.0


@dataclass(frozen=True, slots=True)
class Page:
    """What PDFium gives of a page; `size` is its width and height in points.

    `has_notes` where form fields or notes upon it have words.
    """

    number: int
    size: tuple[float, float]
    letters: tuple[Letter, ...] = ()
    links: tuple[Link, ...] = ()
    tags: PageTags = PageTags()  # noqa: RUF009
    pictures: PagePictures = PagePictures()  # noqa: RUF009
    has_notes: bool = False


def blocks_of(pages: Sequence[Page]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Return the blocks of all pages in reading order, and what is left out.

    The tags tell what belongs together and in which order, unless they disagree with the page.
    """
    lines, reasons = _lines(pages)
    flows = _flows(pages, lines, reasons)
    steps = Steps(flows)
    if not tags_agree(flows, steps):
        pages = [replace(page, tags=PageTags()) for page in pages]
        lines, reasons = _lines(pages)
        flows = _flows(pages, lines, reasons)
    all_lines = [line for page in lines for line in page]
    known = known_words([line.text for line in all_lines if id(line) not in reasons])
    gone = logos([page.pictures.shown for page in pages])
    things = [
        thing
        for page, flow in zip(pages, flows, strict=True)
        for thing in _with_bare_links(
            page, _things(flow, [one for one in page.pictures.shown if id(one) not in gone], steps)
        )
    ]
    addresses = {page.number: [link.address for link in page.links] for page in pages}
    whole = list(joined(things))
    depths = _depths([thing for thing in whole if isinstance(thing, Paragraph)])
    blocks = tuple(_block(thing, addresses, known, depths.get(id(thing), 1)) for thing in whole)
    return blocks, (
        *left_out(all_lines, reasons),
        *_left_links(all_lines, reasons, addresses),
        *_left_bullets(whole),
    )


def _lines(pages: Sequence[Page]) -> tuple[list[tuple[Line, ...]], dict[int, str]]:
    """Return the lines of each page, and why some are no text, by identity."""
    lines = [read_lines(page.letters, page.number, page.tags.tags) for page in pages]
    return lines, furniture(lines, [page.size for page in pages])


def _flows(
    pages: Sequence[Page], lines: Sequence[Sequence[Line]], reasons: dict[int, str]
) -> list[list[Placed]]:
    """Return the lines of each page in reading order, without what is no text."""
    return [
        in_reading_order(
            [line for line in each if id(line) not in reasons],
            page.tags.order,
            [shown.box for shown in page.pictures.shown],
        )
        for page, each in zip(pages, lines, strict=True)
    ]


def _left_links(
    lines: Sequence[Line], reasons: dict[int, str], addresses: dict[int, list[str]]
) -> Iterator[LeftOut]:
    """Yield the addresses of links on furniture."""
    found: Counter[str] = Counter()
    for line in lines:
        if id(line) in reasons:
            numbers = {letter.link for letter in line.letters if letter.link >= 0}
            found.update(addresses[line.page][number] for number in numbers)
    for address, times in found.items():
        if address:
            yield LeftOut(address, ON_FURNITURE, times)


def _left_bullets(things: Sequence[Paragraph | Shown]) -> Iterator[LeftOut]:
    """Yield the bullets that are letters: Word's "o"."""
    markers = [_marker(thing).strip() for thing in things if isinstance(thing, Paragraph)]
    for text, times in Counter(filter(str.isalpha, markers)).items():
        yield LeftOut(text, A_BULLET, times)


def _things(
    flow: Sequence[Placed], shown: Sequence[Shown], steps: Steps
) -> Iterator[Paragraph | Shown]:
    """Yield the paragraphs of a page, each picture before the first one that is below it."""
    todo = list(shown)
    for paragraph in paragraphs_of(flow, steps):
        first = paragraph.first.line
        for one in list(todo):
            left, _, right, bottom = one.box
            if first.y > bottom and first.x0 < right and first.x1 > left:
                todo.remove(one)
                yield one
        yield paragraph
    yield from todo


def _with_bare_links(page: Page, found: Iterator[Paragraph | Shown]) -> Iterator[Paragraph | Shown]:
    """Yield the things of a page; those near a link that covers no words have its address."""
    things = list(found)
    used = {letter.link for letter in page.letters if not letter.is_space}
    for number, link in enumerate(page.links):
        if number in used or not link.address or not link.boxes:
            continue
        if not things:
            things.append(Paragraph(()))
        at = _nearest(things, link.boxes[0])
        things[at] = replace(things[at], links=(*things[at].links, link.address))
    yield from things


def _nearest(things: Sequence[Paragraph | Shown], box: Box) -> int:
    """Return the number of the picture that a link lies upon, else of the last thing above it."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    above = 0
    for number, thing in enumerate(things):
        if isinstance(thing, Shown):
            left, top, right, bottom = thing.box
            if left <= x <= right and top <= y <= bottom:
                return number
        elif thing.lines and thing.first.line.y - thing.first.line.size <= y:
            above = number
    return above


def _depths(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return how deep the entries of lists stand, by identity, from how far they are indented."""
    depths: dict[int, int] = {}
    open_at: list[float] = []
    for paragraph in paragraphs:
        if not paragraph.lines or not marker_length(paragraph.first):
            open_at = []
            continue
        indent = paragraph.first.line.x0 - paragraph.first.left
        while open_at and indent < open_at[-1] - _SAME_INDENT:
            open_at.pop()
        if not open_at or indent > open_at[-1] + _SAME_INDENT:
            open_at.append(indent)
        depths[id(paragraph)] = len(open_at)
    return depths


def _block(
    thing: Paragraph | Shown,
    addresses: dict[int, list[str]],
    known: Known,
    depth: int,
) -> Block:
    """Return a picture or a paragraph as a block; `depth` is that of a list's entry."""
    if isinstance(thing, Shown):
        return Block(Kind.PICTURE, page=thing.page, picture=thing.picture, links=thing.links)
    if not thing.lines:
        return Block(Kind.PARAGRAPH, links=thing.links)
    tag = thing.first.line.tag
    marker = _marker(thing)
    kind, level = (tag.kind, tag.level) if tag else (Kind.PARAGRAPH, 0)
    if kind is Kind.PARAGRAPH and marker:
        kind = Kind.LIST_ENTRY
    number = re.fullmatch(r"\(?(\d{1,3})[.)]", marker.strip())
    return Block(
        kind,
        runs_of(_printed_lines(thing, addresses, len(marker)), known),
        # Some programs tag a list within a list as one beside it: then the indent tells.
        level=max(level, depth) if kind is Kind.LIST_ENTRY else level,
        number=int(number.group(1)) if number else None,
        page=thing.first.line.page,
        size=_size(thing),
        links=thing.links,
        check=IN_A_ROW if tag is not None and tag.cell else None,
    )


def _marker(paragraph: Paragraph) -> str:
    """Return the marker of a list's entry with the space after it, "" where there is none."""
    if not paragraph.lines:
        return ""
    tag = paragraph.first.line.tag
    if tag is not None and (tag.cell or tag.kind not in {Kind.PARAGRAPH, Kind.LIST_ENTRY}):
        return ""
    line = paragraph.first.line
    if tag is not None and tag.label and len(paragraph.lines) > 1:
        return line.text if is_marker(line.text) else ""
    return line.text[: marker_length(paragraph.first)]


def _printed_lines(
    paragraph: Paragraph, addresses: dict[int, list[str]], marker: int
) -> Iterator[PrintedLine]:
    """Yield the lines of a paragraph without the letters of its marker."""
    last = paragraph.first.line.tag
    for number, placed in enumerate(paragraph.lines):
        line = placed.line
        letters = line.letters[marker:] if number == 0 else line.letters
        new_cell = bool(line.tag and last and line.tag.cell != last.cell)
        if letters:
            yield PrintedLine(letters, addresses[line.page], new_cell)
        last = line.tag or last


def _size(paragraph: Paragraph) -> float:
    counted: Counter[float] = Counter()
    for placed in paragraph.lines:
        counted[placed.line.size] += len(placed.line.text)
    return round(counted.most_common(1)[0][0], 1)
