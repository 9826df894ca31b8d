"""Looking at the pages of all sources, each once a day; what was seen is never lost.

Each verdict is written down at once, in a journal beside `sources.lock.yaml`; the journal becomes
part of that file when the run ends, or at the start of the next one.
"""

from __future__ import annotations

import json
import os
import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError

from strevview.diagnostics import Diagnostic
from strevview.model.loading import LoadedIssue
from strevview.model.web_pages import PageState, PageVerdict, lock_text, read_lock
from strevview.online.fetching import Fetcher, Unreached, WebPage
from strevview.online.verdicts import ABSENT, KnownPage, judge
from strevview.source.disk import write_whole

T = TypeVar("T")

# Hosts that are asked at once.
WORKERS = 16
_JOURNAL = ".sources.lock.journal"


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
        fault = write_whole(self._lock, lock_text(kept).encode())
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


def today(fetcher: Fetcher) -> date:
    """Return the day by the fetcher's clock."""
    return datetime.fromtimestamp(fetcher.clock.now()).astimezone().date()


def check_pages(pages: Collection[KnownPage], fetcher: Fetcher) -> Iterator[tuple[str, PageState]]:
    """Yield the state of each page as it becomes known.

    A host that is not to be found or refuses is asked a second time when all others were. Where no
    host answered at all, that says nothing about these pages, and they are left out.
    """
    later: list[KnownPage] = []
    answered = False

    def look(page: KnownPage) -> tuple[WebPage | Unreached, PageState]:
        got = fetcher.fetch(page.address)
        return got, judge(page, got, today(fetcher), fetcher)

    for page, (got, state) in _by_host(look, pages):
        if isinstance(got, Unreached) and got.fault in ABSENT:
            later.append(page)
            continue
        answered |= isinstance(got, WebPage)
        yield page.address, state
    again = list(_by_host(look, later))
    if answered or any(isinstance(got, WebPage) for _, (got, _) in again):
        yield from ((page.address, state) for page, (_, state) in again)


def _by_host(
    work: Callable[[KnownPage], T], pages: Collection[KnownPage]
) -> Iterator[tuple[KnownPage, T]]:
    """Do some work for each page in threads, of which each has the pages of one host."""
    hosts: defaultdict[str, list[KnownPage]] = defaultdict(list)
    for page in pages:
        hosts[urlsplit(page.address).netloc.lower()].append(page)
    # The longest first: the end of a run then waits for no host that was begun late.
    todo = iter(sorted(hosts.values(), key=len, reverse=True))
    done: queue.SimpleQueue[tuple[KnownPage, T] | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            for batch in todo:
                for page in batch:
                    done.put((page, work(page)))
        except Exception as fault:  # noqa: BLE001
            done.put(fault)

    for _ in range(min(WORKERS, len(hosts))):
        # Whoever interrupts the run does not wait for a server.
        threading.Thread(target=run, daemon=True).start()
    for _ in pages:
        result = done.get()
        if isinstance(result, Exception):
            raise result
        yield result
