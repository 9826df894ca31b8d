"""Addresses of web pages, as people write them and as a PDF holds them."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import idna

_HOST = re.compile(r"(?<=://)[^/?#@:]+")
# What advertisers, mailings and social networks add to an address, and no page needs.
_TRACKING = re.compile(
    r"(?:(?:utm|mtm|hsa)_\w+|pk_(?:campaign|cid|content|kwd|medium|source)|fbclid|gclid|gclsrc|dclid"
    r"|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)|_g[al]|mkt_tok"
    r"|oly_(?:enc|anon)_id|vero_id|wickedid|ref_src|s_cid|smid|spm|__twitter_impression)(?:=|$)",
    re.ASCII | re.IGNORECASE,
)


def uri_of(address: str) -> str:
    """Return an address as a PDF holds it: its host by IDNA, what else no URI may have as %XX.

    Programs other than browsers look a host up as it is written (RFC 3987, 3.1; RFC 5891).
    """
    uri = quote(address.strip(), safe="/:?#[]@!$&'()*+,;=~%")
    return _HOST.sub(lambda host: _ascii_host(host[0]), uri, count=1)


def readable_host(host: str) -> str:
    """Return a host in the letters that people know it by."""
    if "xn--" not in host:
        return host
    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host


def without_tracking(address: str) -> tuple[str, tuple[str, ...]]:
    """Return the address without the parameters that only track, and their names."""
    main, hash_mark, fragment = address.partition("#")
    page, _, query = main.partition("?")
    parts = query.split("&")
    names = tuple(part.partition("=")[0] for part in parts if _TRACKING.match(part))
    if not names:
        return address, ()
    rest = "&".join(part for part in parts if not _TRACKING.match(part))
    return page + (f"?{rest}" if rest else "") + hash_mark + fragment, names


def page_identity(address: str) -> str:
    """Return what two addresses of one page have in common.

    Scheme, `www.`, the case of the host, a slash at the end, the place in the page and tracking
    make no other page (RFC 3986, section 6.2); a fragment that starts with `/` or `!` does.
    """
    clean, _ = without_tracking(address)
    main, _, fragment = clean.partition("#")
    rest = main.partition("://")[2]
    page, mark, query = rest.partition("?")
    host, slash, path = page.partition("/")
    host = host.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    identity = host + (slash + path).rstrip("/") + mark + query.rstrip("/")
    return f"{identity}#{fragment}" if fragment[:1] in ("/", "!") and fragment else identity


def _ascii_host(host: str) -> str:
    if "%" not in host:
        return host
    try:
        return idna.encode(unquote(host), uts46=True).decode()
    except idna.IDNAError:
        return host
