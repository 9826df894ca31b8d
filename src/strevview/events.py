"""The events of many issues as one list, and in groups: by actor, place, theme, time and thread.

Actors are merged by `actors.yaml`: whatever form an item uses (a name, an acronym, an alias, a name
in another language, a post), the event has the full name. Themes are the titles of sections; those
equal but for case are one, spelt as in the earliest issue. A place is its whole text. Groups have
their events in the order of their days.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import combinations
from types import MappingProxyType
from typing import TypeVar

from strevview.diagnostics import Diagnostic
from strevview.lint.folding import without_marks
from strevview.lint.printed_texts import sentence_starts
from strevview.model.dates import EventDate
from strevview.model.issue import Actor, ActorRegister, Issue, Item, Post, SeriesFields
from strevview.model.loading import LoadedIssue
from strevview.model.prose_parser import parse_prose
from strevview.style.scripts import is_written_in, script_code, script_of

T = TypeVar("T")
_HYPHENS = str.maketrans("-\u2010\u2011\u2013/", "     ")
_TOO_MANY_LETTERS = ("Hani", "Hang")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True, eq=False)
class EventIssue:
    """An issue that events are told in, as it was loaded, and what it and its series say."""

    loaded: LoadedIssue
    issue: Issue
    series: SeriesFields

    @property
    def key(self) -> str:
        """How `follows:` names the issue: `2025-07`, or `2025-07_2025-08` for two months."""
        return self.issue.period.stem


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor of an event: the full `name`, the form that is `written`, and the part played.

    An actor that `actors.yaml` does not know has its written form as its name.
    """

    name: str
    written: str
    role: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """An item as an event; `position` is the number of its section and its own, from 0.

    `item` has the rest: title, text, sources, figures, `follows`.
    """

    issue: EventIssue
    item: Item
    position: tuple[int, int]
    theme: str
    actors: tuple[Participant, ...]

    @property
    def address(self) -> str:
        """How `follows:` names the item: `2025-07/prss-1`."""
        return f"{self.issue.key}/{self.item.id}"

    @property
    def date(self) -> EventDate | None:
        """When it happened; None in a draft alone."""
        return self.item.date

    @property
    def place(self) -> str | None:
        """Where it happened, as the item says it."""
        return self.item.place

    @property
    def names(self) -> tuple[str, ...]:
        """The full names of the actors, each once, in the order of the item."""
        return tuple(dict.fromkeys(actor.name for actor in self.actors))


@dataclass(frozen=True, slots=True, eq=False)
class EventList:
    """Issues in the order of their periods, and their events in the order in which they are told.

    `register` has the entries of `actors.yaml` for those who take part, by full name. `faults` are
    the errors in the files of these issues, and in those of issues that could not be read.
    `left_out` tells of the issues that are not out yet, each by its name, and why.
    """

    issues: tuple[EventIssue, ...]
    events: tuple[Event, ...]
    register: Mapping[str, Actor]
    faults: tuple[Diagnostic, ...] = ()
    left_out: tuple[str, ...] = ()

    def actor(self, name: str) -> Actor:
        """Return what `actors.yaml` has of a full name; of one it does not know the name alone."""
        return self.register.get(name) or Actor(name=name)


def _not_out(issue: Issue, today: date) -> str | None:
    """Return why an issue is not out on a day; None where it is."""
    if issue.draft:
        return "a draft"
    if issue.published is not None and issue.published > today:
        return f"to be published on {issue.published}"
    return None


def list_events(
    loaded: Iterable[LoadedIssue], today: date, *, unpublished: bool = False
) -> EventList:
    """Return the events of loaded issues, which may be of several folders.

    Issues that are not out on the day `today` are left out, but for `unpublished`. So are issues
    and items that could not be read, of which `faults` tell.
    """
    finders: dict[int, ActorFinder] = {}
    told: list[tuple[EventIssue, tuple[Event, ...]]] = []
    register: dict[str, Actor] = {}
    found: list[Diagnostic] = []
    left_out: list[str] = []
    for one in loaded:
        why = None if one.issue is None or unpublished else _not_out(one.issue, today)
        if why is not None:
            left_out.append(f"{one.name} ({why})")
            continue
        found += (*one.shelf.diagnostics, *one.diagnostics)
        if one.issue is not None and one.series is not None:
            finder = finders.setdefault(id(one.shelf), ActorFinder(one.shelf.register))
            issue = EventIssue(one, one.issue, one.series)
            told.append((issue, tuple(_events(issue, finder))))
            register |= finder.found
    told.sort(key=lambda pair: (pair[0].issue.period, pair[0].loaded.name))
    events = tuple(event for _, events in told for event in events)
    return EventList(
        tuple(issue for issue, _ in told),
        tuple(_with_one_spelling(events)),
        MappingProxyType(register),
        tuple(dict.fromkeys(fault for fault in found if fault.is_error)),
        tuple(left_out),
    )


def _events(issue: EventIssue, finder: ActorFinder) -> Iterator[Event]:
    for s, section in enumerate(issue.issue.sections):
        for i, item in enumerate(section.items):
            if ("sections", s, "items", i) not in issue.loaded.faulty:
                actors = tuple(
                    Participant(finder.full_name(one.name, item.date), one.name, one.role)
                    for one in item.actors
                )
                yield Event(issue, item, (s, i), section.title, actors)


def _with_one_spelling(events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events, themes that are equal but for case spelt as in the first of them."""
    spellings: dict[str, str] = {}
    for event in events:
        yield replace(event, theme=spellings.setdefault(event.theme.casefold(), event.theme))


class ActorFinder:
    """Finds actors of one `actors.yaml`; `found` are those found so far, by full name."""

    def __init__(self, register: ActorRegister) -> None:
        self.found: dict[str, Actor] = {}
        self._register = register
        self._holders: dict[str, list[tuple[Post, Actor]]] = defaultdict(list)
        for actor in register.actors:
            for post in actor.posts:
                for form in self._forms(post):
                    self._holders[form].append((post, actor))

    def full_name(self, written: str, when: EventDate | None) -> str:
        """Return the full name of whom a form means on some day; the form itself if unknown."""
        actor = self._register.find(written) or self._holder(written, when)
        if actor is None:
            return written
        self.found[actor.name] = actor
        return actor.name

    def _holder(self, written: str, when: EventDate | None) -> Actor | None:
        """Return who held a post on some day; None where several did, or nobody."""
        holders = [actor for post, actor in self._holders.get(written, ()) if held(post, when)]
        return holders[0] if len(holders) == 1 else None

    def _forms(self, post: Post) -> Iterator[str]:
        """Yield how an item may name a post: "Director, CELLS" or "Director of CELLS"."""
        if post.organisation is None:
            yield post.post
            return
        body = self._register.find(post.organisation)
        for name in body.forms if body else (post.organisation,):
            yield f"{post.post}, {name}"
            yield f"{post.post} of {name}"


def held(post: Post, when: EventDate | None) -> bool:
    """Return whether a post was held on a day, or on any of some days."""
    if when is None:
        return True
    begun = post.from_ is None or post.from_.start <= when.end
    return begun and (post.to is None or when.start <= post.to.end)


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
