"""The facts of one item: its date, place, actors and sources, and a short name for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from strevview.importers.actors import actors_in
from strevview.importers.event_dates import event_date
from strevview.importers.guesses import Guess, ItemFacts, LinkText
from strevview.importers.item_ids import item_id
from strevview.importers.item_text import read_text
from strevview.importers.places import event_place
from strevview.importers.sources import sources_of
from strevview.model.dates import EventDate, Period
from strevview.model.issue import ActorRegister


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
