"""The actors of an item, by few rules: each rather leaves somebody out than takes a wrong one.

1. Whoever `actors.yaml` knows by the form that the text has, but for countries.
2. A body: a name with capitals whose last word, or last before "of", "for" or "on", is a body's
   (Agency, Institute, …), or a frame's or meeting's with an acronym in brackets. Not where it is a
   place or is told of in passing ("at the …", "a …", "named after …").
3. A person: two to five words with capitals beside a title or post ("Minister Wang Yi", "Dai Gang,
   Director General of …"), and who stands in a list with such a person.

What stands in a quotation or in a heading in title case is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from strevview.importers2.actor_roles import roles
from strevview.importers2.gazetteer import gazetteer
from strevview.importers2.guesses import ActorGuess, PostGuess
from strevview.importers2.item_text import ItemText
from strevview.importers2.name_words import (
    BEFORE_RANK,
    FRAMES,
    HEADS,
    MEETINGS,
    PEOPLES,
    RANKS,
    TITLES,
    VENUES,
    is_field,
    is_rank,
    may_be_of_a_person,
    plain,
)
from strevview.importers2.names import FIRM, Name, Token, names_in
from strevview.lint.acronyms import is_acronym, same_body
from strevview.lint.folding import fold_text
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.model.actors import Actor, ActorKind
from strevview.model.prose import PlainParagraph
from strevview.model.register import ActorRegister

_RANK = "|".join(sorted(map(re.escape, RANKS), key=len, reverse=True))
# ", a senior engineer", ", science and technology counsellor" behind a person's name.
_POST_AFTER = re.compile(
    r"(?: \([^()]{1,60}\))?, (?:(?:who is|then|now|also) )?(?:(?:an?|the|its|their|his|her) )?"
    r"(?:(?!(?:and|as|at|by|for|from|had|has|in|is|of|on|said|that|to|was|were|which|who|with)\b)"
    rf"[\w'&-]+ (?:and [\w-]+ )?){{0,4}}?(?:[\w-]+-)?(?:{_RANK})s?\b(?!'s)",
    re.IGNORECASE,
)
# A post goes on to the next sign, or to a verb of the sentence.
_POST_END = re.compile(
    r"[,;.:)(]|\s(?:also|announced|attended|both|called|gave|had|has|is|met|noted|said|says|signed"
    r"|spoke|stated|told|took|was|who|which|will|would|and by|as well as)\b|$"
)
# "Minister for Planning, Development and Special Initiatives"
_FIELDS_AFTER = re.compile(
    r"(?<=[a-z])(?:, [A-Z][\w-]+(?: [A-Z][\w-]+){0,3}){1,4},? and [A-Z][\w-]+(?: [A-Z][\w-]+){0,3}"
    r"(?=[,.;)]| [a-z])"
)
_RANK_BEFORE = re.compile(rf"(?:^|[\s'-])(?:{_RANK})(?:,|\sis|\swas)?\s$", re.IGNORECASE)
_RANK_OF_BEFORE = re.compile(rf"\b(?:{_RANK})\s(?:of|for|at)\s(?:the\s)?$", re.IGNORECASE)
_LIST = re.compile(r"(?:,| and|, and| as well as)(?: by| of)? $")
_PLACE_BEFORE = re.compile(r"\b(?:at|in|inside|near|from|outside) (?:the |its )?$", re.IGNORECASE)
_STAFF_BEFORE = re.compile(
    r"\b(?:researchers?|scientists?|teams?|groups?|engineers?|experts?|scholars?|astronomers"
    r"|physicists|chemists|biologists|doctors) (?:at|of|from|in) (?:the )?$",
    re.IGNORECASE,
)
_IN_PASSING_BEFORE = re.compile(
    r"(?:\b(?:affiliated (?:with|to)|agency|alumn\w+ of|another|any|called|conference of|daily"
    r"|congress of|each|embassy of|every|former|formerly|graduate of|graduated from|known as|like"
    r"|named (?:after|for)|newspaper|no|rival|studied at|such as|summit of|unlike)(?: the)?"
    r"|\ban?) $",
    re.IGNORECASE,
)
# "Code of Conduct Committee": the name goes on to the left.
_CUT_BEFORE = re.compile(r"([A-Z][\w'-]*) of $")
_COMPLEMENT = re.compile(r" (?:of|for|on) ")
_ARTICLE = re.compile(r"(?:an?|the|its|their|his|her|who is|then|now|also) ")
# "director of the institute": which one, the sentences before have said.
_VAGUE = re.compile(r" (?:of|at|in|for) (?:that|this|the|its|their) [a-z]")
_OF = re.compile(r",? (?:of|at|in|for) (?:the )?$")
_BEFORE = 120


class _Person(NamedTuple):
    """A person's name from `start` on, which is behind its title, and the post after it."""

    start: int
    name: Name
    post: tuple[int, int] | None


