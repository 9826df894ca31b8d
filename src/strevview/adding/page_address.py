"""The page of an address, from the web or as saved, and the address as an issue has it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from courlan import extract_domain

from strevview.model.web_pages import PageVerdict, page_identity, without_tracking
from strevview.online.checking import today
from strevview.online.fetching import MAX_BYTES, Fault, Fetcher, Unreached, WebPage
from strevview.online.verdicts import ABSENT, KnownPage, is_home, judge

_BY_HAND = "open it in a browser, save it, and give the file with --html"


def saved_page(url: str, file: Path) -> WebPage | str:
    """Return a page that was saved in a file, or in words why there is none."""
    try:
        with file.open("rb") as opened:
            body = opened.read(MAX_BYTES)
    except OSError as reason:
        return f"{file} cannot be read: {reason.strerror or reason}"
    if body.startswith(b"%PDF") or b"\0\0\0" in body[:512]:
        return f"{file} is no page of HTML: save it from the browser as a web page"
    return WebPage(url, 200, {}, body)


def page_at(url: str, fetcher: Fetcher) -> WebPage | str:
    """Return the page at an address, or in words why there is none and what to do."""
    got = fetcher.fetch(url)
    if isinstance(got, Unreached):
        if got.fault is Fault.PRIVATE:
            return f"{got.reason}: --allow-private asks it"
        away = got.fault in (*ABSENT, Fault.NO_ANSWER)
        return f"{got.reason}: is there a network? Else {_BY_HAND}" if away else got.reason
    kind = got.headers.get("content-type", "").partition(";")[0].strip().lower()
    state = judge(KnownPage(url), got, today(fetcher), fetcher)
    if state.verdict is PageVerdict.BLOCKED:
        return f"{state.evidence}: {_BY_HAND}"
    if not 200 <= got.status < 300:
        return f"its server answers {got.status}: the page is not there"
    if state.verdict is PageVerdict.SOFT_404:
        return f"the page is not there: {state.evidence}"
    if kind and not kind.startswith(("text/html", "application/xhtml")):
        return f"it is no page of HTML ({kind}): write its item by hand"
    return got


def address_to_write(reached: str, canonical: str | None) -> str:
    """Return the address that the page gives itself, if it is of the same domain.

    Else that at which it was reached. A page that is none of the site's first does not become one.
    """
    reached = tidy_address(reached)
    try:
        canonical = urljoin(reached, canonical or "")
        parts = urlsplit(canonical)
        usable = parts.scheme in ("http", "https") and not re.search(r"\s", canonical)
    except ValueError:
        usable = False
    if canonical is None or not usable:
        return reached
    domains = {extract_domain(one) or urlsplit(one).hostname for one in (reached, canonical)}
    if len(domains) > 1 or (is_home(canonical) and not is_home(reached)):
        return reached
    canonical = tidy_address(canonical)
    # The page came by TLS: many sites have never changed what they write of themselves.
    return reached if page_identity(canonical) == page_identity(reached) else canonical


def tidy_address(address: str) -> str:
    """Return an address without what tracks, and without a fragment that is a place in the page.

    A fragment by which a script finds its page (`#!` or `#/`) stays.
    """
    clean, _ = without_tracking(address)
    page, _, fragment = clean.partition("#")
    return clean if fragment.startswith(("!", "/")) else page
