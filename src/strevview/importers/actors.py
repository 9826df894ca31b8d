"""The actors of an item, by few rules: each rather leaves somebody out than takes a wrong one.

1. Whoever `actors.yaml` knows by the form that the text has, but for countries.
2. A body: a name with capitals whose last word, or last before "of", "for" or "on", is a body's
   (Agency, Institute, …), or a frame's or meeting's with an acronym in brackets. Not where it is a
   place or is told of in passing ("at the …", "a …", "named after …").
3. A person: two to five words with capitals beside a title or post ("Minister Wang Yi", "Dai Gang,
   Director General of …") or in front of "of" and a body or country ("Xi Jinping of China"), and
   who stands in a list with such a person.

What stands in a quotation or in a heading in title case is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from strevview.importers.actor_roles import roles
from strevview.importers.gazetteer import gazetteer
from strevview.importers.guesses import ActorGuess, PostGuess
from strevview.importers.item_text import ItemText
from strevview.importers.name_words import (
    BEFORE_RANK,
    FIRMS,
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
from strevview.importers.names import Name, Token, names_in
from strevview.lint.acronyms import is_acronym, same_body
from strevview.lint.folding import fold_text
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.model.actors import Actor, ActorKind
from strevview.model.prose import PlainParagraph
from strevview.model.register import ActorRegister

_RANK = "|".join(sorted(map(re.escape, RANKS), key=len, reverse=True))
# ", a senior engineer" behind a person's name, where it is no title of another person.
_POST = re.compile(
    r"(?: \([^()]{1,60}\))?, (?:(?:who is|then|now|also) )?(?:(?:an?|the|its|their|his|her) )?"
    r"(?P<post>(?:(?!(?:and|as|at|by|for|from|had|has|in|is|of|on|said|that|to|was|were|which|who"
    rf"|with)\b)[\w'&-]+ (?:and [\w-]+ )?){{0,4}}?(?:[\w-]+-)?(?i:{_RANK})s?\b"
    r"(?!'s| (?!General\b)[A-Z]))"
)
# A post goes on to the next sign, but for a list of fields, or to a verb of the sentence.
_POST_END = re.compile(
    r"[;.:)(]|,(?! [A-Z][\w ]+,? and [A-Z])|\s(?:also|announced|attended|both|called|gave|had|has"
    r"|is|met|noted|said|says|signed|spoke|stated|told|took|was|who|which|will|would|and by|as well"
    r" as)\b|$"
)
_RANK_BEFORE = re.compile(
    rf"(?:^|[\s'-])(?:{_RANK})(?: general)?(?:,|\sis|\swas)?\s$", re.IGNORECASE
)
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
    r"|named (?:after|for)|newspaper|no|rival|studied at|such as|summit of|unlike)(?: the)?|\ban?)"
    r" $",
    re.IGNORECASE,
)
_OWNER_BEFORE = re.compile(r"([A-Z][\w'-]*) of $")
_COMPLEMENT = re.compile(r" (?:of|for|on) ")
# "director of the institute": which one, the sentences before have said.
_VAGUE = re.compile(r" (?:of|at|in|for) (?:that|this|the|its|their) [a-z]")
_OF = re.compile(r",? (?:of|at|in|for) (?:the )?$")
_BEFORE = 120
# More words with capitals are not one name, unless an acronym shows it.
_LONGEST_BODY = 10


class _Actor(NamedTuple):
    """Somebody in a paragraph: the name from `start` on, behind a title, and the post after it."""

    start: int
    name: Name
    kind: ActorKind
    post: tuple[int, int] | None = None


def actors_in(text: ItemText, register: ActorRegister | None) -> tuple[ActorGuess, ...]:
    """Return the actors that an item's text names, each once, in the order of the text."""
    index = names_of(register if register is not None else ActorRegister())
    guesses = [
        guess
        for paragraph in text.paragraphs
        for guess in _Reader(text, paragraph, index).guesses()
    ]
    # An acronym alone is the actor that was named in full before.
    full = {guess.acronym: guess.name for guess in reversed(guesses) if guess.acronym}
    kept: dict[str, ActorGuess] = {}
    for guess in guesses:
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

    def __init__(self, item: ItemText, paragraph: PlainParagraph, index: NameIndex) -> None:
        self._item = item
        self._paragraph = paragraph
        self._index = index
        names = names_in(paragraph.text, index)
        people = _persons(paragraph.text, names)
        self._posts = [person.post for person in people.values() if person.post is not None]
        bodies = [
            _Actor(name.start, name, kind)
            for place, name in enumerate(names)
            if place not in people
            and (kind := _kind(paragraph.text, name, self._posts)) is not None
        ]
        self._found = sorted([*people.values(), *bodies], key=lambda actor: actor.start)

    def guesses(self) -> Iterator[ActorGuess]:
        """Yield the actors in the order of the text."""
        stretches = [(actor.start, actor.name.stop) for actor in self._found]
        parts = roles(self._paragraph.text, stretches, self._posts)
        for actor in self._found:
            posts = (self._post(*actor.post),) if actor.post is not None else ()
            yield self._guess(actor, parts.get(actor.start), posts)

    def _guess(
        self, actor: _Actor, role: str | None = None, posts: tuple[PostGuess, ...] = ()
    ) -> ActorGuess:
        start, name, kind, _ = actor
        if name.actor is not None:
            return self._registered(name.actor, role, posts)
        written, why = self._written(start, name.end) + name.tail, "a name with a body's word"
        if kind is ActorKind.PERSON:
            family, _, given = written.partition(" ")
            # "WANG Gang" is Wang Gang.
            family = family.capitalize() if len(family) > 1 and family.isupper() else family
            written, why = f"{family} {given}", "a name with a title or post"
        elif name.acronym is not None:
            why = "a name with its acronym"
        sure = name.acronym is not None
        guess = ActorGuess(written, why, sure, role, name.acronym, kind=kind, posts=posts)
        meant = nearly_known(written, name.acronym, self._index)
        if meant is None:
            return guess
        known = self._registered(meant, role, posts)
        return replace(known, why=f"the text has “{written}”", sure=False, written=written)

    def _post(self, start: int, end: int) -> PostGuess:
        text = self._paragraph.text
        for body in self._found:
            of = _OF.search(text[start : body.start]) if start < body.start < end else None
            if of is not None:
                return PostGuess(self._written(start, start + of.start()), self._guess(body).name)
        vague = _VAGUE.search(text, start, end)
        return PostGuess(self._written(start, vague.start() if vague is not None else end))

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


