"""How a style may word a day or a month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import permutations

from strevview.render.audit.expected import ExpectedDay
from strevview.render.audit.wording import comparable
from strevview.render.month import locale_of

# What may stand between the parts of a date: “31st of July, 2025”, “2025年7月”, “7/2025”.
_BETWEEN = r"[^\d\0]{0,8}?"
# The months of “September–December 2025” and “2025年9月至12月”.
_BETWEEN_MONTHS = r"[^\d\0]{0,24}?(?:\d{1,2}[^\d\0]{1,4}?)?"


def day_pattern(day: ExpectedDay, language: str) -> str:
    """Return a pattern for a date in a stream: its parts beside each other, in any order.

    The month is its name or short name in the language (CLDR), or its number.
    """
    parts = [rf"(?<!\d){day.year}(?!\d)", _month_pattern(day.month, language)]
    if day.day is not None:
        parts.append(rf"(?<!\d)0?{day.day}(?!\d)")
    # Hyphens are not in the stream: 2025-07-31 reads 20250731 there.
    written = f"{day.year}{day.month:02d}" + (f"{day.day:02d}" if day.day else "")
    between = _BETWEEN if day.day is not None else _BETWEEN_MONTHS
    orders = (between.join(order) for order in permutations(parts))
    return "|".join([rf"(?<!\d){written}(?!\d)", *orders])


def _month_pattern(month: int, language: str) -> str:
    names = "|".join(re.escape(name) for name in _month_names(month, language))
    return rf"(?:{names}|(?<!\d)0?{month}(?!\d))"


def _month_names(month: int, language: str) -> Iterable[str]:
    locale = locale_of(language)
    forms = [locale.months[use][width] for use in ("format", "stand-alone") for width in _WIDTHS]
    names = {comparable(form[month].replace(" ", "")).rstrip(".") for form in forms}
    return sorted(filter(None, names), key=lambda name: (-len(name), name))


_WIDTHS = ("wide", "abbreviated")
