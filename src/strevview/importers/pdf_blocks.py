"""The pages of a PDF as blocks in reading order, and what is no text of the issue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from strevview.importers.blocks import Block, Kind, LeftOut, Run, trimmed_runs
from strevview.importers.pdf_layout import furniture, in_reading_order, left_out, logos
from strevview.importers.pdf_lines import PdfLine, is_marker, read_lines
from strevview.importers.pdf_page import IN_A_ROW, PagePictures, PageTags, PlacedPicture, Tag
from strevview.importers.pdf_paragraphs import (
    Flowable,
    Paragraph,
    marker_length,
    most_common_size,
    paragraphs_of,
    tags_agree,
    usual_steps,
    with_halves_joined,
)
from strevview.importers.pdf_text import Link, Span
from strevview.importers.running_text import LineWords, line_end, words_of_lines

A_BULLET = "the bullet of a list's entry"
CELLS = " · "
# In points: entries whose markers are no further apart are of one depth.
_SAME_INDENT = 4.0
# In sizes of the running text: what is larger is a title, and printed line by line.
_LARGE = 1.2
# So many spans before a line's end tell what stands between it and the next line.
_LOOK_BACK = 12
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What PDFium gives of a page; `size` is its width and height in points.

    `has_notes` says that form fields or notes upon it have words.
    """

    number: int
    size: tuple[float, float]
    spans: tuple[Span, ...]
    links: tuple[Link, ...]
    tags: PageTags
    pictures: PagePictures
    has_notes: bool

    @property
    def words(self) -> list[str]:
        """Its words in the order of the content."""
        return "".join(span.text for span in self.spans).split()


