"""How readers find and follow the site: Atom feeds, the sitemap, and what the search looks in.

An entry's id is a `tag:` URI (RFC 4151) of the series, the period and the item: it stays the same
when a title, the order or the domain changes. For the series stands its ISSN, or else its
publisher's short name. The authority is a name that nobody can own (RFC 6761). Feeds and sitemap
need the site's address on the web. The search is Pagefind's, made from the pages of the issues.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from strevview.diagnostics import Diagnostic, error
from strevview.events.event_list import EventIssue
from strevview.model.issue import SeriesFields
from strevview.site.citing import changed, issued
from strevview.site.publishing import SiteFile
from strevview.site.review import Review, slug
from strevview.style.css import script_class

ISSUES, ITEMS = "issues.atom", "items.atom"
# The feeds by their addresses, with their labels.
FEEDS = {ISSUES: "feed-issues", ITEMS: "feed-items"}
_AUTHORITY = "strevview.invalid,2025"
# A feed tells what is new; all that was ever is in the data.
_NEWEST = {ISSUES: 24, ITEMS: 100}
FAILED = "SV974"
SEARCH_FOLDER = "pagefind"
PACKAGE = "pagefind_bin_extended"
_SECONDS = 600
# Languages whose words Pagefind tells apart by itself, on pages in that language.
_SEGMENTED = ("zh", "ja")
# A run of Chinese as `render.markup` marks it; the longest word of it that is looked for.
_CHINESE = re.compile(rf'(<span class="{script_class("Hani")}"[^>]*)>([^<]+)<')
_LONGEST = 12


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
        address = review.addresses.issue(issue.key)
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
        "pubdate": _moment(issued(issue.issue)),
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


def search_files(pages: Iterable[SiteFile], language: str) -> tuple[SiteFile, ...] | Diagnostic:
    """Return Pagefind's files for some pages in a language, or SV974 where it fails.

    It works in a folder of its own: what it makes reaches the site like every other file.
    """
    with TemporaryDirectory(prefix="strevview-search-") as scratch:
        root = Path(scratch)
        for page in pages:
            target = root / page.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_with_parts(page.data, language))
        command = [sys.executable, "-m", PACKAGE, "--site", scratch]
        command += ["--output-subdir", SEARCH_FOLDER, "--quiet"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
            said = done.stderr.strip() or done.stdout.strip()
            failed = done.returncode != 0
        except (OSError, subprocess.TimeoutExpired) as reason:
            said, failed = str(reason), True
        if failed:
            advice = "`--no-search` makes the site without it"
            return error(FAILED, f"Pagefind made no index: {said[-300:]}", None, advice)
        made = sorted((root / SEARCH_FOLDER).rglob("*"))
        return tuple(
            SiteFile(path.relative_to(root).as_posix(), path.read_bytes())
            for path in made
            if path.is_file()
        )


def _with_parts(html: bytes, language: str) -> bytes:
    """Return a page on which each part of a Chinese run is a word that can be looked for.

    A search finds what a word begins with, and within another language a run is one word: what
    begins at each later letter is named in an attribute that Pagefind reads.
    """
    if language.partition("-")[0] in _SEGMENTED:
        return html

    def named(match: re.Match[str]) -> str:
        run = match[2]
        parts = " ".join(run[at : at + _LONGEST] for at in range(1, len(run)))
        about = f' title="{parts}" data-pagefind-index-attrs="title"' if parts else ""
        return f"{match[1]}{about}>{run}<"

    return _CHINESE.sub(named, html.decode()).encode()
