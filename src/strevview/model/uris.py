"""Addresses of web pages, as people write them and as a PDF holds them."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import idna

_HOST = re.compile(r"(?<=://)[^/?#@:]+")


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


def _ascii_host(host: str) -> str:
    if "%" not in host:
        return host
    try:
        return idna.encode(unquote(host), uts46=True).decode()
    except idna.IDNAError:
        return host
