"""Atom feeds of issues and of items, and the sitemap. All need the site's address on the web.

An entry's id is a `tag:` URI (RFC 4151) of the series, the period and the item: it stays the same
when a title, the order or the domain changes. For the series stands its ISSN, or else its
publisher's short name. The authority is a name that nobody can own (RFC 6761).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import NamedTuple
from xml.sax.saxutils import escape

from strevview.events.event_list import EventIssue
from strevview.model.issue import SeriesFields
from strevview.site.addresses import slug
from strevview.site.citing import changed, issued
from strevview.site.publishing import SiteFile
from strevview.site.review import Review

ISSUES, ITEMS = "issues.atom", "items.atom"
# The feeds by their addresses, with their labels.
FEEDS = {ISSUES: "feed-issues", ITEMS: "feed-items"}
_AUTHORITY = "strevview.invalid,2025"
# A feed tells what is new; all that was ever is in the data.
_NEWEST = {ISSUES: 24, ITEMS: 100}


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


def feed_files(review: Review) -> tuple[SiteFile, ...]:
    """Return both feeds, the newest entries first; the site has an address."""
    entries = {ISSUES: _issue_entries(review), ITEMS: _item_entries(review)}
    return tuple(
        _feed(review, name, islice(found, _NEWEST[name])) for name, found in entries.items()
    )


def _issue_entries(review: Review) -> Iterator[_Entry]:
    for issue in reversed(review.events.issues):
        highlights = review.views[issue.key].highlights
        lines = "".join(f"<li>{highlight.text}</li>" for highlight in highlights)
        address = review.addresses.issue(issue.key)
        own = tag_of(issue.series, issue.key)
        yield _Entry(issue, own, review.title_of(issue), address, f"<ul>{lines}</ul>")


def _item_entries(review: Review) -> Iterator[_Entry]:
    for issue in reversed(review.events.issues):
        sections = review.views[issue.key].sections
        for event in review.events_of(issue):
            section, item = event.position
            own = tag_of(issue.series, issue.key, event.item.id)
            title = review.told[event.address].opening
            body = str(sections[section].items[item].body)
            yield _Entry(issue, own, title, review.addresses.item(event), body)


def _feed(review: Review, name: str, entries: Iterable[_Entry]) -> SiteFile:
    from feedgenerator import Atom1Feed

    series, url = review.series, review.url
    assert url is not None
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


def sitemap(review: Review, folders: Iterable[str]) -> SiteFile:
    """Return the pages in some folders as a list for search engines (sitemaps.org).

    Each issue has the day on which it was changed last; the home page has the latest of these.
    """
    days = {f"{key}/": changed(issue.issue) for key, issue in review.issues.items()}
    days[""] = max(days.values())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for folder in folders:
        place = f"<loc>{escape(f'{review.url}{review.addresses.page(folder)}')}</loc>"
        day = f"<lastmod>{days[folder]}</lastmod>" if folder in days else ""
        lines.append(f"<url>{place}{day}</url>")
    lines.append("</urlset>\n")
    return SiteFile("sitemap.xml", "\n".join(lines).encode())
