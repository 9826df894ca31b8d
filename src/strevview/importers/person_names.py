"""The persons in a paragraph: names with a title, a post, or the deed of a person beside them."""

from __future__ import annotations

import re
from typing import NamedTuple

from strevview.importers.gazetteer import Gazetteer
from strevview.importers.name_phrases import Token
from strevview.importers.name_words import (
    BEFORE_RANK,
    CALENDAR,
    FAMILIES,
    FIELDS,
    FRAMES,
    HEADS,
    MEETINGS,
    PEOPLES,
    RANKS,
    THINGS,
    TITLES,
    is_chinese_person,
    is_rank,
)
from strevview.importers.named_text import Named, NamedText
from strevview.lint.acronyms import is_acronym
from strevview.model.actors import ActorKind

_RANK = "|".join(sorted((re.escape(rank) for rank in RANKS), key=len, reverse=True))
_BRACKET = r"(?: \([^()]{1,60}\))?"
# ", a senior engineer", ", science and technology counsellor", ", former Egyptian Health Minister"
_POST_AFTER = re.compile(
    rf"{_BRACKET}, (?:(?:and|both|who is|then|now|also) )?(?:(?:an?|the|its|their|his|her) )?"
    r"(?:(?!(?:by|of|in|at|to|with|for|from|was|were|is|are|said|who|which|that|on|has|had)\b)"
    rf"[\w'&-]+ ){{0,5}}?(?:[\w-]+-)?(?:{_RANK})s?\b(?!'s)",
    re.IGNORECASE,
)
# The post goes on to the next sign, or to a verb of the sentence.
_POST_END = re.compile(
    r"[,;.)(]|\s(?:who|which|said|says|told|was|is|has|had|spoke|gave|met|and by|as well as|took"
    r"|attended|signed|noted|stated|announced|called|both|also|will|would)\b|$"
)
# "Minister for Planning, Development and Special Initiatives"
_FIELDS_AFTER = re.compile(
    r"(?<=[a-z])(?:, [A-Z][\w-]+(?: [A-Z][\w-]+){0,3}){1,4},? and [A-Z][\w-]+(?: [A-Z][\w-]+){0,3}"
    r"(?=[,.;)]| [a-z])"
)
_TITLE_BEFORE = re.compile(rf"(?:^|[\s'-])(?:{_RANK})(?:s|\sis|\swas|:)?,?\s$", re.IGNORECASE)
# "Minister of Science and Technology Nguyen …": the field stands between title and name.
# "president of Caijing Think Tank" is of a body, whatever its name looks like.
_RANK_OF = re.compile(rf"\b(?:{_RANK})\sof\s(?:the\s)?$", re.IGNORECASE)
_FIELD_BEFORE = re.compile(
    rf"\b(?:{_RANK})\s(?:of|for)\s(?:the\s)?(?:[A-Z][\w-]+,?\s(?:and\s|of\s)?){{0,5}}$",
    re.IGNORECASE,
)
_DID = (
    "said|says|told|tells|spoke|stated|states|declared|announced|noted|notes|stressed|called|calls"
    "|asked|explained|praised|informed|pointed|added|adds|observed|emphasi[sz]ed|underlined"
    "|thanked|welcomed|urged|hoped|hopes|expressed|attended|visited|met|signed|chaired|co-chaired"
    "|presided|delivered|addressed|gave|received|witnessed|accompanied|headed|toured|led|recalled"
    "|believes|argued|argues|warned|warns|presented|congratulated|invited|remarked|reported"
)
_DEED_AFTER = re.compile(rf"{_BRACKET},? (?:also |then |both |who )?(?:{_DID})\b")
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|according to|led by|headed by|chaired by),? $", re.IGNORECASE
)
_OF_AFTER = re.compile(r" of (?:the )?$")
# Those for whom things are named, or who are told of in passing.
_IN_PASSING = re.compile(r"\b(?:name of|named after|named for|called|after|known as|like)\s$")
_JOIN = re.compile(r"(?:,| and|, and|, und| as well as)(?: by| of)? $")


class PersonFound(NamedTuple):
    """A person's name at `start:end` of a paragraph, and the post behind it at `post`.

    `sure` where a title or a post stands beside the name.
    """

    start: int
    end: int
    named: Named
    post: tuple[int, int] | None
    sure: bool


