"""Countries, places and their peoples: India is named by Indian engineers, the USA by U.S. ones."""

from __future__ import annotations

import re
from collections.abc import Set

from strevview.lint.folding import without_marks

# What stands at the end of a country's name and, in its place, of its people's: Indian, Israeli,
# Surinamer, the two Koreas; Argentine, Somali, Somalis; German, Germans; Honduran, Swedes.
_PEOPLE_ENDINGS = {
    "": ("n", "i", "r", "s"),
    "a": ("e", "", "s"),
    "y": ("", "s"),
    "s": ("n", "ns"),
    "n": ("s",),
}
# Words of states' names that many share; "United States" and the like stand below.
_OF_STATES = (
    "central commonwealth confederation democratic east federal federation federative islamic "
    "kingdom north northern people republic saint south southern state states united west"
)
_STATE_WORDS = frozenset(_OF_STATES.split())
_AMERICAN = ("american", "america", "washington", "States", "US", "USA")
_BRITISH = ("british", "britain", "briton", "Kingdom", "UK")
_KOREAN = ("korean", "korea", "ROK", "DPRK")
# What stands for a country whose people's name does not start as its own does, and for countries
# known by letters; small, but where a small word would be another.
_PEOPLES = {
    "botswana": ("batswana", "motswana"),
    "denmark": ("danish", "dane"),
    "dprk": (*_KOREAN, "pyongyang"),
    "eswatini": ("swazi",),
    "finland": ("finnish", "finn"),
    "france": ("french",),
    "greece": ("greek", "hellenic"),
    "holland": ("dutch",),
    "ireland": ("irish",),
    "ivoire": ("ivorian", "ivory"),
    "kyrgyzstan": ("kyrgyz", "kirghiz"),
    "laos": ("lao", "laotian"),
    "lesotho": ("basotho", "mosotho"),
    "madagascar": ("malagasy",),
    "monaco": ("monegasque",),
    "myanmar": ("burmese", "burma"),
    "netherlands": ("dutch",),
    "north korea": (*_KOREAN, "pyongyang"),
    "philippines": ("filipino", "philippine"),
    "poland": ("polish", "pole"),
    "prc": ("chinese", "china", "beijing"),
    "republic of korea": (*_KOREAN, "seoul"),
    "rok": (*_KOREAN, "seoul"),
    "russian federation": ("russian", "russia"),
    "saudi arabia": ("saudi",),
    "south korea": (*_KOREAN, "seoul"),
    "spain": ("spanish", "spaniard"),
    "switzerland": ("swiss",),
    "tajikistan": ("tajik", "tadzhik"),
    "thailand": ("thai",),
    "turkey": ("turkish", "turk", "turkiye"),
    "türkiye": ("turkish", "turk", "turkey"),
    "uae": ("emirati", "emirates", "UAE"),
    "uk": _BRITISH,
    "united arab emirates": ("emirati", "UAE"),
    "united kingdom": _BRITISH,
    "united kingdom of great britain and northern ireland": _BRITISH,
    "united states": _AMERICAN,
    "united states of america": _AMERICAN,
    "us": _AMERICAN,
    "usa": _AMERICAN,
    "wales": ("welsh",),
}
# Places, and peoples, whose names differ by one letter.
_ALIKE = (
    "austria australia austrian australian",
    "batswana botswana motswana",
    "gambia zambia gambian zambian",
    "guiana guyana",
    "henan hunan hainan huainan yunnan",
    "hubei hebei huaibei",
    "iberia liberia siberia iberian liberian siberian",
    "iceland ireland",
    "iran iraq irak",
    "niger nigeria",
    "nigerian nigerien",
    "shanxi shaanxi",
    "syria styria syrian styrian",
    "taiyuan taoyuan",
)
_TWO_PLACES = tuple(map(frozenset, map(str.split, _ALIKE)))
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_WORD = re.compile(r"[^\W_]+")


def is_people_of(word: str, country: str) -> bool:
    """Return whether a word is the name of a country's people, by its ending; both are small."""
    return any(
        word == country.removesuffix(ending) + other
        for ending, others in _PEOPLE_ENDINGS.items()
        for other in others
        if country.endswith(ending)
    )


def are_two_places(one: str, other: str) -> bool:
    """Return whether two small words are names of two places, and neither is misspelt."""
    return any(one in names and other in names for names in _TWO_PLACES)


def may_be_a_country(name: str) -> bool:
    """Return whether a name that no register knows may be a country's."""
    return _state(name) in _PEOPLES or (" " not in name and not name.isupper())


def names_a_people(name: str, words: Set[str]) -> bool:
    """Return whether a text names a country by its people or in another way.

    `words` are those of the text, without dots: as written, and small without accents.
    """
    state = _state(name)
    parts = [without_marks(word) for word in _WORD.findall(state)]
    peoples = [people for key in (state, *parts) for people in _PEOPLES.get(key, ())]
    if peoples:
        return any(people in words or f"{people}s" in words for people in peoples)
    if not name[:1].isupper():
        return False
    stems = tuple(part[:4] for part in parts if len(part) > 3 and part not in _STATE_WORDS)
    return any(word.startswith(stems) for word in words)


def without_dots(text: str) -> str:
    """Write "U.S." US."""
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), text)


def _state(name: str) -> str:
    """Return a country's name as `_PEOPLES` has it."""
    return without_dots(name).casefold().removeprefix("the ")
