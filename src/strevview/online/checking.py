"""Looking at the pages of all sources, each once a day, and saying what became of each.

Only what surely is gone is called dead. Each verdict is written down at once, in a journal beside
`sources.lock.yaml`; the journal becomes part of that file when the run ends, or at the start of
the next one.
"""

from __future__ import annotations

import json
import os
import queue
import re
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from pydantic import ValidationError

from strevview.diagnostics import Diagnostic
from strevview.model.loading import LoadedIssue
from strevview.model.web_pages import PageState, PageVerdict, lock_text, read_lock
from strevview.online.fetching import Fault, Fetcher, Unreached, WebPage
from strevview.online.page_text import same_script, same_title, titles_of
from strevview.source.disk import write_whole

# Hosts that are asked at once.
WORKERS = 16
_JOURNAL = ".sources.lock.journal"
# Faults of which a page may be dead; all others may be those of the way there.
ABSENT = (Fault.NO_SUCH_NAME, Fault.REFUSED)
# A page is dead after failures on so many days.
DAYS = 3
_GONE = (404, 410)
# Answers of who lets no program in: 412 and 999 are those of firewalls.
_BLOCKED = (401, 403, 407, 412, 429, 451, 999)
_PERMANENT = (301, 308)
_CHALLENGE = re.compile(
    r"^\W*(?:just a moment|attention required|access (?:is )?denied|are you (?:a )?(?:human|robot)"
    r"|(?:please )?verify|checking your browser|security check|ddos.guard|captcha|安全验证|访问验证"
    r"|人机验证)",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"^\W*(?:(?:http |error )*(?:404|410)\b"
    r"|(?:sorry\W+|oops\W+|error\W+)*(?:the |this )?(?:page|article|story|file|document|content)"
    r"(?: (?:that )?you\b[\w' ]{0,30}?)? (?:was |is |has |could |can)?"
    r"(?:not (?:be )?found|no longer|unavailable|not available|does(?:n.t| not) exist"
    r"|been (?:removed|deleted|moved)|expired)"
    r"|not found\b|页面不存在|您访问的页面|找不到|頁面不存在|页面没有找到|страница не найдена"
    r"|पृष्ठ नहीं मिला|صفحہ نہیں ملا)",
    re.IGNORECASE,
)
_HOME = re.compile(r"/*(?:(?:[a-z]{2}|en-\w\w|english|home|index|default|main)(?:\.\w+)?/*){0,2}")
_LOGIN = re.compile(r"/(?:log-?in|sign-?in|auth|sso|subscribe|consent)\b", re.IGNORECASE)
# An address that no site has.
_NOWHERE = "strevview-asks-for-a-page-that-is-not-there"


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What is known of a page before it is looked at: titles in issues, and its last state."""

    address: str
    titles: tuple[str, ...] = ()
    state: PageState | None = None

    @property
    def seen_title(self) -> str | None:
        """What it was called when it was looked at first."""
        return self.state.title_then if self.state else None

    def is_called(self, titles: Sequence[str]) -> bool:
        """Return whether it was called by one of some titles."""
        names = (*self.titles, self.seen_title) if self.seen_title else self.titles
        return any(same_title(one, other) for one in names for other in titles)

    def name_like(self, title: str) -> str | None:
        """Return what it was called, as far as that can be compared with a title.

        A title in an issue may be a translation.
        """
        likely = (one for one in self.titles if same_script(one, title))
        return self.seen_title or next(likely, None)

    def undecided(
        self, evidence: str, day: date, verdict: PageVerdict = PageVerdict.UNKNOWN
    ) -> PageState:
        """Return its state after an answer that decides nothing; its failures stay counted."""
        return PageState(
            verdict=verdict,
            evidence=evidence,
            checked=day,
            title_then=self.seen_title,
            failed=self.state.failed if self.state else (),
        )

    def failure(self, reason: str, day: date) -> PageState:
        """Return its state if it is not there on a day: dead after three such days."""
        failed = self.state.failed if self.state else ()
        if len(failed) < DAYS and day not in failed:
            failed = (*failed, day)
        verdict = PageVerdict.DEAD if len(failed) >= DAYS else PageVerdict.UNKNOWN
        evidence = f"{reason}; not there on day {len(failed)} of {DAYS}, since {failed[0]}"
        return self.undecided(evidence, day, verdict).model_copy(update={"failed": failed})


_Look = tuple[KnownPage, WebPage | Unreached, PageState]


def today(fetcher: Fetcher) -> date:
    """Return the day by the fetcher's clock."""
    return datetime.fromtimestamp(fetcher.clock.now()).astimezone().date()