class _Found(NamedTuple):
    """A guess and where its name starts in its paragraph."""

    start: int
    guess: ActorGuess


def actors_in(text: ItemText, register: ActorRegister | None) -> tuple[ActorGuess, ...]:
    """Return the actors that an item's text names, each once, in the order of the text."""
    index = names_of(register if register is not None else ActorRegister())
    found: list[_Found] = []
    for paragraph in text.paragraphs:
        reader = _Reader(text, paragraph, index)
        found += sorted(reader.found(), key=lambda one: one.start)
    # An acronym alone is the actor that was named in full before.
    full = {one.guess.acronym: one.guess.name for one in reversed(found) if one.guess.acronym}
    kept: dict[str, ActorGuess] = {}
    for _, guess in found:
        key = fold_text(full.get(guess.name, guess.name)).casefold()
        kept[key] = _merged(kept[key], guess) if key in kept else guess
    return tuple(kept.values())


def _merged(first: ActorGuess, other: ActorGuess) -> ActorGuess:
    """Return the first mention of an actor with what another one adds."""
    return replace(
        first,
        why=other.why if other.sure and not first.sure else first.why,
        sure=first.sure or other.sure,
        role=first.role or other.role,
        acronym=first.acronym or other.acronym,
        posts=tuple(dict.fromkeys((*first.posts, *other.posts))),
        written=first.written or other.written,
    )


class _Reader:
    """Reads the actors out of one paragraph."""

    def __init__(self, text: ItemText, paragraph: PlainParagraph, index: NameIndex) -> None:
        self._item = text
        self._paragraph = paragraph
        self._text = paragraph.text
        self._index = index
        names = names_in(paragraph.text, index)
        self._people = _persons(paragraph.text, names)
        taken = {person.name.start for person in self._people}
        posts = [person.post for person in self._people if person.post is not None]
        self._bodies = [
            (name, kind)
            for name in names
            if name.start not in taken and (kind := _kind(paragraph.text, name, posts)) is not None
        ]

    def found(self) -> Iterator[_Found]:
        """Yield the persons and bodies, as guesses with their places."""
        stretches = [(person.start, person.name.stop) for person in self._people]
        stretches += [(name.start, name.stop) for name, _ in self._bodies]
        posts = [person.post for person in self._people if person.post is not None]
        parts = roles(self._text, sorted(stretches), posts)
        for person in self._people:
            yield _Found(person.start, self._person(person, parts.get(person.start)))
        for name, kind in self._bodies:
            yield _Found(name.start, self._body(name, kind, parts.get(name.start)))

    def _person(self, person: _Person, role: str | None) -> ActorGuess:
        posts = tuple(self._posts(person.post)) if person.post is not None else ()
        if person.name.actor is not None:
            return self._registered(person.name.actor, role, posts)
        family, _, given = self._written(person.start, person.name.end).partition(" ")
        # "WANG Gang" is Wang Gang.
        family = family.capitalize() if len(family) > 1 and family.isupper() else family
        guess = ActorGuess(
            f"{family} {given}",
            "a name with a title or post",
            False,
            role,
            kind=ActorKind.PERSON,
            posts=posts,
        )
        return self._near(guess) or guess

    def _posts(self, stretch: tuple[int, int]) -> Iterator[PostGuess]:
        start, end = stretch
        article = _ARTICLE.match(self._text, start, end)
        start = article.end() if article is not None else start
        within = [(name, kind) for name, kind in self._bodies if start <= name.start < end]
        of = _OF.search(self._text[start : within[0][0].start]) if within else None
        if of is not None:
            post = self._written(start, start + of.start())
            yield PostGuess(post, self._body(*within[0], None).name)
            return
        vague = None if within else _VAGUE.search(self._text, start, end)
        yield PostGuess(self._written(start, vague.start() if vague is not None else end))

    def _body(self, name: Name, kind: ActorKind, role: str | None) -> ActorGuess:
        if name.actor is not None:
            return self._registered(name.actor, role, ())
        written = self._written(name.start, name.end) + name.tail
        why = (
            "a name with its acronym" if name.acronym else "a name with capitals and a body's word"
        )
        guess = ActorGuess(written, why, name.acronym is not None, role, name.acronym, kind=kind)
        return self._near(guess) or guess

    def _near(self, guess: ActorGuess) -> ActorGuess | None:
        """Return a registered actor whose acronym or nearly whose name an unknown name has."""
        by_acronym = self._index.by_form.get(guess.acronym) if guess.acronym else None
        near = self._index.near(fold_text(guess.name))
        actor = None
        if by_acronym is not None and by_acronym.actor is not None:
            names = (by_acronym.actor.name, *by_acronym.actor.aliases)
            if any(same_body(guess.name, name) for name in names):
                actor = by_acronym.actor
        elif near is not None and near.certain:
            actor = near.name.actor
        if actor is None:
            return None
        found = self._registered(actor, guess.role, guess.posts)
        why = f"the text has “{guess.name}”"
        return replace(found, why=why, sure=False, written=guess.name)

    def _registered(
        self, actor: Actor, role: str | None, posts: tuple[PostGuess, ...]
    ) -> ActorGuess:
        name = actor.name
        if actor.acronym is not None:
            pattern = re.compile(rf"(?<![\w&-]){re.escape(actor.acronym)}(?![\w&-])")
            used = any(pattern.search(paragraph.text) for paragraph in self._item.paragraphs)
            name = actor.acronym if used else name
        why = "in actors.yaml, and named in the text"
        return ActorGuess(name, why, True, role, actor.acronym, True, actor.kind, posts)

    def _written(self, start: int, end: int) -> str:
        return self._item.as_written(self._paragraph, start, end)


