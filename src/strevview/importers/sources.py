"""The sources of an item: one for each address that its links lead to, under a short key.

Publisher, day of publication and language are read from the address alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import SplitResult, urlsplit

from strevview.importers.guesses import Guess, LinkText, SourceGuess
from strevview.importers.publishers import publisher_of
from strevview.model.dates import Period

NO_ADDRESS = "no address in the old issue"
_NO_PAGE = "the old issue's link leads to no web page: {}"
# Labels of a host's name that tell nothing of who publishes there.
_NAMELESS_LABELS = (
    "ac amp biz co com edu en eng english es eu global go gov info int m mobile ne net news or org "
    "us www"
)
_NAMELESS = frozenset(_NAMELESS_LABELS.split())
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 24
# A page may be published, or its address changed, some time after the last day.
_AFTER = timedelta(days=200)
_LANGUAGES = {
    "ar": "ar", "de": "de", "german": "de", "es": "es", "esp": "es", "spanish": "es", "fr": "fr",
    "french": "fr", "hi": "hi", "it": "it", "pt": "pt", "ru": "ru", "rus": "ru", "russian": "ru",
    "ur": "ur", "zh": "zh", "zh-cn": "zh",
}  # fmt: skip
# Days as folders have them, then one at the end of a page's name, which may be of its event; and
# months: /2025/07/31/, /202507/31/, /2025-07/31/, /2025/0731/, /t20250731_, -2025-07-31, /202507/.
_DAY = re.compile(
    r"/(20\d\d)(?:/(\d\d)/(\d\d)|-(\d\d)[-/](\d\d)|/(\d\d?)/(\d\d?)|/(\d\d)(\d\d)|(\d\d)/(\d\d))"
    r"(?=[/_.-]|$)|/t?(20\d\d)(\d\d)(\d\d)(?=[/_.]|$)"
)
_NAMED_DAY = re.compile(r"-(20\d\d)-(\d\d)-(\d\d)(?=/?$|\.\w{3,5}$)")
_MONTH = re.compile(r"/(20\d\d)[/-]?(\d\d)(?=/)")


def sources_of(
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
        address = (link.address or "").strip()
        if address.lower().startswith("www."):
            address = f"http://{address}"
        told = address or f"#{place}"
        if told not in by_address:
            by_address[told] = _source(address, link.word, used, period)
            used.add(by_address[told].key)
        keys.append(by_address[told].key)
    return tuple(by_address.values()), tuple(keys)


def _source(address: str, word: str, used: set[str], period: Period) -> SourceGuess:
    named = _key_of(word) or "source"
    parts = _split(address)
    host = parts.hostname if parts is not None else None
    if parts is None or host is None:
        why = _NO_PAGE.format(" ".join(address.split())) if address else NO_ADDRESS
        return SourceGuess(_free(named, used), None, why)
    key, publisher = publisher_of(host) or (_host_key(host), None)
    language = _language(parts, host)
    return SourceGuess(
        _free(key or named, used),
        address,
        None,
        Guess(publisher, "by the address", True) if publisher else None,
        _published(parts.path, period.end),
        Guess(language, "by the address", False) if language else None,
    )


def _split(address: str) -> SplitResult | None:
    """Return the parts of a web page's address, or None for anything else."""
    try:
        parts = urlsplit(address)
        return parts if parts.scheme.lower() in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _published(path: str, last: date) -> Guess | None:
    """Return the day, or else the month, that an address plainly has, if not long after `last`."""
    for pattern, sure in ((_DAY, True), (_NAMED_DAY, False)):
        for match in pattern.finditer(path):
            day = _date([int(part) for part in match.groups() if part])
            if day is not None and day - last <= _AFTER:
                return Guess(day.isoformat(), "the day in the address", sure)
    for match in _MONTH.finditer(path):
        month = _date([int(match.group(1)), int(match.group(2)), 1])
        if month is not None and month - last <= _AFTER:
            return Guess(month.isoformat()[:7], "the month in the address", True)
    return None


def _date(parts: Sequence[int]) -> date | None:
    try:
        return date(*parts)
    except ValueError:
        return None


def _language(parts: SplitResult, host: str) -> str | None:
    """Return the language of a page that its address names; None for English and where none is."""
    folder = parts.path.strip("/").partition("/")[0].lower()
    return _LANGUAGES.get(folder) or _LANGUAGES.get(host.partition(".")[0])


def _host_key(host: str) -> str:
    """Return the word of a host's name that tells who publishes: `dawn` of www.dawn.com."""
    if host.replace(".", "").isdigit():
        return ""
    labels = [label for label in host.split(".")[:-1] if len(label) > 1]
    telling = [label for label in labels if label not in _NAMELESS]
    return _key_of((telling or labels or [""])[-1])


def _key_of(text: str) -> str:
    return _NOT_IN_A_KEY.sub("-", text.casefold()).strip("-")[:_LONGEST_KEY].strip("-")


def _free(key: str, used: set[str]) -> str:
    if key not in used:
        return key
    return next(f"{key}-{n}" for n in range(2, len(used) + 3) if f"{key}-{n}" not in used)
