"""The actors of an item: the registered ones that its text names, and names that look like some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from strevview.importers.actor_roles import roles
from strevview.importers.body_names import BodyFound, bodies
from strevview.importers.facts import ActorGuess, PostGuess
from strevview.importers.gazetteer import gazetteer
from strevview.importers.named_text import NamedText, named_text
from strevview.importers.person_names import PersonFound, persons
from strevview.importers.read_text import ReadText
from strevview.lint.acronyms import same_body
from strevview.lint.folding import fold_text
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.model.actors import Actor, ActorKind
from strevview.model.register import ActorRegister

# "WANG Gang" is Wang Gang, "Mamoun M." stays.
_FAMILY = re.compile(r"^[A-Z]{2,}(?= [A-Z][a-z])")
_ARTICLE = re.compile(r"(?:an?|the|its|their|his|her|who is|then|now|also) ")
_VAGUE = re.compile(r" (?:of|at|in|for) (?:that|this|the|its|their) [a-z]")
_OF = re.compile(r",? (?:of|at|in|for) (?:the )?$")


class _Found(NamedTuple):
    """A name in a paragraph, read as an actor's."""

    start: int
    stop: int
    guess: ActorGuess


def actor_names(text: ReadText, register: ActorRegister | None) -> tuple[ActorGuess, ...]:
    """Return the actors that an item's text names, each once, in the order of the text."""
    index = names_of(register if register is not None else ActorRegister())
    found = []
    for paragraph in text.paragraphs:
        reader = _Reader(text, named_text(paragraph, index, gazetteer()), index)
        found += sorted(reader.found(), key=lambda found: found.start)
    # An acronym alone is the actor that was named in full before.
    full = {one.guess.acronym: one.guess.name for one in reversed(found) if one.guess.acronym}
    kept: dict[str, ActorGuess] = {}
    for one in found:
        _keep(kept, one.guess, full.get(one.guess.name, one.guess.name))
    return tuple(kept.values())


def _keep(kept: dict[str, ActorGuess], guess: ActorGuess, name: str) -> None:
    key = fold_text(name).casefold()
    known = kept.get(key)
    if known is None:
        kept[key] = guess
        return
    kept[key] = replace(
        known,
        why=guess.why if guess.sure and not known.sure else known.why,
        sure=known.sure or guess.sure,
        role=known.role or guess.role,
        acronym=known.acronym or guess.acronym,
        posts=tuple(dict.fromkeys((*known.posts, *guess.posts))),
        written=known.written or guess.written,
    )


class _Reader:
    """Reads the actors out of one paragraph."""

    def __init__(self, text: ReadText, paragraph: NamedText, index: NameIndex) -> None:
        self._text = text
        self._paragraph = paragraph
        self._index = index
        self._people = persons(paragraph, gazetteer())
        self._bodies = bodies(paragraph, self._people, gazetteer())

    def found(self) -> Iterator[_Found]:
        """Yield the persons and bodies, as guesses with their places."""
        stretches = [(person.start, person.named.stop) for person in self._people]
        stretches += [(body.named.start, body.named.stop) for body in self._bodies]
        posts = [person.post for person in self._people if person.post is not None]
        parts = roles(self._paragraph.text, sorted(stretches), posts)
        for person in self._people:
            yield self._person(person, parts.get(person.start))
        for body in self._bodies:
            yield self._body(body, parts.get(body.named.start))

    def _person(self, person: PersonFound, role: str | None) -> _Found:
        actor, posts = person.named.actor, tuple(self._posts(person))
        if actor is not None:
            guess = self._registered(actor, role, posts)
        else:
            name = _FAMILY.sub(_small, self._written(person.start, person.end))
            why = (
                "a name with a title or post"
                if person.sure
                else "a name that looks like a person's"
            )
            guess = ActorGuess(name, why, False, role, None, False, ActorKind.PERSON, posts)
            guess = self._near(guess) or guess
        return _Found(person.start, person.named.stop, guess)

    def _posts(self, person: PersonFound) -> Iterator[PostGuess]:
        if person.post is None:
            return
        start, end = person.post
        article = _ARTICLE.match(self._paragraph.text, start, end)
        start = article.end() if article is not None else start
        within = [body for body in self._bodies if start <= body.named.start < end]
        text = self._paragraph.text
        if not within:
            # "director of the institute": which one, the sentences before have said.
            vague = _VAGUE.search(text, start, end)
            yield PostGuess(self._written(start, vague.start() if vague is not None else end))
            return
        body = within[0]
        rank = text[start : body.named.start]
        of = _OF.search(rank)
        if of is None:
            yield PostGuess(self._written(start, end))
        else:
            post = self._written(start, start + of.start())
            yield PostGuess(post, self._body(body, None).guess.name)

    def _body(self, body: BodyFound, role: str | None) -> _Found:
        named = body.named
        if named.actor is not None:
            return _Found(named.start, named.stop, self._registered(named.actor, role, ()))
        name = self._written(named.start, named.end) + named.tail
        why = (
            "a name with its acronym" if named.acronym else "a name with capitals and a body's word"
        )
        guess = ActorGuess(name, why, body.sure, role, named.acronym, False, body.kind)
        return _Found(named.start, named.stop, self._near(guess) or guess)

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
        if actor.acronym and _stands_in(actor.acronym, (p.text for p in self._text.paragraphs)):
            name = actor.acronym
        why = "in actors.yaml, and named in the text"
        return ActorGuess(name, why, True, role, actor.acronym, True, actor.kind, posts)

    def _written(self, start: int, end: int) -> str:
        return self._text.as_written(self._paragraph.paragraph, start, end)


def _small(match: re.Match[str]) -> str:
    return match.group().capitalize()


def _stands_in(acronym: str, paragraphs: Iterable[str]) -> bool:
    pattern = re.compile(rf"(?<![\w&-]){re.escape(acronym)}(?![\w&-])")
    return any(pattern.search(paragraph) is not None for paragraph in paragraphs)
