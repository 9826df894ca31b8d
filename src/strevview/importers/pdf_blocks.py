"""The pages of a PDF as blocks in reading order, and what is no text of the issue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from strevview.importers.blocks import Block, Kind, LeftOut, Run, trimmed_runs
from strevview.importers.line_ends import Known, known_words, line_end
from strevview.importers.pdf_columns import in_reading_order
from strevview.importers.pdf_furniture import furniture, left_out, logos
from strevview.importers.pdf_letters import Box, Letter, Link
from strevview.importers.pdf_lines import Line, is_marker, read_lines
from strevview.importers.pdf_paragraphs import (
    Paragraph,
    joined,
    marker_length,
    most_common_size,
    paragraphs_of,
    tags_agree,
    usual_steps,
)
from strevview.importers.pdf_pictures import PagePictures, Shown
from strevview.importers.pdf_tags import IN_A_ROW, PageTags

A_BULLET = "the bullet of a list's entry"
CELLS = " · "
# In points: entries whose markers are no further apart are of one depth.
_SAME_INDENT = 4.0
# In sizes of the running text: what is larger is a title, and printed line by line.
_LARGE = 1.2
# So many letters before a line's end tell what stands between it and the next line.
_LOOK_BACK = 40
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")


@dataclass(frozen=True, slots=True)
class Page:
    """What PDFium gives of a page; `size` is its width and height in points.

    `has_notes` where form fields or notes upon it have words.
    """

    number: int
    size: tuple[float, float]
    letters: tuple[Letter, ...]
    links: tuple[Link, ...]
    tags: PageTags
    pictures: PagePictures
    has_notes: bool

    @property
    def words(self) -> list[str]:
        """Its words in the order of the content."""
        return "".join(letter.text for letter in self.letters).split()


@dataclass(frozen=True, slots=True)
class _Pages:
    """The lines of pages in the order of the content, and without furniture in reading order.

    `furniture` are the reasons why lines are no text, by their identity.
    """

    lines: list[Line]
    furniture: dict[int, str]
    flows: list[list[Line]]


@dataclass(frozen=True, slots=True)
class _Issue:
    """What all blocks of an issue need.

    `addresses` are those of each page's links, by the page's number; `size` is that of the running
    text in points.
    """

    addresses: Mapping[int, Sequence[str]]
    known: Known
    size: float


def blocks_of(pages: Sequence[Page]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Return the blocks of all pages in reading order, and what is left out.

    The tags tell what belongs together and in which order, unless they disagree with the page.
    """
    read = _lines_of(pages)
    steps = usual_steps(read.flows)
    if not tags_agree(read.flows, steps):
        pages = [replace(page, tags=PageTags()) for page in pages]
        read = _lines_of(pages)
    text = [line for line in read.lines if id(line) not in read.furniture]
    addresses = {page.number: [link.address for link in page.links] for page in pages}
    issue = _Issue(addresses, known_words(line.text for line in text), most_common_size(text))
    gone = logos([page.pictures.shown for page in pages])
    things: list[Paragraph | Shown] = []
    for page, flow in zip(pages, read.flows, strict=True):
        shown = [one for one in page.pictures.shown if id(one) not in gone]
        found = list(_with_pictures(paragraphs_of(flow, steps), shown))
        things += _with_bare_links(page, found)
    whole = joined(things, issue.size)
    return tuple(_blocks(whole, issue)), (
        *left_out(read.lines, read.furniture, addresses),
        *_left_bullets(whole),
    )


def _lines_of(pages: Sequence[Page]) -> _Pages:
    lines = [read_lines(page.letters, page.number, page.tags.tags) for page in pages]
    reasons = furniture(lines, [page.size for page in pages])
    flows = [
        in_reading_order(
            [line for line in each if id(line) not in reasons],
            page.tags.order,
            [shown.box for shown in page.pictures.shown],
        )
        for page, each in zip(pages, lines, strict=True)
    ]
    return _Pages([line for each in lines for line in each], reasons, flows)


def _with_pictures(
    paragraphs: Sequence[Paragraph], shown: Sequence[Shown]
) -> Iterator[Paragraph | Shown]:
    """Yield the paragraphs of a page, each picture before the first one that is below it."""
    todo = list(shown)
    for paragraph in paragraphs:
        first = paragraph.lines[0]
        for one in list(todo):
            left, _, right, bottom = one.box
            if first.y > bottom and first.x0 < right and first.x1 > left:
                todo.remove(one)
                yield one
        yield paragraph
    yield from todo


