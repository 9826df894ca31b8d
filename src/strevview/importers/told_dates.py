"""Dates as documents write them: a month in a title or a file's name, a day that opens a text.

One grammar serves both. A point in time is a month in words with a day before or behind it ("8
July", "July 8, 2025", "8. Juli"), or numbers ("2025-07-08", "8/7/2025", "7月8日"); two points, or
two days of one month, joined by a dash or "to" are a span. Months and weekdays have their names in
English and in the language of the document, as Unicode's CLDR (Babel) lists them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from itertools import product
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from strevview.lint.dates_in_text import DayMention, dated_links, days_in, is_led_in
from strevview.lint.printed_texts import sentence_starts
from strevview.model.dates import DateError, EventDate, Period, Precision
from strevview.model.prose import PlainParagraph

# An event may be told a little late or ahead of its month.
_BEFORE = timedelta(days=45)
_AFTER = timedelta(days=31)
_LEAD_SENTENCES = 2

_MONTHS = 12
_DAYS = ("first", "day", "day_behind", "last")
_ORDINAL = r"(?:st|nd|rd|th|er|º)?(?!\d|[.:]\d|\s?%)"
_DAY = r"[0-3]?\d"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_START = r"(?<![^\W_])"
_APART = rf"{_START}(?<!\d[.,:/-])"
_BETWEEN = r"(?:[.,]?\s(?:of\s|de\s)?|[._-])"
_JOIN = r"(?:\s?[-–—/&]\s?|\s(?:to|and|until|till|through)\s(?:the\s)?)"
_JOINED = re.compile(_JOIN)
_NUMBERS = (
    # 2025-07-08, 2025.07, 20250708
    rf"(?<!\d){_YEAR}[-_./]?(?P<month>0[1-9]|1[0-2])(?:[-_./]?(?P<first>[0-3]\d))?(?!\d)",
    # 2025年7月8日
    rf"{_START}(?:{_YEAR}\s?[年년]\s?)?(?P<month>1[0-2]|0?[1-9])\s?[月월]"
    rf"(?:\s?(?P<first>{_DAY})\s?[日일])?",
    # 8/7/2025, 7/2025
    rf"{_APART}(?:(?P<first>{_DAY})[-/.])?(?P<month>{_DAY})[-/.]{_YEAR}(?!\d)",
)
# What must follow an opening day without an "on" before it.
_FOLLOWS = re.compile(
    r"\s?(?:[:,)\]|–—·•]|-\s|\.\s|$)|\s\(|(?<=\d{4})\s|(?<=\d-\d\d)\s|(?<=[日일])"
)
_AT_END = re.compile(r"[(\[]([^()\[\]]{4,40})[)\]][.\s]*$")


class MonthFound(NamedTuple):
    """A month, or several, at `start:end` of a text; `day` where a single day is named."""

    period: Period
    start: int
    end: int
    day: str | None


class OpeningDay(NamedTuple):
    """The days that open a text, and where the text goes on."""

    days: EventDate
    end: int


class _Reading(NamedTuple):
    """One way to read a date: a month, or months from one to another, perhaps with days.

    `first` and `last` are (month, day), a day of 0 where none is told; they are the same where
    nothing is joined. `year` is the year of `last`, `began` that of `first` where it has one of its
    own. The date ends at `end` of the text.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    began: int | None
    year: int | None
    end: int


class _Grammar(NamedTuple):
    """The patterns of dates in English and another language, and the numbers of its months.

    `before` is what may stand before an opening day.
    """

    months: dict[str, int]
    patterns: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]

    def readings_of(self, text: str, match: re.Match[str]) -> Iterator[_Reading]:
        """Yield the ways to read a match, those with a date joined to it ("to 9 July") first."""
        points = list(self._points(match))
        joined = _JOINED.match(text, match.end())
        behind = self.readings_at(text, joined.end()) if joined else ()
        yield from (
            _Reading(point.first, last.last, point.year, last.year, last.end)
            for last in behind
            for point in points
            if bool(point.first[1]) == bool(last.last[1])
        )
        yield from points

    def readings_at(self, text: str, start: int) -> Iterator[_Reading]:
        """Yield the ways to read the date that stands at a place, if one does."""
        for pattern in self.patterns:
            match = pattern.match(text, start)
            yield from self.readings_of(text, match) if match else ()

    def _points(self, match: re.Match[str]) -> Iterator[_Reading]:
        """Yield what a match says; of `8/7/2025` month and day may change places."""
        said = match.groupdict()
        year = int(said["year"]) if said["year"] else None
        days = [int(day) for name in _DAYS if (day := said.get(name))] or [0]
        month = self.months.get(said["month"].casefold()) or int(said["month"])
        if month <= _MONTHS:
            yield _Reading((month, days[0]), (month, days[-1]), None, year, match.end())
        if match.re is self.patterns[-1] and 0 < days[0] <= _MONTHS:
            yield _Reading((days[0], month), (days[0], month), None, year, match.end())


def calendar_names(language: str | None) -> tuple[dict[str, int], list[str]]:
    """Return months by their names in English and a language, small, and the names of weekdays."""
    months: dict[str, int] = {"sept": 9}
    weekdays: list[str] = []
    for tag in dict.fromkeys(("en", (language or "en").replace("-", "_"))):
        try:
            locale = Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
        for kind, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
            weekdays += locale.days[kind][width].values()
            for number, name in locale.months[kind][width].items():
                months.setdefault(name.casefold().rstrip("."), number)
    return months, weekdays


