"""Phrases of a folded text that are names by their capitals, joined as one name is written.

"Institute of High Energy Physics of the Chinese Academy of Sciences" are two names, "Ministry of
Planning, Development and Special Initiatives" is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from strevview.importers.gazetteer import Gazetteer
from strevview.importers.name_words import (
    ADJECTIVES,
    BEFORE_RANK,
    CALENDAR,
    FIELDS,
    HEADS,
    OFFICES,
    OPENERS,
    RANKS,
    TITLES,
    is_chinese_person,
    is_field,
    is_rank,
    is_whole_acronym,
    plain,
)
from strevview.lint.acronyms import is_acronym

_TOKEN = re.compile(
    r"[^\W_]+(?:['&/-][^\W_]+)*"
    r"(?:(?<=\b[A-Z])\.|(?<=\b(?:Dr|Mr|Ms))\.|(?<=\bMrs)\.|(?<=\bProf)\.|(?<=\bEngr)\.)?"
)
_ELIDED = re.compile(r"[dl]'[^\W\d_a-z]")
_OWN_S = frozenset(("people's", "women's", "children's", "workers'", "king's", "queen's"))
_FIRMS = re.compile(r",? (?:Co\.?,? Ltd\.?|Ltd\.?|Inc\.?|LLC|PLC|plc|GmbH|AG|Limited)(?!\w)")
_PARTICLES = frozenset(("de", "del", "della", "des", "du", "da", "do", "dos", "la", "le", "les",
                        "et", "e", "y", "für", "von", "van", "der", "den", "bin", "ibn", "al", "el",
                        "&", "d'", "und"))  # fmt: skip
_OF = re.compile(r" (of|for|on|in|and|to)( the)? ")
_RANK_OF = re.compile(rf"\b(?:{'|'.join(sorted(RANKS))})\s(?:of|to)\s(?:the\s)?$", re.IGNORECASE)
_COMMA = re.compile(r", (?:and )?")
# No name has more words; the bounds keep the work small whatever a file holds.
_LONGEST_RUN = 24
_LONGEST_NAME = 40
_ON = frozenset(("committee", "commission", "group", "council", "panel", "board", "secretariat"))
_IN = frozenset(("excellence", "research", "studies", "innovation", "women", "advances"))


class Token(NamedTuple):
    """A word at `start:end` of a text; `plain` is small, without accents."""

    start: int
    end: int
    text: str
    plain: str

    @property
    def is_capital(self) -> bool:
        """Whether it is written with a capital, as d'Études is."""
        return self.text[0].isupper() or _ELIDED.match(self.text) is not None


class Phrase(NamedTuple):
    """A name at `start:end` of a text; `words` are those with capitals.

    `owner` is true where a possessive ends it: the "Spain" of "Spain's".
    """

    start: int
    end: int
    words: tuple[Token, ...]
    owner: bool = False

    @property
    def is_one_word(self) -> bool:
        """Whether it is a single word."""
        return len(self.words) == 1


def phrases(text: str, known: Gazetteer, barriers: list[tuple[int, int]]) -> list[Phrase]:
    """Return the names of a text in order, outside the stretches that are known already."""
    atoms = _Joiner(text, known, list(_atoms(text, barriers)), barriers)
    return atoms.joined()


def _atoms(text: str, barriers: list[tuple[int, int]]) -> Iterator[Phrase]:
    """Yield runs of words with capitals that only spaces and particles part."""
    run: list[Token] = []
    within = iter((*barriers, (len(text), len(text))))
    barrier = next(within)
    # Where the "Co., Ltd." of a firm ends.
    passed = 0
    tokens = tokens_of(text)
    for number, token in enumerate(tokens):
        while barrier[1] <= token.start and barrier[0] < len(text):
            barrier = next(within)
        inside = token.start < passed or barrier[0] <= token.start
        capital = token.is_capital or (bool(run) and token.text[0].isdigit() and "-" in token.text)
        if inside or not capital:
            particle = bool(run) and not inside and _is_particle(run[-1], token)
            if particle and number + 1 < len(tokens) and tokens[number + 1].text[0].isupper():
                run.append(token)
                continue
            yield from _run(text, run)
            run = []
            continue
        if run and (text[run[-1].end : token.start] != " " or len(run) == _LONGEST_RUN):
            yield from _run(text, run)
            run = []
        run.append(token)
        firm = _FIRMS.match(text, token.end)
        if firm is not None or _is_owner(token):
            yield from _run(text, run)
            run = []
            passed = firm.end() if firm is not None else 0
    yield from _run(text, run)


