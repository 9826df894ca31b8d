"""The day on which a page was published, from all the days that it names.

A place may mean more than one day: of 08/07/2025 the day may stand first or second, and a moment in
UTC near midnight is of another day in some countries. The day is the one that most places may mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from strevview.adding.told_values import Told, judged
from strevview.importers.item_text import Guess
from strevview.importers.told_dates import calendar_names
from strevview.model.dates import DateError, SourceDate
from strevview.online.page_text import letters_of

# The days that a place may mean, the likeliest first, or a month: 2025-07-08, or 2025-07.
Days = tuple[str, ...]

BY_ADDRESS = "the address"
BESIDE = "the line beside the title"
ALONE = "a line that has the day alone"
GUESSED = "htmldate"
# What readers see; all but these and the address is told to programs.
_SEEN = (BESIDE, ALONE, GUESSED, "<time>", "itemprop datePublished")

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_NAME = r"(?P<m>[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff])*)\.?"
_FORMS = tuple(
    re.compile(rf"(?<!\d){form}(?!\d)")
    for form in (
        # 2025-07-08, 2025/7/8, 2025.07.08, 2025年7月8日; the month alone
        rf"{_YEAR}\s?[-/.年]\s?{_MONTH}(?:\s?[-/.月]\s?{_DAY})?",
        # 20250708, t20250708_1, 2025070810
        rf"{_YEAR}(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?:\d\d?)?",
        # 08.07.2025, 08/07/2025, 07/25/2025
        rf"(?P<d>\d\d?)(?P<mark>[-/.])(?P<m>\d\d?)(?P=mark){_YEAR}",
        # 8 July 2025, 8 июля 2025, ۸ جولائی 2025, 8 de julho de 2025
        rf"{_DAY}(?:st|nd|rd|th|\.|º)?[\s-]+(?:de\s)?{_NAME},?[\s-]+(?:de\s)?{_YEAR}",
        # July 8, 2025; Jul 08 10:30:00 IST 2025, as Unix has it
        rf"{_NAME}\s{_DAY}(?:st|nd|rd|th)?,?(?:\s[\d:]{{5,8}}\s[A-Z]{{2,5}})?\s+{_YEAR}",
    )
)
_UTC = re.compile(r"[T ](\d\d):?(\d\d)[\d:.]*\s?(?:Z$|[+-]00:?00$|(?:GMT|UTC)(?![+-]\d*[1-9]))")
# Where nearly all of the pages are made: from Washington to Beijing.
_ANYWHERE = (UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=8)))
# The lines above and below the title that may tell its day, if not too long for that.
_ABOVE = 1
_BELOW = 6
_BYLINE = 80
# The most letters of a line that has little but a day.
_FEW = 16
_CHANGED = re.compile(
    r"updat|modif|revis|更新|修改|编辑于|обновл|изменен|अपडेट|संशोधित|اپ ?ڈیٹ|ترمیم", re.IGNORECASE
)


def days_in(text: str, language: str, today: date) -> Days:
    """Return the days that the first date of a text with a year may mean, else its month.

    Digits of any script are read, and names of months in English and in the page's language. What
    is still to come is no day of a page.
    """
    text = "".join(str(unicodedata.digit(one, one)) if one.isdigit() else one for one in text)
    text = " ".join(text.split())
    months = _months(language)
    found: list[Days] = []
    for match in (match for form in _FORMS for match in form.finditer(text)):
        told = match.groupdict()
        month = int(told["m"]) if told["m"].isdecimal() else months.get(_plain(told["m"]), 0)
        orders = [f"{month:02}-{int(told['d']):02}" if told["d"] else f"{month:02}"]
        if told.get("mark", ".") != ".":
            orders.append(f"{int(told['d']):02}-{month:02}")
        days = []
        for order in orders:
            with suppress(DateError):
                named = f"{told['y']}-{order}"
                if SourceDate.parse(named).start <= today + timedelta(days=1):
                    days.append(named)
        if days:
            found.append(tuple(dict.fromkeys(days)))
    # A month before a day: that is a part of a longer date, which another form reads.
    first = max(found, key=lambda days: len(days[0]), default=())
    utc = _UTC.search(text)
    if utc is None or len(first) != 1 or not is_day(first[0]):
        return first
    clock = f"{int(utc[1]) % 24:02}:{utc[2]}"
    moment = datetime.fromisoformat(f"{first[0]}T{clock}+00:00")
    return tuple(dict.fromkeys(str(moment.astimezone(zone).date()) for zone in _ANYWHERE))


def is_day(told: str) -> bool:
    """Return whether a day is told, not a month."""
    return told.count("-") > 1


@cache
def _months(language: str) -> Mapping[str, int]:
    """Return the months by their names in English and in a language, as they are compared."""
    names, _ = calendar_names(language)
    return {_plain(name): number for name, number in names.items()}


def _plain(name: str) -> str:
    """Return a name without case, full stops, accents and the dots of Hindi letters."""
    folded = unicodedata.normalize("NFD", name.casefold())
    return "".join(
        one for one in folded if one not in ".\u093c" and not "\u0300" <= one <= "\u036f"
    )


def beside(title: str, lines: Sequence[str]) -> Iterator[Told]:
    """Yield the line above a title, and then those below, as far as they tell no change."""
    for place, line in enumerate(lines):
        if letters_of(line) == letters_of(title):
            above = lines[max(0, place - _ABOVE) : place]
            for near in (*above, *lines[place + 1 : place + 1 + _BELOW]):
                if len(near) <= _BYLINE:
                    yield Told(_CHANGED.split(near)[0], BESIDE)


def last_resort(lines: Sequence[str]) -> Iterator[Told]:
    """Yield the lines that hold little but a day can."""
    for line in lines:
        if len(letters_of(line)) <= _FEW:
            yield Told(line, ALONE)


def days_by_place(told: Iterable[Told], read: Callable[[str], Days]) -> dict[str, Days]:
    """Return the first day that each place names, or else the first month."""
    found: dict[str, Days] = {}
    for one in told:
        days = read(one.value)
        if days and (one.where not in found or len(days[0]) > len(found[one.where][0])):
            found[one.where] = days
    return found


def published(told: Mapping[str, Days], guess: Days) -> Guess | None:
    """Return the day that the most places may mean; of as many, the first place's.

    It is sure where readers see it and programs are told it, and no place tells another. For what
    stands beside the title htmldate's guess will do, too.
    """
    whole = {where: days for where, days in told.items() if is_day(days[0])}
    if not whole.keys() - {ALONE} and guess:
        whole = {GUESSED: guess}
    whole = whole or dict(told)
    if not whole:
        return None
    votes = Counter(day for days in whole.values() for day in days)
    ((best, _),) = votes.most_common(1)
    places = {where: days for where, days in whole.items() if best in days}
    seen = {where for where in places if where in _SEEN}
    doubts = [
        f"{where} says {days[0]}"
        for where, days in {**told, **whole}.items()
        if not any(best.startswith(day) for day in days)
    ]
    if not any(places.get(where) == (best,) for where in (BESIDE, BY_ADDRESS)):
        others = (day for days in places.values() for day in days if day != best)
        doubts += [f"it may mean {day}, too" for day in others]
    if not is_day(best):
        doubts.append("it names no day")
    told_twice = places.keys() > seen or (BESIDE in seen and best in guess)
    return judged(best, places, next(iter(doubts), None), bool(seen) and told_twice)
