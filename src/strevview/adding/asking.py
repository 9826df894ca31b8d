"""The page of an address, from the web or as an editor saved it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from strevview.model.sources_lock import PageVerdict
from strevview.online.checking import today
from strevview.online.fetching import MAX_BYTES, Fetcher, Page, Unreached
from strevview.online.verdicts import Known, judge

_BY_HAND = "open it in a browser, save it, and give the file with --html"


def saved_page(url: str, file: Path) -> Page | str:
    """Return a page that was saved in a file, or in words why there is none."""
    try:
        with file.open("rb") as opened:
            body = opened.read(MAX_BYTES)
    except OSError as reason:
        return f"{file} cannot be read: {reason.strerror or reason}"
    if body.startswith(b"%PDF") or b"\0\0\0" in body[:512]:
        return f"{file} is no page of HTML"
    return Page(url, 200, {}, body)


def page_at(url: str, fetcher: Fetcher) -> Page | str:
    """Return the page at an address, or in words why there is none and what to do."""
    got = fetcher.fetch(url)
    if isinstance(got, Unreached):
        return got.reason
    kind = got.headers.get("content-type", "").partition(";")[0].strip().lower()
    state = judge(Known(url), got, today(fetcher), fetcher)
    if state.verdict is PageVerdict.BLOCKED:
        return f"{state.evidence}: {_BY_HAND}"
    if not 200 <= got.status < 300:
        return f"its server answers {got.status}: the page is not there"
    if state.verdict is PageVerdict.SOFT_404:
        return f"the page is not there: {state.evidence}"
    if kind and not kind.startswith(("text/html", "application/xhtml")):
        return f"it is no page of HTML ({kind}): write its item by hand"
    return got


def host_of(url: str) -> str | None:
    """Return the host of an address of the web; None for what is none."""
    try:
        parts = urlsplit(url)
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