def tokens_of(text: str, start: int = 0) -> list[Token]:
    """Return the words of a text that itself starts at `start`."""
    return [
        Token(match.start() + start, match.end() + start, match.group(), plain(match.group()))
        for match in _TOKEN.finditer(text)
    ]


def _is_particle(before: Token, token: Token) -> bool:
    """Return whether a small word may stand inside a name: "São José dos Campos"."""
    return token.plain in _PARTICLES or (token.plain == "and" and before.plain == "belt")


def _is_owner(token: Token) -> bool:
    return token.text.endswith("'s") and token.text.lower() not in _OWN_S


def _run(text: str, run: list[Token]) -> Iterator[Phrase]:
    while run and run[-1].plain in _PARTICLES and run[-1].text[0].islower():
        run = run[:-1]
    while run and _opens(text, run):
        run = run[1:]
    cut = _person_after_body(text, run)
    if cut:
        yield from _run(text, run[:cut])
        run = run[cut:]
    if not run or (len(run) == 1 and run[0].plain in CALENDAR):
        return
    end = run[-1].end
    owner = _is_owner(run[-1])
    firm = None if owner else _FIRMS.match(text, end)
    yield Phrase(
        run[0].start,
        end - 2 if owner else firm.end() if firm else end,
        tuple(word for word in run if word.plain not in _PARTICLES or word.text[0].isupper()),
        owner,
    )


def _person_after_body(text: str, run: list[Token]) -> int:
    """Return where a person's name or title starts behind a body's: "Peking University President".

    "Deputy Director of Gansu Province Zhang Shizhen" is a place and a person.
    """
    if len(run) < 3:
        return 0
    of_rank = _RANK_OF.search(text[max(0, run[0].start - 60) : run[0].start]) is not None
    for cut in range(1, len(run) - 1):
        last, rest = run[cut - 1].plain, run[cut:]
        if any(word.plain in HEADS or word.plain in FIELDS for word in rest):
            continue
        body = last in HEADS or is_whole_acronym(run[cut - 1].text)
        if body and (is_rank(rest[0].plain) or rest[0].plain in BEFORE_RANK):
            return cut
        whole = last in HEADS or last in ("province", "city", "region", "county")
        chinese = is_chinese_person([word.text for word in rest])
        if (whole and of_rank and 2 <= len(rest) <= 4) or (chinese and (whole or last in FIELDS)):
            return cut
    return 0


def _opens(text: str, run: list[Token]) -> bool:
    """Return whether the first word has its capital from the sentence that it opens."""
    first = run[0]
    if first.plain in ("the", "a", "an", "its", "their", "his", "her"):
        return True
    before = text[: first.start].rstrip()
    starts = not before or before[-1] in '.!?:;"”“'
    return starts and first.plain in OPENERS


