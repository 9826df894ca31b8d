"""How a style may word a day or a month."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import permutations

from strevview.audit.expected import ExpectedDay
from strevview.audit.wording import Wording
from strevview.render.date_labels import locale_of

# What may stand between the parts of a date: “31st of July, 2025”.
_BETWEEN = r"[^\d\0]{0,8}?"
# The months of “September–December 2025” and “2025年9月至12月”.
_BETWEEN_MONTHS = r"[^\d\0]{0,24}?(?:\d{1,2}[^\d\0]{1,4}?)?"
# What stands between numbers alone; hyphens are not among the words that are compared.
_SIGNS = r" ?[./年月]? ?"
_WIDTHS = ("wide", "abbreviated")


def is_printed(day: ExpectedDay, language: str, words: Iterable[str]) -> bool:
    """Return whether a date stands in comparable words; one that is "" stands for a gap.

    Its parts stand beside each other, in any order. The month is its name or short name in the
    language (CLDR), or a number beside the others: 2025-07-31, 31.7.2025.
    """
    return re.search("|".join(_patterns(day, language)), _run_together(words)) is not None


def _run_together(words: Iterable[str]) -> str:
    """Return words without the spaces that a reader may add, but between two numbers.

    In letters set apart each digit is a word of its own.
    """
    text, before = "", ""
    for word in words:
        apart = text[-1:].isdecimal() and word[:1].isdecimal() and len(before + word) > 2
        text += (" " if apart else "") + (word or "\0")
        before = word
    digits = ((one, unicodedata.decimal(one, None)) for one in set(text))
    return text.translate({ord(one): str(digit) for one, digit in digits if digit is not None})


def _patterns(day: ExpectedDay, language: str) -> Iterator[str]:
    year, month = _number(str(day.year)), _number(f"0?{day.month}")
    names = "|".join(map(re.escape, _month_names(day.month, language)))
    written = f"{day.year}{day.month:02d}"
    if day.day is None:
        yield _number(written)
        yield from (_SIGNS.join(order) for order in permutations((year, month)))
        yield from (_BETWEEN_MONTHS.join(order) for order in permutations((year, f"(?:{names})")))
        return
    number = _number(f"0?{day.day}")
    yield _number(f"{written}{day.day:02d}")
    # No date has its year in the middle.
    orders = permutations((year, month, number))
    yield from (_SIGNS.join(order) for order in orders if order[1] != year)
    yield from (_BETWEEN.join(order) for order in permutations((year, f"(?:{names})", number)))


def _number(digits: str) -> str:
    return rf"(?<!\d){digits}(?!\d)"


def _month_names(month: int, language: str) -> list[str]:
    """Return the comparable names of a month, the longest first."""
    locale = locale_of(language)
    forms = [locale.months[use][width] for use in ("format", "stand-alone") for width in _WIDTHS]
    names = {Wording(form[month]).stream.rstrip(".") for form in forms}
    return sorted(filter(None, names), key=lambda name: (-len(name), name))