def nearly_known(name: str, acronym: str | None, index: NameIndex) -> Actor | None:
    """Return the registered actor whose acronym or nearly whose name an unknown name has."""
    by_acronym = index.by_form.get(acronym or "")
    if by_acronym is not None and by_acronym.actor is not None:
        actor = by_acronym.actor
        alike = any(same_body(name, known) for known in (actor.name, *actor.aliases))
        return actor if alike else None
    near = index.near(fold_text(name))
    return near.name.actor if near is not None and near.certain else None


def _persons(text: str, names: Sequence[Name]) -> dict[int, _Actor]:
    """Return the persons among the names of a paragraph, registered ones too, by their places."""
    found: dict[int, _Actor] = {}
    unknown: dict[int, _Actor] = {}
    for place, name in enumerate(names):
        post = _post_after(text, name.stop)
        if name.actor is not None:
            if name.actor.kind is ActorKind.PERSON:
                found[place] = _Actor(name.start, name, ActorKind.PERSON, post)
            continue
        words, titled = _without_title(text, name)
        if not _may_be_person(text, name, words):
            continue
        person = _Actor(words[0].start, name, ActorKind.PERSON, post)
        before = text[max(0, person.start - _BEFORE) : person.start]
        shown = post or _RANK_BEFORE.search(before) or _is_of_a_body(text, names, place)
        told_of = _IN_PASSING_BEFORE.search(before) or _RANK_OF_BEFORE.search(before)
        (found if titled or (shown and not told_of) else unknown)[place] = person
    for place, person in unknown.items():
        if _is_beside(text, names, place, found):
            found[place] = person
    return found


def _without_title(text: str, name: Name) -> tuple[tuple[Token, ...], bool]:
    """Return the words of a name behind the title in front, and whether there is one."""
    words = name.words
    before = text[max(0, name.start - _BEFORE) : name.start]
    # "Minister of Science and Technology Nguyen Van Minh"
    titled = _RANK_OF_BEFORE.search(before) is not None and is_field(words[0].plain)
    while len(words) > 2 and _is_of_a_title(words[0]):
        titled = titled or is_rank(words[0].plain) or words[0].plain in TITLES
        words = words[1:]
    return words, titled


