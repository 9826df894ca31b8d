"""The pages of a PDF as one text, in reading order, with the pictures in their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strevview.importers.line_ends import known_words
from strevview.importers.manuscript import Block, Dropped, Kind
from strevview.importers.pdf.blocks import block_of
from strevview.importers.pdf.flow import Measures, Placed, measures_of, placed_lines
from strevview.importers.pdf.furniture import furniture
from strevview.importers.pdf.lines import Line
from strevview.importers.pdf.pages import Page
from strevview.importers.pdf.paragraphs import Paragraph, goes_on, paragraphs_of

IN_A_PICTURE = "in a picture"


def understood(pages: Sequence[Page]) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Return the blocks of all pages in reading order, and what is no text of the issue."""
    tagged = any(page.tags.tags for page in pages)
    reasons = furniture([page.lines for page in pages], [page.size for page in pages], tagged)
    dropped: list[Dropped] = []
    flows: list[tuple[Placed, ...]] = []
    for page in pages:
        kept: list[Line] = []
        for line in page.lines:
            why = reasons.get(id(line)) or (IN_A_PICTURE if _in_picture(line, page) else None)
            if why is None:
                kept.append(line)
            else:
                dropped.append(Dropped(line.text, why, line.page))
        flows.append(placed_lines(kept, page.tags, [each.box for each in page.found]))
    measures = measures_of(flows)
    known = known_words(placed.line.text for flow in flows for placed in flow)
    boxes = {page.number: _boxes(page) for page in pages}
    blocks: list[Block] = []
    for thing in _joined(list(_things(pages, flows, measures, tagged))):
        if isinstance(thing, Paragraph):
            near = boxes[thing.first.line.page]
            shaped = block_of(thing, measures, known, near)
            blocks.append(shaped.block)
            dropped += shaped.dropped
        else:
            blocks.append(thing)
    return tuple(blocks), tuple(dropped)


def _in_picture(line: Line, page: Page) -> bool:
    x, y = (line.x0 + line.x1) / 2, line.y - 0.3 * line.size
    return any(
        left <= x <= right and top <= y <= bottom for left, top, right, bottom in _boxes(page)
    )


def _boxes(page: Page) -> list[tuple[float, float, float, float]]:
    return [each.box for each in page.found]


def _things(
    pages: Sequence[Page], flows: Sequence[Sequence[Placed]], measures: Measures, trusted: bool
) -> Iterator[Paragraph | Block]:
    """Yield the paragraphs and pictures of all pages in reading order."""
    for page, flow in zip(pages, flows, strict=True):
        paragraphs = paragraphs_of(flow, measures, trusted)
        todo = list(zip(page.found, page.pictures, strict=True))
        for paragraph in paragraphs:
            first = paragraph.first.line
            for each in list(todo):
                found, picture = each
                left, _, right, bottom = found.box
                if first.y > bottom and first.x0 < right and first.x1 > left:
                    todo.remove(each)
                    if picture is not None:
                        yield Block(Kind.PICTURE, page=found.page, picture=picture)
            yield paragraph
        for found, picture in todo:
            if picture is not None:
                yield Block(Kind.PICTURE, page=found.page, picture=picture)


def _joined(things: Sequence[Paragraph | Block]) -> Iterator[Paragraph | Block]:
    """Yield paragraphs as one that a column's or a page's end has parted."""
    waiting: Paragraph | None = None
    between: list[Paragraph | Block] = []
    for thing in things:
        if isinstance(thing, Block):
            (between if waiting else []).append(thing)
            if waiting is None:
                yield thing
            continue
        if waiting is not None and _is_parted(waiting, thing):
            waiting = Paragraph((*waiting.lines, *thing.lines))
            continue
        if waiting is not None:
            yield waiting
            yield from between
            between = []
        waiting = thing
    if waiting is not None:
        yield waiting
    yield from between


def _is_parted(last: Paragraph, new: Paragraph) -> bool:
    one, two = last.last, new.first
    if one.line.page == two.line.page and two.line.y > one.line.y:
        return False
    kinds = {placed.tag.kind for placed in (one, two) if placed.tag is not None}
    if len(kinds) == 2:
        return False
    return goes_on(one, two)
