"""A series as all modules of the site read it, and the addresses of the site's pages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import quote

from strevview.events import Event, EventIssue, EventList, Groups, groups_of, opening, threads
from strevview.lint.folding import without_marks
from strevview.model.issue import SeriesFields
from strevview.render.carried import bytes_digest
from strevview.render.view import IssueView, view_of
from strevview.style.style_file import all_labels_of
from strevview.style.style_folder import Style

PAGE_FILE = "index.html"
_HYPHENS = re.compile("-+")


@dataclass(frozen=True)
class Addresses:
    """The addresses of a site's pages, relative to its root.

    They are made of periods, ids and names alone, so an item's never changes: `2025-07/#prss-1`.
    `folders` are those of the pages of each kind (actors, places, themes), by the names of these.
    On a server a folder's address is enough (`bare`); a folder that is opened from a disk needs
    the name of its page.
    """

    folders: Mapping[str, Mapping[str, str]]
    bare: bool

    def page(self, folder: str, anchor: str = "") -> str:
        """Return the address of the page in a folder; `anchor` is an id in it."""
        place = quote(folder) + ("" if self.bare else PAGE_FILE)
        return f"{place}#{anchor}" if anchor else place

    def cover(self, issue: EventIssue) -> str:
        """Return the address of the picture of an issue's cover; no page stands in its folder."""
        return f"covers/{issue.key}.jpg"

    def pdf(self, issue: EventIssue) -> str:
        """Return the address of an issue's PDF, beside its page."""
        return f"{issue.key}/{issue.loaded.stem}.pdf"

    def issue(self, issue: EventIssue) -> str:
        """Return the address of an issue's page, `2025-07/`."""
        return self.page(f"{issue.key}/")

    def item(self, event: Event) -> str:
        """Return the address of an item, `2025-07/#prss-1`."""
        return self.page(f"{event.issue.key}/", event.item.id)


@dataclass(frozen=True)
class Review:
    """The events of a series, with their issues, and its style."""

    events: EventList
    style: Style

    @cached_property
    def views(self) -> Mapping[str, IssueView]:
        """The issues as templates see them, by their periods."""
        return {
            key: view_of(issue.loaded, self.style, web=True)[0]
            for key, issue in self.issues.items()
        }

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The site's own words."""
        return all_labels_of(self.style.file.labels, self.series)

    @cached_property
    def issues(self) -> Mapping[str, EventIssue]:
        """The issues by their periods."""
        return {issue.key: issue for issue in self.events.issues}

    @property
    def latest(self) -> EventIssue:
        """The latest issue: what the site says of the series is as it is there."""
        return self.events.issues[-1]

    @property
    def series(self) -> SeriesFields:
        """The series as of the latest issue."""
        return self.latest.series

    @property
    def url(self) -> str | None:
        """The site's address on the web, ending in a slash, if it has one."""
        return f"{self.series.url.rstrip('/')}/" if self.series.url else None

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses of the pages, from the site's root."""
        folders = {kind: _folders(kind, names) for kind, names in self.groups.items()}
        return Addresses(folders, bare=self.url is not None)

    @cached_property
    def groups(self) -> Mapping[str, Groups]:
        """The events of each actor, place and theme."""
        return groups_of(self.events.events)

    @cached_property
    def threads(self) -> tuple[tuple[Event, ...], ...]:
        """The events that follow each other."""
        return threads(self.events.events)

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the pages on which events are looked up; none that would be empty."""
        empty = {"places": not self.groups["places"], "threads": not self.threads}
        names = ("chronology", "actors", "places", "themes", "threads")
        return tuple(name for name in names if not empty.get(name))

    @cached_property
    def openings(self) -> Mapping[str, str]:
        """Each event in one line, by its address."""
        return {event.address: opening(event) for event in self.events.events}

    def events_of(self, issue: EventIssue) -> tuple[Event, ...]:
        """Return the events of an issue in its order."""
        return self._of_issues.get(issue.key, ())

    @cached_property
    def _of_issues(self) -> Mapping[str, tuple[Event, ...]]:
        groups = groupby(self.events.events, lambda event: event.issue.key)
        return {key: tuple(events) for key, events in groups}

    def absolute(self, address: str) -> str | None:
        """Return an address on the web; None where the site has none."""
        return None if self.url is None else self.url + quote(address)

    def title_of(self, issue: EventIssue) -> str:
        """Return an issue's title where it stands by itself: that of the series and the month."""
        return f"{issue.series.title}, {self.views[issue.key].plain_month}"


def slug(name: str) -> str:
    """Return a name as a part of an address: its letters and digits, without accents and case."""
    plain = unicodedata.normalize("NFC", without_marks(name))
    kept = (letter if unicodedata.category(letter)[0] in "LMN" else "-" for letter in plain)
    return _HYPHENS.sub("-", "".join(kept)).strip("-")


def _folders(kind: str, names: Iterable[str]) -> Mapping[str, str]:
    """Return a folder for each name; those that would share one have a digest of the name too."""
    slugs = {name: slug(name) for name in names}
    often = Counter(slugs.values())
    return {
        name: f"{kind}/{short if short and often[short] == 1 else _own(short, name)}/"
        for name, short in slugs.items()
    }


def _own(short: str, name: str) -> str:
    digest = bytes_digest(name.encode())[:8]
    return f"{short}-{digest}" if short else digest
