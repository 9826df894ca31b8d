"""The facts of one item: its date, place, actors and sources, and a short name for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from strevview.importers.actors import CALENDAR, OPENERS, actors_in
from strevview.importers.blocks import LinkText
from strevview.importers.event_dates import Event, event_date
from strevview.importers.item_text import ActorGuess, Guess, ItemFacts, read_text
from strevview.importers.places import event_place
from strevview.importers.sources import free_name, sources_of
from strevview.lint.folding import fold_text, without_marks
from strevview.model.dates import EventDate, Period
from strevview.model.issue import ActorRegister

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_PARTS = 3
_LONGEST = 32
_NO_WORDS = OPENERS | CALENDAR


def item_id(event: Event | None, actors: Sequence[ActorGuess], taken: Collection[str]) -> str:
    """Return a valid id for an item that none of `taken` is.

    Of the actors that the event's sentence names those with acronyms, at most two, else the first
    stand in front.
    """
    sentence = event.sentence.text if event is not None else ""
    named = [actor for actor in actors if any(form in sentence for form in _forms(actor))]
    parts = [actor.acronym for actor in named if actor.acronym][:2]
    if not parts:
        parts = [word for actor in named[:1] for word in _telling(fold_text(actor.name))]
    for form in (form for actor in named for form in _forms(actor)):
        sentence = sentence.replace(form, " ")
    parts = [*parts, *(word for word in _telling(sentence) if len(word) > 2)][:_PARTS]
    bare = [_NOT_IN_AN_ID.sub("-", without_marks(part)).strip("-") for part in parts]
    parts = list(dict.fromkeys(part for part in bare if part))
    while len(parts) > 1 and len("-".join(parts)) > _LONGEST:
        parts.pop()
    return free_name("-".join(parts)[:_LONGEST].strip("-") or "item", taken)


def _forms(actor: ActorGuess) -> list[str]:
    forms = (actor.name, actor.written, actor.acronym)
    return [fold_text(form) for form in forms if form]


def _telling(text: str) -> list[str]:
    """Return the words of a text that are neither small nor of a day."""
    words = [match.group().removesuffix("'s").replace("'", "") for match in _WORD.finditer(text)]
    return [word for word in words if word.lower() not in _NO_WORDS and not word.isdigit()]


def item_facts(
    text: str,
    links: Sequence[LinkText],
    period: Period,
    register: ActorRegister | None,
    taken: Collection[str],
    day: EventDate | None = None,
) -> ItemFacts:
    """Return what the text of one item tells.

    `text` is plain, a line a paragraph (empty lines do no harm), with the links where their
    offsets say; `taken` are the ids that the issue's earlier items have; `day` is the date that
    the item begins with, if it does: then no other is looked for. Of a text of more than 20,000
    characters, which is no item's, the start is read.
    """
    read = read_text(text, links)
    date, event = event_date(read, period)
    if day is not None:
        date = Guess(str(day), "the day that the item begins with", True)
    actors = actors_in(read, register)
    sources, keys = sources_of(links, period)
    return ItemFacts(
        item_id(event, actors, taken), date, event_place(read, event), actors, sources, keys
    )
