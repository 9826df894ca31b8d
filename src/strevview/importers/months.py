"""The month, or months, that a line of a cover, a running header or a file's name tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from strevview.model.dates import DateError, Period

_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_YEAR = r"((?:19|20)\d\d)"
_JOIN = r"\s?(?:-|–|—|/|\bto\b|\band\b|&)\s?"
_NUMBERS = re.compile(rf"(?<!\d){_YEAR}[-_./ ]?(0[1-9]|1[0-2])(?!\d)(?![-_.]?\d)")
_NUMBERS_TURNED = re.compile(rf"(?<!\d)(0?[1-9]|1[0-2])[-/.]{_YEAR}(?!\d)")


class MonthsOf:
    """Finds months in a language; English is always understood."""

    def __init__(self, language: str | None = None) -> None:
        names = {**_english_names(), **_local_names((language or "en").replace("-", "_"))}
        self._numbers = names
        # Longest first, so that "June" is not read as "Jun" with a letter too many.
        name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        self._pattern = re.compile(
            rf"(?<!\w)({name})\.?(?:,?\s?{_YEAR})?(?:{_JOIN}({name})\.?)?,?\s?{_YEAR}(?!\w)",
            re.IGNORECASE,
        )

    def forms(self, period: Period) -> list[str]:
        """Return the ways in which one month may be written out, with its year."""
        month, year = period.start.month, period.start.year
        names = [name for name, number in self._numbers.items() if number == month]
        return [f"{name} {year}" for name in names] if period.is_month else []

    def find(self, text: str) -> tuple[Period, int, int] | None:
        """Return the first month or months written out in a text, with their place."""
        for match in self._pattern.finditer(text):
            first, early_year, last, year = match.groups()
            if early_year and not last:
                continue
            start = self._numbers[first.casefold()]
            end = self._numbers[last.casefold()] if last else start
            began = int(early_year or (int(year) - 1 if start > end else year))
            period = _period(began, start, int(year), end)
            if period is not None:
                return period, match.start(), match.end()
        return None


def month_in_numbers(text: str) -> Period | None:
    """Return the month of a text such as `2025-07`, `202507` or `07/2025`."""
    match = _NUMBERS.search(text)
    if match is not None:
        return _period(int(match[1]), int(match[2]), int(match[1]), int(match[2]))
    match = _NUMBERS_TURNED.search(text)
    if match is None:
        return None
    return _period(int(match[2]), int(match[1]), int(match[2]), int(match[1]))


def month_name(month: int) -> str:
    """Return a month's English name."""
    return _ENGLISH[month - 1].title()


def _period(year: int, month: int, last_year: int, last_month: int) -> Period | None:
    first, last = f"{year:04}-{month:02}", f"{last_year:04}-{last_month:02}"
    try:
        return Period.parse(first if first == last else f"{first}/{last}")
    except DateError:
        return None


@cache
def _english_names() -> Mapping[str, int]:
    names = {name: number for number, name in enumerate(_ENGLISH, 1)}
    short = {name[:3]: number for name, number in names.items()}
    return {**names, **short, "sept": 9}


@cache
def _local_names(locale: str) -> Mapping[str, int]:
    """Return the months in another language; nothing for one that is not known."""
    if locale.lower().startswith("en"):
        return {}
    from babel import Locale, UnknownLocaleError

    try:
        months = Locale.parse(locale).months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        str(name).casefold().rstrip("."): number
        for kind in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[kind][width].items()
        if not str(name).isdecimal()
    }
