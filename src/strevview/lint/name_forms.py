"""What a text may say for a name: an acronym, and of a country its people.

The letters of an acronym fit its name. India is named by Indian engineers, the USA by U.S. ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from strevview.lint.folding import common_start, without_marks

# Everybody reads them; to spell them out would be pedantry.
_WELL_KNOWN = (
    "US USA UK UAE EU UN AI IT TV ID DNA RNA HIV AIDS GPS USB PDF PC PhD CEO NASA NATO UNESCO "
    "UNICEF WHO WTO IMF BBC CNN LED LCD CD DVD VIP FAQ URL WWW HTML XML COVID LLC GDP MBA BA BSc "
    "MSc MA AD BC OK ISBN ISSN DOI UTC GMT SMS SOS 2D 3D 4D 4G 5G 6G CO2 ASEAN BRICS G7 G20"
)
WELL_KNOWN_ACRONYMS = frozenset(_WELL_KNOWN.split())
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

# Words that may stand in the name of any state.
_STATES_WORDS = "The United Republic Federation Federal Democratic Islamic People North South"
_OF_STATES = frozenset(_STATES_WORDS.split())
# Each line has the words that name one country, or both Koreas, and its people, where these begin
# in other ways, or as those of another country.
_WORDS_OF_COUNTRIES = (
    "US USA States America American Washington",
    "UK Kingdom Britain British Briton",
    "Korea Korean ROK DPRK Seoul Pyongyang",
    "PRC China Chinese Beijing",
    "UAE Arab Emirates Emirati",
    "Australia Australian",
    "Austria Austrian",
    "Botswana Batswana Motswana",
    "Denmark Danish Dane",
    "Eswatini Swazi",
    "Finland Finnish Finn",
    "France French",
    "Greece Greek Hellenic",
    "Ireland Irish",
    "Ivory Coast Côte Ivoire Ivorian",
    "Laos Lao Laotian",
    "Lesotho Basotho Mosotho",
    "Madagascar Malagasy",
    "Monaco Monegasque",
    "Myanmar Burma Burmese",
    "Netherlands Holland Dutch",
    "Niger Nigerien",
    "Nigeria Nigerian",
    "Norway Norwegian",
    "Philippines Philippine Filipino",
    "Poland Polish Pole",
    "Saudi Arabia",
    "Spain Spanish Spaniard",
    "Switzerland Swiss",
    "Turkey Türkiye Turkish Turk",
    "Wales Welsh",
)
_COUNTRIES = tuple(map(frozenset, map(str.split, _WORDS_OF_COUNTRIES)))
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


def expansion(acronym: str, words: list[str]) -> list[str]:
    """Return the last of the words in front of an acronym, those of its name; none if none fit.

    The nearest fitting start is taken that leaves out no more than two words of weight.
    """
    letters = letters_of(acronym)
    if len(letters) < 2:
        return []
    limit = len(letters) + 8
    for start in range(len(words) - 1, max(-1, len(words) - limit), -1):
        # A name does not hold what it is the name for: "Angel (USDS), Victor (USDS)".
        if words[start] == acronym:
            return []
        parts = word_parts(words[start])
        if not parts or not parts[0].startswith(letters[0]):
            continue
        rest = [part for word in words[start:] for part in word_parts(word)]
        weighty = [part for part in rest if part not in SMALL_WORDS]
        if len(weighty) <= len(letters) + 2 and _fits(letters, rest, from_first=True):
            return words[start:]
    return []


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


def may_be_a_country(name: str) -> bool:
    """Return whether a name that no register knows may be a country's."""
    own = _own_words(name)
    return bool(own) and (" " not in name or any(own <= words for words in _COUNTRIES))


def names_a_country(text: str, name: str) -> bool:
    """Return whether a text names a country, or its people, by a word that begins as its name.

    The two have four letters, and half of the longer word, in common: Belgium, Belgian.
    """
    own, words = _own_words(name), _WORD.findall(_without_dots(text))
    for known in _COUNTRIES:
        if own and own <= known:
            return any(word in known or word.removesuffix("s") in known for word in words)
    names = [word.lower() for word in own if not word.isupper()]
    return any(_begin_alike(word.lower(), name) for word in words for name in names)


def _begin_alike(word: str, name: str) -> bool:
    common = common_start(word, name)
    return common > 3 and 2 * common >= max(len(word.removesuffix("s")), len(name))


def _own_words(name: str) -> frozenset[str]:
    """Return the words of a country's name, but for those that any state's may have."""
    words = _WORD.findall(_without_dots(name))
    return frozenset(word for word in words if word[0].isupper()) - _OF_STATES


def _without_dots(text: str) -> str:
    """Write "U.S." US."""
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
