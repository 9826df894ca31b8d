"""Days named in English running text: "31 July", "20 to 22 July", "Thursday, July 31, 2025"."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import day_name, month_name
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from strevview.model.dates import EventDate, Period

_MONTHS = {name: number for number, name in enumerate(month_name) if name}
_SHORT_MONTHS = {"Sept": 9} | {
    name[:3]: number for name, number in _MONTHS.items() if len(name) > 3 and name != "May"
}
_NUMBER = _MONTHS | _SHORT_MONTHS
_WEEKDAYS = {name: number for number, name in enumerate(day_name)}

_MONTH = rf"(?:(?:{'|'.join(_MONTHS)})\b|(?:{'|'.join(sorted(_SHORT_MONTHS, reverse=True))})\b\.?)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_JOIN = r"\s?(-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b)\s?(?:the\s)?"
_YEAR = r"(?:,?\s(\d{4})\b)?"
_DAY_FIRST = re.compile(
    rf"(?<![\w.,:/–-]){_DAY}(?:\s(?:of\s)?({_MONTH}){_YEAR})?(?:{_JOIN}{_DAY})?"
    rf"\s(?:of\s)?({_MONTH})(?!-?\d){_YEAR}"
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?<!Long\s)({_MONTH})\s{_DAY}(?![.:]\d|\s?%)"
    rf"(?:{_JOIN}(?:({_MONTH})\s)?{_DAY}(?![.:]\d|\s?%))?{_YEAR}"
)
_WEEKDAY = "(" + "|".join(_WEEKDAYS) + ")"
_WEEKDAY_BEFORE = re.compile(rf"(?<!\w){_WEEKDAY},?\s(?:the\s)?$")
_WEEKDAY_AFTER = re.compile(rf"\s\({_WEEKDAY}\)|,\sa\s{_WEEKDAY}\b")
_LONGEST_WEEKDAY = 20
_DIGIT = re.compile(r"\d")


class DayMention(NamedTuple):
    """A day, or days from first to last as (month, day), named at `start:end` of a paragraph.

    `ambiguous` are days across two months of which one is named, "28–3 August". `weekday`
    (Monday is 0) stands at `weekday_start:weekday_end`; it is that of the first day, or of the
    last where it follows.
    """

    start: int
    end: int
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None
    ambiguous: bool = False
    weekday: int | None = None
    weekday_start: int = 0
    weekday_end: int = 0

    def days(self, year: int) -> tuple[date, date] | None:
        """Return the first and the last day, read in a year; None where there is no such day."""
        try:
            last = date(year, *self.last)
            first = date(year - 1 if self.first > self.last else year, *self.first)
        except ValueError:
            return None
        return first, last

    def years(self, period: Period) -> tuple[int, ...]:
        """Return the years that may be meant: the one named, else those near the period."""
        if self.year is not None:
            return (self.year,)
        near = {period.start.year, period.end.year}
        if self.last[0] > period.end.month:
            near.add(period.start.year - 1)
        if self.first[0] < period.start.month:
            near.add(period.end.year + 1)
        return tuple(sorted(near))

    def within(self, event: EventDate) -> bool:
        """Return whether all the days belong to a date."""
        years = (self.year,) if self.year is not None else (event.start.year, event.end.year)
        for year in years:
            days = self.days(year)
            if days is not None and event.start <= days[0] and days[1] <= event.end:
                return True
        return False


def days_in(text: str) -> tuple[DayMention, ...]:
    """Return the days named in a text, in order."""
    if not _DIGIT.search(text):
        return ()
    found = list(_day_first(text))
    ends = [mention.end for mention in found]
    for mention in _month_first(text):
        after = bisect_right(ends, mention.start)
        if after == len(ends) or found[after].start >= mention.end:
            found.insert(after, mention)
            ends.insert(after, mention.end)
    return tuple(_with_weekday(text, mention) for mention in found)


def _day_first(text: str) -> Iterator[DayMention]:
    for match in _DAY_FIRST.finditer(text):
        day, early_month, early_year, join, late_day, month, year = match.groups()
        if late_day or not early_month:
            first = (_number(early_month or month), int(day))
            last = (_number(month), int(late_day or day))
            yield from _mention(match, first, last, year or early_year, join)


def _month_first(text: str) -> Iterator[DayMention]:
    for match in _MONTH_FIRST.finditer(text):
        month, day, join, late_month, late_day, year = match.groups()
        first = (_number(month), int(day))
        last = (_number(late_month or month), int(late_day or day))
        yield from _mention(match, first, last, year, join)


def _number(month: str) -> int:
    return _NUMBER[month.rstrip(".")]


def _mention(
    match: re.Match[str],
    first: tuple[int, int],
    last: tuple[int, int],
    year: str | None,
    join: str | None,
) -> Iterator[DayMention]:
    if not (first[1] and last[1]):
        return
    # A day after the 31st is kept: beside the verb of an event it is a fault.
    ambiguous = first[0] == last[0] and last[1] < first[1] <= 31
    if ambiguous and join == "and":
        first, last, ambiguous = last, first, False
    yield DayMention(
        match.start(), match.end(), first, last, int(year) if year else None, ambiguous
    )


def _with_weekday(text: str, mention: DayMention) -> DayMention:
    near = max(0, mention.start - _LONGEST_WEEKDAY)
    found = _WEEKDAY_BEFORE.search(text[near : mention.start])
    offset = near
    if found is None:
        found, offset = _WEEKDAY_AFTER.match(text, mention.end), 0
    if found is None:
        return mention
    group = 1 if found.group(1) else 2
    return mention._replace(
        weekday=_WEEKDAYS[found.group(group)],
        weekday_start=found.start(group) + offset,
        weekday_end=found.end(group) + offset,
    )
