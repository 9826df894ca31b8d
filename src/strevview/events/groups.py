"""Events by actor, place, theme and time, what follows an event, who acts with whom, and counts.

All functions are pure. Groups have their events in the order of their days.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations, starmap
from typing import TypeVar
from urllib.parse import urlsplit

from strevview.events import Event, EventList
from strevview.lint.folding import without_marks
from strevview.lint.printed_texts import sentence_starts
from strevview.model.prose_parser import parse_prose
from strevview.style.scripts import is_written_in, script_code, script_of

T = TypeVar("T")
_HYPHENS = str.maketrans("-\u2010\u2011\u2013/", "     ")
_TOO_MANY_LETTERS = ("Hani", "Hang")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

Groups = Mapping[str, tuple[Event, ...]]


def chronology(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events by their first day, then their last; those without a date at the end."""
    return tuple(sorted(events, key=_day))


def groups_of(events: Collection[Event]) -> Mapping[str, Groups]:
    """Return the events of each theme, actor (by full name) and place in alphabetical order."""
    return {
        "themes": _grouped(events, lambda event: (event.theme,)),
        "actors": _grouped(events, lambda event: event.names),
        "places": _grouped(events, lambda event: (event.place,) if event.place else ()),
    }


def continuations(events: Iterable[Event]) -> Groups:
    """Return what came of an event: by its address, the events that follow it."""
    return _grouped(events, lambda event: event.item.follows)


def threads(events: Iterable[Event]) -> tuple[tuple[Event, ...], ...]:
    """Return the events that follow each other, at least two a thread; the oldest thread first.

    Two threads that one event continues are one. What an event follows but is not among the events
    makes no thread.
    """
    known = {event.address: event for event in events}
    thread_of = {address: [address] for address in known}
    for address, event in known.items():
        for earlier in event.item.follows:
            one, other = thread_of[address], thread_of.get(earlier)
            if other is not None and one is not other:
                one += other
                thread_of |= dict.fromkeys(other, one)
    found = {id(thread): thread for thread in thread_of.values() if len(thread) > 1}
    ordered = (chronology(known[address] for address in thread) for thread in found.values())
    return tuple(sorted(ordered, key=lambda thread: _day(thread[0])))


