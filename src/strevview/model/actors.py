"""Actors: organisations, persons, countries, programmes and events, each named once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from strevview.model.reads import Reads, complaint
from strevview.model.record import Record, SchemaVersion, key
from strevview.model.scalars import Language, Published, Text


class ActorKind(StrEnum):
    """What an actor is."""

    ORGANISATION = "organisation"
    PERSON = "person"
    COUNTRY = "country"
    PROGRAMME = "programme"
    EVENT = "event"


def _actor_kind(value: object) -> ActorKind:
    kinds = [kind.value for kind in ActorKind]
    if value not in kinds:
        raise complaint("SV006", f"`{value}` is no kind of actor", f"one of: {', '.join(kinds)}")
    return ActorKind(value)


class Post(Record):
    """An office that a person holds or held."""

    post: Text = key("The post: Chairman, Vice Minister, …")
    organisation: Text | None = key("Where: a name known to actors.yaml.", default=None)
    from_: Published | None = key("Since when.", default=None, name="from")
    to: Published | None = key("Until when.", default=None)
    note: Text | None = key("A private remark; never printed.", default=None)


class Actor(Record):
    """Somebody who acts: named once in actors.yaml, in short in the items."""

    name: Text = key("The full name.")
    names: dict[Language, Text] = key("The name in other languages.", default={})
    acronym: Text | None = key("Its short form: SUPARCO.", default=None)
    aliases: tuple[Text, ...] = key("Other forms in use.", default=())
    kind: Annotated[ActorKind, Reads(_actor_kind)] = key(
        "What it is; an organisation where nothing is said.", default=ActorKind.ORGANISATION
    )
    country: Text | None = key("The country it belongs to.", default=None)
    posts: tuple[Post, ...] = key("A person's offices.", default=())
    note: Text | None = key("A private remark; never printed.", default=None)

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms under which an item may name the actor; the full name first."""
        short = (self.acronym,) if self.acronym else ()
        return tuple(dict.fromkeys((self.name, *short, *self.aliases, *self.names.values())))


class ActorsFile(Record):
    """`actors.yaml`: who is who."""

    schema_version: SchemaVersion = key("The file's form: 1.", name="schema")
    actors: tuple[Actor, ...] = key("The actors, each once.")
