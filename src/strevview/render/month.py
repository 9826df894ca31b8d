"""Months and days in words, in the language of a series (CLDR, by way of Babel)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from strevview.model.dates import EventDate, Period, Precision

if TYPE_CHECKING:
    from babel import Locale

# The series' own English needs no locale data, whose loading costs more than all of composing.
_DAY_MONTH_YEAR = frozenset({"en-GB", "en-IN"})
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def month_label(period: Period, language: str) -> str:
    """Return "July 2025", "July–August 2025" or "December 2025 – January 2026"."""
    if period.is_month:
        return _month(period.start, language)
    if period.start.year != period.end.year:
        return f"{_month(period.start, language)} – {_month(period.end, language)}"
    if language in _DAY_MONTH_YEAR:
        return f"{_english(period.start)}–{_english(period.end)} {period.end.year}"
    from babel.dates import format_interval

    label = format_interval(period.start, period.end, "yMMMM", locale=_locale(language))
    return label.replace("\u2009–\u2009", "–").replace(" – ", "–")


def day_label(day: date, language: str) -> str:
    """Return "31 July 2025"."""
    if language in _DAY_MONTH_YEAR:
        return f"{day.day} {_english(day)} {day.year}"
    from babel.dates import format_date

    return format_date(day, "long", locale=_locale(language))


def event_label(when: EventDate, language: str) -> str:
    """Return an event's day, days or month in words."""
    if when.precision is Precision.MONTH:
        return _month(when.start, language)
    if when.start == when.end:
        return day_label(when.start, language)
    return f"{day_label(when.start, language)} – {day_label(when.end, language)}"


def _month(day: date, language: str) -> str:
    if language in _DAY_MONTH_YEAR:
        return f"{_english(day)} {day.year}"
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=_locale(language))


def _english(day: date) -> str:
    return _ENGLISH_MONTHS[day.month - 1]


@cache
def _locale(language: str) -> Locale:
    """Return the locale of a language tag, of its language alone, or English."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    for tag in (language, language.split("-", maxsplit=1)[0], "en"):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("English is known")
