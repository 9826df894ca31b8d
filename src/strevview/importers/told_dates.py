"""Months and days as documents tell them, and which of the days is that of an item's event.

One grammar serves titles, covers, names of files, web pages and texts that open with a day. A point
is a month in words with a day before or behind it ("8 July", "July 8, 2025", "8. Juli"), or numbers
("2025-07-08", "8/7/2025", "7月8日"); two points, or two days of one month, joined by a dash or "to"
are a span. Months and weekdays have their names in English and in the language of the document, as
Unicode's CLDR (Babel) lists them.

In running English text the event's day is, in this order: the day beside a linked verb; the first
day that a sentence gives to its own verb; the only day of the text; the month, where the text gives
no more. All lie in the issue's period. Days of reports, and of what went before or is to come, are
not the event's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import month_name
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import NamedTuple
from unicodedata import normalize

from babel import Locale, UnknownLocaleError

from strevview.importers.draft_writer import Guess
from strevview.lint.dates_in_text import DayMention, dated_links, days_in, is_led_in
from strevview.lint.printed_texts import sentence_starts
from strevview.model.dates import DateError, EventDate, Period, Precision
from strevview.model.prose import PlainParagraph

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
    # 2025/7/8, 2025. 7. 8
    rf"(?<!\d){_YEAR}\s?[-/.]\s?(?P<month>1[0-2]|0?[1-9])\s?[-/.]\s?(?P<first>{_DAY})(?!\d)",
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


class MonthFound(NamedTuple):
    """A month, or several, at `start:end` of a text; `day` where a single day is named."""

    period: Period
    start: int
    end: int
    day: str | None


class TextDay(NamedTuple):
    """The days that a text opens with, `alone` where it has no more; else its lead's words."""

    opens: EventDate | None = None
    alone: bool = False
    told: str | None = None


class _Grammar(NamedTuple):
    """The patterns of dates in English and another language, and the numbers of its months.

    `before` is what may stand before an opening day. What is read is a mention of days; a day is 0
    where a month alone is told.
    """

    months: dict[str, int]
    patterns: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]

    def readings_of(self, text: str, match: re.Match[str]) -> Iterator[DayMention]:
        """Yield the ways to read a match, those with a date joined to it ("to 9 July") first."""
        points = list(self._points(match))
        joined = _JOINED.match(text, match.end())
        for last in self.readings_at(text, joined.end()) if joined else ():
            for point in points:
                if bool(point.first[1]) == bool(last.last[1]):
                    yield last._replace(start=point.start, first=point.first)
        yield from points

    def readings_at(self, text: str, start: int) -> Iterator[DayMention]:
        """Yield the ways to read the date that stands at a place, if one does."""
        for pattern in self.patterns:
            match = pattern.match(text, start)
            yield from self.readings_of(text, match) if match else ()

    def _points(self, match: re.Match[str]) -> Iterator[DayMention]:
        """Yield what a match says; of `8/7/2025` month and day may change places."""
        said = match.groupdict()
        year = int(said["year"]) if said["year"] else None
        days = [int(day) for name in _DAYS if (day := said.get(name))] or [0]
        month = self.months.get(said["month"].casefold()) or int(said["month"])
        if month <= _MONTHS:
            yield DayMention(*match.span(), (month, days[0]), (month, days[-1]), year)
        if match.re is self.patterns[-1] and 0 < days[0] <= _MONTHS:
            yield DayMention(*match.span(), (days[0], month), (days[0], month), year)


def _calendar_names(language: str | None) -> tuple[dict[str, int], list[str]]:
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
                known = normalize("NFC", name).casefold().rstrip(".")
                # The dots of Hindi letters are often left out.
                months = {known.replace("\u093c", ""): number, known: number} | months
    return months, weekdays


@cache
def _grammar(language: str | None) -> _Grammar:
    months, weekdays = _calendar_names(language)
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
                    return MonthFound(period, told.start, told.end, _single_day(told))
    return None


def dates_with_years(text: str, language: str | None) -> Iterator[list[str]]:
    """Yield the dates of a text that have a day and a year, each as `2025-07-08`.

    Of `8/7/2025` month and day may change places, so it is two.
    """
    grammar = _grammar(language)
    for match in (match for pattern in grammar.patterns for match in pattern.finditer(text)):
        days = [day for told in grammar.readings_of(text, match) if (day := _single_day(told))]
        yield days[:1] if "." in match[0] else days


def _months(told: DayMention) -> Period | None:
    """Return the months of a reading, None without a year; a week is of the month it ends in."""
    if told.year is None:
        return None
    first, last = told.last[0] if told.first[1] else told.first[0], told.last[0]
    # "December to January 2026" began the year before.
    start, end = f"{told.year - (first > last)}-{first:02}", f"{told.year}-{last:02}"
    try:
        return Period.parse(start if start == end else f"{start}/{end}")
    except DateError:
        return None


def _single_day(told: DayMention) -> str | None:
    """Return a reading as `2025-07-08`; None where it is of no day, or of several."""
    with suppress(ValueError):
        if told.first == told.last and told.year is not None:
            return str(date(told.year, *told.first))
    return None


def opening_day(text: str, period: Period, language: str | None = None) -> TextDay | None:
    """Return the day, or days, that a text opens with.

    A day without a year is that nearest to the period. `8/7/2025` is read as day and month, or as
    month and day, whichever lies in the period; day and month where both do.
    """
    grammar = _grammar(language)
    before = grammar.before.match(text)
    start = before.end() if before else 0
    # The first reading that lies in the period, and the first that does not.
    found: dict[bool, TextDay] = {}
    for told in grammar.readings_at(text, start):
        turns = told.first[0] == told.last[0] and told.last[1] < told.first[1]
        days = _near_days(told._replace(ambiguous=turns), period)
        if days is not None and ((before and before["on"]) or _FOLLOWS.match(text, told.end)):
            day = TextDay(days, not text[told.end :].strip(" .:)]–—-|"))
            found.setdefault(days.overlaps(period), day)
    return found.get(True) or found.get(False)


