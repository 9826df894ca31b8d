"""A series as its site is made of it: what pages, feeds, data and citations all read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from strevview.events.event_list import Event, EventIssue, EventList
from strevview.events.groups import opening
from strevview.model.issue import SeriesFields
from strevview.model.loading import LoadedIssue
from strevview.render.view import IssueView, view_of
from strevview.site.addresses import Addresses
from strevview.style.labels import words_of
from strevview.style.style_folder import Style


class Told(NamedTuple):
    """An event in one line, and its text without marks, a line a paragraph."""

    opening: str
    text: str


@dataclass(frozen=True)
class Review:
    """The events of a series, its issues by period, and its style."""

    events: EventList
    loaded: Mapping[str, LoadedIssue]
    style: Style

    @cached_property
    def views(self) -> Mapping[str, IssueView]:
        """The issues as templates see them, by their periods."""
        return {key: view_of(one, self.style, web=True)[0] for key, one in self.loaded.items()}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The site's own words."""
        return words_of(self.series, self.style.file.labels)

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
        return Addresses(self.events, bare=self.url is not None)

    @cached_property
    def told(self) -> Mapping[str, Told]:
        """The words of each event by its address; worked out once."""
        return {event.address: self._tell(event) for event in self.events.events}

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

    def _tell(self, event: Event) -> Told:
        prose = self.loaded[event.issue.key].proses[event.position]
        return Told(opening(event, prose), prose.text)
