"""The items of a section: one begins where a dated event begins.

That is a paragraph or a bullet that opens with a day, or whose first sentences give their event a
day near the issue's month. A heading below the section's begins an item too; it holds the day for
those under it where it is one. In a section without days a bullet is an item, and a paragraph where
the whole document has no days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice, takewhile

from strevview.importers.blocks import Block, Kind, LeftOut, Picture, plain_text
from strevview.importers.item_text import read_text
from strevview.importers.told_dates import is_day_alone, opening_day, told_day
from strevview.model.dates import EventDate, Period
from strevview.model.record import MAX_PROSE

# Escapes and the names of sources make a text longer than its words.
_MOST_LETTERS = MAX_PROSE // 2
# A document has days where two of its blocks at least open with one, or tell one.
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class ItemContext:
    """What a section needs of its document to be split: months, language, whether days are told.

    `has_days` says that several of its blocks open with a day, or tell one in their lead.
    """

    period: Period
    language: str | None
    has_days: bool


@dataclass(slots=True)
class FoundItem:
    """One event as found: a heading, blocks of text, and figures.

    `day` is the day that it opens with, `links` are addresses beside its text, `checks` remarks for
    the editor.
    """

    title: Block | None = None
    day: EventDate | None = None
    blocks: list[Block] = field(default_factory=list)
    figures: list[FoundFigure] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)


def document_has_days(blocks: Sequence[Block], period: Period, language: str | None) -> bool:
    """Return whether several blocks of text open with a day, or name one in their lead."""
    texts = (one for one in blocks if one.kind is not Kind.CAPTION and one.picture is None)
    dated = (one for one in texts if any(_days(one, period, language)))
    return len(list(islice(dated, _SEVERAL))) == _SEVERAL


def split_items(
    blocks: Sequence[Block], setting: ItemContext
) -> tuple[list[FoundItem], list[LeftOut]]:
    """Return the items of a section in order, and the headings that only give them their day."""
    splitter = _Splitter(setting, blocks)
    for block in with_figures(blocks):
        splitter.take(block)
    items = map(_with_text, splitter.found)
    return [one for one in items if one.blocks or one.figures or one.links], splitter.left_out


class _Splitter:
    """Deals the blocks of a section out to its items; `found` may have empty ones among them."""

    def __init__(self, setting: ItemContext, blocks: Sequence[Block]) -> None:
        self.left_out: list[LeftOut] = []
        self.found = [FoundItem()]
        self._setting = setting
        days = [_days(block, setting.period, setting.language) for block in blocks]
        self._days = {id(block): day for block, day in zip(blocks, days, strict=True)}
        self._dated_lists = set(_dated_lists(blocks, [day[0] is not None for day in days]))
        self._dated = any(day != (None, None) for day in days)
        # The highest rank in a section is that of its items' titles.
        levels = {block.level for block in blocks if block.kind is Kind.HEADING}
        self._item_level = min(levels, default=0)
        # The day that the last heading was, if it was one: that of the items below it.
        self._heading_day: EventDate | None = None

    def take(self, block: Block | FoundFigure) -> None:
        """Take the next block, or figure."""
        if isinstance(block, FoundFigure):
            self.found[-1].figures.append(block)
        elif block.kind is Kind.HEADING and block.level == self._item_level:
            self._take_heading(block)
        else:
            self._take_text(block)

    def _take_heading(self, block: Block) -> None:
        """Begin an item under a heading; a heading that is a day gives its day to what follows."""
        setting = self._setting
        day = self._heading_day = is_day_alone(block.text, setting.period, setting.language)
        item = FoundItem(title=None if day else block, day=day, links=list(block.addresses))
        if day is not None:
            self.left_out.append(LeftOut(block.text, "told by `date`", told=True))
        if item.links:
            item.checks.append("a link stands on its heading")
        self.found.append(item)

    def _take_text(self, block: Block) -> None:
        """Put a block into the open item or a new one, a lower heading as a bold paragraph."""
        sure, told = self._days.get(id(block), (None, None))
        item, why = self.found[-1], self._begins(block, sure, told)
        if why is not None and (item.blocks or (item.day and sure)):
            item = FoundItem(checks=[why] if why else [])
            self.found.append(item)
        if not item.blocks:
            item.day = sure or item.day or self._heading_day
            if block.kind is Kind.LIST_ENTRY and block.number is None and why is not None:
                block = replace(block, kind=Kind.PARAGRAPH, level=0)
        if block.kind is Kind.HEADING:
            runs = tuple(replace(run, bold=True) for run in block.runs)
            block = replace(block, kind=Kind.PARAGRAPH, level=0, runs=runs)
        item.blocks.append(block)
        item.links += block.links

    def _begins(self, block: Block, sure: EventDate | None, told: str | None) -> str | None:
        """Return why a new item begins with a block: "" if that is sure, None if none begins."""
        before = self.found[-1].blocks
        letters = sum(len(one.text) + 4 for one in (*before, block))
        if before and letters > _MOST_LETTERS:
            return "an item of its own? The text before is longer than an item may be"
        if block.kind not in (Kind.PARAGRAPH, Kind.LIST_ENTRY) or block.level > 1:
            return None
        if block.check is not None and before:
            # The row of a table, or code, goes on with what is before it.
            return None
        entry = block.kind is Kind.LIST_ENTRY
        if sure is not None or (entry and id(block) in self._dated_lists):
            return ""
        if told is not None and not entry:
            return f"an item of its own? A new event of {told}"
        if self._dated or (self._item_level and self._heading_day is None):
            return None
        if entry:
            return None if _follows_a_colon(before) else ""
        return (
            None
            if self._setting.has_days
            else "an item of its own? There are no days by which to tell"
        )


def _with_text(item: FoundItem) -> FoundItem:
    """Return an item; a heading over nothing is a line of text."""
    title = item.title
    if title is None or item.blocks:
        return item
    linked = [run.address for run in title.runs]
    links = [link for link in item.links if link not in linked]
    line = replace(title, kind=Kind.PARAGRAPH, level=0)
    return replace(item, title=None, blocks=[line], links=links)


def _follows_a_colon(before: Sequence[Block]) -> bool:
    """Whether a list that follows belongs to the paragraph before it, which ends with a colon."""
    paragraph = next((b for b in reversed(before) if b.kind is not Kind.LIST_ENTRY), None)
    return paragraph is not None and paragraph.text.endswith(":")


def _dated_lists(blocks: Sequence[Block], dated: Sequence[bool]) -> Iterator[int]:
    """Yield the outermost entries of lists of which one opens with a day."""
    pairs = zip(blocks, dated, strict=True)
    for is_list, group in groupby(pairs, key=lambda pair: pair[0].kind is Kind.LIST_ENTRY):
        entries = list(group)
        if is_list and any(day for _, day in entries):
            yield from (id(block) for block, _ in entries)


def _days(
    block: Block, period: Period, language: str | None
) -> tuple[EventDate | None, str | None]:
    """Return the day that a block opens with, else the words of its lead for the event's day."""
    text, links = plain_text([block])
    sure = opening_day(text, period, language)
    if sure is not None:
        return sure.days, None
    paragraphs = read_text(text, links).paragraphs
    told = told_day(paragraphs[0], period) if paragraphs else None
    return None, paragraphs[0].text[told.start : told.end] if told is not None else None


