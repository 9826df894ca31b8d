"""Copies of pages in a web archive, found by Memento (RFC 7089), and their addresses in issues."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlencode, urljoin

from strevview.diagnostics import Diagnostic, Edit, Fix, Severity
from strevview.lint.fixes import apply_fixes, replace_text
from strevview.model.loading import LoadedIssue, Shelf, load_issue, load_issue_text
from strevview.model.web_pages import PageState
from strevview.online.checking import speaks_of_no_page
from strevview.online.fetching import Fetcher, Request, Unreached, WebPage
from strevview.online.page_text import same_title, text_of, titles_of
from strevview.source import nodes
from strevview.source.writer import as_scalar, line_end_after

# Of the copies nearest to the day so many are looked at, and of a list of copies so many parts.
MOST_COPIES = 5
MOST_PARTS = 10
# How often an archive is asked whether a copy was made, and the seconds in between.
SAVE_LOOKS = 30
SAVE_PAUSE = 6.0
# A link of a `Link` header or of a TimeMap (RFC 8288, 3; RFC 7089, 5).
_LINK = re.compile(r"<([^>]*)>((?:\s*;\s*[\w-]+\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+))*)")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of which a copy is wanted: the days it should be of, and what it is called."""

    url: str
    first: date
    last: date
    titles: tuple[str, ...] = ()

    def distance(self, copied: datetime) -> timedelta:
        """Return how far a copy is from the days."""
        first = datetime.combine(self.first, time.min, UTC)
        last = datetime.combine(self.last, time.max, UTC)
        return max(first - copied, copied - last, timedelta(0))


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in an archive, and when it was made."""

    url: str
    made: datetime


def pages_to_copy(issue: LoadedIssue, seen: Mapping[str, PageState]) -> Iterator[Wanted]:
    """Yield the pages of an issue that have no copy yet, each once."""
    told: set[str] = set()
    for _, item, _ in issue.items():
        for source in item.sources.values():
            if source.url is None or source.archived is not None or source.url in told:
                continue
            told.add(source.url)
            assert issue.issue is not None
            day = source.published or item.date or issue.issue.period
            state = seen.get(source.url)
            then = state.title_then if state else None
            titles = tuple(title for title in (source.title, then) if title)
            yield Wanted(source.url, day.start, day.end, titles)


class Archive:
    """A web archive: `gate` is its TimeGate, in front of which the address of a page stands.

    `unanswered` is for how many pages, one after the other, it last gave no answer.
    """

    def __init__(self, gate: str, fetcher: Fetcher) -> None:
        self._gate = gate
        self._fetcher = fetcher
        self.unanswered = 0

    def nearest(self, wanted: Wanted) -> Copy | str:
        """Return the copy nearest to the days that has the title, or in words why there is none."""
        copies = self._copies(wanted)
        if isinstance(copies, str):
            return copies
        why = "the archive has no copy"
        for copy in sorted(copies, key=lambda copy: wanted.distance(copy.made))[:MOST_COPIES]:
            found = self._looked_at(copy.url, wanted)
            if isinstance(found, Copy):
                return found
            why = f"no copy can be used: {found}"
        return why

    def save(self, wanted: Wanted, key: str) -> Copy | str:
        """Have the archive make a copy, as web.archive.org does it; else say in words why not.

        `key` is "access:secret" of an account there.
        """
        headers = {"Authorization": f"LOW {key}", "Accept": "application/json"}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        data = urlencode({"url": wanted.url}).encode()
        asked = Request({**headers, **form}, data, follow=False)
        told = self._json(urljoin(self._gate, "/save"), asked)
        for _ in range(SAVE_LOOKS):
            job = told.get("job_id")
            if told.get("status") not in (None, "pending") or not isinstance(job, str):
                break
            self._fetcher.clock.sleep(SAVE_PAUSE)
            status = urljoin(self._gate, f"/save/status/{job}")
            told = {"job_id": job, **self._json(status, Request(headers, follow=False))}
        if told.get("status") != "success":
            return f"no copy was made: {told.get('message') or 'it takes too long'}"
        made = f"{self._gate}{told.get('timestamp')}/{told.get('original_url', wanted.url)}"
        return self._looked_at(made, wanted)

    def _json(self, url: str, request: Request) -> dict[str, object]:
        got = self._fetcher.fetch(url, request)
        if isinstance(got, Unreached):
            return {"status": "error", "message": got.reason}
        self.unanswered = 0
        try:
            told = json.loads(got.body)
        except ValueError:
            told = None
        return told if isinstance(told, dict) else {"status": "error", "message": str(got.status)}

    def _copies(self, wanted: Wanted) -> list[Copy] | str:
        """Return the copies that the TimeMap lists, or the one that the TimeGate leads to."""
        noon = datetime.combine(wanted.first, time(12), UTC)
        asked = {"Accept-Datetime": format_datetime(noon, usegmt=True)}
        got = self._fetcher.fetch(self._gate + wanted.url, Request(asked, follow=False))
        if isinstance(got, Unreached):
            self.unanswered += 1
            return f"the archive gives no answer: {got.reason}"
        self.unanswered = 0
        if got.status not in (200, 302, 303, 307, 404):
            return f"the archive answers {got.status}"
        links = _links(got.headers.get("link", ""), got.url)
        parts = [url for url, told in links if "timemap" in told.get("rel", "").split()]
        copies = list(_copies_among(links))
        for part in parts:
            listed = self._fetcher.fetch(part) if parts.index(part) < MOST_PARTS else None
            if isinstance(listed, WebPage) and listed.status == 200:
                links = _links(text_of(listed), part)
                copies += _copies_among(links)
                more = (url for url, told in links if "timemap" in told.get("rel", "").split())
                parts += [url for url in more if url not in parts]
        target = got.headers.get("location")
        if not copies and target:
            copies = [Copy(urljoin(got.url, target), noon)]
        return copies

    def _looked_at(self, url: str, wanted: Wanted) -> Copy | str:
        """Return the copy at an address if it has the page's title, else in words what is wrong."""
        got = self._fetcher.fetch(url)
        if isinstance(got, Unreached):
            return got.reason
        made = _moment(got.headers.get("memento-datetime", ""))
        if got.status != 200 or made is None:
            return f"{got.status}, not a copy"
        titles = titles_of(got)
        same = any(same_title(one, other) for one in wanted.titles for other in titles)
        if speaks_of_no_page(titles) or (wanted.titles and not same):
            return f"its title is “{titles[0] if titles else ''}”"
        return Copy(got.url, made)