def _persons(text: str, names: Sequence[Name]) -> list[_Person]:
    """Return the persons among the names of a paragraph, registered ones too."""
    found: dict[int, _Person] = {}
    starts: dict[int, int] = {}
    for place, name in enumerate(names):
        if name.actor is not None:
            if name.actor.kind is ActorKind.PERSON:
                found[place] = _Person(name.start, name, _post(text, name.stop))
            continue
        words, titled = _without_title(text, name)
        if not _may_be_person(text, name, words):
            continue
        starts[place] = start = words[0].start
        before, post = text[max(0, start - _BEFORE) : start], _post(text, name.stop)
        told_of = _IN_PASSING_BEFORE.search(before) or _RANK_OF_BEFORE.search(before)
        shown = post or _RANK_BEFORE.search(before) or _is_of_a_body(text, names, place)
        if titled or (shown and not told_of):
            found[place] = _Person(start, name, post)
    for place in sorted(starts.keys() - found.keys()):
        if any(_is_beside(text, names, place, other, found) for other in (place - 1, place + 1)):
            found[place] = _Person(starts[place], names[place], _post(text, names[place].stop))
    begins = [person.start for person in found.values()]
    return [_with_own_post(found[place], begins) for place in sorted(found)]


def _without_title(text: str, name: Name) -> tuple[tuple[Token, ...], bool]:
    """Return the words of a name behind the title in front, and whether there is one."""
    words = name.words
    before = text[max(0, name.start - _BEFORE) : name.start]
    # "Minister of Science and Technology Nguyen Van Minh"
    titled = _RANK_OF_BEFORE.search(before) is not None and is_field(words[0].plain)
    while len(words) > 2 and _is_title(words[0]):
        titled = titled or is_rank(words[0].plain) or words[0].plain in TITLES
        words = words[1:]
    return words, titled


def _is_title(word: Token) -> bool:
    """Return whether a word may be part of a title: of ranks, peoples, countries and fields."""
    rank = is_rank(word.plain) or word.plain in TITLES | BEFORE_RANK | PEOPLES
    field = is_field(word.plain) or is_acronym(word.text) or gazetteer().is_country(word.text)
    return rank or field