def judge(known: KnownPage, got: WebPage | Unreached, fetcher: Fetcher) -> PageState:
    """Return the state of a page by the answer of its server; in doubt, ask the server more."""
    day = today(fetcher)
    if isinstance(got, Unreached):
        say = known.failure if got.fault in ABSENT else known.undecided
        return say(got.reason, day)
    way = " → ".join(map(str, (*got.hops, got.status)))
    titles = titles_of(got)
    challenged = _CHALLENGE.search("".join(titles[:1])) and not known.is_called(titles)
    if got.status in _BLOCKED or "cf-mitigated" in got.headers or challenged:
        return known.undecided(f"{way}; it lets no program in", day, PageVerdict.BLOCKED)
    if got.status in _GONE:
        return known.failure(way, day)
    if not 200 <= got.status < 300:
        return known.undecided(way, day)
    same = known.is_called(titles)
    then = known.name_like(titles[0]) if titles else None
    verdict, words = _verdict(known, got, titles, fetcher)
    now = titles[0] if titles else None
    _, mark, place = known.address.partition("#")
    title_then = known.seen_title or (now if same or verdict is PageVerdict.ALIVE else then)
    return PageState(
        verdict=verdict,
        evidence=f"{way}; {words}",
        checked=day,
        title_then=title_then,
        title_now=None if now == title_then else now,
        # Redirects lead to the place in the page that the address names.
        moved_to=f"{got.url}{mark}{place}" if got.hops else None,
        for_good=same and bool(got.hops) and all(status in _PERMANENT for status in got.hops),
    )


def _verdict(
    known: KnownPage, page: WebPage, titles: Sequence[str], fetcher: Fetcher
) -> tuple[PageVerdict, str]:
    """Return what became of a page that was shown, and why, in words."""
    there = PageVerdict.MOVED if page.hops else PageVerdict.ALIVE
    if known.is_called(titles):
        return there, "the same title"
    if page.hops and is_home(page.url) and not is_home(known.address):
        return PageVerdict.SOFT_404, "it leads to the home page"
    if page.hops and _LOGIN.search(urlsplit(page.url).path):
        return PageVerdict.BLOCKED, "it leads to a log-in"
    if speaks_of_no_page(titles):
        return PageVerdict.SOFT_404, "its title says that the page is not there"
    if not titles or known.name_like(titles[0]) is None:
        return there, "no title to compare"
    nowhere = fetcher.fetch(urljoin(page.url, _NOWHERE))
    shown = (
        titles_of(nowhere) if isinstance(nowhere, WebPage) and nowhere.status // 100 == 2 else ()
    )
    if any(same_title(one, titles[0]) for one in shown):
        return PageVerdict.SOFT_404, "an address that is none has the same title"
    return PageVerdict.DRIFTED, "another title"


def is_home(address: str) -> bool:
    """Return whether an address is that of a site's first page."""
    parts = urlsplit(address)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


def speaks_of_no_page(titles: Sequence[str]) -> bool:
    """Return whether one of a page's titles says that the page is not there, or not shown."""
    return any(_NOT_FOUND.search(title) or _CHALLENGE.search(title) for title in titles)


def fetcher_for(issues: Iterable[LoadedIssue], allow_private: bool) -> Fetcher:
    """Return what asks in the name of the issues' series."""
    series = next((issue.series for issue in issues if issue.series), None)
    about = ""
    if series is not None:
        about = f"checks the sources of {series.title}; {series.url or series.publisher.name}"
    return Fetcher(about, allow_private=allow_private)


def titles_by_address(issues: Iterable[LoadedIssue]) -> dict[str, tuple[str, ...]]:
    """Return the addresses of all sources, each with the titles that the issues give it."""
    found: dict[str, dict[str, None]] = {}
    for issue in issues:
        for _, item, _ in issue.items():
            for source in item.sources.values():
                if source.url is not None:
                    titles = found.setdefault(source.url, {})
                    titles |= {source.title: None} if source.title else {}
    return {address: tuple(titles) for address, titles in found.items()}