class _Joiner:
    """Joins the runs of a text to whole names."""

    def __init__(
        self, text: str, known: Gazetteer, atoms: list[Phrase], barriers: list[tuple[int, int]]
    ) -> None:
        self._text = text
        self._known = known
        self._atoms = atoms
        self._barriers = barriers

    def joined(self) -> list[Phrase]:
        found: list[Phrase] = []
        place = 0
        while place < len(self._atoms):
            phrase = self._atoms[place]
            place += 1
            while (
                place < len(self._atoms) and not phrase.owner and len(phrase.words) <= _LONGEST_NAME
            ):
                taken = self._next(phrase, place)
                if not taken:
                    break
                last = self._atoms[place + taken - 1]
                words = [w for atom in self._atoms[place : place + taken] for w in atom.words]
                phrase = Phrase(phrase.start, last.end, (*phrase.words, *words), last.owner)
                place += taken
            found.append(phrase)
        return found

    def _next(self, left: Phrase, place: int) -> int:
        """Return how many of the following runs belong to a name: none, one, or a list's."""
        right = self._atoms[place]
        between = self._text[left.end : right.start]
        match = _OF.fullmatch(between)
        if match is not None:
            word, the = match.groups()
            return int(self._goes_on(left, word, the is not None, right))
        if _COMMA.fullmatch(between) and "and" not in between:
            return self._list(left, place)
        return 0

    def _goes_on(self, left: Phrase, word: str, the: bool, right: Phrase) -> bool:
        """Return whether "of", "for", "on", "in" or "and" joins a run to a name."""
        last = left.words[-1].plain
        if word == "and":
            return not the and self._and(left, right)
        if word == "on":
            return last in _ON or (last in ("conference", "forum", "dialogue") and not the)
        if word in ("in", "to"):
            return word == "in" and last in _IN and not the
        if not any(one.plain in HEADS for one in left.words) or self._is_person(right):
            return False
        if self._is_body(right):
            # "Information Office of Shaanxi Provincial Government", but "Institute of … of the …".
            return last in OFFICES and not the and word == "of" and len(left.words) > 1
        acronym = right.is_one_word and is_acronym(right.words[0].text)
        complete = last in HEADS and len(left.words) > 2
        of_a_place = the and word == "of" and complete and self._is_place(right)
        return not acronym and not of_a_place

    def _and(self, left: Phrase, right: Phrase) -> bool:
        """Return whether "and" is inside a name: "Science and Technology", "Space and … Agency"."""
        first, last = left.words[0].plain, left.words[-1].plain
        begins, ends = right.words[0].plain, right.words[-1].plain
        apart = self._is_person(left) or self._is_person(right) or self._is_place(left)
        acronym = right.is_one_word and is_acronym(right.words[0].text)
        if apart or acronym or (last in HEADS and not is_field(last)):
            return False
        if any(word.plain in HEADS for word in left.words):
            short = is_field(begins) and len(right.words) <= 2
            return any(is_field(word.plain) for word in right.words) and (
                short or not self._is_body(right)
            )
        if first in RANKS or last in RANKS or first in TITLES:
            return is_field(begins)
        before = self._text[max(0, left.start - 4) : left.start].lower()
        one = before.endswith(("the ", "'s ")) or first in ADJECTIVES
        return ends in HEADS and (one or is_field(first) or is_field(last))

    def _list(self, left: Phrase, place: int) -> int:
        """Return how many runs of "Planning, Development and Special Initiatives" follow."""
        if not any(w.plain in HEADS or w.plain in RANKS for w in left.words):
            return 0
        if left.words[-1].plain in HEADS or left.words[-1].plain in RANKS:
            return 0
        taken = 0
        for right in self._atoms[place : place + 5]:
            previous = self._atoms[place + taken - 1] if taken else left
            between = self._text[previous.end : right.start]
            apart = self._is_body(right) or self._is_person(right) or self._is_place(right)
            if apart or right.owner or any(w.plain in RANKS for w in right.words):
                return 0
            if between == ", ":
                taken += 1
            elif between in (" and ", ", and ") and taken:
                # A list of fields, or of what goes on in small letters: "Construction, …".
                return taken + 1
            else:
                return 0
        return 0

    def _is_body(self, phrase: Phrase) -> bool:
        """Return whether a run is a body's name: "Chinese Academy", "Ministry"."""
        words = [word.plain for word in phrase.words]
        return words[-1] in HEADS or words[0] in HEADS

    def _is_person(self, phrase: Phrase) -> bool:
        words = [word.text for word in phrase.words]
        return is_chinese_person(words) and not self._is_place(phrase)

    def _is_place(self, phrase: Phrase) -> bool:
        name = self._text[phrase.start : phrase.end]
        field = len(phrase.words) == 1 and phrase.words[0].plain in FIELDS
        return not field and self._known.knows(name)
