"""The entries of an index: chronology, actors, places and themes, each made of pieces.

An entry's pieces are all that it prints, punctuation included, so that what a template prints and
what the audit looks for are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from strevview.events import (
    Event,
    EventList,
    alphabetical,
    by_initial,
    chronology,
    continuations,
    groups_of,
    opening,
)
from strevview.model.dates import Period
from strevview.render.date_labels import event_label, locale_of, month_label
from strevview.render.markup import MarkupWriter


@dataclass(frozen=True, slots=True)
class Locator:
    """An issue and a page as people read them, and the address of that page."""

    issue: str
    page: str
    address: str

    @property
    def words(self) -> str:
        """The locator as it is printed: "July 2025, 2"."""
        return f"{self.issue}, {self.page}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an index, plain and as finished HTML.

    `kind` is title, heading, date, place, text, locator, reference, see or mark (punctuation).
    `href` is where a locator or a reference leads: into the PDF of an issue, or to another entry.
    """

    kind: str
    words: str
    html: Markup
    href: str | None = None


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One entry; `anchor` is its id where other entries lead to it."""

    pieces: tuple[Piece, ...]
    anchor: str | None = None

    @property
    def text(self) -> str:
        """All that the entry prints."""
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Entries under a month or an initial letter, or under no title."""

    title: Piece | None
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class IndexSection:
    """A part of the index: `name` is chronology, actors, places or themes."""

    name: str
    title: Piece
    groups: tuple[EntryGroup, ...]


def index_sections(
    listed: EventList,
    locators: Mapping[Event, Locator],
    words: Mapping[str, str],
    writer: MarkupWriter,
) -> tuple[IndexSection, ...]:
    """Return the parts of the index that have entries, of the events that have a locator.

    `words` are those of `style_file.all_labels_of` in the language of the writer.
    """
    maker = _EntryMaker(listed, locators, words, writer)
    found = {
        "chronology": maker.chronology(),
        "actors": maker.actors(),
        "places": maker.plain("places"),
        "themes": maker.plain("themes"),
    }
    return tuple(
        IndexSection(name, maker.piece("title", words[name]), groups)
        for name, groups in found.items()
        if groups
    )