def persons(paragraph: NamedText, known: Gazetteer) -> list[PersonFound]:
    """Return the persons of a paragraph in reading order, registered ones among them."""
    names, text = paragraph.names, paragraph.text
    found: dict[int, PersonFound] = {}
    maybe: dict[int, int] = {}
    for place, named in enumerate(names):
        if named.actor is not None:
            if named.actor.kind is ActorKind.PERSON:
                post = _post(text, named.stop)
                found[place] = PersonFound(named.start, named.end, named, post, True)
            continue
        title = _without_title(named)
        if not _may_be_person(text, named, title.name, known):
            continue
        start, sure = title.name[0].start, _evidence(paragraph, place, title, known)
        if sure is None:
            maybe[place] = start
        else:
            found[place] = PersonFound(start, named.end, named, _post(text, named.stop), sure)
    for place, start in maybe.items():
        if _beside_a_person(text, names, place, found):
            named = names[place]
            found[place] = PersonFound(start, named.end, named, _post(text, named.stop), False)
    starts = [person.start for person in found.values()]
    return [_own_post(found[place], starts) for place in sorted(found)]


def _own_post(person: PersonFound, starts: list[int]) -> PersonFound:
    """Return a person without the post that is the title of the next one in a list."""
    post = person.post
    if post is not None and any(post[0] < start < post[1] for start in starts):
        return person._replace(post=None)
    return person


class _Title(NamedTuple):
    """A name's words without the title in front, and whether that has a rank or a field in it."""

    name: tuple[Token, ...]
    rank: bool
    field: bool


def _without_title(named: Named) -> _Title:
    words, field = named.words, False
    ranks = [n for n, word in enumerate(words[:-2]) if is_rank(word.plain)]
    rank = bool(ranks)
    # "UN Under-Secretary-General Liu Zhenmin": all up to the last rank is a title.
    words = words[ranks[-1] + 1 :] if ranks else words
    while len(words) > 1 and words[0].plain in TITLES | RANKS | PEOPLES | BEFORE_RANK | FIELDS:
        rank = rank or words[0].plain in TITLES | RANKS
        field = field or words[0].plain in FIELDS
        words = words[1:]
    return _Title(words, rank, field)


def _may_be_person(text: str, named: Named, words: tuple[Token, ...], known: Gazetteer) -> bool:
    if not 2 <= len(words) <= 5 or named.acronym is not None:
        return False
    no_person = HEADS | FIELDS | THINGS | MEETINGS | FRAMES | PEOPLES | CALENDAR | RANKS
    for place, word in enumerate(words):
        if not place and word.plain in FAMILIES and word.text.isupper():
            # "WANG Gang": the family name in capitals.
            continue
        initial = len(word.text.rstrip(".")) == 1
        letters = word.text.replace("'", "").replace("-", "").replace(".", "")
        if not letters.isalpha() or word.plain in no_person:
            return False
        if not initial and (is_acronym(word.text) or word.text.isupper()):
            return False
    return not known.knows(text[words[0].start : words[-1].end]) and not known.is_country(
        words[0].text
    )


def _evidence(paragraph: NamedText, place: int, title: _Title, known: Gazetteer) -> bool | None:
    """Return whether a name is surely a person's (True), likely (False) or not shown to be."""
    text, stop = paragraph.text, paragraph.names[place].stop
    start = title.name[0].start
    before = text[max(0, start - 120) : start]
    if _IN_PASSING.search(before) or (not title.field and _RANK_OF.search(before)):
        return None
    of_a_field = title.field and _FIELD_BEFORE.search(before)
    if title.rank or of_a_field or _TITLE_BEFORE.search(before) or _POST_AFTER.match(text, stop):
        return True
    chinese = is_chinese_person([word.text for word in title.name])
    if _DEED_AFTER.match(text, stop) or _SAID_BEFORE.search(before):
        return chinese
    if _is_of_a_body(paragraph, place, stop, known):
        return chinese
    return False if chinese else None


def _is_of_a_body(paragraph: NamedText, place: int, stop: int, known: Gazetteer) -> bool:
    """Return whether "of" and a body or a country follow: "Xi Jinping of China"."""
    if place + 1 >= len(paragraph.names):
        return False
    after = paragraph.names[place + 1]
    if not _OF_AFTER.fullmatch(paragraph.text[stop : after.start]):
        return False
    if after.actor is not None:
        return after.actor.kind is not ActorKind.PERSON
    name = paragraph.text[after.start : after.end]
    head = any(word.plain in HEADS for word in after.words)
    return head or known.is_country(name) or is_acronym(name)


def _beside_a_person(
    text: str, names: tuple[Named, ...], place: int, found: dict[int, PersonFound]
) -> bool:
    """Return whether a name stands in a list with a person's: "Zhang Lu, Wu Fei and …"."""
    named = names[place]
    for other in (place - 1, place + 1):
        if other not in found:
            continue
        first, second = sorted((named, names[other]), key=lambda name: name.start)
        if _JOIN.fullmatch(text[first.stop : second.start]):
            return True
    return False


def _post(text: str, stop: int) -> tuple[int, int] | None:
    match = _POST_AFTER.match(text, stop)
    if match is None:
        return None
    end = _POST_END.search(text, match.end())
    last = end.start() if end else len(text)
    rest = _FIELDS_AFTER.match(text, last)
    return text.index(", ", stop) + 2, rest.end() if rest else last