def _may_be_person(text: str, name: Name, words: Sequence[Token]) -> bool:
    if not 2 <= len(words) <= 5 or name.acronym is not None:
        return False
    for place, word in enumerate(words):
        letters = re.sub(r"[-'.]", "", word.text)
        capitals = len(letters) > 1 and word.text.isupper() and place > 0
        if not letters.isalpha() or capitals or not may_be_of_a_person(word.plain):
            return False
        if word.text.endswith("'s"):
            return False
    first = text[words[0].start : words[0].end]
    known = gazetteer()
    return not known.knows(text[words[0].start : words[-1].end]) and not known.is_country(first)


def _post(text: str, stop: int) -> tuple[int, int] | None:
    match = _POST_AFTER.match(text, stop)
    if match is None:
        return None
    end = _POST_END.search(text, match.end())
    last = end.start() if end else len(text)
    rest = _FIELDS_AFTER.match(text, last)
    return text.index(", ", stop) + 2, rest.end() if rest else last


def _is_of_a_body(text: str, names: Sequence[Name], place: int) -> bool:
    """Return whether "of" and a body or a country follow a name: "Xi Jinping of China"."""
    if place + 1 >= len(names) or names[place].words[0].text.isupper():
        return False
    name, after = names[place], names[place + 1]
    body = after.has_head or (after.actor is not None and after.actor.kind is not ActorKind.PERSON)
    country = gazetteer().is_country(text[after.start : after.end])
    return (body or country) and text[name.stop : after.start] in (" of ", " of the ")


def _is_beside(
    text: str, names: Sequence[Name], place: int, other: int, found: Collection[int]
) -> bool:
    """Return whether a name stands in a list with a person's: "Zhang Lu, Wu Fei and …"."""
    if other not in found:
        return False
    first, second = names[min(place, other)], names[max(place, other)]
    return _LIST.fullmatch(text[first.stop : second.start]) is not None


def _with_own_post(person: _Person, starts: Sequence[int]) -> _Person:
    """Return a person without the post that is the title of the next one in a list."""
    post = person.post
    if post is not None and any(post[0] < start < post[1] for start in starts):
        return person._replace(post=None)
    return person


def _kind(text: str, name: Name, posts: Sequence[tuple[int, int]]) -> ActorKind | None:
    """Return what kind of body takes part under a name, or None where none does."""
    if name.actor is not None:
        return None if name.actor.kind is ActorKind.PERSON else name.actor.kind
    complement = _COMPLEMENT.search(text, name.start, name.end)
    end = complement.start() if complement is not None else name.end
    core = [word.plain for word in name.words if word.end <= end]
    before = text[max(0, name.start - _BEFORE) : name.start]
    if not core or _IN_PASSING_BEFORE.search(before) or "/" in text[name.start : name.end]:
        return None
    cut = _CUT_BEFORE.search(before)
    if cut is not None and not _is_before_of(plain(cut.group(1))):
        return None
    if core[-1] in FRAMES | MEETINGS and name.acronym is not None:
        return ActorKind.PROGRAMME if core[-1] in FRAMES else ActorKind.EVENT
    firm = FIRM.search(text, name.words[-1].end, name.end) is not None
    head = core[-1] if core[-1] in HEADS else core[0] if name.acronym else ""
    if head not in HEADS and not firm:
        return None
    telling = [word for word in name.words if word.plain not in HEADS | PEOPLES]
    shouted = text[name.start : name.end].isupper()
    if not (telling or name.acronym) or shouted or text[name.stop : name.stop + 1] == "-":
        return None
    return ActorKind.ORGANISATION if _takes_part(text, name, head, posts) else None


def _is_before_of(word: str) -> bool:
    """Return whether a word may stand before "of" and a body: a post, a body, its field."""
    return is_rank(word) or is_field(word) or word in HEADS | BEFORE_RANK


def _takes_part(text: str, name: Name, head: str, posts: Sequence[tuple[int, int]]) -> bool:
    """Return whether a body is no place, and no university at which somebody merely works."""
    before = text[max(0, name.start - _BEFORE) : name.start]
    if _STAFF_BEFORE.search(before):
        return True
    if any(start <= name.start < end for start, end in posts) or _RANK_OF_BEFORE.search(before):
        return head not in VENUES
    if head in VENUES and before.endswith((" of ", " of the ")):
        return False
    return _PLACE_BEFORE.search(before) is None
