"""Atom feeds of issues and of items, and the sitemap. All need the site's address on the web.

An entry's id is a `tag:` URI (RFC 4151) of the series, the period and the item: it stays the same
when a title, the order or the domain changes. For the series stands its ISSN, or else its
publisher's short name. The authority is a name that nobody can own (RFC 6761).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from strevview.events.event_list import EventIssue, EventList
from strevview.model.issue import SeriesFields
from strevview.render.view import IssueView
from strevview.site.addresses import Addresses, slug
from strevview.site.citing import changed, issued
from strevview.site.pages import Told
from strevview.site.publishing import SiteFile

ISSUES, ITEMS = "issues.atom", "items.atom"
# The feeds by their addresses, with their labels.
FEEDS = {ISSUES: "feed-issues", ITEMS: "feed-items"}
_AUTHORITY = "strevview.invalid,2025"
# A feed tells what is new; all that was ever is in the data.
_NEWEST_ISSUES, _NEWEST_ITEMS = 24, 100


class _Entry(NamedTuple):
    issue: EventIssue
    id: str
    title: str
    address: str
    content: str


def tag_of(series: SeriesFields, *parts: str) -> str:
    """Return the `tag:` URI of a series, or of an issue or an item of it."""
    own = slug(series.issn or series.publisher.short or series.publisher.name)
    return f"tag:{_AUTHORITY}:{'/'.join((own, *parts))}"


def feed_files(
    events: EventList,
    addresses: Addresses,
    url: str,
    views: Mapping[str, IssueView],
    told: Mapping[str, Told],
) -> tuple[SiteFile, ...]:
    """Return both feeds, the newest entries first."""
    issues = _issue_entries(events, addresses, views)
    items = _item_entries(events, addresses, views, told)
    return (
        _feed(events, url, ISSUES, list(issues)[:_NEWEST_ISSUES]),
        _feed(events, url, ITEMS, list(items)[:_NEWEST_ITEMS]),
    )


def _issue_entries(
    events: EventList, addresses: Addresses, views: Mapping[str, IssueView]
) -> Iterator[_Entry]:
    for issue in reversed(events.issues):
        view = views[issue.key]
        lines = "".join(f"<li>{highlight.text}</li>" for highlight in view.highlights)
        title = f"{issue.series.title}, {view.plain_month}"
        own = tag_of(issue.series, issue.key)
        yield _Entry(issue, own, title, addresses.issue(issue.key), f"<ul>{lines}</ul>")


def _item_entries(
    events: EventList,
    addresses: Addresses,
    views: Mapping[str, IssueView],
    told: Mapping[str, Told],
) -> Iterator[_Entry]:
    bodies = {
        (key, item.id): item.body
        for key, view in views.items()
        for section in view.sections
        for item in section.items
    }
    order = {issue.key: number for number, issue in enumerate(reversed(events.issues))}
    for event in sorted(events.events, key=lambda event: order[event.issue.key]):
        key = event.issue.key
        own = tag_of(event.issue.series, key, event.item.id)
        body = str(bodies.get((key, event.item.id), ""))
        yield _Entry(event.issue, own, told[event.address].opening, addresses.item(event), body)


def _feed(events: EventList, url: str, name: str, entries: Iterable[_Entry]) -> SiteFile:
    from feedgenerator import Atom1Feed

    series = events.issues[-1].series
    feed = Atom1Feed(
        title=series.title,
        link=url,
        description=None,
        language=series.language,
        author_name=series.publisher.name,
        feed_url=url + name,
        feed_guid=tag_of(series, name.removesuffix(".atom")),
    )
    for entry in entries:
        issue = entry.issue.issue
        feed.add_item(
            title=entry.title,
            link=url + entry.address,
            description=entry.content,
            unique_id=entry.id,
            pubdate=_moment(issued(issue)),
            updateddate=_moment(changed(issue)),
        )
    target = io.StringIO()
    feed.write(target, "utf-8")
    return SiteFile(name, target.getvalue().encode())


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def sitemap(events: EventList, addresses: Addresses, url: str) -> SiteFile:
    """Return the list of all pages for search engines (sitemaps.org), each issue with its day."""
    days = {issue.key: changed(issue.issue) for issue in events.issues}
    latest = max(days.values())
    of_groups = (addresses.actors, addresses.places, addresses.themes)
    pages: list[tuple[str, date | None]] = [("", latest)]
    pages += [(f"{key}/", day) for key, day in days.items()]
    pages += [(f"{name}/", None) for name in (*addresses.lists, "data")]
    pages += [(folder, None) for folders in of_groups for folder in folders.values()]
    lines = [
        f"<url><loc>{escape(url + addresses.page(folder))}</loc>"
        + (f"<lastmod>{day}</lastmod>" if day else "")
        + "</url>"
        for folder, day in pages
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    urlset = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    text = "\n".join((head, urlset, *lines, "</urlset>", ""))
    return SiteFile("sitemap.xml", text.encode())
