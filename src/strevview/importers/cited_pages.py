"""The pages that an item's links cite: one source for each address, under a short key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from strevview.importers.facts import LinkText, SourceGuess

NO_ADDRESS = "no address in the old issue"
# Labels of a host's name that tell nothing of who publishes there.
_NAMELESS = frozenset(
    (
        *("www", "en", "eng", "english", "m", "mobile", "amp", "news", "global", "eu", "us", "es"),
        *("com", "co", "org", "net", "gov", "edu", "ac", "int", "info", "biz", "or", "ne", "go"),
    )
)
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


def cited_pages(links: Sequence[LinkText]) -> tuple[tuple[SourceGuess, ...], tuple[str, ...]]:
    """Return the sources of an item's links, each address once, and the key of each link."""
    from strevview.importers.facts import SourceGuess

    by_address: dict[str, SourceGuess] = {}
    used: set[str] = set()
    keys: list[str] = []
    for place, link in enumerate(links):
        address = (link.address or "").strip()
        kept = by_address.get(address or f"#{place}")
        if kept is None:
            key = _free(_key(address) or _plain(link.word) or "source", used)
            kept = SourceGuess(key, address or None, None if address else NO_ADDRESS)
            by_address[address or f"#{place}"] = kept
            used.add(key)
        keys.append(kept.key)
    return tuple(by_address.values()), tuple(keys)


def _key(address: str) -> str:
    """Return the word of a host's name that tells who publishes: `dawn` of www.dawn.com."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    labels = host.split(".")[:-1]
    telling = [label for label in labels if label not in _NAMELESS and len(label) > 1]
    return _plain(telling[-1]) if telling else ""


def _plain(text: str) -> str:
    return _NOT_IN_A_KEY.sub("-", text.casefold()).strip("-")[:24].strip("-")


def _free(key: str, used: set[str]) -> str:
    if key not in used:
        return key
    return next(f"{key}-{n}" for n in range(2, len(used) + 3) if f"{key}-{n}" not in used)