@cache
def _grammar(language: str | None) -> _Grammar:
    months, weekdays = calendar_names(language)
    name, weekday = _any_of(name for name in months if not name[0].isdecimal()), _any_of(weekdays)
    on_weekday = rf"(?:(?:{weekday})\.?,?\s(?:the\s|dem\s|den\s)?)?"
    words = (
        rf"(?:{_START}{on_weekday}"
        rf"{_APART}(?:(?P<first>{_DAY}){_ORDINAL}{_JOIN})?(?P<day>{_DAY}){_ORDINAL}{_BETWEEN})?"
        rf"{_START}(?P<month>{name})(?![^\W_])"
        rf"(?:{_BETWEEN}(?P<day_behind>{_DAY}){_ORDINAL}(?:{_JOIN}(?P<last>{_DAY}){_ORDINAL})?)?"
        rf"(?:{_BETWEEN}{_YEAR}(?!\d))?"
    )
    before = rf"[(\[]?(?:(?P<on>on|am|el|il|le)\s(?:the\s)?)?{on_weekday}"
    compiled = (re.compile(one, re.IGNORECASE) for one in (words, *_NUMBERS))
    return _Grammar(months, tuple(compiled), re.compile(before, re.IGNORECASE))


def _any_of(names: Iterable[str]) -> str:
    # Longest first, so that "June" is not read as "Jun" with a letter too many.
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def find_month(text: str, language: str | None = None) -> MonthFound | None:
    """Return the first month with its year in a text, in words or else in numbers.

    English names are always understood, those of `language` (a BCP 47 tag) too.
    """
    grammar = _grammar(language)
    for pattern in grammar.patterns:
        for match in pattern.finditer(text):
            for told in grammar.readings_of(text, match):
                period = _months(told)
                if period is not None:
                    start, end = match.start(), told.end
                    days = is_day_alone(text[start:end], period, language)
                    day = str(days) if days is not None and days.start == days.end else None
                    return MonthFound(period, start, end, day)
    return None


def _months(told: _Reading) -> Period | None:
    """Return the months of a reading, None without a year; a week is of the month it ends in."""
    if told.year is None:
        return None
    first, last = told.last[0] if told.first[1] else told.first[0], told.last[0]
    # "December to January 2026" began the year before.
    began = told.began or (told.year - 1 if first > last else told.year)
    start, end = f"{began}-{first:02}", f"{told.year}-{last:02}"
    try:
        return Period.parse(start if start == end else f"{start}/{end}")
    except DateError:
        return None


def opening_day(text: str, period: Period, language: str | None = None) -> OpeningDay | None:
    """Return the day, or days, that a text opens with; also one in brackets at its very end.

    A day without a year is that nearest to the period. `8/7/2025` is read as day and month, or as
    month and day, whichever lies in the period; day and month where both do.
    """
    before = _grammar(language).before.match(text)
    start = before.end() if before else 0
    for found in _days_at(text, start, period, language):
        if (before and before["on"]) or _FOLLOWS.match(text, found.end):
            return found
    closing = _AT_END.search(text)
    if closing is not None:
        inner = closing[1].strip()
        for found in _days_at(inner, 0, period, language):
            if found.end == len(inner):
                return OpeningDay(found.days, 0)
    return None


def opens_with_typed_day(text: str, language: str | None) -> bool:
    """Return whether a text opens with a day such as `8. Juli`, which is no day in English."""
    match = _grammar(language).patterns[0].match(text)
    is_day = match is not None and match["day"] and not match["day_behind"]
    return bool(is_day) and (language or "en")[:2] != "en"


def is_day_alone(text: str, period: Period, language: str | None = None) -> EventDate | None:
    """Return the day that is all a text says, such as the heading `Tuesday, 8 July 2025`."""
    found = opening_day(text, period, language)
    if found is None or text[found.end :].strip(" .:)]–—-|"):
        return None
    return found.days if found.end else None


def told_day(paragraph: PlainParagraph, period: Period) -> DayMention | None:
    """Return the day near the period that the lead of a paragraph gives its own event.

    The lead is the first two sentences. The day stands beside a linked verb there or, in the first
    sentence, behind "on", "from" or the like.
    """
    text = paragraph.text
    starts = [*sentence_starts(text), len(text)]
    lead_end = starts[min(_LEAD_SENTENCES, len(starts) - 1)]
    for link in dated_links(paragraph, period.end.year):
        if link.start < lead_end and link.mention and _near_days(link.mention, period):
            return link.mention
    for day in days_in(text[: starts[1]]):
        if _near_days(day, period) and is_led_in(text[: day.start]):
            return day
    return None


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


def _near_days(mention: DayMention, period: Period) -> EventDate | None:
    """Return the days of a mention where they are near enough to the period to be an event's."""
    days = nearest_days(mention, period)
    if days is None or days.start > period.end + _AFTER or days.end < period.start - _BEFORE:
        return None
    return days


def _days_at(text: str, start: int, period: Period, language: str | None) -> list[OpeningDay]:
    """Return the readings of the days that stand at a place, those in the period first."""
    found = []
    for told in _grammar(language).readings_at(text, start):
        turns = told.first[0] == told.last[0] and told.last[1] < told.first[1]
        mention = DayMention(start, told.end, told.first, told.last, told.year, turns)
        days = _near_days(mention, period)
        if days is not None:
            found.append(OpeningDay(days, told.end))
    return sorted(found, key=lambda one: not one.days.overlaps(period))
