"""What the site's templates see: plain frozen values, a page each, made from the list of events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import groupby

from markupsafe import Markup

from strevview.events import (
    Event,
    EventIssue,
    Groups,
    alphabetical,
    by_initial,
    chronology,
    continuations,
    together,
)
from strevview.model.dates import Period
from strevview.model.issue import Actor, Item, Post
from strevview.render.date_labels import (
    country_name,
    event_label,
    is_from_right_to_left,
    locale_of,
    month_label,
    source_label,
)
from strevview.render.markup import MarkupWriter
from strevview.site.review import Review
from strevview.site.tables import CSV, DATABASE, DESCRIBED, JSON

# The template of the page that a server shows for an address that is not there.
MISSING_PAGE = "404"


@dataclass(frozen=True, slots=True)
class LinkView:
    """Words that lead to an address; `note` is what is said of it beside, such as a part played."""

    address: str
    text: Markup
    note: Markup | None = None


@dataclass(frozen=True, slots=True)
class EntryView:
    """An event in a list: it leads to its item; `day` is for machines, `date` for people."""

    address: str
    text: Markup
    day: str | None
    date: str | None
    issue: str
    place: LinkView | None


@dataclass(frozen=True, slots=True)
class GroupView:
    """Entries under a heading, which bears `anchor` as its id."""

    heading: Markup
    anchor: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """The names that begin with a letter; one with `see` is another name of who stands there."""

    letter: str
    anchor: str
    names: tuple[tuple[Markup, LinkView, bool], ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source of an item, as it is cited."""

    title: Markup | None
    publisher: Markup | None
    date: str | None
    url: str | None
    archived: str | None


@dataclass(frozen=True, slots=True)
class ItemLinks:
    """What an item is connected with."""

    place: LinkView | None
    actors: tuple[LinkView, ...]
    follows: tuple[EntryView, ...]
    continued_by: tuple[EntryView, ...]
    sources: tuple[SourceView, ...]
    day: str | None


