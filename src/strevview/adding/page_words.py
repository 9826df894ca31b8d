"""What a page's words tell: the days that they name, and the language that they are in.

Days stand by numbers, or with the month's name in the page's language. A language shows in its
letters, and where several are written with them, in its small words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from strevview.importers.told_dates import calendar_names
from strevview.model.dates import DateError, Precision, SourceDate
from strevview.style.scripts import is_written_in, runs, usual_language

_NUMBERS = (
    # 2025-07-08, 2025/7/8, 2025.07.08, 2025年7月8日, 20250708; the month alone
    re.compile(
        r"(?<!\d)(?P<y>20\d\d|19\d\d)\s?[-/.年]\s?(?P<m>1[0-2]|0?[1-9])"
        r"(?:\s?[-/.月]\s?(?P<d>3[01]|[12]\d|0?[1-9]))?(?!\d)"
    ),
    re.compile(
        r"(?<!\d)(?P<y>20\d\d|19\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d{3})"
    ),
    # 08.07.2025: with dots the day stands first
    re.compile(r"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9])\.(?P<m>1[0-2]|0?[1-9])\.(?P<y>20\d\d)(?!\d)"),
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
_UTC = re.compile(r"[T ](\d\d):?\d\d[\d:.]*(?:Z|[+-]00:?00| (?:GMT|UTC))$")


class PageDay(NamedTuple):
    """A day or a month that a page tells.

    `far` where the day is another in Beijing or Washington: a moment in UTC of the night there.
    """

    date: SourceDate
    far: bool

    @property
    def is_whole(self) -> bool:
        """Whether it is a day, not a month."""
        return self.date.precision is Precision.DAY


def day_in(text: str, language: str, today: datetime) -> PageDay | None:
    """Return the first day that a text names with its year, unless it is still to come.

    Digits of any script are read, and names of months in English and in the page's language.
    """
    text = "".join(str(unicodedata.digit(one, one)) if one.isdigit() else one for one in text)
    text = " ".join(text.split())
    for found in _readings(text, language):
        try:
            date = SourceDate.parse(found)
        except DateError:
            continue
        if date.start <= today.date() + timedelta(days=1):
            utc = _UTC.search(text)
            return PageDay(date, utc is not None and not 5 <= int(utc[1]) < 16)
    return None


def _readings(text: str, language: str) -> list[str]:
    found = [_iso(match, match["m"]) for form in _NUMBERS for match in form.finditer(text)]
    months = _months(language)
    for form in _BY_NAME:
        for match in form.finditer(text):
            month = months.get(_plain(match["m"]))
            found += [_iso(match, str(month))] if month else []
    # The most exact first: a month is part of a longer date that another form reads.
    return sorted(found, key=len, reverse=True)


def _iso(match: re.Match[str], month: str) -> str:
    day = match["d"]
    return f"{match['y']}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


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


_SMALL_WORDS = {
    "en": "the of and to in for on with that is was as by from at it are has be this",
    "de": "der die das und ist nicht mit für auf ein eine den von zu dem sich im wird auch als",
    "fr": "le la les des et est une dans pour que qui du sur par pas plus au avec sont",
    "es": "el los las del que una por con para está más como pero sus al y es lo se",
    "pt": "o os as do da dos das que em uma não para com mais como foi ao pelo é e",
    "it": "il di che è per una della con del non sono gli nel più alla da le anche",
    "nl": "de het een van en is dat op te voor met zijn niet aan ook bij naar",
    "pl": "w i na z do nie się jest to że od po za o przez oraz dla jak był",
    "tr": "ve bir bu için ile da de olarak olan daha çok en gibi kadar sonra",
    "sv": "och att det som en är på för av med den inte till ett har de om",
    "cs": "a se v na je že s z do o to by ve pro jako ale byl",
    "id": "yang dan di untuk dengan ini dari dalam itu pada tidak akan",
}
_READ = 20_000
_FEWEST_LETTERS = 12
_FEWEST_WORDS = 4


def language_of_text(text: str, named: Collection[str] = ()) -> str | None:
    """Return a text's language, one that the page names where it may be; None if it is too short.

    A page in Hindi or Chinese may hold many Latin words: a third of the others is enough.
    """
    text = text[:_READ]
    counts: Counter[tuple[str | None, str | None]] = Counter()
    for line in text.split("\n"):
        for run in runs(line):
            counts[run.script, run.language] += sum(map(str.isalpha, run.text))
    latin = counts.pop((None, None), 0)
    if latin + counts.total() < _FEWEST_LETTERS:
        return None
    # Three letters of a Latin word say as much as one of Chinese.
    if not counts or 3 * counts.total() < latin:
        return _by_small_words(text, named)
    (script, language), _ = counts.most_common(1)[0]
    assert script is not None
    known = (one for one in named if is_written_in(one, script))
    return language if language != usual_language(script) else next(known, language)


def _by_small_words(text: str, named: Collection[str]) -> str | None:
    """Return the language whose small words are by far the most, or else one that is named."""
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    scores = Counter(
        {
            language: sum(words[word] for word in small.split())
            for language, small in _SMALL_WORDS.items()
        }
    )
    (best, most), (_, next_most) = scores.most_common(2)
    # They are a tenth of a text in their language; fewer are chance.
    if most < _FEWEST_WORDS or 5 * next_most > 4 * most or 12 * most < words.total():
        return next((one for one in named if one not in _SMALL_WORDS), None)
    return best
