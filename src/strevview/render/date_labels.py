"""Days and months in words, in the language of a series, and its direction (CLDR, by Babel)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, parse_pattern

from strevview.model.dates import EventDate, Period, Precision, SourceDate

# A month's short name in a CLDR pattern, "d MMM y"; four letters stand for its full name.
_SHORT_MONTH = re.compile(r"(?<![LM])([LM])\1\1(?!\1)")


def month_label(period: Period, language: str) -> str:
    """Return "July 2025", "July–August 2025" or "December 2025 – January 2026"."""
    locale = locale_of(language)
    start, end = period.start, period.end
    if period.is_month:
        return _month(start, locale)
    label = _range(start, end, ("yMMMM",), locale)
    if label is None:
        label = _joined(_month(start, locale), _month(end, locale), locale)
    # Two words alone are joined by a dash without spaces.
    return label.replace(" – ", "–") if start.year == end.year else label


def month_names(language: str) -> tuple[str, ...]:
    """Return the names of the months in full and in short, as dates have them, longest first."""
    locale = locale_of(language)
    names = {
        name
        for width in ("wide", "abbreviated")
        for name in locale.months["format"][width].values()
    }
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def day_label(day: date, language: str) -> str:
    """Return "31 July 2025"."""
    return format_date(day, "long", locale=locale_of(language))


def event_label(when: EventDate, language: str) -> str:
    """Return a day, a month, or days: "14–16 October 2025", "30 October – 2 November 2025"."""
    locale = locale_of(language)
    if when.precision is Precision.MONTH:
        return _month(when.start, locale)
    first, last = day_label(when.start, language), day_label(when.end, language)
    if when.start == when.end:
        return first
    days = _range(when.start, when.end, ("yMMMMd", "yMMMd"), locale)
    return days if days is not None else _joined(first, last, locale)


def source_label(when: SourceDate, language: str) -> str:
    """Return a day, a month or a year in which a source was published: "2022", "May 2022"."""
    if when.precision is Precision.DAY:
        return day_label(when.start, language)
    skeleton = "yMMMM" if when.precision is Precision.MONTH else "y"
    return format_skeleton(skeleton, when.start, locale=locale_of(language))


@cache
def locale_of(language: str) -> Locale:
    """Return the locale of a language tag (BCP 47), of its language alone, or English."""
    for tag in (language, language.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def country_name(code: str, language: str) -> str:
    """Return the name of a country (ISO 3166) in a language; the code itself where it has none."""
    name: str = locale_of(language).territories.get(code.upper(), code)
    return name


def is_from_right_to_left(language: str) -> bool:
    """Return whether a language is written from right to left."""
    return locale_of(language).text_direction == "rtl"


def _month(day: date, locale: Locale) -> str:
    return format_skeleton("yMMMM", day, locale=locale)


def _range(start: date, end: date, skeletons: tuple[str, ...], locale: Locale) -> str | None:
    """Return a range in the words of the first skeleton that has it, months by their full names.

    `babel.dates.format_interval` would take the short names where a language has no pattern with
    the full ones; UTS 35, "Missing Skeleton Fields", widens the name inside the pattern.
    """
    same_month = (start.year, start.month) == (end.year, end.month)
    differs = "y" if start.year != end.year else "d" if same_month else "M"
    for skeleton in skeletons:
        patterns = locale.interval_formats.get(skeleton, {}).get(differs, ())
        # Of a pattern that Babel could not cut in two, as for Persian months, nothing is made.
        if len(patterns) == 2:
            wide = (_SHORT_MONTH.sub(r"\1\1\1\1", pattern) for pattern in patterns)
            return _spaced(
                "".join(
                    parse_pattern(pattern).apply(day, locale)
                    for pattern, day in zip(wide, (start, end), strict=True)
                )
            )
    return None


def _joined(first: str, last: str, locale: Locale) -> str:
    pattern = locale.interval_formats[None]
    return _spaced(pattern.replace("{0}", first).replace("{1}", last))


def _spaced(label: str) -> str:
    # CLDR sets thin spaces around a dash; searching for words finds them between plain ones.
    return label.replace("\u2009", " ")
