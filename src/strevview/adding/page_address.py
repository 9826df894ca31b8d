"""The page of an address, from the web or as saved, and the address as an issue has it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit, urlunsplit

from courlan import extract_domain

from strevview.model.sources_lock import PageVerdict
from strevview.online.checking import today
from strevview.online.fetching import MAX_BYTES, Fetcher, Page, Unreached
from strevview.online.verdicts import Known, is_home, judge

_BY_HAND = "open it in a browser, save it, and give the file with --html"
# What advertisers, mailings and social networks add to an address, and no page needs.
_TRACKING = re.compile(
    r"(?:utm|at|pk|mtm|hsa|wt)_\w+|(?:fb|g|d|y|ms|tw|wb|gb|ttc)(?:cl|ra)?(?:id|clid)|mc_[ce]id"
    r"|_ga|_gl|_hs\w+|igsh(?:id)?|mkt_tok|oly_\w+_id|vero_\w+|ref_(?:src|url)|cmpid|smid|xtor"
    r"|share_\w+|spm|__twitter_impression",
    re.IGNORECASE,
)
_FIRST_PAGE = re.compile(r"/(?:index\.\w+)?$")


def saved_page(url: str, file: Path) -> Page | str:
    """Return a page that was saved in a file, or in words why there is none."""
    try:
        with file.open("rb") as opened:
            body = opened.read(MAX_BYTES)
    except OSError as reason:
        return f"{file} cannot be read: {reason.strerror or reason}"
    if body.startswith(b"%PDF") or b"\0\0\0" in body[:512]:
        return f"{file} is no page of HTML: save it from the browser as a web page"
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


def without_tracking(address: str) -> str:
    """Return an address without tracking parameters and fragment; the rest stays as it is.

    A fragment by which a script finds its page (`#!` or `#/`) stays.
    """
    parts = urlsplit(address)
    kept = [one for one in parts.query.split("&") if not _TRACKING.fullmatch(one.split("=")[0])]
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((*parts[:3], "&".join(kept), fragment))


def page_key(address: str) -> str:
    """Return what two addresses of one page have in common.

    Scheme, `www.`, a slash or `index.html` at the end, and what tracks do not count.
    """
    try:
        parts = urlsplit(without_tracking(address.strip()))
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return address
    path = _FIRST_PAGE.sub("", parts.path)
    return f"{host}{port}{path}?{'&'.join(sorted(parts.query.split('&')))}#{parts.fragment}"


def address_to_write(reached: str, canonical: str | None) -> str:
    """Return the address that the page gives itself, if it is of the same domain.

    Else that at which it was reached. A page that is none of the site's first does not become one.
    """
    reached = without_tracking(reached)
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
    canonical = without_tracking(canonical)
    # The page came by TLS: many sites have never changed what they write of themselves.
    return reached if page_key(canonical) == page_key(reached) else canonical
