"""The date of the event that an item tells, and the sentence that tells it.

In this order: the day beside a linked verb; the first day that a sentence gives to its own verb;
the only day of the text; the month, where the text gives no more. They lie in the issue's period,
but that beside a linked verb may be near it.
Days of reports, and of what went before or is to come, are not the event's.
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date, timedelta
from typing import NamedTuple

from strevview.importers.guesses import Guess
from strevview.importers.item_text import ItemText, Sentence, sentences
from strevview.lint.dates_in_text import DayMention, days_in
from strevview.lint.event_days import dated_links, is_led_in
from strevview.model.dates import EventDate, Period, Precision
from strevview.model.prose import PlainParagraph

_NAMES = "|".join(name for name in month_name if name)
_MONTH = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|of|throughout|for|[Ee]arly|[Ll]ate|[Mm]id)[\s-](?:early\s|late\s|mid-)?"
    rf"({_NAMES})\b(?:\s(\d{{4}})\b)?(?!\s\d)"
)
# The day that follows is one of a report, not of the event.
_REPORTED = re.compile(
    r"\b(?:as\s(?:was|were)?\s?(?:made\spublic|reported|announced|published)|made\spublic"
    r"|according\sto|reported|published|(?:was|were)\smade\sknown)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
# What goes before the event, or comes after it.
_BACKGROUND = re.compile(
    r"\b(?:after|ahead\sof|before|by|due|earlier|expected|first|following|had|planned|previous(?:ly)?"
    r"|scheduled|since|till|to\sbe|until|will|would)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"\b(?:open(?:s|ed)|began|begins|start(?:s|ed)|convened|launched)\b", re.IGNORECASE
)
_UP_TO = re.compile(
    r"\b(?:until|till|through|(?:closed|ended|ends|closes|concluded|concludes)\son)\s(?:the\s)?$"
)
_ACTED = re.compile(r"(?:[a-z]{2,}(?:ed|ld|gan|et|wn)|open|here)\s$")
_REACH = 200
# An event that is dated outside the period is near it, and none goes on for longer.
_NEAR = timedelta(days=45)


class Event(NamedTuple):
    """Where a text tells its event: a sentence, and in its paragraph the linked verb of it.

    Where no link tells it, `start:end` are those of the day, and `linked` is false.
    """

    sentence: Sentence
    start: int
    end: int
    linked: bool = True


class _Day(NamedTuple):
    """Days in the period that a sentence names, and where."""

    sentence: Sentence
    mention: DayMention
    days: EventDate

    @property
    def before(self) -> str:
        """What stands before it in its sentence."""
        start = max(self.sentence.start, self.mention.start - _REACH)
        return self.sentence.paragraph.text[start : self.mention.start]

    @property
    def is_of_else(self) -> bool:
        """Whether it is the day of a report, or of what went before or is to come."""
        return bool(_REPORTED.search(self.before) or _BACKGROUND.search(self.before))

    @property
    def is_of_a_verb(self) -> bool:
        """Whether it opens its sentence, or stands behind a verb: "left Wenchang on 24 July"."""
        before = self.before
        opens = len(before.split()) <= 2
        return opens or is_led_in(before) or _ACTED.search(before) is not None


def event_date(text: ItemText, period: Period) -> tuple[Guess | None, Event | None]:
    """Return the date of an item's event and where the event is told.

    The year is the one that is written, else the one that brings the day nearest to the period.
    Without a day the event is told beside the first link, or in the first sentence.
    """
    found = _beside_a_link(text, period)
    if found is not None:
        return found
    days = _days_in(text, period)
    others = [day for day in days if not day.is_of_else]
    for day in others:
        if day.is_of_a_verb:
            event = Event(day.sentence, day.mention.start, day.mention.end, False)
            why = "the first day that the text gives"
            return Guess(str(_to_its_end(day, period)), why, False), event
    if len(others) == 1:
        start = others[0].sentence.start
        event = Event(others[0].sentence, start, start, False)
        return Guess(str(others[0].days), "the only day that the text gives", False), event
    reported = next((day for day in days if _REPORTED.search(day.before)), None)
    if reported is not None:
        month = reported.days.start.isoformat()[:7]
        return Guess(month, "reported in that month", False), _first_told(text)
    return _month_alone(text, period), _first_told(text)


def _beside_a_link(text: ItemText, period: Period) -> tuple[Guess, Event] | None:
    outside = None
    for paragraph in text.paragraphs:
        for link in dated_links(paragraph, period.end.year):
            days = resolved(link.mention, period) if link.mention is not None else None
            if link.mention is None or days is None or link.planned:
                continue
            day = _Day(_around(paragraph, link.start), link.mention, days)
            reported = _REPORTED.search(day.before)
            word = paragraph.text[link.start : link.end]
            # "published on 18 May" is an event where that is the linked verb.
            if reported is not None and not _REPORTED.match(word):
                continue
            event, why = Event(day.sentence, link.start, link.end), f"the day beside “{word}”"
            if days.overlaps(period):
                whole = _to_its_end(day, period)
                sure = reported is None and whole == days and not link.mention.ambiguous
                return Guess(str(whole), why, sure), event
            if outside is None and _distance((days.start, days.end), period) <= _NEAR:
                outside = Guess(str(days), f"{why}, outside the month", False), event
    return outside


def _days_in(text: ItemText, period: Period) -> list[_Day]:
    return [
        _Day(_around(paragraph, mention.start), mention, days)
        for paragraph in text.paragraphs
        for mention in days_in(paragraph.text)
        if (days := resolved(mention, period)) is not None and days.overlaps(period)
    ]


def _month_alone(text: ItemText, period: Period) -> Guess | None:
    for paragraph in text.paragraphs:
        for match in _MONTH.finditer(paragraph.text):
            before = paragraph.text[max(0, match.start() - _REACH) : match.start()]
            for month in (period.start, period.end):
                named = match.group(1) == month_name[month.month]
                of_year = match.group(2) in (None, str(month.year))
                if named and of_year and not _BACKGROUND.search(before):
                    return Guess(month.isoformat()[:7], "the text gives the month alone", False)
    return None


def resolved(mention: DayMention, period: Period) -> EventDate | None:
    """Return the days that are named, in the year written or the one nearest to the period."""
    if mention.ambiguous:
        # "28 to 3 August": the first day is one of the month before.
        month = (mention.first[0] - 2) % 12 + 1
        mention = mention._replace(first=(month, mention.first[1]))
    near = range(period.start.year - 1, period.end.year + 2)
    years = (mention.year,) if mention.year is not None else near
    readings = [days for year in years if (days := mention.days(year)) is not None]
    if not readings:
        return None
    return EventDate(*min(readings, key=lambda days: _distance(days, period)), Precision.DAY)


def _distance(days: tuple[date, date], period: Period) -> timedelta:
    return max(period.start - days[1], days[0] - period.end, timedelta(0))


def _to_its_end(day: _Day, period: Period) -> EventDate:
    """Return the days to the end that the text gives an event that opened: "until 17 August"."""
    days, text = day.days, day.sentence.paragraph.text
    if days.start != days.end or not _OPENED.search(day.sentence.text):
        return days
    for later in days_in(text):
        more = resolved(later, period) if later.start >= day.mention.end else None
        if more is None or more.end <= days.end or more.end - days.start > _NEAR:
            continue
        goes_on = more.start != more.end and more.start <= days.end + timedelta(days=1)
        if goes_on or _UP_TO.search(text, max(0, later.start - _REACH), later.start):
            return EventDate(days.start, more.end, Precision.DAY)
    return days


def _around(paragraph: PlainParagraph, place: int) -> Sentence:
    return next(s for s in reversed(sentences(paragraph)) if s.start <= place)


def _first_told(text: ItemText) -> Event | None:
    for paragraph in text.paragraphs:
        if paragraph.links:
            start, end, _ = paragraph.links[0]
            return Event(_around(paragraph, start), start, end)
    if not text.paragraphs:
        return None
    return Event(sentences(text.paragraphs[0])[0], 0, 0, False)
