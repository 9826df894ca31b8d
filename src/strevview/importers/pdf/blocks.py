"""Paragraphs to blocks: what each is by its tag or its looks, and its runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from strevview.importers.manuscript import Block, Dropped, Kind
from strevview.importers.pdf.flow import Measures
from strevview.importers.pdf.letters import Box
from strevview.importers.pdf.markers import is_number
from strevview.importers.pdf.paragraphs import Paragraph, marker_length
from strevview.importers.pdf.runs import joined_pieces, runs_of

_LONGEST_HEADING = 200
_MOST_HEADING_LINES = 4
# Than the running text, in sizes.
_LARGER = 1.12
# In points: entries whose markers are no further apart are of one level.
_SAME_INDENT = 4.0
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|photo|image|picture|table|map|source|credit)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A paragraph as a block, with what was dropped of it."""

    block: Block
    dropped: tuple[Dropped, ...] = ()


def entry_levels(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return how deep the entries of lists stand, by identity, from how far they are indented."""
    levels: dict[int, int] = {}
    open_at: list[float] = []
    for paragraph in paragraphs:
        if not marker_length(paragraph.first):
            open_at = []
            continue
        indent = paragraph.first.line.x0 - paragraph.first.left
        while open_at and indent < open_at[-1] - _SAME_INDENT:
            open_at.pop()
        if not open_at or indent > open_at[-1] + _SAME_INDENT:
            open_at.append(indent)
        levels[id(paragraph)] = len(open_at)
    return levels


def block_of(
    paragraph: Paragraph,
    measures: Measures,
    known: frozenset[str],
    near: Sequence[Box],
    level_of_entry: int,
) -> Shaped:
    """Return what a paragraph is; `near` are the pictures of its page."""
    first = paragraph.first
    page = first.line.page
    tag = first.tag
    lines = [list(placed.line.pieces) for placed in paragraph.lines]
    length = marker_length(first)
    dropped: tuple[Dropped, ...] = ()
    numbered = False
    kind = kind_of(paragraph, measures, near)
    if kind is Kind.LIST_ENTRY and length:
        marker = "".join(piece.text for piece in lines[0][:length]).strip()
        numbered = is_number(marker)
        dropped = (Dropped(marker, "the marker of a list's entry", page),)
        lines[0] = lines[0][length:]
    level = 0
    if kind is Kind.HEADING and tag is not None and tag.kind is Kind.HEADING:
        level = tag.level
    elif kind is Kind.LIST_ENTRY:
        # Some programs tag a list within a list as one beside it: then the indent tells.
        level = max(level_of_entry, tag.level if tag is not None else 0)
    pieces = joined_pieces(lines, known)
    size = round(first.line.size, 1)
    block = Block(kind, runs_of(pieces), page, size, level, numbered)
    return Shaped(block, dropped)


def kind_of(paragraph: Paragraph, measures: Measures, near: Sequence[Box]) -> Kind:
    """Return what a paragraph is by its tag, or by its looks where the tag says no more."""
    tag = paragraph.first.tag
    if tag is not None and tag.kind is not Kind.PARAGRAPH:
        return tag.kind
    larger = paragraph.first.line.size > _LARGER * measures.size
    if marker_length(paragraph.first) and not (larger and _is_heading(paragraph, measures)):
        return Kind.LIST_ENTRY
    if _is_caption(paragraph, measures, near):
        return Kind.CAPTION
    if _is_heading(paragraph, measures):
        return Kind.HEADING
    return Kind.QUOTATION if _is_quotation(paragraph, measures) else Kind.PARAGRAPH


def _is_heading(paragraph: Paragraph, measures: Measures) -> bool:
    text = " ".join(placed.line.text for placed in paragraph.lines)
    if len(text) > _LONGEST_HEADING or len(paragraph.lines) > _MOST_HEADING_LINES:
        return False
    size = paragraph.first.line.size
    if size > _LARGER * measures.size:
        return True
    bold = all(placed.line.bold for placed in paragraph.lines)
    return bold and not measures.bold and size >= 0.9 * measures.size and text[-1] not in ".;,"


def _is_caption(paragraph: Paragraph, measures: Measures, near: Sequence[Box]) -> bool:
    first, last = paragraph.first.line, paragraph.last.line
    small = first.size < 0.95 * measures.size
    italic = all(placed.line.italic for placed in paragraph.lines)
    named = bool(_CAPTION.match(first.text))
    if not (small or italic or named) or len(paragraph.lines) > 8:
        return False
    far = 3 * measures.step(first.size)
    for left, top, right, bottom in near:
        if first.x0 < right and last.x1 > left:
            below = -first.size < first.top - bottom < far
            above = named and 0 <= top - last.y < far
            if below or above:
                return True
    return False


def _is_quotation(paragraph: Paragraph, measures: Measures) -> bool:
    """Return whether white stands on both sides of all lines, more than an indent."""
    if len(paragraph.lines) < 2:
        return False
    least = 1.2 * measures.size
    return all(placed.line.x0 - placed.left > least for placed in paragraph.lines) and all(
        placed.right - placed.line.x1 > least for placed in paragraph.lines
    )