def opens_with_typed_day(text: str, language: str | None) -> bool:
    """Return whether a text opens with a day such as `8. Juli`, which is no day in English."""
    match = _grammar(language).patterns[0].match(text)
    is_day = match is not None and match["day"] and not match["day_behind"]
    return bool(is_day) and (language or "en")[:2] != "en"


# Days in running English text.

# An event may be told a little late or ahead of its month.
_BEFORE = timedelta(days=45)
_AFTER = timedelta(days=31)
_LEAD_SENTENCES = 2
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


def _nearest_days(mention: DayMention, period: Period) -> EventDate | None:
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
    days = _nearest_days(mention, period)
    if days is None or days.start > period.end + _AFTER or days.end < period.start - _BEFORE:
        return None
    return days


def told_day(paragraph: PlainParagraph, period: Period) -> str | None:
    """Return the words for the day near the period that the lead of a paragraph gives its event.

    The lead is the first two sentences. The day stands beside a linked verb there or, in the first
    sentence, behind "on", "from" or the like.
    """
    text = paragraph.text
    starts = [*sentence_starts(text), len(text)]
    lead_end = starts[min(_LEAD_SENTENCES, len(starts) - 1)]
    links = dated_links(paragraph, period.end.year)
    told = [link.mention for link in links if link.start < lead_end and link.mention]
    told += [day for day in days_in(text[: starts[1]]) if is_led_in(text[: day.start])]
    return next((text[day.start : day.end] for day in told if _near_days(day, period)), None)


class Event(NamedTuple):
    """The sentence `start:end` that tells an event, and where its verb or its day ends."""

    paragraph: PlainParagraph
    start: int
    end: int
    verb_end: int

    @property
    def sentence(self) -> str:
        """The sentence's characters."""
        return self.paragraph.text[self.start : self.end]


def _event(paragraph: PlainParagraph, start: int, end: int) -> Event:
    """Return the event whose verb or day stands at `start:end` of a paragraph."""
    starts = sentence_starts(paragraph.text)
    place = bisect_right(starts, start)
    last = [*starts, len(paragraph.text)][place]
    return Event(paragraph, starts[place - 1], last, end)


class _NamedDay(NamedTuple):
    """Days in the period that a text names, with the event that they may be of.

    `before` is the part of the sentence before them.
    """

    days: EventDate
    event: Event
    before: str


def _named(
    paragraph: PlainParagraph, mention: DayMention, start: int, end: int, period: Period
) -> Iterator[_NamedDay]:
    """Yield the days of a mention with the event at `start:end`, if they are in the period."""
    days = _nearest_days(mention, period)
    if days is not None and days.overlaps(period):
        event = _event(paragraph, start, end)
        before = paragraph.text[max(event.start, mention.start - _REACH) : mention.start]
        yield _NamedDay(days, event, before)


def event_date(
    paragraphs: Sequence[PlainParagraph], period: Period
) -> tuple[Guess | None, Event | None]:
    """Return the date of an item's event, and the sentence that the event is in.

    Without a day the event is where the first link is, or in the first sentence.
    """
    days = [
        day
        for paragraph in paragraphs
        for mention in days_in(paragraph.text)
        for day in _named(paragraph, mention, mention.start, mention.end, period)
    ]
    for found, word, sure in _beside_links(paragraphs, period):
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
        why = f"the {'first' if of_verbs else 'only'} day of the text"
        return Guess(str(_to_its_end(first.days, days)), why, False), first.event
    linked = next((one for one in paragraphs if one.links), None)
    if linked is not None:
        return _month(paragraphs, period), _event(linked, *linked.links[0][:2])
    return _month(paragraphs, period), _event(paragraphs[0], 0, 0) if paragraphs else None


def _beside_links(
    paragraphs: Sequence[PlainParagraph], period: Period
) -> Iterator[tuple[_NamedDay, str, bool]]:
    """Yield the days beside linked verbs, with the verb, and whether the day is surely its own.

    "published on 18 May" is an event where that is the linked verb.
    """
    for paragraph in paragraphs:
        for link in dated_links(paragraph, period.end.year):
            if link.mention is None or link.planned:
                continue
            word = paragraph.text[link.start : link.end]
            for day in _named(paragraph, link.mention, link.start, link.end, period):
                reported = _REPORTED.search(day.before) is not None
                if not reported or _REPORTED.match(word):
                    yield day, word, not reported and not link.mention.ambiguous


def _to_its_end(days: EventDate, others: Sequence[_NamedDay]) -> EventDate:
    """Return a day with the days that go on from it: "on 14 August, then from 15 to 17 August"."""
    for other in others:
        if other.days.start - days.end == _ONE_DAY and other.days.start < other.days.end:
            return EventDate(days.start, other.days.end, Precision.DAY)
    return days


def _month(paragraphs: Sequence[PlainParagraph], period: Period) -> Guess | None:
    """Return a month of the issue that the text names as no background; never as a sure date."""
    for month in dict.fromkeys((period.start, period.end)):
        name = re.compile(rf"\b{month_name[month.month]}\b(?!,?\s(?!{month.year})\d{{4}})")
        for paragraph in paragraphs:
            for match in name.finditer(paragraph.text):
                if not _BACKGROUND.search(paragraph.text[: match.start()]):
                    return Guess(month.isoformat()[:7], "the text gives no more", False)
    return None
