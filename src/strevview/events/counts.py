"""Counts of a list of events: what `strevview stats` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import starmap
from urllib.parse import urlsplit

from strevview.events.event_list import Event, EventList
from strevview.events.groups import (
    Groups,
    alphabetical,
    by_actor,
    by_month,
    by_place,
    by_theme,
    threads,
    together,
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something; of a pair of actors, `partner` is the second."""

    name: str
    number: int
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of one kind: months in their order, all else with the largest first."""

    name: str
    rows: tuple[Count, ...]


def count_tables(listed: EventList) -> tuple[CountTable, ...]:
    """Return all counts of events; the first table has the totals."""
    events = listed.events
    groups = {"themes": by_theme(events), "actors": by_actor(events), "places": by_place(events)}
    totals = {
        "issues": len(listed.issues),
        "events": len(events),
        "threads": len(threads(events)),
        "sources": sum(len(event.item.sources) for event in events),
        **{name: len(group) for name, group in groups.items()},
    }
    sizes = {name: Counter(_sizes(group)) for name, group in groups.items()}
    sizes["countries"] = Counter(
        country for event in events for country in _countries(listed, event)
    )
    sizes["publishers"] = Counter(
        source.publisher or urlsplit(source.url or "").hostname or "unavailable"
        for event in events
        for source in event.item.sources.values()
    )
    pairs = (Count(one, len(shared), other) for (one, other), shared in together(events).items())
    return (
        CountTable("totals", tuple(starmap(Count, totals.items()))),
        CountTable("months", tuple(starmap(Count, by_month(events).items()))),
        *(
            CountTable(name, _largest_first(starmap(Count, counts.items())))
            for name, counts in sizes.items()
        ),
        CountTable("together", _largest_first(pairs)),
    )


def _sizes(groups: Groups) -> dict[str, int]:
    return {name: len(events) for name, events in groups.items()}


def _countries(listed: EventList, event: Event) -> set[str]:
    """Return the countries of the actors of an event, as far as `actors.yaml` tells them."""
    known = (listed.register.get(name) for name in event.names)
    return {actor.country for actor in known if actor and actor.country}


def _largest_first(counts: Iterable[Count]) -> tuple[Count, ...]:
    def key(count: Count) -> tuple[int, tuple[str, str], tuple[str, str]]:
        return -count.number, alphabetical(count.name), alphabetical(count.partner or "")

    return tuple(sorted(counts, key=key))
