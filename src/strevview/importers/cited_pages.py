"""The pages that an item's links cite: one source for each address, under a short key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import SplitResult, urlsplit

from strevview.importers.address_dates import address_date
from strevview.importers.facts import Guess, LinkText, SourceGuess
from strevview.importers.publishers import publisher_of
from strevview.model.dates import Period

NO_ADDRESS = "no address in the old issue"
_NO_PAGE = "the old issue's link leads to no web page: {}"
# Labels of a host's name that tell nothing of who publishes there.
_NAMELESS = frozenset(
    (
        *("www", "en", "eng", "english", "m", "mobile", "amp", "news", "global", "eu", "us", "es"),
        *("com", "co", "org", "net", "gov", "edu", "ac", "int", "info", "biz", "or", "ne", "go"),
    )
)
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 24
# A page may be published, or its address changed, some time after the last day.
_AFTER = timedelta(days=200)
_LANGUAGES = {
    "ar": "ar", "de": "de", "german": "de", "es": "es", "esp": "es", "spanish": "es", "fr": "fr",
    "french": "fr", "hi": "hi", "it": "it", "pt": "pt", "ru": "ru", "rus": "ru", "russian": "ru",
    "ur": "ur", "zh": "zh", "zh-cn": "zh",
}  # fmt: skip


def cited_pages(
    links: Sequence[LinkText], period: Period
) -> tuple[tuple[SourceGuess, ...], tuple[str, ...]]:
    """Return the sources of an item's links, each address once, and the key of each link.

    A link whose address is missing, or is none of a web page, is a source of its own that is
    `unavailable`. Addresses stay as they are, whatever they carry.
    """
    by_address: dict[str, SourceGuess] = {}
    used: set[str] = set()
    keys: list[str] = []
    for place, link in enumerate(links):
        address = _whole((link.address or "").strip())
        parts = _split(address)
        kept = by_address.get(address or f"#{place}")
        if kept is None:
            kept = _source(address, parts, link.word, used, period)
            by_address[address or f"#{place}"] = kept
            used.add(kept.key)
        keys.append(kept.key)
    return tuple(by_address.values()), tuple(keys)


def _whole(address: str) -> str:
    # As a browser reads it.
    return f"http://{address}" if address.lower().startswith("www.") else address


def _split(address: str) -> SplitResult | None:
    """Return the parts of a web page's address, or None for anything else."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return parts if parts.scheme.lower() in ("http", "https") and host else None


def _source(
    address: str, parts: SplitResult | None, word: str, used: set[str], period: Period
) -> SourceGuess:
    if parts is None:
        why = _NO_PAGE.format(" ".join(address.split())) if address else NO_ADDRESS
        return SourceGuess(_free(_plain(word) or "source", used), None, why)
    known = publisher_of(parts.hostname or "")
    key = known.key if known else _key(parts.hostname or "")
    told = address_date(parts.path, period.end + _AFTER)
    language = _language(parts)
    return SourceGuess(
        _free(key or _plain(word) or "source", used),
        address,
        None,
        Guess(known.name, "by the address", True) if known else None,
        Guess(told.value, "the day in the address", told.sure) if told else None,
        Guess(language, "by the address", False) if language else None,
    )


def _language(parts: SplitResult) -> str | None:
    """Return the language of a page that its address names; None for English and where none is."""
    first = parts.path.strip("/").partition("/")[0].lower()
    label = (parts.hostname or "").partition(".")[0]
    return _LANGUAGES.get(first) or _LANGUAGES.get(label)


def _key(host: str) -> str:
    """Return the word of a host's name that tells who publishes: `dawn` of www.dawn.com."""
    if host.replace(".", "").isdigit():
        return ""
    labels = [label for label in host.split(".")[:-1] if len(label) > 1]
    telling = [label for label in labels if label not in _NAMELESS]
    return _plain((telling or labels or [""])[-1])


def _plain(text: str) -> str:
    return _NOT_IN_A_KEY.sub("-", text.casefold()).strip("-")[:_LONGEST_KEY].strip("-")


def _free(key: str, used: set[str]) -> str:
    if key not in used:
        return key
    return next(f"{key}-{n}" for n in range(2, len(used) + 3) if f"{key}-{n}" not in used)
