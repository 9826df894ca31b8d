"""What the text of one item tells: when, where, who, which pages, and a short name for it.

All of it is guessed from the text and the addresses alone; what they do not tell stays out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from strevview.model.actors import ActorKind
from strevview.model.dates import Period
from strevview.model.register import ActorRegister


@dataclass(frozen=True, slots=True)
class LinkText:
    """Linked words at `start:end` of an item's text, and the address that they lead to.

    `address` is "" or None for a link whose address the old issue does not hold.
    """

    word: str
    address: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Guess:
    """A value with why it was taken; one that is `sure` needs no `# check:` beside it."""

    value: str
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class PostGuess:
    """An office that the text gives to a person; `organisation` as the text names it."""

    post: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class ActorGuess:
    """Somebody who takes part, under the name that belongs into the item.

    `known` where the register has the actor; then `name` is a form that it knows. Else `name` is
    the full name, and `acronym` the one that the text gives it. `written` is a known actor's name
    as the text has it, where the register has it otherwise. `kind` and `posts` are for
    `actors.yaml`.
    """

    name: str
    why: str
    sure: bool
    role: str | None = None
    acronym: str | None = None
    known: bool = False
    kind: ActorKind = ActorKind.ORGANISATION
    posts: tuple[PostGuess, ...] = ()
    written: str | None = None


@dataclass(frozen=True, slots=True)
class SourceGuess:
    """A cited page under the key that the text's links name; `url` or `unavailable` is set."""

    key: str
    url: str | None
    unavailable: str | None = None
    publisher: Guess | None = None
    published: Guess | None = None
    language: Guess | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What an item's text tells; `link_keys` has the key of the source of each link, in order."""

    id: str
    date: Guess | None
    place: Guess | None
    actors: tuple[ActorGuess, ...]
    sources: tuple[SourceGuess, ...]
    link_keys: tuple[str, ...]


def item_facts(
    text: str,
    links: Sequence[LinkText],
    period: Period,
    register: ActorRegister | None,
    taken: Collection[str],
) -> ItemFacts:
    """Return what the text of one item tells.

    `text` is plain, a line a paragraph (empty lines do no harm), with the links where their
    offsets say; `taken` are the ids that the issue's earlier items have. Of a text of more than
    20,000 characters, which is no item's, the start is read.
    """
    from strevview.importers.actor_names import actor_names
    from strevview.importers.cited_pages import cited_pages
    from strevview.importers.event_date import event_date
    from strevview.importers.event_place import event_place
    from strevview.importers.item_ids import item_id
    from strevview.importers.read_text import read_text

    read = read_text(text, links)
    date, told = event_date(read, period)
    actors = actor_names(read, register)
    sources, keys = cited_pages(links, period)
    place = event_place(read, told)
    return ItemFacts(item_id(told, actors, taken), date, place, actors, sources, keys)
