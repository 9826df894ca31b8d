"""The events of many issues as one list: each item with its issue, its theme and who took part.

Actors are merged by `actors.yaml`: whatever form an item uses (a name, an acronym, an alias, a name
in another language, a post), the event has the full name. Themes are the titles of sections; those
equal but for case are one, spelt as in the earliest issue. A place is its whole text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from strevview.diagnostics import Diagnostic
from strevview.model.dates import EventDate
from strevview.model.issue import Actor, ActorRegister, Issue, Item, Post, SeriesFields
from strevview.model.loading import LoadedIssue


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
