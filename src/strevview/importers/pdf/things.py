"""The pages of a PDF as one text, in reading order, with the pictures in their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strevview.importers.line_ends import known_words
from strevview.importers.manuscript import Block, Dropped, Kind
from strevview.importers.pdf.agreement import tags_agree
from strevview.importers.pdf.blocks import block_of, entry_levels
from strevview.importers.pdf.flow import (
    Measures,
    Placed,
    measures_of,
    placed_lines,
    with_common_edges,
    with_reach,
)
from strevview.importers.pdf.furniture import furniture, repeated_pictures
from strevview.importers.pdf.joining import Thing, joined
from strevview.importers.pdf.lines import Line
from strevview.importers.pdf.pages import Page, Shown
from strevview.importers.pdf.paragraphs import Paragraph, paragraphs_of
from strevview.importers.pdf.tags import PageTags

IN_A_PICTURE = "in a picture"


def understood(pages: Sequence[Page]) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Return the blocks of all pages in reading order, and what is no text of the issue."""
    tagged = any(page.tags.tags for page in pages)
    reasons = furniture([page.lines for page in pages], [page.size for page in pages], tagged)
    logos = repeated_pictures([page.shown for page in pages])
    dropped: list[Dropped] = []
    kept: list[list[Line]] = []
    shown = {page.number: [one for one in page.shown if id(one) not in logos] for page in pages}
    for page in pages:
        kept.append([])
        for line in page.lines:
            why = reasons.get(id(line)) or _inside(line, page.shown)
            if why is None:
                kept[-1].append(line)
            else:
                dropped.append(Dropped(line.text, why, line.page))
    flows, measures = _flows(pages, kept, [page.tags for page in pages])
    if tagged and not tags_agree(flows, measures):
        tagged = False
        flows, measures = _flows(pages, kept, [PageTags()] * len(pages))
    known = known_words(placed.line.text for flow in flows for placed in flow)
    things = [
        thing
        for page, flow in zip(pages, flows, strict=True)
        for thing in _things(flow, shown[page.number], measures, tagged)
    ]
    things = list(joined(things, measures.size))
    levels = entry_levels([thing for thing in things if isinstance(thing, Paragraph)])
    blocks: list[Block] = []
    for thing in things:
        if isinstance(thing, Shown):
            blocks.append(Block(Kind.PICTURE, page=thing.page, picture=thing.picture))
            continue
        near = [one.box for one in shown[thing.first.line.page]]
        shaped = block_of(thing, measures, known, near, levels.get(id(thing), 1))
        blocks.append(shaped.block)
        dropped += shaped.dropped
    return tuple(blocks), tuple(dropped)


def _flows(
    pages: Sequence[Page], kept: Sequence[Sequence[Line]], tags: Sequence[PageTags]
) -> tuple[list[tuple[Placed, ...]], Measures]:
    """Return the lines of each page in reading order, and what is usual in them."""
    flows = with_common_edges(
        [
            placed_lines(lines, each, [one.box for one in page.shown])
            for page, lines, each in zip(pages, kept, tags, strict=True)
        ]
    )
    return [with_reach(flow) for flow in flows], measures_of(flows)


def _inside(line: Line, shown: Sequence[Shown]) -> str | None:
    """Return why a line is no text if it stands in a picture."""
    x, y = (line.x0 + line.x1) / 2, line.y - 0.3 * line.size
    for one in shown:
        left, top, right, bottom = one.box
        if left <= x <= right and top <= y <= bottom:
            return IN_A_PICTURE
    return None


def _things(
    flow: Sequence[Placed], shown: Sequence[Shown], measures: Measures, trusted: bool
) -> Iterator[Thing]:
    """Yield the paragraphs of a page, each picture before the first one that is below it."""
    todo = list(shown)
    for paragraph in paragraphs_of(flow, measures, trusted):
        first = paragraph.first.line
        for one in list(todo):
            left, _, right, bottom = one.box
            if first.y > bottom and first.x0 < right and first.x1 > left:
                todo.remove(one)
                yield one
        yield paragraph
    yield from todo
