"""The day that an item's text gives its event: the one beside the linked verb."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.dates_in_text import DayMention, days_in
from strevview.lint.sentences import sentence_starts

if TYPE_CHECKING:
    from strevview.lint.checked_item import CheckedItem
    from strevview.lint.printed_texts import PrintedText
    from strevview.model.dates import EventDate
    from strevview.model.prose import PlainParagraph

_UTTERANCE = (
    "release|statement|report|post|notice|interview|article|communiqué|announcement|letter|message"
)
# What may stand right before the day of an event: "on the evening of 14 August".
_LEAD = re.compile(
    r"(?:\b(?:on|from|between|during|over|dated)(?:\sthe\s(?:\w+\s){1,2}of)?"
    rf"|\b(?:{_UTTERANCE})\sof|\()(?:\sthe)?(?:\s\w+day,?)?\s?$",
    re.IGNORECASE,
)
# Between a verb and a day, these say that the day belongs to another event.
_ANOTHER_EVENT = re.compile(
    r";|\b(?:that|which|who|whom|whose|where|when|while|since|until|till|before|after|following"
    r"|ahead|due|will|would|to be|had|has|have|held|begun|began|set up|built|made|met|born|went"
    r"|came|gave|took|led|grown"
    r"|(?!(?:dated|seed|speed|need|feed|breed|indeed|hundred)\b)[a-z]{2,}ed)\b"
)
_HELD_ON = re.compile(r"\b(?:held|convened|opened|meeting|met)\b[^;]{0,80}$", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:first|last|previously|earlier|after|since|following|of)\b")
# No sentence that an editor writes is longer; what stands farther off is not beside the verb.
_REACH = 400
_LONGEST_LEAD = 60
# The days of one sentence that are looked at; no sentence of an editor names more.
_FEW = 4
_PLANNED = re.compile(r"\b(?:will|to be|planned|scheduled|expected|due|shall)\b")


class DatedLink(NamedTuple):
    """A linked verb, and the day named beside it, if one is."""

    source: str
    start: int
    end: int
    mention: DayMention | None
    planned: bool


class EventDay(NamedTuple):
    """The link that carries an item's event, and whether its day is not in the item's date."""

    item: CheckedItem
    date: EventDate
    text: PrintedText
    link: DatedLink
    conflict: bool


# A link with the paragraph that holds it.
_TextLink = tuple["PrintedText", DatedLink]


def event_days(items: Iterable[CheckedItem]) -> tuple[EventDay, ...]:
    """Return what the text of each dated item with links says of the day of its event."""
    found = []
    for item in items:
        date = item.date
        if date is None:
            continue
        links = [(text, link) for text in item.paragraphs for link in dated_links(text)]
        # Where a link is broken, which others tell of, the first one left may be of another event.
        if links and {link.source for _, link in links} == set(item.model.sources):
            found.append(_event_day(item, date, links))
    return tuple(found)


def _event_day(item: CheckedItem, date: EventDate, links: list[_TextLink]) -> EventDay:
    mention = links[0][1].mention
    agreeing = [one for one in links if one[1].mention and one[1].mention.within(date)]
    if mention is None or mention.ambiguous or links[0] in agreeing:
        return EventDay(item, date, *(agreeing or links)[0], False)
    if agreeing and _is_earlier(mention, date):
        # The first verb tells of what went before, and a later one of the event.
        return EventDay(item, date, *agreeing[0], False)
    return EventDay(item, date, *links[0], True)


def _is_earlier(mention: DayMention, date: EventDate) -> bool:
    days = mention.days(mention.year or date.start.year)
    return days is not None and days[1] < date.start


def dated_links(
    paragraph: PlainParagraph | PrintedText, year: int | None = None
) -> list[DatedLink]:
    """Return the links of a folded paragraph, each with the day of its verb.

    A day in front of the verb that names a year is one of background, unless it is `year`.
    """
    if not paragraph.links:
        return []
    text = paragraph.text
    days = days_in(text)
    day_starts = [day.start for day in days]
    starts = [*sentence_starts(text), len(text)]
    found = []
    for start, end, source in paragraph.links:
        sentence = bisect_right(starts, start)
        first = max(starts[min(sentence, len(starts) - 1) - 1], start - _REACH)
        last = min(starts[min(sentence, len(starts) - 1)], end + _REACH)
        near = days[bisect_left(day_starts, first) : bisect_left(day_starts, last)]
        day = _inside(near, start, end) or _after(text, near, end)
        day = day or _before(text, near, first, start, year)
        planned = _PLANNED.search(text, max(first, start - 60), start) is not None
        found.append(DatedLink(source, start, end, day, planned))
    return found


def _inside(days: Sequence[DayMention], start: int, end: int) -> DayMention | None:
    return next((day for day in days if start <= day.start < end), None)


def _after(text: str, days: Sequence[DayMention], end: int) -> DayMention | None:
    day = next((day for day in days if day.start >= end), None)
    if day is None:
        return None
    between = text[end : day.start]
    return day if is_led_in(between) and not turns_to_another(between) else None


def is_led_in(before: str) -> bool:
    """Return whether what stands before a day makes it the day of a verb: "on the evening of"."""
    return _LEAD.search(before[-_LONGEST_LEAD:]) is not None


def turns_to_another(between: str) -> bool:
    """Return whether what stands between a verb and a day says that it is of another event."""
    return _ANOTHER_EVENT.search(between) is not None


def _before(
    text: str, days: Sequence[DayMention], first: int, start: int, year: int | None
) -> DayMention | None:
    earlier = [day for day in days if day.end <= start and day.year in (None, year)]
    for day in earlier[:_FEW]:
        before = text[first : day.start]
        if not is_led_in(before):
            continue
        opens = len(before.split()) <= 2
        held = _HELD_ON.search(before) is not None and not _EARLIER.search(before)
        if opens or held:
            return day
    return None
