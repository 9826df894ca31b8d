"""The month, or months, that a title, a cover's line, a front matter or a file's name tells."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from strevview.model.dates import DateError, Period

_YEAR = r"((?:19|20)\d\d)"
_JOIN = r"\s?(?:-|–|—|/|\bto\b|\band\b|&)\s?"
_DAY = r"(?:\s\d{1,2}(?:st|nd|rd|th)?(?!\d))?"
# 2025-07, 2025-07-31, 202507, 20250731, 2025年7月
_NUMBERS = re.compile(
    rf"(?<!\d){_YEAR}(?:[-_./ ]?(0[1-9]|1[0-2])(?:[-_./ ]?[0-3]\d)?(?!\d)"
    rf"|\s?[年년]\s?(1[0-2]|0?[1-9])\s?[月월])"
)
# 07/2025, 7-2025, 31.07.2025
_TURNED = re.compile(rf"(?<![\d./-])(?:[0-3]?\d[-/.])?(0?[1-9]|1[0-2])[-/.]{_YEAR}(?!\d)")


class MonthFound(NamedTuple):
    """A month, or several, told at `start:end` of a text."""

    period: Period
    start: int
    end: int


def find_month(text: str, language: str | None = None) -> MonthFound | None:
    """Return the first month with its year in a text, in words or else in numbers.

    English names are always understood, those of `language` (a BCP 47 tag) too.
    """
    return _in_words(text, language) or _in_numbers(text)


def month_of_name(stem: str, language: str | None = None) -> Period | None:
    """Return the month that a file's name tells: `2025-07-brief`, `october-12-2015`."""
    found = _in_words(re.sub(r"[-_.+]+", " ", stem), language) or _in_numbers(stem)
    return None if found is None else found.period


def month_numbers(language: str | None) -> dict[str, int]:
    """Return the names of months, whole and shortened, in small letters with their numbers."""
    return {**_names("en"), **_names((language or "en").replace("-", "_"))}


def _in_words(text: str, language: str | None) -> MonthFound | None:
    names = month_numbers(language)
    for match in _pattern(tuple(names)).finditer(text):
        first, early_year, last, year = match.groups()
        if early_year and not last:
            continue
        start = names[first.casefold()]
        end = names[last.casefold()] if last else start
        between = text[match.end(1) : match.start(3)] if last else ""
        if re.search(r"(?<!\d)\d{1,2}(?!\d)", between):
            # "28 September – 4 October": a week is of the month in which it ends.
            start = end
        began = int(early_year or (int(year) - 1 if start > end else year))
        period = _period(began, start, int(year), end)
        if period is not None:
            return MonthFound(period, match.start(), match.end())
    return None


def _in_numbers(text: str) -> MonthFound | None:
    match = _NUMBERS.search(text)
    if match is not None:
        year, month = int(match[1]), int(match[2] or match[3])
    else:
        match = _TURNED.search(text)
        if match is None:
            return None
        year, month = int(match[2]), int(match[1])
    period = _period(year, month, year, month)
    return None if period is None else MonthFound(period, match.start(), match.end())


def _period(year: int, month: int, last_year: int, last_month: int) -> Period | None:
    first, last = f"{year:04}-{month:02}", f"{last_year:04}-{last_month:02}"
    try:
        return Period.parse(first if first == last else f"{first}/{last}")
    except DateError:
        return None


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that "June" is not read as "Jun" with a letter too many.
    name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(
        rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?\s(?:of\s)?)?"
        rf"(?<!\w)({name})\.?{_DAY}(?:,?\s?{_YEAR})?"
        rf"(?:{_JOIN}(?:\d{{1,2}}\s)?({name})\.?{_DAY})?(?:{_JOIN}\d{{1,2}}(?!\d))?,?(?:\sde)?\s?{_YEAR}(?!\w)",
        re.IGNORECASE,
    )


@cache
def _names(locale: str) -> dict[str, int]:
    """Return the months of a language; nothing for one that is not known."""
    if locale == "en":
        names = (*enumerate(month_name), *enumerate(month_abbr), (9, "sept"))
        return {name.casefold(): number for number, name in names if name}
    try:
        months = Locale.parse(locale).months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        str(name).casefold().rstrip("."): number
        for kind in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[kind][width].items()
        if not re.match(r"\d", str(name))
    }
