"""The posts that texts give to persons: "Dai Gang, Director General of …", "its Chairman, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.acronyms import same_body
from strevview.lint.folding import folded_items
from strevview.lint.item_actors import register_names
from strevview.lint.names_in_text import words_of
from strevview.lint.per_issue import once_per_issue
from strevview.model.actors import Actor, ActorKind

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue, Shelf
    from strevview.model.prose import PlainParagraph
    from strevview.source.nodes import Path

_BEFORE_RANK = (
    r"(?:(?:Deputy|Vice|Assistant|Acting|Executive|Associate|First|Former|former|Honorary|Co)[ -])?"
)
_OFFICES = (
    r"Director[ -]General|Secretary[ -]General|Prime Minister|Director|President|Chairman"
    r"|Chairwoman|Chairperson|Chair|Minister|Premier|Governor|Secretary|Administrator|Ambassador"
    r"|Commissioner|Rector|Dean|Mayor|Chief Executive(?: Officer)?|Chief Scientist|Chief Designer"
    r"|Chief Engineer"
)
_RANK = rf"{_BEFORE_RANK}(?:{_OFFICES})"
_OFFICE = re.compile(rf"{_BEFORE_RANK}({_OFFICES})", re.IGNORECASE)
# The body goes on to the next comma, bracket, verb of the sentence or "and".
_POST = re.compile(
    rf", (?:a |an |the )?({_RANK}) (?:of|at|in) ((?:the )?[A-Z][\w' &-]{{2,90}}?)"
    r"(?=[,;.)(]| and | with | who | said | was | is | has | had | on | spoke | gave |$)"
)


class TextPost(NamedTuple):
    """A rank at a body, at `start:end` of a paragraph, that a text gives to a person."""

    path: Path
    paragraph: PlainParagraph
    start: int
    end: int
    person: Actor
    rank: str
    body: str


@once_per_issue
def posts_in_text(issue: LoadedIssue) -> tuple[TextPost, ...]:
    """Return the posts that stand right behind the names of registered persons."""
    return tuple(_posts(issue))


def _posts(issue: LoadedIssue) -> Iterator[TextPost]:
    index = register_names(issue.shelf)
    for path, _, paragraphs in folded_items(issue):
        for paragraph in paragraphs:
            text = paragraph.text
            for found in _POST.finditer(text):
                before = text[max(0, found.start() - 60) : found.start()]
                names = index.matches(before, words_of(before))
                person = names[-1].name.actor if names and names[-1].end == len(before) else None
                if (
                    person is None
                    or person.kind is not ActorKind.PERSON
                    or text[found.start()] != ","
                ):
                    continue
                rank, body = found.group(1), found.group(2).removeprefix("the ").strip()
                # A name that is known is taken whole, its "and" included.
                rest = text[found.end(2) - len(body) : found.end(2) + 100]
                known = index.matches(rest, words_of(rest))
                if known and known[0].start == 0:
                    body = known[0].name.form
                yield TextPost(path, paragraph, *found.span(1), person, rank, body)


def ranks_differ(one: str, other: str) -> bool:
    """Return whether two ranks cannot be one, as Director and Deputy Director cannot."""
    return _rank_key(one) != _rank_key(other)


def one_office(one: str, other: str) -> bool:
    """Return whether two ranks are of one office but for words such as Deputy."""
    return _office(one) is not None and _office(one) == _office(other)


def is_former(rank: str) -> bool:
    """Return whether a rank is said to be of the past."""
    return rank.casefold().startswith(("former", "ex"))


def one_body(one: str, other: str, shelf: Shelf) -> bool:
    """Return whether two names are of one body, or of a part of it, as far as is known."""
    first, second = shelf.register.find(one), shelf.register.find(other)
    if first is not None and second is not None:
        return first is second
    names = [(a, b) for a in _names(one, first) for b in _names(other, second)]
    return any(same_body(a, b) for a, b in names)


def _names(written: str, actor: Actor | None) -> tuple[str, ...]:
    return (written,) if actor is None else (written, *actor.forms)


def _office(rank: str) -> str | None:
    found = _OFFICE.fullmatch(rank.strip())
    return _rank_key(found.group(1)) if found else None


def _rank_key(rank: str) -> str:
    key = re.sub(r"[ -]+", " ", rank.casefold())
    return re.sub(r"chair(man|woman|person)?\b", "chair", key)