def _with_bare_links(
    page: Page, things: Sequence[Paragraph | Shown]
) -> Sequence[Paragraph | Shown]:
    """Return the things of a page; links that cover no words go to the last thing above them."""
    found = list(things)
    used = {letter.link for letter in page.letters if not letter.is_space}
    for number, link in enumerate(page.links):
        if number in used or not link.address or not link.boxes:
            continue
        found = found or [Paragraph(())]
        at = max((n for n, thing in enumerate(found) if _is_over(thing, link.boxes[0])), default=0)
        found[at] = replace(found[at], links=(*found[at].links, link.address))
    return found


def _is_over(thing: Paragraph | Shown, box: Box) -> bool:
    """Return whether a thing begins above the middle of a box, and stands over it."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if isinstance(thing, Shown):
        return thing.box[0] <= x <= thing.box[2] and thing.box[1] <= y
    first = thing.lines[0] if thing.lines else None
    return first is not None and first.left <= x <= first.right and first.y - first.size <= y


def _left_bullets(things: Sequence[Paragraph | Shown]) -> Iterator[LeftOut]:
    """Yield the bullets that are letters: Word's "o"."""
    markers = [_marker(thing).strip() for thing in things if isinstance(thing, Paragraph)]
    for text, times in Counter(filter(str.isalpha, markers)).items():
        yield LeftOut(text, A_BULLET, times)


def _blocks(things: Sequence[Paragraph | Shown], issue: _Issue) -> Iterator[Block]:
    """Yield things as blocks; how far markers are indented tells how deep lists are."""
    indents: list[float] = []
    for thing in things:
        if isinstance(thing, Shown):
            yield Block(Kind.PICTURE, page=thing.page, picture=thing.picture, links=thing.links)
            continue
        if not thing.lines:
            yield Block(Kind.PARAGRAPH, links=thing.links)
            continue
        first, marker = thing.lines[0], _marker(thing)
        indent = first.x0 - first.left
        indents = [one for one in indents if marker and one <= indent + _SAME_INDENT]
        if marker and (not indents or indent > indents[-1] + _SAME_INDENT):
            indents.append(indent)
        yield _block(thing, marker, len(indents), issue)


def _block(paragraph: Paragraph, marker: str, depth: int, issue: _Issue) -> Block:
    """Return a paragraph as a block; `marker` and `depth` are those of a list's entry."""
    first = paragraph.lines[0]
    tag = first.tag
    kind, level = (tag.kind, tag.level) if tag else (Kind.PARAGRAPH, 0)
    if kind is Kind.PARAGRAPH and marker:
        kind = Kind.LIST_ENTRY
    number = _NUMBER.fullmatch(marker.strip())
    return Block(
        kind,
        _runs(paragraph, len(marker), issue),
        # Some programs tag a list within a list as one beside it: then the indent tells.
        level=max(level, depth, 1) if kind is Kind.LIST_ENTRY else level,
        number=int(number.group(1)) if number else None,
        page=first.page,
        size=round(paragraph.size, 1),
        links=paragraph.links,
        check=IN_A_ROW if tag is not None and tag.cell else None,
    )


def _marker(paragraph: Paragraph) -> str:
    """Return the marker of a list's entry with the space after it, "" where there is none."""
    if not paragraph.lines:
        return ""
    line = paragraph.lines[0]
    tag = line.tag
    if tag is not None and (tag.cell or tag.kind not in {Kind.PARAGRAPH, Kind.LIST_ENTRY}):
        return ""
    is_alone = len(paragraph.lines) > 1 and is_marker(line.text)
    return line.text if is_alone else line.text[: marker_length(line)]


def _runs(paragraph: Paragraph, marker: int, issue: _Issue) -> tuple[Run, ...]:
    """Return the lines of a paragraph as runs, without the letters of its marker.

    A title keeps the ends of its printed lines as line feeds.
    """
    is_large = paragraph.size > _LARGE * issue.size
    pieces: list[Run] = []
    cell = 0
    for number, line in enumerate(paragraph.lines):
        addresses = issue.addresses[line.page]
        found = [_piece(letter, addresses) for letter in line.letters[0 if number else marker :]]
        new_cell = line.tag.cell if line.tag else cell
        if pieces and found:
            before = "".join(piece.text for piece in pieces[-_LOOK_BACK:])
            after = "".join(piece.text for piece in found)
            between = line_end(before, after, issue.known) if new_cell == cell else CELLS
            if between is None:
                pieces.pop()
            elif between:
                between = "\n" if is_large and between == " " else between
                pieces.append(replace(pieces[-1], text=between))
        pieces += found
        cell = new_cell
    return trimmed_runs(
        replace(look, text="".join(piece.text for piece in same))
        for look, same in groupby(pieces, key=lambda piece: replace(piece, text=""))
    )


def _piece(letter: Letter, addresses: Sequence[str]) -> Run:
    address = addresses[letter.link] if letter.link >= 0 else None
    return Run(letter.text, address, letter.look.bold, letter.look.italic)