def blocks_of(pages: Sequence[PageContent]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Return the blocks of all pages in reading order, and what is left out.

    The tags tell what belongs together and in which order, unless they disagree with the page.
    """
    lines, why, flows = _lines_of(pages)
    steps = usual_steps(flows)
    if not tags_agree(flows, steps):
        pages = [replace(page, tags=PageTags()) for page in pages]
        lines, why, flows = _lines_of(pages)
    size = most_common_size(line for flow in flows for line in flow)
    known = words_of_lines(line.text for line in lines if id(line) not in why)
    gone = logos([page.pictures.shown for page in pages])
    things: list[Flowable] = []
    for page, flow in zip(pages, flows, strict=True):
        shown = [one for one in page.pictures.shown if id(one) not in gone]
        things += _with_bare_links(page, _with_pictures(paragraphs_of(flow, steps), shown))
    things = with_halves_joined(things, size)
    return tuple(_blocks(things, known, size)), (*left_out(lines, why), *_left_bullets(things))


def _lines_of(
    pages: Sequence[PageContent],
) -> tuple[list[PdfLine], dict[int, str], list[list[PdfLine]]]:
    """Return the lines of all pages as the content has them, and those of each page to be read.

    Between the two stands why the others are not read, by the identity (`id`) of the line.
    """
    lines = [read_lines(page.spans, page.number, page.tags.tags) for page in pages]
    why = furniture(lines, [page.size for page in pages])
    flows = [
        in_reading_order(
            [line for line in each if id(line) not in why],
            list(page.tags.tags),
            [shown.box for shown in page.pictures.shown],
        )
        for page, each in zip(pages, lines, strict=True)
    ]
    return [line for each in lines for line in each], why, flows


def _with_pictures(
    paragraphs: Iterable[Paragraph], pictures: Sequence[PlacedPicture]
) -> list[Flowable]:
    """Return the paragraphs of a page, each picture before the first one that is below it."""
    found: list[Flowable] = []
    todo = list(pictures)
    for paragraph in paragraphs:
        first = paragraph.lines[0]
        here = [
            one
            for one in todo
            if one.box[3] < first.y and one.box[0] < first.x1 and first.x0 < one.box[2]
        ]
        todo = [one for one in todo if one not in here]
        found += [*here, paragraph]
    return found + todo


def _with_bare_links(page: PageContent, things: Sequence[Flowable]) -> list[Flowable]:
    """Return what is on a page; links that cover no words go to the last paragraph above them."""
    found = list(things)
    used = {span.link for span in page.spans if not span.is_space}
    for link in page.links:
        if link in used or not link.address or not link.boxes:
            continue
        left, top, right, bottom = link.boxes[0]
        x, y = (left + right) / 2, (top + bottom) / 2
        found = found or [Paragraph(())]
        boxes = enumerate(thing.box for thing in found)
        at = max((n for n, box in boxes if box[0] <= x <= box[2] and box[1] <= y), default=0)
        found[at] = replace(found[at], links=(*found[at].links, link.address))
    return found


def _left_bullets(things: Iterable[Flowable]) -> Iterator[LeftOut]:
    """Yield the bullets that are letters: Word's "o"."""
    markers = [_marker(thing).strip() for thing in things if isinstance(thing, Paragraph)]
    for text, times in Counter(filter(str.isalpha, markers)).items():
        yield LeftOut(text, A_BULLET, times)


def _blocks(things: Iterable[Flowable], known: LineWords, usual: float) -> Iterator[Block]:
    """Yield paragraphs and pictures as blocks; the indents of markers tell the depth of lists."""
    indents: list[float] = []
    for thing in things:
        if isinstance(thing, PlacedPicture):
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
        runs = _runs(thing, len(marker), known, is_title=thing.size > _LARGE * usual)
        yield _block(thing, runs, marker, len(indents))


def _block(paragraph: Paragraph, runs: tuple[Run, ...], marker: str, depth: int) -> Block:
    """Return a paragraph as a block; `marker` and `depth` are those of a list's entry."""
    first = paragraph.lines[0]
    tag = first.tag or Tag(0)
    kind = Kind.LIST_ENTRY if marker and tag.kind is Kind.PARAGRAPH else tag.kind
    number = _NUMBER.fullmatch(marker.strip())
    return Block(
        kind,
        runs,
        # Some programs tag a list within a list as one beside it: then the indent tells.
        level=max(tag.level, depth, 1) if kind is Kind.LIST_ENTRY else tag.level,
        number=int(number.group(1)) if number else None,
        page=first.page,
        size=round(paragraph.size, 1),
        links=paragraph.links,
        check=IN_A_ROW if tag.cell else None,
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


def _runs(
    paragraph: Paragraph, marker: int, known: LineWords, *, is_title: bool
) -> tuple[Run, ...]:
    """Return the lines of a paragraph as runs, without the letters of its marker.

    A title keeps the ends of its printed lines as line feeds.
    """
    pieces: list[Run] = []
    cell = 0
    for number, line in enumerate(paragraph.lines):
        found = list(_pieces(line.spans, 0 if number else marker))
        new_cell = line.tag.cell if line.tag else cell
        if pieces and found:
            before = "".join(piece.text for piece in pieces[-_LOOK_BACK:])
            after = "".join(piece.text for piece in found)
            between = line_end(before, after, known) if new_cell == cell else CELLS
            if between is None:
                pieces[-1] = replace(pieces[-1], text=pieces[-1].text[:-1])
            elif between:
                between = "\n" if is_title and between == " " else between
                pieces.append(replace(pieces[-1], text=between))
        pieces += found
        cell = new_cell
    return trimmed_runs(
        replace(look, text="".join(piece.text for piece in same))
        for look, same in groupby(pieces, key=lambda piece: replace(piece, text=""))
    )


def _pieces(spans: Iterable[Span], marker: int) -> Iterator[Run]:
    """Yield spans as runs, without so many letters at the beginning."""
    for span in spans:
        text = span.text[marker:]
        marker = max(0, marker - len(span.text))
        if text:
            address = span.link.address if span.link else None
            yield Run(text, address, span.look.bold, span.look.italic)