_CREDIT = re.compile(r"(?:photo|picture|image|source|credit|courtesy|drawn|©)\b", re.IGNORECASE)

_LICENCE = re.compile(r"\s*\(((?:CC[ -]|CC0|public domain|©|licen[cs]e)[^()]*)\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A picture with the lines beside it, and the addresses that picture and lines link to."""

    picture: Picture
    caption: str | None = None
    credit: str | None = None
    licence: str | None = None
    links: tuple[str, ...] = ()


def with_figures(blocks: Sequence[Block]) -> Iterator[Block | FoundFigure]:
    """Yield each block of text, and each picture with the captions beside it as one figure."""
    start = 0
    while start < len(blocks):
        pair = blocks[start : start + 2]
        if pair[0].picture is not None:
            below = takewhile(lambda block: block.kind is Kind.CAPTION, blocks[start + 1 :])
            group = [pair[0], *below]
        elif pair[0].kind is Kind.CAPTION and pair[-1].picture is not None:
            group = list(pair)
        else:
            group = [pair[0]]
        start += len(group)
        yield figure_of(group) if any(block.picture for block in group) else group[0]


def figure_of(group: Sequence[Block]) -> FoundFigure:
    """Return the figure of a picture and its lines; a last line with a source is its credit."""
    picture = next(block.picture for block in group if block.picture is not None)
    captions = sorted(group, key=lambda block: block.picture is not None)
    said = [words for block in captions if (words := block.text)]
    credit = licence = None
    if said and (len(said) > 1 or _CREDIT.match(said[-1])):
        credit = said.pop()
        found = _LICENCE.search(credit)
        if found is not None and found.start() > 0:
            credit, licence = credit[: found.start()], found[1]
    links = tuple(address for block in group for address in block.addresses)
    return FoundFigure(picture, " ".join(said) or None, credit, licence, links)
