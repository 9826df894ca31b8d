"""A section's paragraphs, split where the next event begins; its figures with their items.

A paragraph begins an event where its first sentences name a day of the period beside a linked or
telling verb, or say so ("Meanwhile", "In another development"). One that goes on about the same
event has no new day, and starts with a pronoun or with what was spoken of before.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from strevview.importers.figures import FoundFigure, with_figures
from strevview.importers.manuscript import Block, Kind, Run
from strevview.importers.months import month_name
from strevview.importers.plain_runs import plain_item
from strevview.lint.dates_in_text import DayMention, days_in
from strevview.lint.event_days import dated_links, is_led_in
from strevview.lint.sentences import sentence_starts
from strevview.model.dates import Period
from strevview.model.prose import PlainParagraph
from strevview.model.scalars import MAX_PROSE

# How far a paragraph must speak for a new event to begin one.
_ENOUGH = 3
# The same for a sentence inside a paragraph of plain text.
_SURELY = 4
_LEAD_SENTENCES = 2
_DAYS_BEFORE = timedelta(days=31)
_DAYS_AFTER = timedelta(days=10)
_HEADING_WORDS = 20
_FRESH = re.compile(
    r"(?:Meanwhile|Separately|Elsewhere|Similarly,? on|Likewise,? on|In another\b|In an? (?:"
    r"related|separate|parallel|different|further|similar|new)\b|In other\b|In yet another|"
    r"Also (?:in|on) |"
    r"Earlier (?:in|this)|Later (?:in|that|this) (?:the )?month|On (?:the )?\d|On [A-Z][a-z]+ \d|"
    r"In the (?:first|second|third|last) week|Another\b)"
)
_GOES_ON = re.compile(
    r"(?:It|He|She|They|We|This|These|Those|That|Its|His|Her|Their|Such|Both|The (?:two|three|four|"
    r"latter|former|same|aims?|goals?|talks|sides|parties|new)|In (?:his|her|its|their|this|these|"
    r"addition|turn|response|particular|return)|Addressing|Speaking (?:at|there)|Also,|Moreover|"
    r"An? (?:day|week) (?:later|earlier|after|before)|The (?:next|following|previous) day|"
    r"Furthermore|Further,|Besides|However|But|And|Additionally|Among|Others?|At the (?:meeting|"
    r"ceremony|same|event|conference|summit|session|launch|signing)|During (?:his|her|its|"
    r"their|the)|After the (?:meeting|ceremony|talks)|"
    r"Thereafter|Subsequently|Later,|Earlier,|As (?:such|part of (?:this|the))|With this|"
    r"For (?:this|example|instance)|Under (?:this|the (?:agreement|MoU|plan|programme)))\b"
)
_ALSO = re.compile(r"^(?:\S+ ){1,12}also\b")
_OPENS_WIDE = re.compile(r"(?:An?|One|Two|Three|Several|China’s|China's) (?!few|number)\w")
_SENTENCE_END = re.compile(r"[.;,:]$|[.!?] ")
_ACRONYM = re.compile(r"\([A-Z][\w&-]*[A-Z]\w*\)")
_NOUN = re.compile(r"The (?:\w+ ){0,2}?(\w+)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"(?<=\s)[A-Z][^\W\d_]{3,}")
# Names by which a sentence shows that it is of another matter: so many, and such a share new.
_FEW_NAMES = 3
_OTHER_NAMES = 0.6


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One event: its blocks of text, its figures, and why it begins where that is a guess."""

    title: str | None
    blocks: tuple[Block, ...]
    figures: tuple[FoundFigure, ...] = ()
    why: str | None = None


@dataclass(slots=True)
class _Open:
    """The item that is being gathered."""

    title: str | None = None
    blocks: list[Block] = field(default_factory=list)
    figures: list[FoundFigure] = field(default_factory=list)
    why: str | None = None
    words: set[str] = field(default_factory=set)
    days: set[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=set)
    letters: int = 0

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        self.letters += len(block.text) + 4
        self.words.update(_WORD.findall(block.text.casefold()))
        self.days.update((day.first, day.last) for day in days_in(block.text))

    def closed(self) -> FoundItem:
        return FoundItem(self.title, tuple(self.blocks), tuple(self.figures), self.why)


