"""What became of a page, by the answer of its server; only what surely is gone is called dead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urldefrag, urljoin, urlsplit

from strevview.model.web_pages import PageState, PageVerdict
from strevview.online.fetching import Fault, Fetcher, Unreached, WebPage
from strevview.online.page_text import same_script, same_title, text_of, titles_of

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

    def is_called(self, titles: Sequence[str]) -> bool:
        """Return whether it was called by one of some titles."""
        names = (*self.titles, self._seen) if self._seen else self.titles
        return any(same_title(one, other) for one in names for other in titles)

    def name_like(self, title: str) -> str | None:
        """Return what it was called, as far as that can be compared with a title.

        A title in an issue may be a translation.
        """
        likely = (one for one in self.titles if same_script(one, title))
        return self._seen or next(likely, None)

    @property
    def _seen(self) -> str | None:
        return self.state.title_then if self.state else None


def judge(known: KnownPage, got: WebPage | Unreached, today: date, fetcher: Fetcher) -> PageState:
    """Return the state of a page by the answer of its server; in doubt, ask the server more."""
    if isinstance(got, Unreached):
        if got.fault in ABSENT:
            return _failure(known, got.reason, today)
        return undecided(known, got.reason, today)
    way = " → ".join(str(status) for status in (*(hop.status for hop in got.hops), got.status))
    titles = titles_of(text_of(got)) if got.body else ()
    challenged = _CHALLENGE.search("".join(titles[:1])) and not known.is_called(titles)
    if got.status in _BLOCKED or "cf-mitigated" in got.headers or challenged:
        return undecided(known, f"{way}; it lets no program in", today, PageVerdict.BLOCKED)
    if got.status in _GONE:
        return _failure(known, way, today)
    if not 200 <= got.status < 300:
        return undecided(known, way, today)
    return _judge_shown(known, _ShownPage(got, titles, way), today, fetcher)


def undecided(
    known: KnownPage, evidence: str, today: date, verdict: PageVerdict = PageVerdict.UNKNOWN
) -> PageState:
    """Return the state of a page whose answer decides nothing; its failures stay counted."""
    before = known.state
    return PageState(
        verdict=verdict,
        evidence=evidence,
        checked=today,
        title_then=before.title_then if before else None,
        failed=before.failed if before else (),
    )


def _failure(known: KnownPage, reason: str, today: date) -> PageState:
    """Return the state of a page that is not there today: dead after three such days."""
    before = known.state.failed if known.state else ()
    failed = before if len(before) >= DAYS else tuple(dict.fromkeys((*before, today)))
    verdict = PageVerdict.DEAD if len(failed) >= DAYS else PageVerdict.UNKNOWN
    evidence = f"{reason}; not there on day {len(failed)} of {DAYS}, since {failed[0]}"
    return undecided(known, evidence, today, verdict).model_copy(update={"failed": failed})


@dataclass(frozen=True, slots=True)
class _ShownPage:
    """A page that was shown: its titles, and the way to it in words."""

    page: WebPage
    titles: tuple[str, ...]
    way: str

    def moved_to(self, address: str) -> str | None:
        """Return where redirects lead from an address, which keeps its fragment; None for none."""
        fragment = urldefrag(address).fragment
        end = f"#{fragment}" if fragment else ""
        return self.page.url + end if self.page.hops else None

    @property
    def for_good(self) -> bool:
        """Whether all redirects, and there are some, say that they are permanent."""
        return bool(self.page.hops) and all(hop.status in _PERMANENT for hop in self.page.hops)


def _judge_shown(known: KnownPage, shown: _ShownPage, today: date, fetcher: Fetcher) -> PageState:
    titles, moved_to = shown.titles, shown.moved_to(known.address)
    then = known.name_like(titles[0]) if titles else None
    same, for_good = known.is_called(titles), False
    if same:
        verdict = PageVerdict.MOVED if moved_to else PageVerdict.ALIVE
        words, for_good = "the same title", shown.for_good
    elif moved_to and not is_home(known.address) and is_home(moved_to):
        verdict, words = PageVerdict.SOFT_404, "it leads to the home page"
    elif moved_to and _LOGIN.search(urlsplit(moved_to).path):
        verdict, words = PageVerdict.BLOCKED, "it leads to a log-in"
    elif speaks_of_no_page(titles):
        verdict, words = PageVerdict.SOFT_404, "its title says that the page is not there"
    elif then and _says_so_of_any(shown, fetcher):
        verdict, words = PageVerdict.SOFT_404, "an address that is none has the same title"
    elif then:
        verdict, words = PageVerdict.DRIFTED, "another title"
    else:
        verdict = PageVerdict.MOVED if moved_to else PageVerdict.ALIVE
        words = "no title to compare"
    now = titles[0] if titles else None
    seen = known.state.title_then if known.state else None
    title_then = seen or (now if same or verdict is PageVerdict.ALIVE else then)
    return PageState(
        verdict=verdict,
        evidence=f"{shown.way}; {words}",
        checked=today,
        title_then=title_then,
        title_now=None if now == title_then else now,
        moved_to=moved_to,
        for_good=for_good,
    )


def is_home(address: str) -> bool:
    """Return whether an address is that of a site's first page."""
    parts = urlsplit(address)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


def speaks_of_no_page(titles: Sequence[str]) -> bool:
    """Return whether one of a page's titles says that the page is not there, or not shown."""
    return any(_NOT_FOUND.search(title) or _CHALLENGE.search(title) for title in titles)


def _says_so_of_any(shown: _ShownPage, fetcher: Fetcher) -> bool:
    """Return whether the site answers with the same title for an address that it cannot have."""
    got = fetcher.fetch(urljoin(shown.page.url, _NOWHERE))
    if isinstance(got, Unreached) or not 200 <= got.status < 300:
        return False
    return any(
        same_title(one, other) for one in titles_of(text_of(got)) for other in shown.titles[:1]
    )
