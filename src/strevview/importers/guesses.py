"""What is guessed from the text and the addresses of one item; what they do not tell stays out."""

from __future__ import annotations

from dataclasses import dataclass

from strevview.model.issue import ActorKind


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
class ActorGuess:
    """Somebody who takes part, under the name that belongs into the item.

    `known` where the register has the actor; then `name` is a form that it knows, and `written`
    the name as the text has it, where the register has it otherwise. Else `name` is the full name,
    and `acronym` the one that the text gives it. `kind` is for `actors.yaml`.
    """

    name: str
    why: str
    sure: bool
    acronym: str | None = None
    known: bool = False
    kind: ActorKind = ActorKind.ORGANISATION
    written: str | None = None


@dataclass(frozen=True, slots=True)
class SourceGuess:
    """A cited page under the key that the text's links name; `url` or `unavailable` is set."""

    key: str
    url: str | None
    unavailable: str | None = None
    publisher: Guess | None = None
    published: Guess | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What an item's text tells; `link_keys` has the key of the source of each link, in order."""

    id: str
    date: Guess | None
    place: Guess | None
    actors: tuple[ActorGuess, ...]
    sources: tuple[SourceGuess, ...]
    link_keys: tuple[str, ...]
