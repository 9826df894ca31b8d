"""An old issue as a whole: its cover, its month, its sections, and their items.

An item begins where a dated event begins. That is a paragraph or a bullet that opens with a day, or
whose first sentences give their event a day near the issue's month. A heading below the section's
begins an item too; it holds the day for those under it where it is one. Where a bullet of a section
opens with a day, each of its bullets is an item. In a section without days a bullet is an item, and
a paragraph where the whole document has no days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from strevview.diagnostics import Diagnostic, error
from strevview.importers.blocks import Block, Document, Kind, LeftOut, match_key, plain_text
from strevview.importers.cover import (
    BETWEEN_NAMES,
    Cover,
    language_of_script,
    read_cover,
    series_names,
    told_months,
)
from strevview.importers.grouping import grouped
from strevview.importers.headings import SectionHeading, section_headings, with_headings
from strevview.importers.running_text import item_text
from strevview.importers.told_dates import TextDay, find_month, opening_day, told_day
from strevview.model.dates import EventDate, Period
from strevview.model.issue import SeriesFields
from strevview.model.record import MAX_PROSE

_FIRST_WORDS = 6
# The script is told by so many letters at the start.
_LETTERS_TOLD_BY = 4000
_EDITORS = re.compile(r"(?:the )?(?:editors?|editorial (?:board|desk|team))\W*", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}")
# Escapes and the names of sources make a text longer than its words.
_MOST_LETTERS = MAX_PROSE // 2
# A document has days where so many of its blocks open with one, or tell one.
_SEVERAL = 2


@dataclass(slots=True)
class FoundItem:
    """One event as found: a heading, blocks of text, and pictures with the captions beside them.

    `day` is the day that it opens with, `links` are addresses beside its text, `checks` remarks for
    the editor; `id` is its own where the file tells it.
    """

    title: Block | None = None
    day: EventDate | None = None
    blocks: list[Block] = field(default_factory=list)
    figures: list[Sequence[Block]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    id: str = ""


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section: its heading, its items, and its line among the highlights.

    `highlight` is None where no line announces it. `check` is a remark on the title.
    """

    title: str
    highlight: str | None
    items: Sequence[FoundItem]
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What an old issue is made of.

    `announced` tells whether the cover has highlights. `period_check` is a remark where the file's
    sources differ about its months. `by_place` says that nothing but its place tells a title.
    """

    cover: Cover
    period: Period
    period_check: str | None
    sections: Sequence[FoundSection]
    announced: bool
    left_out: Sequence[LeftOut]
    language: str | None
    by_place: bool


# The days of a document's blocks of text, by the blocks' `id`; captions and pictures have none.
_Days = Mapping[int, TextDay]


def outline(
    document: Document, series: SeriesFields | None, period: Period | None
) -> Outline | Diagnostic:
    """Return the parts of an old issue, or why it has none: no text (SV955), no month (SV954).

    `series` is known from the folder; `period` is the month that the user told.
    """
    language = series.language if series is not None else document.language
    language = language or document.front_matter.get("lang") or _language_by_script(document.blocks)
    shown = (block for block in document.blocks if block.text or block.picture or block.links)
    headed = with_headings(shown, language)
    blocks, by_place, _ = headed
    names = series_names(series) if series is not None else frozenset()
    title = match_key(document.front_matter.get("title", ""))
    others = {title, *(match_key(one.text) for one in document.left_out if one.times > 1)}
    if by_place:
        # The month stands on the cover, also where a line of that looks like a heading.
        cover_lines = takewhile(lambda block: block.kind is Kind.HEADING, blocks)
        others |= {match_key(one.text) for one in cover_lines if find_month(one.text, language)}
    found = section_headings(headed, (names | others) - {""})
    first = found.headings[0].blocks.start if found.headings else len(blocks)
    before = [block for n, block in enumerate(blocks[:first]) if n not in found.lines]
    cover = read_cover(document, before, names, language, alone=not found.headings)
    if not (found.headings or cover.left):
        return _no_text(document.name)
    check = None
    if period is None:
        months = told_months(document, cover, language)
        if not months:
            return _no_period(document.name)
        period, check = months[0][1], _check_of_period(months)
    texts = [one for one in (*cover.left, *blocks[first:]) if one.kind is not Kind.CAPTION]
    days = {id(block): _day_of(block, period, language) for block in texts}
    headings = list(_without_days(blocks, found.headings, days))
    editors = _editors_at_the_end(blocks, headings)
    if editors:
        end = headings.pop().blocks.start
        cover.editors += editors
        cover.left_out += [
            LeftOut(one.text, "told by `editors`", told=True) for one in blocks[end:]
        ]
        blocks = blocks[:end]
    sections, left_out = _sections(blocks, headings, cover, days)
    if not any(section.items for section in sections):
        return _no_text(document.name)
    left_out = [*document.left_out, *cover.left_out, *found.left_out, *left_out]
    announced = bool(found.lines)
    return Outline(cover, period, check, sections, announced, left_out, language, by_place)


def _no_text(name: str) -> Diagnostic:
    message = (
        f"{name}: no text is left for an issue: all of it is headings, a cover, and lines that "
        "repeat on each page"
    )
    advice = "is it the right file? A text alone goes into an issue by `strevview new` and pasting"
    return error("SV955", message, None, advice)


def _no_period(name: str) -> Diagnostic:
    advice = "tell it with --period, such as --period 2014-03"
    return error("SV954", f"{name} does not say of which month it is", None, advice)


def _check_of_period(told: Sequence[tuple[str, Period]]) -> str | None:
    """Return a remark if only the file's name has the month, or if others have another month."""
    where, period = told[0]
    others = [f"{place} says {other}" for place, other in told[1:] if other != period]
    if where == "the file’s name":
        return f"from {where}"
    return f"from {where}; {others[0]}" if others else None


