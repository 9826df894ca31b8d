"""What a text may say for a name: an acronym, and of a country its people.

The letters of an acronym fit its name. India is named by Indian engineers, the USA by U.S. ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from strevview.lint.folding import common_start, without_marks

# Everybody reads them; to spell them out would be pedantry.
_COMMON = (
    "US USA UK UAE EU UN AI IT TV ID DNA RNA HIV AIDS GPS USB PDF PC PhD CEO NASA NATO UNESCO "
    "UNICEF WHO WTO IMF BBC CNN LED LCD CD DVD VIP FAQ URL WWW HTML XML COVID LLC GDP MBA BA BSc "
    "MSc MA AD BC OK ISBN ISSN DOI UTC GMT SMS SOS 2D 3D 4D 4G 5G 6G CO2 ASEAN BRICS G7 G20"
)
COMMON = frozenset(_COMMON.split())
_SMALL_WORDS = (
    "a an and at by de del della der des di do du e en et for für in la le les of on or the to "
    "und with y"
)
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
_TOKEN = re.compile(r"[A-Z0-9](?:[A-Za-z0-9]|[&-](?=[A-Z0-9]))*")
_PARTS = re.compile(r"[^\W\d_]+")
_COMPASS = re.compile(r"(south|north)(east|west)")
# No name is longer; the bound keeps the search small whatever a file holds.
_MOST_PARTS = 60
_UNITED_STATES = re.compile(r"\bU\.?S\.?(?:A\b\.?)?(?!\w)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

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


@lru_cache(maxsize=2048)
def is_acronym(token: str) -> bool:
    """Return whether a word is written as an acronym: IHEP, S&T, MoU, PRSS-1."""
    if not 2 <= len(token) <= 14 or not _TOKEN.fullmatch(token):
        return False
    letters = [letter for letter in token if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return capitals >= 2 and capitals * 2 >= len(letters)


def letters_of(acronym: str) -> str:
    """Return the letters that stand for words, small; the s of a plural is none."""
    if len(acronym) > 2 and acronym.endswith("s") and acronym[-2].isupper():
        acronym = acronym[:-1]
    return "".join(letter for letter in without_marks(acronym) if letter.isalpha())


@lru_cache(maxsize=2048)
def fits(acronym: str, name: str) -> bool:
    """Return whether the letters of an acronym stand in a name, in order.

    A word gives its first letter or its first letters (SUPARCO); small words, and others, may be
    left out. The first letter is that of a word that is not left out.
    """
    letters = letters_of(acronym)
    return len(letters) < 2 or _fits(letters, word_parts(name))


def expansion(acronym: str, words: list[str]) -> int | None:
    """Return with which of the words in front of it an acronym's name starts; None where none fits.

    The nearest fitting start is taken that leaves out no more than two words of weight.
    """
    letters = letters_of(acronym)
    if len(letters) < 2:
        return None
    limit = len(letters) + 8
    for start in range(len(words) - 1, max(-1, len(words) - limit), -1):
        # A name does not hold what it is the name for: "Angel (USDS), Victor (USDS)".
        if words[start] == acronym:
            return None
        parts = word_parts(words[start])
        if not parts or not parts[0].startswith(letters[0]):
            continue
        rest = [part for word in words[start:] for part in word_parts(word)]
        weighty = [part for part in rest if part not in SMALL_WORDS]
        if len(weighty) <= len(letters) + 2 and _fits(letters, rest, from_first=True):
            return start
    return None


def explains(words: Sequence[str], acronym: str) -> bool:
    """Return whether a name at the end of some words accounts for an acronym, letter by letter.

    Each letter is given by a word, and each word of weight gives one or more: its first, and others
    that follow in it (the y of MeitY). Small words may give one, as may the later parts of a
    compound.
    """
    letters = letters_of(acronym)
    # How many letters may be given so far; none, where the name starts behind the words read.
    given = {0}
    for word in words:
        for number, part in enumerate(word_parts(word)):
            more = {n + m + 1 for n in given for m in range(_letters_given(part, letters[n:]))}
            may_be_left_out = number > 0 or part in SMALL_WORDS
            given = {0} | more | (given if may_be_left_out else set())
    return len(letters) in given


def _letters_given(part: str, letters: str) -> int:
    """Return how many of the first letters a part of a name can give at most."""
    if not part.startswith(letters[:1]):
        return 0
    count = 0
    for letter in part:
        if letters[count : count + 1] == letter:
            count += 1
    return count


def word_parts(name: str) -> list[str]:
    """Return the parts of a name that can give a letter, small."""
    parts: list[str] = []
    for word in _PARTS.findall(name):
        for piece in _CAMEL.split(word):
            plain = without_marks(piece)
            compass = _COMPASS.match(plain)
            if compass:
                parts += [compass.group(1), plain[compass.end(1) :]]
            else:
                parts.append(plain)
    return parts[:_MOST_PARTS]


def same_body(one: str, other: str) -> bool:
    """Return whether two names can be of one body: the words of weight of one hold the other's."""
    first, second = _stems(one), _stems(other)
    return first <= second or second <= first


def initials(words: list[str]) -> str:
    """Return the first letters of the words of weight, small."""
    parts = [part for word in words for part in word_parts(word)]
    return "".join(part[0] for part in parts if part not in SMALL_WORDS)


def _stems(name: str) -> set[str]:
    # "Chinese" and "China", "memorandum" and "memoranda" count as one word.
    name = _UNITED_STATES.sub("United States", name)
    return {part[:4] for part in word_parts(name) if part not in SMALL_WORDS}


def _fits(letters: str, parts: list[str], from_first: bool = False) -> bool:
    """Return whether parts of a name give the letters; `from_first`: the first part the first."""
    # How many letters may be given so far.
    given = {0}
    for number, part in enumerate(parts):
        more = {n + m + 1 for n in given for m in range(common_start(part, letters[n:]))}
        given = more if from_first and number == 0 else given | more
    return len(letters) in given


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