def split_items(blocks: Sequence[Block], period: Period) -> tuple[FoundItem, ...]:
    """Return the items of a section in order; every block with words is in one of them."""
    items: list[FoundItem] = []
    current = _Open()
    waiting: list[FoundFigure] = []
    for block, figure in with_figures(_sentences_apart(blocks, period)):
        if figure is not None:
            # A picture right under a heading is of what follows.
            (current.figures if current.blocks else waiting).append(figure)
            continue
        why = _begins(block, current, period)
        if why is not None and (current.blocks or current.title):
            items.append(_finished(current))
            current = _Open(why=why or None)
        if _is_title(block) and current.title is None and not current.blocks:
            current.title = block.text
            continue
        current.add(block)
        current.figures += waiting
        waiting = []
    if current.blocks or current.title:
        current.figures += waiting
        items.append(_finished(current))
    elif waiting:
        items.append(FoundItem(None, (), tuple(waiting)))
    return tuple(_with_moved_figures(items))


def _sentences_apart(blocks: Sequence[Block], period: Period) -> list[Block]:
    """Return blocks of plain text cut before sentences that surely begin another event.

    A text copied out of a PDF has no marks between its paragraphs: where the last line of one is
    full, its end cannot be seen, and the reader joins it with the next.
    """
    apart: list[Block] = []
    for block in blocks:
        plain = block.size is None and len(block.runs) == 1 and block.runs[0].address is None
        if block.kind is not Kind.PARAGRAPH or not plain or block.bold:
            apart.append(block)
            continue
        text = block.text
        starts = [*sentence_starts(text), len(text)]
        seen, cut = _Open(), 0
        for start, end in pairwise(starts):
            rest = _line(text[start:end])
            dated = any(_is_within(day, period) for day in seen.days)
            if dated and _score(rest, seen, period)[0] >= _SURELY:
                apart.append(_line(text[cut:start]))
                seen, cut = _Open(), start
            seen.add(rest)
        apart.append(_line(text[cut:]) if cut else block)
    return apart


def _finished(current: _Open) -> FoundItem:
    if not current.blocks and current.title:
        # A heading over nothing is a line of text.
        return FoundItem(None, (_line(current.title),), tuple(current.figures), current.why)
    return current.closed()


def _line(text: str) -> Block:
    return Block(Kind.PARAGRAPH, (Run(text),))


def _is_title(block: Block) -> bool:
    """Whether a block is the heading of an item."""
    if block.kind is Kind.HEADING:
        # Where a file has neither ranks nor sizes, a line under a picture may look like one.
        told = block.level > 0 or block.size is not None
        return told or not _SENTENCE_END.search(block.text)
    few = len(block.text.split()) <= _HEADING_WORDS
    linked = any(run.address is not None for run in block.runs)
    return block.kind is Kind.PARAGRAPH and block.bold and few and not linked


def _begins(block: Block, current: _Open, period: Period) -> str | None:
    """Return why an item begins with a block, "" where the file says so; None where none does."""
    if _is_title(block):
        return "" if current.blocks else None
    if current.letters + len(block.text) > MAX_PROSE // 2:
        return "the text before is longer than an item may be"
    if block.kind is not Kind.PARAGRAPH or not current.blocks:
        return None
    score, why = _score(block, current, period)
    return why if score >= _ENOUGH else None


