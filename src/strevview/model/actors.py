"""Actors: organisations, persons, countries, programmes and events, each named once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from strevview.model.record import Record, complaint
from strevview.model.scalars import Language, Published, SchemaVersion, Text


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

    post: Text = Field(description="The post: Chairman, Vice Minister, …")
    organisation: Text | None = Field(
        default=None, description="Where: a name known to actors.yaml."
    )
    from_: Published | None = Field(default=None, alias="from", description="Since when.")
    to: Published | None = Field(default=None, description="Until when.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")


class Actor(Record):
    """Somebody who acts: named once in actors.yaml, in short in the items."""

    name: Text = Field(description="The full name.")
    names: dict[Language, Text] = Field(default={}, description="The name in other languages.")
    acronym: Text | None = Field(default=None, description="Its short form: SUPARCO.")
    aliases: tuple[Text, ...] = Field(default=(), description="Other forms in use.")
    kind: Annotated[ActorKind, BeforeValidator(_actor_kind)] = Field(
        default=ActorKind.ORGANISATION,
        description="What it is; an organisation where nothing is said.",
    )
    country: Text | None = Field(default=None, description="The country it belongs to.")
    posts: tuple[Post, ...] = Field(default=(), description="A person's offices.")
    note: Text | None = Field(default=None, description="A private remark; never printed.")

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms under which an item may name the actor; the full name first."""
        short = (self.acronym,) if self.acronym else ()
        return tuple(dict.fromkeys((self.name, *short, *self.aliases, *self.names.values())))


class ActorsFile(Record):
    """`actors.yaml`: who is who."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    actors: tuple[Actor, ...] = Field(description="The actors, each once.")
