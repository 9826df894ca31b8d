"""How the site is cited and followed: Highwire tags, Open Graph, JSON-LD, BibTeX, RIS, Atom feeds.

An entry of a feed has as its id a `tag:` URI (RFC 4151) of the series, the period and the item: it
stays the same when a title, the order or the domain changes. For the series stands its ISSN, or
else its publisher's short name. The authority is a name that nobody can own (RFC 6761). Feeds and
sitemap need the site's address on the web.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, TypeVar
from xml.sax.saxutils import escape

from markupsafe import Markup

from strevview.events import EventIssue
from strevview.model.issue import Issue, SeriesFields
from strevview.site.pages import Page
from strevview.site.publishing import SiteFile
from strevview.site.review import Review, slug

T = TypeVar("T")

ISSUES, ITEMS = "issues.atom", "items.atom"
# The feeds by their addresses, with their labels.
FEEDS = {ISSUES: "feed-issues", ITEMS: "feed-items"}
_AUTHORITY = "strevview.invalid,2025"
# A feed tells what is new; all that was ever is in the data.
_NEWEST = {ISSUES: 24, ITEMS: 100}


@dataclass(frozen=True, slots=True)
class About:
    """What a page tells programs: tags as (attribute, name, content), JSON-LD.

    An issue's page also says how the issue is cited, before its address.
    """

    meta: tuple[tuple[str, str, str], ...]
    json_ld: Markup | None = None
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class _Reference:
    """An issue as every form of citing it tells of it; what it lacks is None."""

    key: str
    issue: Issue
    series: SeriesFields
    title: str
    number: str | None
    day: date
    address: str | None
    pdf: str | None
    cover: str | None

    @property
    def publisher(self) -> str:
        return self.series.publisher.name


def changed(issue: Issue) -> date:
    """Return the last day on which an issue was published, revised or corrected."""
    days = (issue.revised, *(correction.date for correction in issue.corrections))
    return max((issue.issued, *(day for day in days if day is not None)))


def about(page: Page, review: Review) -> About:
    """Return what a page tells programs; issues and the home page tell the most."""
    periodical = _periodical(review.series, review.url)
    issue = review.issues.get(page.folder.rstrip("/"))
    if issue is None:
        one = _reference(review.latest, review)
        tags = _open_graph(one, page.title, "website", review.absolute(page.folder))
        return About(tuple(tags), _script(periodical) if page.template == "home" else None)
    one = _reference(issue, review)
    highlights = "; ".join(line for part in one.issue.sections if (line := part.cover_line))
    meta = (
        *_highwire(one),
        ("name", "description", highlights or one.title),
        *_open_graph(one, one.title, "article", one.address, highlights),
    )
    return About(meta, _script(_publication(one, periodical)), _sentence(one))


def cite_files(issue: EventIssue, review: Review) -> tuple[SiteFile, ...]:
    """Return an issue as BibTeX and as RIS."""
    one = _reference(issue, review)
    return (
        SiteFile(f"{issue.key}/cite.bib", _bibtex(one).encode()),
        SiteFile(f"{issue.key}/cite.ris", _ris(one).encode()),
    )


def _reference(issue: EventIssue, review: Review) -> _Reference:
    number = issue.issue.number_in(issue.series)
    return _Reference(
        key=issue.key,
        issue=issue.issue,
        series=issue.series,
        title=review.title_of(issue),
        number=None if number is None else str(number),
        day=issue.issue.issued,
        address=review.absolute(f"{issue.key}/"),
        pdf=review.absolute(review.addresses.pdf(issue)),
        cover=review.absolute(review.addresses.cover(issue)),
    )


def _highwire(one: _Reference) -> Iterator[tuple[str, str, str]]:
    """Yield the tags that Google Scholar and reference managers read."""
    tags = (
        ("title", one.title),
        *(("author", name) for name in one.issue.editors or (one.publisher,)),
        ("publication_date", one.day.strftime("%Y/%m/%d")),
        ("journal_title", one.series.title),
        ("issn", one.series.issn),
        ("issue", one.number),
        ("publisher", one.publisher),
        ("language", one.series.language),
        ("abstract_html_url", one.address),
        ("pdf_url", one.pdf),
    )
    for name, value in _given(tags):
        yield "name", f"citation_{name}", value


def _open_graph(
    one: _Reference, title: str, kind: str, address: str | None, description: str | None = None
) -> Iterator[tuple[str, str, str]]:
    tags = (
        ("title", title),
        ("type", kind),
        ("site_name", one.series.title),
        ("locale", one.series.language.replace("-", "_")),
        ("url", address),
        ("image", one.cover),
        ("description", description),
    )
    for name, value in _given(tags):
        yield "property", f"og:{name}", value


def _periodical(series: SeriesFields, url: str | None) -> dict[str, Any]:
    fields = {
        "@type": "Periodical",
        "name": series.title,
        "issn": series.issn,
        "inLanguage": series.language,
        "publisher": {"@type": "Organization", "name": series.publisher.name},
        "url": url,
    }
    return dict(_given(fields.items()))


def _publication(one: _Reference, periodical: dict[str, Any]) -> dict[str, Any]:
    fields = {
        "@type": "PublicationIssue",
        "name": one.title,
        "issueNumber": one.number,
        "datePublished": one.day.isoformat(),
        "dateModified": changed(one.issue).isoformat(),
        "inLanguage": one.series.language,
        "url": one.address,
        "image": one.cover,
        "editor": [{"@type": "Person", "name": name} for name in one.issue.editors],
        "about": [section.title for section in one.issue.sections],
        "isPartOf": periodical,
    }
    return dict(_given(fields.items()))


def _sentence(one: _Reference) -> str:
    work = f"{one.title}, no. {one.number}" if one.number else one.title
    editors = ", ".join(one.issue.editors)
    parts = (editors, work, one.publisher) if editors else (one.publisher, work)
    return f"{'. '.join(parts)}."


def _bibtex(one: _Reference) -> str:
    fields = (
        ("title", f"{{{one.title}}}"),
        ("editor", " and ".join(f"{{{name}}}" for name in one.issue.editors)),
        ("journal", one.series.title),
        ("number", one.number),
        ("publisher", one.publisher),
        ("issn", one.series.issn),
        ("year", f"{one.day.year}"),
        ("month", f"{one.day.month}"),
        ("day", f"{one.day.day}"),
        ("url", one.address),
    )
    name = f"{slug(one.series.publisher.short or one.publisher)}-{one.key}"
    lines = (f"  {key} = {{{_plain_for_latex(value)}}}," for key, value in _given(fields))
    return "\n".join((f"@periodical{{{name},", *lines, "}\n"))


def _plain_for_latex(text: str) -> str:
    """Return a text with what LaTeX would take for commands made plain; braces stay."""
    for mark in "&%$#_":
        text = text.replace(mark, f"\\{mark}")
    return text


def _ris(one: _Reference) -> str:
    fields = (
        ("TY", "JFULL"),
        ("TI", one.title),
        ("T2", one.series.title),
        *(("ED", name) for name in one.issue.editors),
        ("IS", one.number),
        ("PB", one.publisher),
        ("SN", one.series.issn),
        ("PY", f"{one.day.year}"),
        ("DA", one.day.strftime("%Y/%m/%d")),
        ("LA", one.series.language),
        ("UR", one.address),
        ("L1", one.pdf),
    )
    lines = (f"{key}  - {value}" for key, value in _given(fields))
    # The form's lines end as on Windows.
    return "\r\n".join((*lines, "ER  - ", ""))


def _given(fields: Iterable[tuple[str, T | None]]) -> Iterator[tuple[str, T]]:
    """Yield the fields that have a value."""
    for name, value in fields:
        if value:
            yield name, value


def _script(data: dict[str, Any]) -> Markup:
    """Return data as JSON-LD that can stand in a `<script>`: no `<` ends it."""
    whole = {"@context": "https://schema.org", **data}
    text = json.dumps(whole, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - nothing in it can end the element


def tag_of(series: SeriesFields, *parts: str) -> str:
    """Return the `tag:` URI of a series, or of an issue or an item of it."""
    own = slug(series.issn or series.publisher.short or series.publisher.name)
    return f"tag:{_AUTHORITY}:{'/'.join((own, *parts))}"


def feed_files(review: Review) -> tuple[SiteFile, ...]:
    """Return both feeds, the newest entries first; the site has an address."""
    entries = {ISSUES: _issue_entries(review), ITEMS: _item_entries(review)}
    return tuple(_feed(review, *feed) for feed in entries.items())


def _issue_entries(review: Review) -> Iterator[dict[str, Any]]:
    for issue in reversed(review.events.issues):
        highlights = review.views[issue.key].highlights
        lines = "".join(f"<li>{highlight.text}</li>" for highlight in highlights)
        address = review.addresses.issue(issue)
        yield _entry(review, issue, address, review.title_of(issue), f"<ul>{lines}</ul>")


def _item_entries(review: Review) -> Iterator[dict[str, Any]]:
    for issue in reversed(review.events.issues):
        sections = review.views[issue.key].sections
        for event in review.events_of(issue):
            section, item = event.position
            address, title = review.addresses.item(event), review.openings[event.address]
            body = str(sections[section].items[item].body)
            yield _entry(review, issue, address, title, body, event.item.id)


def _entry(
    review: Review, issue: EventIssue, address: str, title: str, content: str, *item: str
) -> dict[str, Any]:
    """Return an entry of a feed as feedgenerator takes it."""
    return {
        "title": title,
        "link": f"{review.url}{address}",
        "description": content,
        "unique_id": tag_of(issue.series, issue.key, *item),
        "pubdate": _moment(issue.issue.issued),
        "updateddate": _moment(changed(issue.issue)),
    }


def _feed(review: Review, name: str, entries: Iterable[dict[str, Any]]) -> SiteFile:
    from feedgenerator import Atom1Feed

    series = review.series
    feed = Atom1Feed(
        title=series.title,
        link=review.url,
        description=None,
        language=series.language,
        author_name=series.publisher.name,
        feed_url=f"{review.url}{name}",
        feed_guid=tag_of(series, name.removesuffix(".atom")),
    )
    for entry in islice(entries, _NEWEST[name]):
        feed.add_item(**entry)
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
