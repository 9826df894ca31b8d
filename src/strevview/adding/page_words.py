"""What a page's words tell: the days that they name, and the language that they are in.

Days stand by numbers, or with the month's name in the page's language. A language shows in its
letters, and where several are written with them, in its small words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from strevview.importers.told_dates import calendar_names
from strevview.model.dates import DateError, Precision, SourceDate
from strevview.style.scripts import is_written_in, runs, usual_language

_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff])*"
_MONTHS = 12
_FORMS = (
    # 2025-07-08, 2025/7/8, 2025.07.08, 2025年7月8日, 20250708; the month alone
    re.compile(
        r"(?<!\d)(?P<y>20\d\d|19\d\d)\s?[-/.年]\s?(?P<m>1[0-2]|0?[1-9])"
        r"(?:\s?[-/.月]\s?(?P<d>3[01]|[12]\d|0?[1-9]))?(?!\d)"
    ),
    re.compile(
        r"(?<!\d)(?P<y>20\d\d|19\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d{3})"
    ),
    # 08.07.2025, 25/07/2025: the day stands first
    re.compile(
        r"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9])(?P<mark>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=mark)(?P<y>20\d\d)(?!\d)"
    ),
    # 07/25/2025: it can only stand second
    re.compile(r"(?<!\d)(?P<m>1[0-2]|0?[1-9])[-/](?P<d>3[01]|2\d|1[3-9])[-/](?P<y>20\d\d)(?!\d)"),
    # 8 July 2025, 8 июля 2025, ۸ جولائی 2025, 8 de julho de 2025; July 8, 2025; as Unix has it,
    # Tue Jul 08 10:30:00 IST 2025
    re.compile(
        rf"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|\.|º)?[\s-]+(?:de\s)?"
        rf"(?P<m>{_WORD})\.?,?[\s-]+(?:de\s)?(?P<y>20\d\d|19\d\d)(?!\d)"
    ),
    re.compile(
        rf"(?P<m>{_WORD})\.?\s(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?"
        r"(?:\s[\d:]{5,8}\s[A-Z]{2,5})?\s+(?P<y>20\d\d|19\d\d)(?!\d)"
    ),
)
_UTC = re.compile(r"[T ](\d\d):?\d\d[\d:.]*\s?(?:Z$|[+-]00:?00$|(?:GMT|UTC)(?![+-]\d*[1-9]))")


class PageDay(NamedTuple):
    """A day or a month that a page tells.

    `far` is by how many days it is another in Washington or Beijing: a moment in UTC of the night
    there. `unsure` where the day may be the month: 08/07/2025.
    """

    date: SourceDate
    far: int
    unsure: bool

    @property
    def is_whole(self) -> bool:
        """Whether it is a day, not a month."""
        return self.date.precision is Precision.DAY


def day_in(text: str, language: str, today: datetime) -> PageDay | None:
    """Return the first day that a text names with its year, unless it is still to come.

    Digits of any script are read, and names of months in English and in the page's language. In
    08/07/2025 the day stands first, but for English, in which it may stand second.
    """
    text = "".join(str(unicodedata.digit(one, one)) if one.isdigit() else one for one in text)
    text = " ".join(text.split())
    months = _months(language)
    found = []
    for match in (match for form in _FORMS for match in form.finditer(text)):
        told = match.groupdict()
        month = int(told["m"]) if told["m"].isdecimal() else months.get(_plain(told["m"]))
        unsure = told.get("mark", ".") != "." and int(told["d"]) <= _MONTHS
        with suppress(DateError):
            day = f"-{int(told['d']):02d}" if told["d"] else ""
            date = SourceDate.parse(f"{told['y']}-{month or 0:02d}{day}")
            if date.start <= today.date() + timedelta(days=1) and not (unsure and language == "en"):
                found.append(PageDay(date, 0, unsure))
    utc = _UTC.search(text)
    hour = int(utc[1]) if utc else 12
    far = -1 if hour < 5 else int(hour >= 16)
    # A day before a month: that is a part of a longer date, which another form reads.
    first = min(found, key=lambda day: not day.is_whole, default=None)
    return first and first._replace(far=far)


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


# The small words of languages, by script; None is Latin.
_SMALL_WORDS = {
    None: {
        "en": "the of and to in for on with that is was as by from at it are has be this",
        "de": "der die das und ist nicht mit für auf ein eine den von zu dem sich im wird auch als",
        "fr": "le la les des et est une dans pour que qui du sur par pas plus au avec sont",
        "es": "el los las del que una por con para está más como pero sus al y es lo se",
        "pt": "o os as do da dos das que em uma não para com mais como foi ao pelo é e",
        "it": "il di che è per una della con del non sono gli nel più alla da le anche",
        "ca": "i que els les amb per és més als dels ha aquest aquesta també però seva han són",
        "ro": "și în cu pe care din este nu pentru sunt mai fost că au ale unui",
        "nl": "de het een van en is dat op te voor met zijn niet aan ook bij naar",
        "sv": "och att det som en är på för av med den inte till ett har de om",
        "da": "og at det er en af til på med for ikke den der har som et de blev også",
        "no": "og å det er en av til på med for ikke den som har et de ble også",
        "fi": "ja on ei että se hän mutta myös oli kuin ovat joka tai sen mukaan",
        "pl": "w i na z do nie się jest to że od po za o przez oraz dla jak był",
        "cs": "a se v na je že s z do o to by ve pro jako ale byl",
        "sk": "a sa v na je že s z do o to by vo pre ako ale bol",
        "hr": "i je u na se da za su od s koji kao će bi ne što nije",
        "hu": "a az és hogy nem is egy ez volt meg csak már de van ki",
        "tr": "ve bir bu için ile da de olarak olan daha çok en gibi kadar sonra",
        "id": "yang dan di untuk dengan ini dari dalam itu pada tidak akan",
        "vi": "và của là có trong được cho các với không một những đã để người",
    },
    "Cyrl": {
        "ru": "и в не на что с по как это из для от его но был к",
        "bg": "и на за да се от в е че са по не като това с ще",
        "sr": "и у на се је да за су од са који као ће би не",
        "mk": "и на за да се од во е дека со не како што ќе",
        "mn": "нь бөгөөд байна юм гэж энэ оны болон ба",
    },
    "Deva": {
        "hi": "के का की में है और को से पर ने कि यह भी हैं एक लिए",
        "mr": "आहे आणि या हे ते की नाही होते यांनी केली करण्यात असे",
        "ne": "छ र को मा हो छन् भएको गरेको पनि यो गर्न भने",
    },
}
_READ = 20_000
_FEWEST_LETTERS = 12
_FEWEST_WORDS = 4


def language_of_text(text: str, named: Collection[str] = ()) -> tuple[str | None, bool]:
    """Return a text's language, and whether it can be no other; None if it is too short.

    The text may be in any that the page names. A page in Hindi or Chinese may hold many Latin
    words: a third of the others is enough.
    """
    text = text[:_READ]
    counts: Counter[tuple[str | None, str | None]] = Counter()
    for line in text.split("\n"):
        for run in runs(line):
            counts[run.script, run.language] += sum(map(str.isalpha, run.text))
    latin = counts.pop((None, None), 0)
    if latin + counts.total() < _FEWEST_LETTERS:
        return None, False
    # Three letters of a Latin word say as much as one of Chinese.
    if not counts or 3 * counts.total() < latin:
        spoken = _by_small_words(text, None, named)
        unknown = (one for one in named if one not in _SMALL_WORDS[None])
        return spoken or next(unknown, None), spoken is not None
    (script, language), _ = counts.most_common(1)[0]
    assert script is not None
    if language != usual_language(script):
        return language, True
    known = next((one for one in named if is_written_in(one, script)), None)
    spoken = _by_small_words(text, script, named) if script in _SMALL_WORDS else language
    return known or spoken or language, spoken is not None


def _by_small_words(text: str, script: str | None, named: Collection[str]) -> str | None:
    """Return the language of a script whose small words are by far the most; None for none.

    Among languages that are nearly alike what the page names decides.
    """
    words = Counter(re.findall(_WORD, text.casefold()))
    scores = {
        language: sum(words[word] for word in small.split())
        for language, small in _SMALL_WORDS[script].items()
    }
    most = max(scores.values())
    # They are a tenth of a text in their language; fewer are chance.
    if most < _FEWEST_WORDS or 12 * most < words.total():
        return None
    near = [language for language, score in scores.items() if 5 * score > 4 * most]
    return next((one for one in named if one in near), near[0] if len(near) == 1 else None)
