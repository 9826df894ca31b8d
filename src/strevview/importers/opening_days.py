"""The day with which a paragraph opens, in any common form: `8 July:`, `July 8, 2025`, `(8 July)`.

A dated event of a review begins so, and that day is its date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from strevview.importers.months import month_numbers
from strevview.lint.dates_in_text import DayMention, dated_links, days_in, is_led_in
from strevview.lint.sentences import sentence_starts
from strevview.model.dates import EventDate, Period, Precision
from strevview.model.prose import PlainParagraph

# An event may be told a little late or ahead of its month.
_BEFORE = timedelta(days=45)
_AFTER = timedelta(days=31)
_LEAD_SENTENCES = 2
_WEEKDAY = r"(?:[^\W\d_]{2,12}day|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.?,?\s"
# What may stand before an opening day, and what must follow it.
_PREFIX = re.compile(rf"[(\[]?(?:(On|on)\s(?:the\s)?)?(?:{_WEEKDAY})?")
_FOLLOWS = re.compile(r"\s?(?:[:,)\]|–—·•]|-\s|\.\s|$)|\s\(|(?<=\d{4})\s|(?<=\d-\d\d)\s")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)|(\d{4})年(\d{1,2})月(\d{1,2})日")
_ISO_END = re.compile(r"\s?(?:-|–|/|to)\s?(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_AT_END = re.compile(r"[(\[]([^()\[\]]{4,40})[)\]][.\s]*$")


class OpeningDay(NamedTuple):
    """The days that open a text, and where the text goes on."""

    days: EventDate
    end: int


def opening_day(text: str, period: Period, language: str | None = None) -> OpeningDay | None:
    """Return the day, or days, that a text opens with; also one in brackets at its very end.

    A day without a year is that nearest to the period. `8/7/2025` is read as day and month, or as
    month and day, whichever lies in the period; day and month where both do.
    """
    prefix = _PREFIX.match(text)
    start = prefix.end() if prefix else 0
    for found in _days_at(text, start, period, language):
        if (prefix is not None and prefix[1]) or _FOLLOWS.match(text, found.end):
            return found
    closing = _AT_END.search(text)
    if closing is not None:
        inner = closing[1].strip()
        for found in _days_at(inner, 0, period, language):
            if found.end == len(inner):
                return OpeningDay(found.days, 0)
    return None


def is_day_alone(text: str, period: Period, language: str | None = None) -> EventDate | None:
    """Return the day that is all a text says, such as the heading `Tuesday, 8 July 2025`."""
    found = opening_day(text, period, language)
    if found is None or text[found.end :].strip(" .:)]–—-|"):
        return None
    return found.days if found.end else None


def told_day(paragraph: PlainParagraph, period: Period) -> DayMention | None:
    """Return the day near the period that the lead of a paragraph gives its own event.

    The lead are the first two sentences; the day stands beside a linked verb there, or is led in by
    "on", "from" or the like in the first.
    """
    text = paragraph.text
    starts = [*sentence_starts(text), len(text)]
    lead_end = starts[min(_LEAD_SENTENCES, len(starts) - 1)]
    for link in dated_links(paragraph, period.end.year):
        if link.start < lead_end and link.mention and _is_near(link.mention, period):
            return link.mention
    for day in days_in(text[: starts[1]]):
        if _is_near(day, period) and is_led_in(text[: day.start]):
            return day
    return None


def _days_at(text: str, start: int, period: Period, language: str | None) -> list[OpeningDay]:
    """Return the readings of the day that stands at a place of a text."""
    readings: list[tuple[EventDate | None, int]] = []
    iso = _ISO.match(text, start)
    if iso is not None:
        first = _day(*(int(part) for part in iso.groups() if part is not None))
        ended = _ISO_END.match(text, iso.end())
        last = _day(*map(int, ended.groups())) if ended is not None else None
        if ended is not None and first is not None and last is not None and first < last:
            readings.append((EventDate(first.start, last.end, Precision.DAY), ended.end()))
        readings.append((first, iso.end()))
    numbers = _NUMBERS.match(text, start)
    if numbers is not None:
        one, other, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
        year += 2000 if year < 100 else 0
        both = [_day(year, other, one), _day(year, one, other)]
        both.sort(key=lambda days: days is None or not days.overlaps(period))
        readings.append((both[0], numbers.end()))
    for mention in days_in(text[: start + 60]):
        if mention.start == start:
            readings.append((nearest_days(mention, period), mention.end))
    readings += _in_language(text, start, period, language)
    return [
        OpeningDay(days, end)
        for days, end in readings
        if days is not None
        and days.start <= period.end + _AFTER
        and days.end >= period.start - _BEFORE
    ]


def _in_language(
    text: str, start: int, period: Period, language: str | None
) -> list[tuple[EventDate | None, int]]:
    """Return the day in another language than English: `8 de julio`, `8. Juli 2025`."""
    if language is None or language.lower().startswith("en"):
        return []
    match = _local_pattern(language).match(text, start)
    if match is None:
        return []
    month = (month_numbers(language)[match[2].casefold()], int(match[1]))
    year = int(match[3]) if match[3] else None
    mention = DayMention(match.start(), match.end(), month, month, year)
    return [(nearest_days(mention, period), match.end())]


@cache
def _local_pattern(language: str) -> re.Pattern[str]:
    names = sorted(month_numbers(language), key=len, reverse=True)
    return re.compile(
        rf"(\d{{1,2}})\.?(?:er|º)?\s(?:de\s)?({'|'.join(map(re.escape, names))})\b\.?"
        r"(?:\s(?:de\s)?(\d{4}))?",
        re.IGNORECASE,
    )


def _day(year: int, month: int, day: int) -> EventDate | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return EventDate(found, found, Precision.DAY)


def nearest_days(mention: DayMention, period: Period) -> EventDate | None:
    """Return the days of a mention in the year it names, else in the one nearest to the period."""
    if mention.ambiguous:
        # "28 to 3 August": the first day is one of the month before.
        mention = mention._replace(first=((mention.first[0] - 2) % 12 + 1, mention.first[1]))
    readings = [days for year in mention.years(period) if (days := mention.days(year))]
    if not readings:
        return None
    start, end = min(readings, key=lambda days: max(period.start - days[1], days[0] - period.end))
    return EventDate(start, end, Precision.DAY)


def _is_near(mention: DayMention, period: Period) -> bool:
    first, last = period.start - _AFTER, period.end + timedelta(days=10)
    return any(
        days is not None and days[0] <= last and first <= days[1]
        for year in mention.years(period)
        for days in [mention.days(year)]
    )
