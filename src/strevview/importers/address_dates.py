"""The day or month of publication that an address plainly has: `/2025/07/31/`, `t20250613_`."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"/(20\d\d)/(\d\d)/(\d\d)(?=[/_.-]|$)",
        r"/(20\d\d)/(\d)/(\d\d?)(?=/|$)",
        r"/(20\d\d)(\d\d)/(\d\d)(?=/|$)",
        r"/(20\d\d)-(\d\d)[-/](\d\d)(?=[/_]|$)",
        r"/(20\d\d)/(\d\d)(\d\d)(?=/|$)",
        r"/t?(20\d\d)(\d\d)(\d\d)(?=[/_.]|$)",
    )
)
# At the end of a page's name it may also be a day of which the page tells.
_NAMED_DAY = re.compile(r"-(20\d\d)-(\d\d)-(\d\d)(?=/?$|\.\w{3,5}$)")
_MONTHS = tuple(
    re.compile(pattern)
    for pattern in (r"/(20\d\d)/(\d\d)(?=/)", r"/(20\d\d)(\d\d)(?=/)", r"/(20\d\d)-(\d\d)(?=/)")
)


class AddressDate(NamedTuple):
    """A day or a month as a source's `published:` has it; `sure` where it is a folder's name."""

    value: str
    sure: bool


def address_date(path: str, latest: date) -> AddressDate | None:
    """Return the date in the path of an address, if it is one, and not after `latest`."""
    for pattern in _DAYS:
        for match in pattern.finditer(path):
            day = _day(match, latest)
            if day is not None:
                return AddressDate(day, True)
    for match in _NAMED_DAY.finditer(path):
        day = _day(match, latest)
        if day is not None:
            return AddressDate(day, False)
    for pattern in _MONTHS:
        for match in pattern.finditer(path):
            month = _month(match, latest)
            if month is not None:
                return AddressDate(month, True)
    return None


def _day(match: re.Match[str], latest: date) -> str | None:
    try:
        day = date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
    return day.isoformat() if day <= latest else None


def _month(match: re.Match[str], latest: date) -> str | None:
    year, month = (int(part) for part in match.groups())
    if not 1 <= month <= 12 or date(year, month, 1) > latest:
        return None
    return f"{year}-{month:02d}"
