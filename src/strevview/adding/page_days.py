"""Days as pages write them: by numbers, or with the month's name in the page's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from strevview.model.dates import DateError, Precision, SourceDate

_OLDEST = 1990
_NUMBERS = (
    # 2025-07-08, 2025/7/8, 2025.07.08, 2025年7月8日, 20250708; the month or the year alone
    re.compile(
        r"(?<!\d)(?P<y>20\d\d|19\d\d)\s?[-/.年]\s?(?P<m>1[0-2]|0?[1-9])"
        r"(?:\s?[-/.月]\s?(?P<d>3[01]|[12]\d|0?[1-9]))?(?!\d)"
    ),
    re.compile(
        r"(?<!\d)(?P<y>20\d\d|19\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d{3})"
    ),
    # 08.07.2025: with dots the day stands first
    re.compile(r"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9])\.(?P<m>1[0-2]|0?[1-9])\.(?P<y>20\d\d)(?!\d)"),
    re.compile(r"^\s*(?P<y>20\d\d|19\d\d)\s*$"),
)
_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff])*"
# 8 July 2025, 8 июля 2025, ۸ جولائی 2025, 8 de julho de 2025; July 8, 2025
_BY_NAME = (
    re.compile(
        rf"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|\.|º)?[\s-]+(?:de\s)?"
        rf"(?P<m>{_WORD})\.?,?[\s-]+(?:de\s)?(?P<y>20\d\d|19\d\d)(?!\d)"
    ),
    re.compile(
        rf"(?P<m>{_WORD})\.?\s(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+(?P<y>20\d\d|19\d\d)(?!\d)"
    ),
)
_UTC = re.compile(r"T(\d\d):?\d\d[\d:.]*(?:Z|[+-]00:?00)$")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


class PageDay(NamedTuple):
    """A day, month or year that a page tells.

    `far` where the day is another in Beijing or Washington: a moment in UTC of the night there.
    """

    date: SourceDate
    far: bool

    @property
    def is_whole(self) -> bool:
        """Whether it is a day, not a month or a year."""
        return self.date.precision is Precision.DAY


def day_in(text: str, language: str, today: datetime) -> PageDay | None:
    """Return the first day that a text names with its year, unless it is still to come.

    Digits of any script are read, and names of months in English and in the page's language.
    """
    text = "".join(str(unicodedata.digit(one, one)) if one.isdigit() else one for one in text)
    text = " ".join(text.split())
    if _EPOCH.fullmatch(text):
        text = datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    for found in _readings(text, language):
        try:
            date = SourceDate.parse(found)
        except DateError:
            continue
        if date.start.year >= _OLDEST and date.start <= today.date() + timedelta(days=1):
            utc = _UTC.search(text)
            return PageDay(date, utc is not None and not 5 <= int(utc[1]) < 16)
    return None


def _readings(text: str, language: str) -> list[str]:
    found = [_iso(match, match["m"]) for form in _NUMBERS[:3] for match in form.finditer(text)]
    months = _months(language)
    for form in _BY_NAME:
        for match in form.finditer(text):
            month = months.get(_plain(match["m"]))
            found += [_iso(match, str(month))] if month else []
    found += [match["y"] for match in _NUMBERS[3].finditer(text)]
    # The most exact first: a month is part of a longer date that another form reads.
    return sorted(found, key=len, reverse=True)


def _iso(match: re.Match[str], month: str) -> str:
    day = match["d"]
    return f"{match['y']}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


@cache
def _months(language: str) -> Mapping[str, int]:
    """Return the months by their names in English and in a language, as CLDR (Babel) lists them."""
    names: dict[str, int] = {"sept": 9}
    for code in (language, "en"):
        try:
            forms = Locale.parse(code).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {_plain(name): n for n, name in forms[context][width].items()}
    return names


def _plain(name: str) -> str:
    """Return a name without case, full stops, accents and the dots of Hindi letters."""
    folded = unicodedata.normalize("NFD", name.casefold())
    return "".join(
        one for one in folded if one not in ".\u093c" and not "\u0300" <= one <= "\u036f"
    )