class _EntryMaker:
    """Makes the entries of one index."""

    def __init__(
        self,
        listed: EventList,
        locators: Mapping[Event, Locator],
        words: Mapping[str, str],
        writer: MarkupWriter,
    ) -> None:
        self.events = chronology(event for event in listed.events if event in locators)
        self._event_list = listed
        self._locators = locators
        self._words = words
        self._writer = writer
        self._groups = groups_of(self.events)
        actors = enumerate(self._groups["actors"], 1)
        self._anchors = {name: f"actor-{number}" for number, name in actors}
        self._by_address = {event.address: event for event in self.events}
        self._later = continuations(self.events)

    def piece(self, kind: str, words: str, href: str | None = None) -> Piece:
        """Return words as a piece, in the fonts and with the languages of their scripts."""
        html = self._writer.link_text(words) if href else self._writer.text(words)
        return Piece(kind, words, html, href)

    def chronology(self) -> tuple[EntryGroup, ...]:
        """Return an entry an event, in groups by the month in which it began."""
        months = groupby(self.events, self._month)
        return tuple(
            EntryGroup(
                self.piece("title", month) if month else None,
                tuple(IndexEntry(tuple(self._event(event))) for event in events),
            )
            for month, events in months
        )

    def actors(self) -> tuple[EntryGroup, ...]:
        """Return an entry an actor, and one with "see" for each other form of its name."""
        language = self._writer.base
        letters = by_initial(self._of_actors(), language, locale_of(language).scripts)
        return tuple(
            EntryGroup(self.piece("title", letter), tuple(entry for _, entry in found))
            for letter, found in letters.items()
        )

    def plain(self, kind: str) -> tuple[EntryGroup, ...]:
        """Return an entry a place or a theme, in one group without a title."""
        entries = tuple(
            IndexEntry((self.piece("heading", name), *self._listed(events)))
            for name, events in self._groups[kind].items()
        )
        return (EntryGroup(None, entries),) if entries else ()

    def _of_actors(self) -> Iterator[tuple[str, IndexEntry]]:
        """Yield the entries of the actors, each with what it is sorted by."""
        related = self._related()
        for name, events in self._groups["actors"].items():
            short = self._event_list.actor(name).acronym
            acronym = f" ({short})" if short else ""
            pieces = [self.piece("heading", name + acronym), *self._listed(events)]
            others = sorted(related[name], key=alphabetical)
            if others:
                pieces.append(self.piece("mark", ". "))
                pieces.append(self.piece("see", f"{_capital(self._words['see-also'])} "))
                pieces += self._row(map(self._to, others))
            yield name, IndexEntry(tuple(pieces), self._anchors[name])
            for form in self._other_forms(name, events):
                yield form, IndexEntry(tuple(self._see(form, name)))

    def _month(self, event: Event) -> str | None:
        if event.date is None:
            return None
        return month_label(Period(event.date.start, event.date.start), self._writer.base)

    def _event(self, event: Event) -> Iterator[Piece]:
        """Yield an event's day, place, first sentence and locator, and those of its thread."""
        if event.date is not None:
            yield self.piece("date", event_label(event.date, self._writer.base))
            yield self.piece("mark", ", " if event.place else ": ")
        if event.place is not None:
            yield self.piece("place", event.place)
            yield self.piece("mark", ": ")
        yield self.piece("text", opening(event))
        yield self.piece("mark", " (")
        yield from self._joined([event])
        earlier = [self._by_address[one] for one in event.item.follows if one in self._by_address]
        for word, others in (
            ("continues", earlier),
            ("continued-in", self._later.get(event.address, ())),
        ):
            if others:
                yield self.piece("mark", "; ")
                yield self.piece("see", f"{self._words[word]} ")
                yield from self._joined(others)
        yield self.piece("mark", ")")

    def _see(self, form: str, name: str) -> Iterator[Piece]:
        yield self.piece("heading", form)
        yield self.piece("mark", ", ")
        yield self.piece("see", f"{self._words['see']} ")
        yield self._to(name)

    def _listed(self, events: Iterable[Event]) -> Iterator[Piece]:
        yield self.piece("mark", ": ")
        yield from self._joined(events)

    def _joined(self, events: Iterable[Event]) -> Iterator[Piece]:
        """Yield the locators of events, each once, by their issues and pages."""
        ordered = sorted(events, key=lambda event: (event.issue.issue.period, event.position))
        distinct = dict.fromkeys(self._locators[event] for event in ordered)
        yield from self._row(self.piece("locator", one.words, one.address) for one in distinct)

    def _row(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        for number, piece in enumerate(pieces):
            if number:
                yield self.piece("mark", "; ")
            yield piece

    def _to(self, name: str) -> Piece:
        return self.piece("reference", name, f"#{self._anchors[name]}")

    def _related(self) -> Mapping[str, set[str]]:
        """Return, by name, persons and the bodies at which they have or had a post."""
        register = self._event_list.register
        names = {form: name for name, actor in register.items() for form in actor.forms}
        related: dict[str, set[str]] = defaultdict(set)
        for person, actor in register.items():
            places = (post.organisation for post in actor.posts if post.organisation)
            bodies = {names.get(place, place) for place in places}
            for body in bodies & self._anchors.keys() - {person}:
                if person in self._anchors:
                    related[person].add(body)
                    related[body].add(person)
        return related

    def _other_forms(self, name: str, events: Iterable[Event]) -> Iterator[str]:
        """Yield the forms that lead to an actor: acronym, aliases, and what items write."""
        actor = self._event_list.actor(name)
        written = [one.written for event in events for one in event.actors if one.name == name]
        short = (actor.acronym,) if actor.acronym else ()
        forms = dict.fromkeys((*short, *actor.aliases, *written))
        yield from (form for form in forms if form != name)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