def without_thread(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that follow what is not among the events, or themselves."""
    known = {event.address for event in events}
    return tuple(
        event
        for event in events
        if any(one not in known or one == event.address for one in event.item.follows)
    )


def together(events: Iterable[Event]) -> Mapping[tuple[str, str], tuple[Event, ...]]:
    """Return who takes part with whom: two names in alphabetical order, and their events."""
    found: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in chronology(events):
        for pair in combinations(sorted(event.names, key=alphabetical), 2):
            found[pair].append(event)
    return {pair: tuple(shared) for pair, shared in found.items()}


def by_month(events: Iterable[Event]) -> Mapping[str, int]:
    """Return how many events began in each month, `2025-07`, from the first to the last of them."""
    counts = Counter(
        event.date.start.year * 12 + event.date.start.month - 1 for event in events if event.date
    )
    if not counts:
        return {}
    months = range(min(counts), max(counts) + 1)
    return {f"{number // 12:04}-{number % 12 + 1:02}": counts[number] for number in months}


@cache
def alphabetical(text: str) -> tuple[str, str]:
    """Return the key by which headings are sorted, word by word.

    Accents, case and punctuation do not count; a hyphen is a space.
    """
    plain = unicodedata.normalize("NFC", without_marks(text)).translate(_HYPHENS)
    words = "".join(one for one in plain if not unicodedata.category(one).startswith("P"))
    return words or text, text


def by_initial(
    entries: Iterable[tuple[str, T]], language: str, scripts: Mapping[str, str]
) -> Mapping[str, tuple[tuple[str, T], ...]]:
    """Return entries, each with its heading, in alphabetical order under their first letters.

    Under the name of a script, which `scripts` has by ISO 15924, stand all headings in a script
    that is neither Latin nor the language's own, or that has too many letters, as Chinese has.
    """
    found: dict[str, list[tuple[str, T]]] = defaultdict(list)
    for heading, entry in sorted(entries, key=lambda one: alphabetical(one[0])):
        letter = (alphabetical(heading)[0] or heading)[:1].upper()
        if written_in := script_of(letter):
            script = script_code(written_in)
            if script in _TOO_MANY_LETTERS or not is_written_in(language, script):
                letter = scripts.get(script, script)
        found[letter].append((heading, entry))
    return {letter: tuple(under) for letter, under in found.items()}


def first_paragraph(event: Event) -> str:
    """Return the first paragraph of an event's text, without marks; empty where it has none."""
    # The rest need not be parsed.
    written = _BLANK_LINE.split((event.item.text or "").lstrip(), maxsplit=1)[0]
    paragraphs = parse_prose(written).paragraphs
    return paragraphs[0].text if paragraphs else ""


def opening(event: Event) -> str:
    """Return an event in one line: the item's title, else the first sentence of its text.

    A colon at its end leads to a list or a quotation, which does not stand there.
    """
    if event.item.title is not None:
        return event.item.title
    text = first_paragraph(event)
    starts = sentence_starts(text)
    return (text[: starts[1]] if len(starts) > 1 else text).rstrip(" :：")


def _grouped(events: Iterable[Event], keys: Callable[[Event], Iterable[str]]) -> Groups:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in chronology(events):
        for key in keys(event):
            found[key].append(event)
    return {key: tuple(found[key]) for key in sorted(found, key=alphabetical)}


def _day(event: Event) -> tuple[date, date]:
    return event.date[:2] if event.date else (date.max, date.max)


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something; of a pair of actors, `partner` is the second."""

    name: str
    number: int
    partner: str | None = None


def count_tables(
    listed: EventList, country_name: Callable[[str], str]
) -> Mapping[str, tuple[Count, ...]]:
    """Return all counts of events by their kind: totals, months in order, else the largest first.

    Countries of one `country_name`, which takes a code or a name, are one: `CN` and `China`.
    """
    events = listed.events
    groups = groups_of(events)
    totals = {
        "issues": len(listed.issues),
        "events": len(events),
        "threads": len(threads(events)),
        "sources": sum(len(event.item.sources) for event in events),
        **{name: len(group) for name, group in groups.items()},
    }
    sizes = {
        name: Counter({key: len(events) for key, events in group.items()})
        for name, group in groups.items()
    }
    sizes["countries"] = _countries(listed, country_name)
    printed = {"countries": country_name}
    sizes["publishers"] = Counter(
        name
        for event in events
        for source in event.item.sources.values()
        if (name := source.publisher or urlsplit(source.url or "").hostname)
    )
    pairs = (Count(one, len(shared), other) for (one, other), shared in together(events).items())
    return {
        "totals": tuple(starmap(Count, totals.items())),
        "months": tuple(starmap(Count, by_month(events).items())),
        **{
            name: _largest_first(starmap(Count, counts.items()), printed.get(name, str))
            for name, counts in sizes.items()
        },
        "together": _largest_first(pairs),
    }


def _countries(listed: EventList, country_name: Callable[[str], str]) -> Counter[str]:
    """Return how many events have actors of each country, as far as `actors.yaml` tells them.

    A country is called as it is written for the first actor that is of it.
    """
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for event in listed.events:
        countries = filter(None, (listed.actor(name).country for name in event.names))
        counts.update({written.setdefault(country_name(one), one) for one in countries})
    return counts


def _largest_first(
    counts: Iterable[Count], printed: Callable[[str], str] = str
) -> tuple[Count, ...]:
    def key(count: Count) -> tuple[int, tuple[str, str], tuple[str, str]]:
        return -count.number, alphabetical(printed(count.name)), alphabetical(count.partner or "")

    return tuple(sorted(counts, key=key))
