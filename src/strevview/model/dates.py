"""Dates of events, sources and issues: EDTF level 0 (ISO 8601-2:2019, clause 4), as far as used.

A day `2025-07-31`, an interval of days `2025-07-20/2025-07-22`, or a month `2025-07`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar

T = TypeVar("T")

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
# In which orders a day or a month is spelt; a year that stands first has its month behind it, if
# that can be.
_DAYS = ("%Y %m %d", "%Y %d %m", "%d %m %Y", "%m %d %Y", "%d %b %Y", "%b %d %Y", "%Y %b %d")
_MONTHS = ("%Y %m", "%m %Y", "%b %Y", "%Y %b")
# Two dates, also two days of one month, and how each is written alone.
_TWO_DATES = (
    (r"(\d{4} .+) (\d{4} .+)", r"\1/\2"),
    (r"(.+ \d{4}) (.+ \d{4})", r"\1/\2"),
    (r"(\d\d?) (\d\d?) ([a-z]+ \d{4})", r"\1 \3/\2 \3"),
    (r"([a-z]+) (\d\d?) (\d\d?) (\d{4})", r"\1 \2 \4/\1 \3 \4"),
)
# What to write for each kind of date, as the tool and an editor say it.
DAY_ADVICE = "write a day as 2025-07-31"
EVENT_ADVICE = f"{DAY_ADVICE}, days as 2025-07-20/2025-07-22, a month as 2025-07"
SOURCE_ADVICE = f"{DAY_ADVICE}, a month as 2025-07, a year as 2025"
PERIOD_ADVICE = "write a month as 2025-07, or two as 2025-07/2025-08"


class DateError(ValueError):
    """A text that is no date; `code` is the complaint's code, `help` what to write instead."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


# How much of a day, as ISO 8601 writes it, is of a precision.
_LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


class EventDate(NamedTuple):
    """The days from `start` to `end`, both included; a month and a year are all their days."""

    start: date
    end: date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> EventDate:
        """Read a day, an interval of days or a month; raise `DateError` otherwise."""
        unread = DateError("SV006", f"`{text}` is no date", EVENT_ADVICE)
        first, slash, last = text.partition("/")
        if slash:
            start, end = _day(first, unread), _day(last, unread)
            if end < start:
                advice = f"write the earlier day first: {end}/{start}"
                raise DateError("SV202", f"the interval {text} ends before it starts", advice)
            return cls(start, end, Precision.DAY)
        return _day_or_month(text, unread)

    def __str__(self) -> str:
        if self.start != self.end and self.precision is Precision.DAY:
            return f"{self.start}/{self.end}"
        # strftime leaves the noughts of early years out on some systems.
        return self.start.isoformat()[: _LENGTHS[self.precision]]

    def overlaps(self, other: EventDate | Period) -> bool:
        """Return whether the two share a day."""
        return self.start <= other.end and other.start <= self.end


class SourceDate(EventDate):
    """When a source was published: a day, a month or a year."""

    @classmethod
    def parse(cls, text: str) -> SourceDate:
        """Read a day, a month or a year; raise `DateError` otherwise."""
        if _YEAR.fullmatch(text) and text != "0000":
            return cls(date(int(text), 1, 1), date(int(text), 12, 31), Precision.YEAR)
        unread = DateError("SV006", f"`{text}` is no date", SOURCE_ADVICE)
        return cls(*_day_or_month(text, unread))


class Period(NamedTuple):
    """The month, or the months from first to last, that an issue covers."""

    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2025-07` or `2025-07/2025-08`; raise `DateError` otherwise."""
        first, slash, last = text.partition("/")
        for part in (first, last) if slash else (first,):
            if not _MONTH.fullmatch(part):
                raise DateError("SV006", f"`{text}` is no month", PERIOD_ADVICE)
        start, end = _month(first), _month(last) if slash else _month(first)
        if end < start:
            raise DateError("SV202", f"the period {text} ends before it starts", PERIOD_ADVICE)
        if slash and end == start:
            advice = f"write one month as {first}"
            raise DateError("SV202", f"the period {text} starts and ends in one month", advice)
        return cls(start.start, end.end)

    @property
    def is_month(self) -> bool:
        """Whether the period is one month."""
        return (self.start.year, self.start.month) == (self.end.year, self.end.month)

    @property
    def stem(self) -> str:
        """The file name that belongs to the period: `2025-07`, or `2025-07_2025-08` for two."""
        return str(self).replace("/", "_")

    def __str__(self) -> str:
        first, last = self.start.isoformat()[:7], self.end.isoformat()[:7]
        return first if self.is_month else f"{first}/{last}"


def parse_day(text: str) -> date:
    """Read one day, `2025-07-31`; raise `DateError` otherwise."""
    return _day(text, DateError("SV006", f"`{text}` is no day", DAY_ADVICE))


def read_date(parse: Callable[[str], T], text: str) -> T:
    """Read a text by a function of this module; its `DateError` tells what alone can be meant."""
    try:
        return parse(text)
    except DateError as reason:
        with suppress(DateError):
            meant = _meant(text)
            parse(meant)
            reason.help = f"did you mean `{meant}`?"
        raise


def _meant(text: str) -> str:
    """Return the one date, or the two, that a text can mean: `19.10.2025` is 2025-10-19."""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:of|to)\b", " ", text.lower())
    words = re.findall(r"\d+|[a-z]+", plain)
    spelt = " ".join(word if word.isdigit() else word[:3] for word in words)
    for form, alone in _TWO_DATES:
        spelt = re.sub(rf"\A{form}\Z", alone, spelt)
    return "/".join(map(_meant_by_one, spelt.split("/")))


def _meant_by_one(spelt: str) -> str:
    """Return the one date that a spelling can mean; empty where it is none, or one of several."""
    found: list[str] = []
    for form in (*_DAYS, *_MONTHS):
        with suppress(ValueError):
            day = datetime.strptime(spelt, form).date().isoformat()  # noqa: DTZ007
            found.append(day if form in _DAYS else day[:7])
    is_plain = spelt[:4].isdigit() or len(set(found)) == 1
    return found[0] if found and is_plain else ""


def _day(text: str, unread: DateError) -> date:
    """Read a day; raise `unread` where the text has not its form."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise unread
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("SV201", f"there is no day {text}", _nearest(year, month, day)) from None


def _day_or_month(text: str, unread: DateError) -> EventDate:
    if _MONTH.fullmatch(text):
        return _month(text)
    day = _day(text, unread)
    return EventDate(day, day, Precision.DAY)


def _month(text: str) -> EventDate:
    year, month = (int(part) for part in text.split("-"))
    if not (1 <= month <= 12 and year >= 1):
        raise DateError("SV201", f"there is no month {text}", "months run from 01 to 12")
    last = monthrange(year, month)[1]
    return EventDate(date(year, month, 1), date(year, month, last), Precision.MONTH)


def _nearest(year: int, month: int, day: int) -> str:
    if year < 1 or not 1 <= month <= 12:
        return "a date is year-month-day, the month from 01 to 12"
    last = monthrange(year, month)[1]
    return f"{year:04d}-{month:02d} has the days 01 to {last}"