def _is_of_a_title(word: Token) -> bool:
    """Return whether a word may be part of a title: of ranks, peoples, countries and fields."""
    rank = is_rank(word.plain) or word.plain in TITLES | BEFORE_RANK | PEOPLES
    return (
        rank or is_field(word.plain) or is_acronym(word.text) or gazetteer().is_country(word.text)
    )


def _may_be_person(text: str, name: Name, words: Sequence[Token]) -> bool:
    if not 2 <= len(words) <= 5 or name.acronym is not None:
        return False
    # Capitals throughout are an acronym's, but for the family name of "WANG Gang".
    shouted = any(word.text.isupper() and len(word.text.strip(".")) > 1 for word in words[1:])
    letters = all(re.sub(r"[-'.]", "", word.text).isalpha() for word in words)
    if shouted or not letters or not all(may_be_of_a_person(word.plain) for word in words):
        return False
    known = gazetteer()
    whole = text[words[0].start : name.end]
    return not (
        words[-1].text.endswith("'s") or known.knows(whole) or known.is_country(words[0].text)
    )


def _post_after(text: str, stop: int) -> tuple[int, int] | None:
    match = _POST.match(text, stop)
    end = _POST_END.search(text, match.end()) if match is not None else None
    return None if match is None or end is None else (match.start("post"), end.start())


def _is_of_a_body(text: str, names: Sequence[Name], place: int) -> bool:
    """Return whether "of" and a body or a country follow a name: "Xi Jinping of China"."""
    if place + 1 >= len(names) or names[place].words[0].text.isupper():
        return False
    name, after = names[place], names[place + 1]
    body = after.has_head or (after.actor is not None and after.actor.kind is not ActorKind.PERSON)
    country = gazetteer().is_country(text[after.start : after.end])
    return (body or country) and text[name.stop : after.start] in (" of ", " of the ")


def _is_beside(text: str, names: Sequence[Name], place: int, found: Collection[int]) -> bool:
    """Return whether a name stands in a list with a person's: "Zhang Lu, Wu Fei and …"."""
    return any(
        _LIST.fullmatch(text[names[first].stop : names[first + 1].start])
        for first, other in ((place - 1, place - 1), (place, place + 1))
        if other in found
    )


def _kind(text: str, name: Name, posts: Sequence[tuple[int, int]]) -> ActorKind | None:
    """Return what kind of body takes part under a name, or None where none does."""
    if name.actor is not None:
        return name.actor.kind
    complement = _COMPLEMENT.search(text, name.start, name.end)
    end = complement.start() if complement is not None else name.end
    core = [word.plain for word in name.words if word.end <= end]
    before = text[max(0, name.start - _BEFORE) : name.start]
    left = _OWNER_BEFORE.search(before)
    cut = left is not None and not _has_an_of(plain(left.group(1)))
    if not core or cut or _IN_PASSING_BEFORE.search(before):
        return None
    if core[-1] in FRAMES | MEETINGS and name.acronym is not None:
        return ActorKind.PROGRAMME if core[-1] in FRAMES else ActorKind.EVENT
    # "Centre National d'Études Spatiales (CNES)"
    head = core[0] if name.acronym is not None and core[-1] not in HEADS else core[-1]
    firm = text.endswith(FIRMS, name.start, name.end)
    telling = name.acronym or any(word.plain not in HEADS | PEOPLES for word in name.words)
    written = text[name.start : name.end]
    amiss = written.isupper() or "/" in written or text[name.stop : name.stop + 1] == "-"
    long = len(name.words) > _LONGEST_BODY and name.acronym is None
    if not (head in HEADS or firm) or not telling or amiss or long:
        return None
    return ActorKind.ORGANISATION if _takes_part(text, name, head, posts) else None


def _has_an_of(word: str) -> bool:
    """Return whether a body may stand behind "of": that of a post or body, not of a code.

    "Code of Conduct Committee" is one name, and none that can be told.
    """
    return is_field(word) or is_rank(word) or word in HEADS | BEFORE_RANK


def _takes_part(text: str, name: Name, head: str, posts: Sequence[tuple[int, int]]) -> bool:
    """Return whether a body is no place, and no university at which somebody merely works."""
    before = text[max(0, name.start - _BEFORE) : name.start]
    if _STAFF_BEFORE.search(before):
        return True
    in_post = any(start <= name.start < end for start, end in posts)
    if in_post or before.endswith((" of ", " of the ")) or _RANK_OF_BEFORE.search(before):
        return head not in VENUES
    return _PLACE_BEFORE.search(before) is None