def _language_by_script(blocks: Sequence[Block]) -> str | None:
    """Return the language of a text by its script; None where it is in Latin letters."""
    letters = "".join(block.text for block in blocks)
    return language_of_script(letters[:_LETTERS_TOLD_BY])


def _day_of(block: Block, period: Period, language: str | None) -> TextDay:
    text, links = plain_text([block])
    paragraphs = item_text(text, links).paragraphs
    opens = opening_day(text, period, language)
    return opens or TextDay(told=told_day(paragraphs[0], period) if paragraphs else None)


# Sections.


def _without_days(
    blocks: Sequence[Block], headings: Sequence[SectionHeading], days: _Days
) -> Iterator[SectionHeading]:
    """Yield the headings of sections but those below another that are a day: it begins an item."""
    within = False
    for one in headings:
        is_day = days[id(blocks[one.blocks.start])].alone
        if not (within and is_day):
            yield one
        within = within or not is_day


def _editors_at_the_end(
    blocks: Sequence[Block], headings: Sequence[SectionHeading]
) -> Sequence[str]:
    """Return the names below a last heading such as “Editors”, if nothing else stands there."""
    if len(headings) < 2 or not _EDITORS.fullmatch(blocks[headings[-1].blocks.start].text):
        return ()
    below = blocks[headings[-1].blocks.stop :]
    names = [name for block in below for name in BETWEEN_NAMES.split(block.text) if name]
    plain = not any(block.links or block.picture for block in below)
    return names if plain and all(map(_NAME.fullmatch, names)) else ()


def _sections(
    blocks: Sequence[Block], headings: Sequence[SectionHeading], cover: Cover, days: _Days
) -> tuple[list[FoundSection], list[LeftOut]]:
    """Return the sections, one for the text before the first heading among them."""
    sections: list[FoundSection] = []
    left_out: list[LeftOut] = []
    if cover.left:
        items = _items(cover.left, days, left_out)
        check = "it stood before the first heading; its first words are the title"
        sections.append(FoundSection(_first_words(cover.left), None, items, check))
    ends = [*(one.blocks.start for one in headings), len(blocks)]
    for (places, highlight), end in zip(headings, ends[1:], strict=True):
        items = _items(blocks[places.stop : end], days, left_out)
        head = blocks[places.start : places.stop]
        links = [link for block in head for link in block.addresses]
        if links and items:
            # A title can hold none.
            items[0].links[:0] = links
            items[0].checks.append("a link stands on the section’s heading")
        elif links:
            left_out += [LeftOut(link, "a link on a heading without text") for link in links]
        title = " ".join(block.text for block in head)
        if highlight and title.isupper() and match_key(highlight) == match_key(title):
            # Capitals tell less than the cover does.
            title = highlight
        sections.append(FoundSection(title, highlight, items))
    return sections, left_out


def _first_words(blocks: Sequence[Block]) -> str:
    words = next((block.text.split() for block in blocks if block.text), ["?"])
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


# Items.


def _items(blocks: Sequence[Block], days: _Days, left_out: list[LeftOut]) -> list[FoundItem]:
    """Return the items of a section in order; what is left out of them is added to `left_out`."""
    splitter = _Splitter(blocks, days)
    left_out += splitter.left_out
    items = map(_with_text, splitter.found)
    return [one for one in items if one.blocks or one.figures or one.links]