def _score(block: Block, current: _Open, period: Period) -> tuple[int, str]:
    """Weigh what speaks for a new event in a paragraph against what speaks for the same one."""
    text, links = plain_item([block])
    starts = [*sentence_starts(text), len(text)]
    lead_end = starts[min(_LEAD_SENTENCES, len(starts) - 1)]
    first_end = starts[1] if len(starts) > 1 else len(text)
    places = tuple((link.start, link.end, str(n)) for n, link in enumerate(links))
    paragraph = PlainParagraph(text, array("L"), places, False)
    score, why = 0, ""
    day = _event_day(paragraph, text, lead_end, first_end, period)
    if day is not None:
        told = any(first <= day.first and day.last <= last for first, last in current.days)
        score += 2 if told or not _in_period(day, period) else 3
        why = f"a new event of {text[day.start : day.end]}"
    elif _names_month(text[:first_end], period):
        score += 1
    score += any(link.start < first_end for link in links)
    score += _OPENS_WIDE.match(text) is not None
    score += _ACRONYM.search(text[:first_end]) is not None
    score += day is not None and _names_others(text[:first_end], current)
    if _FRESH.match(text):
        score += 2
        why = why or "it opens like news of its own"
    if _GOES_ON.match(text):
        score -= 3
    elif _ALSO.search(text[:first_end]):
        score -= 2
    if day is None and not links:
        score -= 2
    if _speaks_of_known(text, current):
        score -= 1
    return score, why or "a new verb is linked, and the words before are of another matter"


def _event_day(
    paragraph: PlainParagraph, text: str, lead_end: int, first_end: int, period: Period
) -> DayMention | None:
    """Return the day that the first sentences give their event, if it is of the period or near."""
    near = _around(period)
    for link in dated_links(paragraph, period.end.year):
        if link.start < lead_end and link.mention and _in_period(link.mention, near):
            return link.mention
    for day in days_in(text[:first_end]):
        if _in_period(day, near) and is_led_in(text[: day.start]):
            return day
    return None


def _around(period: Period) -> Period:
    """Return a period with the days about it, for news that came late or ahead."""
    return Period(period.start - _DAYS_BEFORE, period.end + _DAYS_AFTER)


def _in_period(day: DayMention, period: Period) -> bool:
    for year in day.years(period):
        days = day.days(year)
        if days is not None and days[0] <= period.end and period.start <= days[1]:
            return True
    return False


def _is_within(days: tuple[tuple[int, int], tuple[int, int]], period: Period) -> bool:
    """Whether days, as months and days, begin in a period."""
    return period.start.month <= days[0][0] <= period.end.month


def _names_month(sentence: str, period: Period) -> bool:
    return re.search(rf"\b{month_name(period.end.month)}\b", sentence) is not None


def _speaks_of_known(text: str, current: _Open) -> bool:
    """Whether a paragraph opens with something that was spoken of before: "The centre has …"."""
    noun = _NOUN.match(text)
    return noun is not None and noun[1].casefold() in current.words


def _names_others(sentence: str, current: _Open) -> bool:
    """Whether most of the names in a sentence were not spoken of before."""
    names = [name.casefold() for name in _NAME.findall(sentence)]
    fresh = sum(name not in current.words for name in names)
    return len(names) >= _FEW_NAMES and fresh >= _OTHER_NAMES * len(names)


# Figures.


def _with_moved_figures(items: Sequence[FoundItem]) -> Iterator[FoundItem]:
    """Give a figure to the next item where its caption speaks of that one, not of its own."""
    moved: list[FoundFigure] = []
    for number, item in enumerate(items):
        figures = [*moved, *item.figures]
        kept: list[FoundFigure] = []
        moved = []
        follower = items[number + 1] if number + 1 < len(items) else None
        for figure in figures:
            nearer = follower is not None and _shared(figure, follower) > _shared(figure, item) + 1
            (moved if nearer else kept).append(figure)
        yield FoundItem(item.title, item.blocks, tuple(kept), item.why)


def _shared(figure: FoundFigure, item: FoundItem) -> int:
    """Return how many longer words of a caption an item's text has too."""
    words = set(_WORD.findall((figure.caption or "").casefold()))
    return len(words & set(_WORD.findall(" ".join(b.text for b in item.blocks).casefold())))
