"""Addresses of pages: as they are written into an issue, and whether two lead to one page."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from courlan import extract_domain

from strevview.online.verdicts import is_home

# What advertisers, mailings and social networks add to an address, and no page needs.
_TRACKING = re.compile(
    r"(?:utm|at|pk|mtm|hsa|wt)_\w+|(?:fb|g|d|y|ms|tw|wb|gb|ttc)(?:cl|ra)?(?:id|clid)|mc_[ce]id"
    r"|_ga|_gl|_hs\w+|igsh(?:id)?|mkt_tok|oly_\w+_id|vero_\w+|ref_(?:src|url)|cmpid|smid|xtor"
    r"|share_\w+|spm|__twitter_impression",
    re.IGNORECASE,
)
_FIRST_PAGE = re.compile(r"/(?:index\.\w+)?$")


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