class _Splitter:
    """Deals the blocks of a section out to its items; `found` may have empty ones among them."""

    def __init__(self, blocks: Sequence[Block], days: _Days) -> None:
        self.found = [FoundItem()]
        self.left_out: list[LeftOut] = []
        self._days = days
        self._has_days = sum(day != TextDay() for day in days.values()) >= _SEVERAL
        self._dated = any(self._day(block) != TextDay() for block in blocks)
        self._told = any(block.begins for block in blocks)
        entries = (block for block in blocks if block.kind is Kind.LIST_ENTRY)
        self._dated_entries = any(self._day(block).opens for block in entries)
        # The highest rank in a section is that of its items' titles.
        ranks = (block.level for block in blocks if block.kind is Kind.HEADING)
        self._item_level = min(ranks, default=0)
        # The day that the last heading was, if it was one: that of the items below it.
        self._heading_day: EventDate | None = None
        for block, *beside in grouped(blocks, _is_of_figure):
            if beside or block.picture is not None:
                self.found[-1].figures.append([block, *beside])
            elif self._is_heading(block):
                self._take_heading(block)
            else:
                self._take_text(block)

    def _day(self, block: Block) -> TextDay:
        return self._days.get(id(block), TextDay())

    def _is_heading(self, block: Block) -> bool:
        """Return whether a block is the title of an item, or a day and nothing else."""
        if block.kind is Kind.PARAGRAPH:
            return self._day(block).alone and (bool(block.begins) or not self._told)
        return block.kind is Kind.HEADING and block.level == self._item_level

    def _take_heading(self, block: Block) -> None:
        """Begin an item under a heading or a day, which gives its day to what follows."""
        opens, alone, _ = self._day(block)
        self._heading_day = opens if alone else None
        title, links = None if alone else block, list(block.addresses)
        item = FoundItem(title, self._heading_day, links=links, id=block.begins)
        if alone:
            self.left_out.append(LeftOut(block.text, "told by `date`", told=True))
        if item.links:
            item.checks.append("a link stands on its heading")
        self.found.append(item)

    def _take_text(self, block: Block) -> None:
        """Put a block into the open item or a new one, a lower heading as a bold paragraph."""
        opens = self._day(block).opens
        item, why = self.found[-1], self._begins(block)
        if why is not None and (item.blocks or (item.day and opens)):
            item = FoundItem(checks=[why] if why else [])
            self.found.append(item)
        if not item.blocks:
            item.day = opens or item.day or self._heading_day
            item.id = item.id or block.begins
            if block.kind is Kind.LIST_ENTRY and block.number is None and why is not None:
                block = replace(block, kind=Kind.PARAGRAPH, level=0)
        if block.kind is Kind.HEADING:
            runs = tuple(replace(run, bold=True) for run in block.runs)
            block = replace(block, runs=runs)
        item.blocks.append(block)
        item.links += block.links

    def _begins(self, block: Block) -> str | None:
        """Return why a new item begins with a block: "" if that is sure, None if none begins."""
        day, before = self._day(block), self.found[-1].blocks
        letters = sum(len(one.text) + 4 for one in (*before, block))
        if before and letters > _MOST_LETTERS:
            return "an item of its own? The text before is longer than an item may be"
        if self._told or block.kind not in (Kind.PARAGRAPH, Kind.LIST_ENTRY) or block.level > 1:
            return "" if block.begins else None
        if block.check is not None and before:
            # The row of a table, or code, goes on with what is before it.
            return None
        entry = block.kind is Kind.LIST_ENTRY
        if day.opens is not None or (entry and self._dated_entries):
            return ""
        if day.told is not None and not entry:
            return f"an item of its own? A new event of {day.told}"
        if self._dated or (self._item_level and self._heading_day is None):
            return None
        if entry:
            return None if _follows_a_colon(before) else ""
        return None if self._has_days else "an item of its own? There are no days by which to tell"


def _follows_a_colon(before: Sequence[Block]) -> bool:
    """Whether a list that follows belongs to the paragraph before it, which ends with a colon."""
    paragraph = next((b for b in reversed(before) if b.kind is not Kind.LIST_ENTRY), None)
    return paragraph is not None and paragraph.text.endswith(":")


def _with_text(item: FoundItem) -> FoundItem:
    """Return an item; a heading over nothing is a line of text."""
    title = item.title
    if title is None or item.blocks:
        return item
    linked = [run.address for run in title.runs]
    links = [link for link in item.links if link not in linked]
    return replace(item, title=None, blocks=[title], links=links)


def _is_of_figure(group: Sequence[Block], block: Block) -> bool:
    """Return whether captions go with the picture above them, or a picture with its caption."""
    first = group[0]
    is_under = first.picture is not None and block.kind is Kind.CAPTION
    is_below_one = len(group) == 1 and first.kind is Kind.CAPTION and block.picture is not None
    return is_under or is_below_one
