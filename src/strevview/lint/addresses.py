"""Web addresses of sources: what is wrong with one, what in it only tracks, which are one page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from strevview.lint.checked_item import CheckedItem
    from strevview.source.nodes import Path

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh"
    r"|mc_[ce]id|_hsenc|_hsmi|mkt_tok|oly_(?:enc|anon)_id|vero_id|wickedid|ref_src|s_cid|spm",
    re.ASCII | re.IGNORECASE,
)
_SCHEME_TWICE = re.compile(r"https?:/+https?[:/]", re.ASCII | re.IGNORECASE)
_FOREIGN = re.compile(r"[\s\"<>“”‘’\\^`{|}]")
_CUT = re.compile(r"…|\.\.\.")
_HOST = re.compile(r"[^/?#:@,;()]+", re.ASCII)
_END = ".,;:!'"


class SourceAddress(NamedTuple):
    """An address of a source of an item; `key` is url or archived."""

    item: CheckedItem
    source: str
    key: str
    address: str

    @property
    def path(self) -> Path:
        """The path of the address in the file."""
        return (*self.item.path, "sources", self.source, self.key)


class Damage(NamedTuple):
    """What is wrong with an address, in words that follow "the address", and where in it."""

    words: str
    start: int
    end: int


def source_addresses(items: Iterable[CheckedItem]) -> tuple[SourceAddress, ...]:
    """Return the addresses of all sources, in the order of the file."""
    return tuple(
        SourceAddress(item, name, key, address)
        for item in items
        for name, source in item.sources()
        for key, address in (("url", source.model.url), ("archived", source.model.archived))
        if address is not None and not source.is_lost(key)
    )


def damage(address: str) -> Damage | None:
    """Return the first sign that an address was damaged when it was copied."""
    twice = _SCHEME_TWICE.match(address)
    if twice:
        return Damage("starts with https:// twice", 0, twice.end())
    found = _FOREIGN.search(address)
    if found:
        name = "a space" if found.group().isspace() else f"`{found.group()}`"
        return Damage(f"has {name} in it", *found.span())
    found = _CUT.search(address)
    if found:
        return Damage("is cut off", *found.span())
    start = address.find("&amp;")
    if start >= 0:
        return Damage("has `&amp;` in the place of `&`", start, start + 5)
    return _host_damage(address) or _bracket_damage(address) or _end_damage(address)


def _host_damage(address: str) -> Damage | None:
    start = address.find("://") + 3
    try:
        host = urlsplit(address).netloc.rpartition("@")[2]
    except ValueError:
        return Damage("names no host", start, len(address))
    if host.startswith("["):
        return None
    name = host.partition(":")[0]
    start = address.find(name, start) if name else start
    if "." not in name or ".." in name or name[:1] in ".-" or name[-1:] in ".-":
        return Damage(f"has `{name}` for a host, which is none", start, start + max(len(name), 1))
    if not _HOST.fullmatch(name) and name.isascii():
        return Damage(f"has `{name}` for a host, which is none", start, start + len(name))
    return None


def _bracket_damage(address: str) -> Damage | None:
    for opener, closer in ("()", "[]"):
        if address.count(opener) != address.count(closer):
            more = opener if address.count(opener) > address.count(closer) else closer
            place = address.rfind(more)
            return Damage(f"has one `{more}` too many", place, place + 1)
    return None


def _end_damage(address: str) -> Damage | None:
    # The names of encyclopaedia pages may end with a full stop (…/wiki/Apple_Inc.).
    if address[-1:] not in _END or "/wiki/" in address:
        return None
    last = len(address) - 1
    return Damage(f"ends with `{address[-1]}`", last, last + 1)


def without_tracking(address: str) -> tuple[str, tuple[str, ...]]:
    """Return the address without the parameters that only track, and their names."""
    main, hash_mark, fragment = address.partition("#")
    page, mark, query = main.partition("?")
    if not mark:
        return address, ()
    kept: list[str] = []
    dropped: list[str] = []
    for part in query.split("&"):
        name = part.partition("=")[0]
        (dropped if _TRACKING.fullmatch(name) else kept).append(part)
    if not dropped:
        return address, ()
    rest = "&".join(kept)
    names = tuple(part.partition("=")[0] for part in dropped)
    return page + (f"?{rest}" if rest else "") + hash_mark + fragment, names


def page_identity(address: str) -> str:
    """Return what two addresses of one page have in common.

    Scheme, `www.`, the case of the host, a slash at the end, the place in the page and tracking
    make no other page (RFC 3986, section 6.2); a fragment that starts with `/` or `!` does.
    """
    clean, _ = without_tracking(address)
    main, _, fragment = clean.partition("#")
    rest = main.partition("://")[2]
    host, slash, path = rest.partition("/")
    host = host.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    identity = host + (slash + path).rstrip("/")
    return f"{identity}#{fragment}" if fragment[:1] in ("/", "!") and fragment else identity