@dataclass(frozen=True, slots=True)
class CoverLink:
    """An issue among others: its address, month, cover's picture and highlights."""

    address: str
    month: Markup
    cover: str
    pdf: str
    highlights: tuple[Markup, ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its folder ("" for the root), template, title, and what is in it."""

    folder: str
    template: str
    title: str
    content: Mapping[str, object]

    @property
    def root(self) -> str:
        """How the site's root is reached from the page."""
        return "../" * self.folder.count("/")


class Pages:
    """Makes the pages of a site; each event, and each text, is made ready once."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._events = review.events
        self._groups = review.groups
        self._addresses = review.addresses
        self._labels = review.labels
        self._language = review.series.language
        self._writer = MarkupWriter(self._language, is_from_right_to_left(self._language))
        self._text = cache(self._writer.text)
        self._entry = cache(self._make_entry)

    def all(self, *, search: bool) -> Iterator[Page]:
        """Yield every page, with `search` also the one on which to search; the home page last."""
        if search:
            yield self._page("search/", "search", "search")
        data = {"tables": DESCRIBED, "files": (CSV, JSON, DATABASE)}
        yield self._page("data/", "data", "data", **data)
        issues = self._events.issues
        cards = [self._card(issue) for issue in issues]
        before, after = (None, *cards[:-1]), (*cards[1:], None)
        for earlier, issue, card, later in zip(before, issues, cards, after, strict=True):
            yield self._issue(issue, card=card, earlier=earlier, later=later)
        for name, events in self._groups["actors"].items():
            yield self._actor(name, events)
        if self._groups["places"]:
            yield from self._of_kind("places")
        yield from self._of_kind("themes")
        yield self._page("actors/", "actors", "actors-index", letters=tuple(self._letters()))
        yield self._page("chronology/", "chronology", "chronology", years=tuple(self._years()))
        if self._review.threads:
            yield self._page("threads/", "threads", "threads", threads=tuple(self._threads()))
        yield self._page("", MISSING_PAGE, "not-found")
        yield self._home()

    def _page(self, folder: str, template: str, label: str, **content: object) -> Page:
        return Page(folder, template, self._labels[label], content)

    def _issue(self, issue: EventIssue, **cards: CoverLink | None) -> Page:
        view = self._review.views[issue.key]
        events = self._review.events_of(issue)
        items = {event.item.id: self._item_links(event) for event in events}
        content = {"issue": view, "items": items, **cards}
        return Page(f"{issue.key}/", "issue", view.plain_month, content)

    def _item_links(self, event: Event) -> ItemLinks:
        known = self._by_address
        return ItemLinks(
            place=self._place(event),
            actors=self._actors(event),
            follows=self._list(known[one] for one in event.item.follows if one in known),
            continued_by=self._list(self._continuations.get(event.address, ())),
            sources=tuple(self._sources(event.item)),
            day=event.date.start.isoformat() if event.date else None,
        )

    def _sources(self, item: Item) -> Iterator[SourceView]:
        for source in item.sources.values():
            if source.unavailable is None:
                yield SourceView(
                    self._text(source.title, source.language) if source.title else None,
                    self._text(source.publisher, source.language) if source.publisher else None,
                    source_label(source.published, self._language) if source.published else None,
                    source.url,
                    source.archived,
                )

    @cached_property
    def _by_address(self) -> Mapping[str, Event]:
        return {event.address: event for event in self._events.events}

    @cached_property
    def _continuations(self) -> Groups:
        return continuations(self._events.events)

    @cached_property
    def _together(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """With whom each actor takes part, and in how many events, the most first."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for (one, other), shared in together(self._events.events).items():
            found[one].append((other, len(shared)))
            found[other].append((one, len(shared)))
        return {
            name: tuple(sorted(others, key=lambda pair: (-pair[1], alphabetical(pair[0]))))
            for name, others in found.items()
        }

    def _make_entry(self, event: Event) -> EntryView:
        """Return an event as a line of a list."""
        when = event.date
        return EntryView(
            address=self._addresses.item(event),
            text=self._text(self._review.openings[event.address]),
            day=when.start.isoformat() if when else None,
            date=event_label(when, self._language) if when else None,
            issue=month_label(event.issue.issue.period, self._language),
            place=self._place(event),
        )

    def _list(self, events: Iterable[Event]) -> tuple[EntryView, ...]:
        return tuple(self._entry(event) for event in events)

    def _place(self, event: Event) -> LinkView | None:
        if event.place is None:
            return None
        return self._link("places", event.place)

    def _actors(self, event: Event) -> tuple[LinkView, ...]:
        return tuple(self._link("actors", one.name, one.role) for one in event.actors)

    def _link(self, kind: str, name: str, note: str | None = None) -> LinkView:
        address = self._addresses.page(self._addresses.folders[kind][name])
        return LinkView(address, self._text(name), self._text(note) if note else None)

    def _actor(self, name: str, events: tuple[Event, ...]) -> Page:
        entry = self._events.actor(name)
        with_whom = (
            self._link("actors", other, str(count)) for other, count in self._together.get(name, ())
        )
        content = {
            "name": self._text(name),
            "acronym": entry.acronym,
            "others": tuple(self._others(entry)),
            "country": entry.country and country_name(entry.country, self._language),
            "posts": tuple(map(self._post, entry.posts)),
            "entries": self._list(events),
            "together": tuple(with_whom),
        }
        return Page(self._addresses.folders["actors"][name], "actor", name, content)

    def _others(self, actor: Actor) -> Iterator[Markup]:
        for language, other in actor.names.items():
            yield self._writer.named(other, language)
        for alias in actor.aliases:
            if alias != actor.name:
                yield self._text(alias)

    def _post(self, post: Post) -> Markup:
        words = f"{post.post}, {post.organisation}" if post.organisation else post.post
        ends = (source_label(day, self._language) if day else "" for day in (post.from_, post.to))
        years = "–".join(ends)
        return self._text(f"{words} ({years})" if years != "–" else words)

    def _of_kind(self, kind: str) -> Iterator[Page]:
        """Yield the page of each place or theme, then the list of them."""
        groups, folders = self._groups[kind], self._addresses.folders[kind]
        for name, events in groups.items():
            content = {"name": self._text(name), "entries": self._list(events), "kind": kind}
            yield Page(folders[name], "group", name, content)
        links = tuple(self._link(kind, name, str(len(found))) for name, found in groups.items())
        yield self._page(f"{kind}/", "groups", kind, links=links, kind=kind)

    def _letters(self) -> Iterator[LetterView]:
        """Yield the names of all actors by their first letters, with "see" for other names."""
        actors = map(self._events.actor, self._groups["actors"])
        names = ((form, actor.name) for actor in actors for form in actor.forms)
        letters = by_initial(names, self._language, locale_of(self._language).scripts)
        for number, (letter, forms) in enumerate(letters.items(), 1):
            found = tuple(
                (self._text(form), self._link("actors", name), form != name) for form, name in forms
            )
            yield LetterView(letter, f"_letter-{number}", found)

    def _years(self) -> Iterator[tuple[str, tuple[GroupView, ...]]]:
        """Yield the years, each with its months and their events."""
        dated = [event for event in chronology(self._events.events) if event.date]
        for year, of_year in groupby(dated, lambda event: _month(event).year):
            months = groupby(of_year, _month)
            yield str(year), tuple(self._month_view(first, events) for first, events in months)

    def _month_view(self, first: date, events: Iterable[Event]) -> GroupView:
        label = month_label(Period(first, first), self._language)
        return GroupView(Markup.escape(label), f"_{first.isoformat()[:7]}", self._list(events))

    def _threads(self) -> Iterator[GroupView]:
        for number, thread in enumerate(self._review.threads, 1):
            first = self._entry(thread[0])
            yield GroupView(first.text, f"_thread-{number}", self._list(thread))

    def _card(self, issue: EventIssue) -> CoverLink:
        view = self._review.views[issue.key]
        return CoverLink(
            address=self._addresses.issue(issue),
            month=view.month,
            cover=self._addresses.cover(issue),
            pdf=self._addresses.pdf(issue),
            highlights=tuple(highlight.text for highlight in view.highlights),
            draft=view.draft,
        )

    def _home(self) -> Page:
        newest_first = reversed(self._events.issues)
        years = tuple(
            (str(year), tuple(map(self._card, issues)))
            for year, issues in groupby(newest_first, lambda issue: issue.issue.period.start.year)
        )
        latest = self._card(self._review.latest)
        return self._page("", "home", "home", latest=latest, years=years)


def _month(event: Event) -> date:
    """Return the first day of the month in which an event with a date began."""
    assert event.date is not None
    return event.date.start.replace(day=1)