class PageStates:
    """The states of pages in `sources.lock.yaml`, with what this run and one cut off have seen."""

    def __init__(self, lock: Path) -> None:
        self._lock = lock
        self._journal = lock.with_name(_JOURNAL)
        seen = read_lock(lock)
        self.diagnostics = seen.diagnostics
        self._new = dict(self._from_journal())
        self.pages = {**seen.pages, **self._new}

    def _from_journal(self) -> Iterator[tuple[str, PageState]]:
        """Yield the addresses and states in the journal, without a line that was cut off."""
        lines = self._journal.read_bytes().split(b"\n") if self._journal.exists() else []
        for line in lines:
            try:
                address, state = json.loads(line)
                yield address, PageState.model_validate(state)
            except (ValueError, ValidationError):
                continue

    def add(self, address: str, state: PageState) -> None:
        """Take a state, and write it down before anything else happens."""
        self.pages[address] = self._new[address] = state
        line = json.dumps([address, state.as_data()]).encode()
        with self._journal.open("ab") as file:
            # What was cut off before stays a line of its own.
            file.write(b"\n" + line + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def close(self, wanted: Collection[str] | None) -> Diagnostic | None:
        """Write the file and end the journal; where `wanted` is given, other pages are left out.

        What another run has written meanwhile stays.
        """
        pages = {**read_lock(self._lock).pages, **self._new}
        kept = {a: state for a, state in pages.items() if wanted is None or a in wanted}
        # No file is begun by a run without a network.
        is_due = bool(kept) or self._lock.exists()
        fault = write_whole(self._lock, lock_text(kept).encode()) if is_due else None
        if fault is None:
            self._journal.unlink(missing_ok=True)
        return fault


def pages_due(
    titles: Mapping[str, tuple[str, ...]], book: PageStates, today: date, *, again: bool
) -> tuple[KnownPage, ...]:
    """Return the pages to check: those not checked today or with no result, or `again` all."""
    known = (KnownPage(address, titles[address], book.pages.get(address)) for address in titles)
    return tuple(
        page
        for page in known
        if again
        or page.state is None
        or page.state.checked != today
        or page.state.verdict is PageVerdict.UNKNOWN
    )


def check_pages(pages: Collection[KnownPage], fetcher: Fetcher) -> Iterator[tuple[str, PageState]]:
    """Yield the state of each page as it becomes known.

    A host that is not to be found or refuses is asked a second time when all others were. Where no
    host answered at all, that says nothing about these pages, and they are left out.
    """
    later: list[KnownPage] = []
    answered = False
    for page, got, state in _looked_at(pages, fetcher):
        if isinstance(got, Unreached) and got.fault in ABSENT:
            later.append(page)
            continue
        answered |= isinstance(got, WebPage)
        yield page.address, state
    again = list(_looked_at(later, fetcher))
    if answered or any(isinstance(got, WebPage) for _, got, _ in again):
        yield from ((page.address, state) for page, _, state in again)


def _looked_at(pages: Collection[KnownPage], fetcher: Fetcher) -> Iterator[_Look]:
    """Look at pages in threads, of which each has those of one host."""
    hosts: defaultdict[str, list[KnownPage]] = defaultdict(list)
    for page in pages:
        hosts[urlsplit(page.address).netloc.lower()].append(page)
    # The longest first: the end of a run then waits for no host that was begun late.
    todo = iter(sorted(hosts.values(), key=len, reverse=True))
    done: queue.SimpleQueue[_Look | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            for batch in todo:
                for page in batch:
                    got = fetcher.fetch(page.address)
                    done.put((page, got, judge(page, got, fetcher)))
        except Exception as fault:  # noqa: BLE001
            done.put(fault)

    for _ in range(min(WORKERS, len(hosts))):
        # Whoever interrupts the run does not wait for a server.
        threading.Thread(target=run, daemon=True).start()
    for _ in pages:
        look = done.get()
        if isinstance(look, Exception):
            raise look
        yield look