def _links(text: str, base: str) -> list[tuple[str, dict[str, str]]]:
    """Return the links of a `Link` header or a TimeMap, each with its parameters."""
    found = []
    for target, told in _LINK.findall(text):
        parameters = {name.lower(): one or other for name, one, other in _PARAMETER.findall(told)}
        found.append((urljoin(base, target), parameters))
    return found


def _copies_among(links: list[tuple[str, dict[str, str]]]) -> Iterator[Copy]:
    for url, told in links:
        made = _moment(told.get("datetime", ""))
        if "memento" in told.get("rel", "").split() and made is not None:
            yield Copy(url, made)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def write_copy(path: Path, shelf: Shelf, url: str, copy: str) -> str | None:
    """Write `archived:` below each source of an address that has none; return what is wrong.

    The file is read anew, so that what was written to it meanwhile stays.
    """
    loaded = load_issue(path, shelf)
    if loaded.places is None:
        return "cannot be read"
    fixes = []
    for item_path, item, _ in loaded.items():
        for name, source in item.sources.items():
            node = loaded.places.node((*item_path, "sources", name))
            if source.url == url and source.archived is None and isinstance(node, nodes.Mapping):
                fix = Fix("", (_addition(loaded, node, copy),))
                fixes.append(Diagnostic("SV421", Severity.WARNING, "", fix=fix))
    text = loaded.places.source.text
    longer = apply_fixes(text, fixes).text
    again = load_issue_text(longer.encode(), str(path), shelf)
    sources = [source for _, item, _ in again.items() for source in item.sources.values()]
    if any(source.url == url and source.archived is None for source in sources):
        return f"has no place to write it: add `archived: {copy}` below {url}"
    return replace_text(path, text, longer)


def _addition(loaded: LoadedIssue, source: nodes.Mapping, copy: str) -> Edit:
    """Return the edit that adds the key behind the last one of a source."""
    assert loaded.places is not None
    if source.flow:
        end = source.entries[-1].value.end
        quoted = copy.replace("'", "%27")
        return Edit(end, end, f", archived: '{quoted}'")
    end = line_end_after(loaded.places, source)
    indent = " " * (source.span.column - 1)
    return Edit(end, end, f"\n{indent}archived: {as_scalar(copy)}")
