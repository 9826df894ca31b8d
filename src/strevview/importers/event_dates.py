"""The date of the event that an item tells, and the sentence that tells it.

In this order: the day beside a linked verb; the first day that a sentence gives to its own verb;
the only day of the text; the month, where the text gives no more. All lie in the issue's period.
Days of reports, and of what went before or is to come, are not the event's.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from strevview.importers.item_text import Guess, ItemText, Sentence, sentences
from strevview.importers.told_dates import nearest_days
from strevview.lint.dates_in_text import dated_links, days_in, is_led_in
from strevview.model.dates import EventDate, Period, Precision
from strevview.model.prose import PlainParagraph

# The day that follows is one of a report, or of what goes before the event or comes after it.
_REPORTED = re.compile(
    r"\b(?:according\sto|made\s(?:public|known)|published|reported)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:after|ahead\sof|before|by|due|earlier|expected|first|following|had|planned|previous(?:ly)?"
    r"|scheduled|since|till|to\sbe|until|will|would)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_REACH = 200
_ONE_DAY = timedelta(days=1)


class Event(NamedTuple):
    """Where a text tells its event: `start:end` are its verb, or its day, in a sentence."""

    sentence: Sentence
    start: int
    end: int


class _Day(NamedTuple):
    """Days in the period that a text names, the event that they may be of, and what is before."""

    days: EventDate
    event: Event
    before: str


def event_date(text: ItemText, period: Period) -> tuple[Guess | None, Event | None]:
    """Return the date of an item's event and where the event is told.

    Without a day the event is told beside the first link, or in the first sentence.
    """
    days = [
        _day(paragraph, days, mention.start, mention.end, mention.start)
        for paragraph in text.paragraphs
        for mention in days_in(paragraph.text)
        if (days := nearest_days(mention, period)) is not None and days.overlaps(period)
    ]
    for found, word, sure in _beside_links(text, period):
        whole = _to_its_end(found.days, days)
        why = f"the day beside “{word}”"
        return Guess(str(whole), why, sure and whole == found.days), found.event
    own = [
        day
        for day in days
        if not _REPORTED.search(day.before) and not _BACKGROUND.search(day.before)
    ]
    of_verbs = [day for day in own if is_led_in(day.before) or len(day.before.split()) <= 2]
    if of_verbs or len(own) == 1:
        first = (of_verbs or own)[0]
        which = "first" if of_verbs else "only"
        guess = Guess(str(_to_its_end(first.days, days)), f"the {which} day of the text", False)
        return guess, first.event
    return _month(text, period), _first_told(text)


def _beside_links(text: ItemText, period: Period) -> Iterator[tuple[_Day, str, bool]]:
    """Yield the days beside linked verbs, with the verb, and whether the day is surely its own.

    "published on 18 May" is an event where that is the linked verb.
    """
    for paragraph in text.paragraphs:
        for link in dated_links(paragraph, period.end.year):
            days = nearest_days(link.mention, period) if link.mention else None
            if link.mention is None or link.planned or days is None or not days.overlaps(period):
                continue
            day = _day(paragraph, days, link.start, link.end, link.mention.start)
            word = paragraph.text[link.start : link.end]
            reported = _REPORTED.search(day.before) is not None
            if not reported or _REPORTED.match(word):
                yield day, word, not reported and not link.mention.ambiguous


def _to_its_end(days: EventDate, others: Sequence[_Day]) -> EventDate:
    """Return a day with the days that go on from it: "on 14 August, then from 15 to 17 August"."""
    for other in others:
        if other.days.start - days.end == _ONE_DAY and other.days.start < other.days.end:
            return EventDate(days.start, other.days.end, Precision.DAY)
    return days


def _day(paragraph: PlainParagraph, days: EventDate, start: int, end: int, at: int) -> _Day:
    """Return days that are named `at` a place, with the event at `start:end`."""
    sentence = _around(paragraph, start)
    before = paragraph.text[max(sentence.start, at - _REACH) : at]
    return _Day(days, Event(sentence, start, end), before)


def _month(text: ItemText, period: Period) -> Guess | None:
    """Return a month of the issue that the text names, but for background; not as a sure date."""
    for month in dict.fromkeys((period.start, period.end)):
        name = re.compile(rf"\b{month_name[month.month]}\b(?!,?\s(?!{month.year})\d{{4}})")
        for paragraph in text.paragraphs:
            for match in name.finditer(paragraph.text):
                if not _BACKGROUND.search(paragraph.text[: match.start()]):
                    return Guess(month.isoformat()[:7], "the text gives no more", False)
    return None


def _around(paragraph: PlainParagraph, place: int) -> Sentence:
    return next(s for s in reversed(sentences(paragraph)) if s.start <= place)


def _first_told(text: ItemText) -> Event | None:
    for paragraph in text.paragraphs:
        if paragraph.links:
            start, end, _ = paragraph.links[0]
            return Event(_around(paragraph, start), start, end)
    if not text.paragraphs:
        return None
    return Event(sentences(text.paragraphs[0])[0], 0, 0)
