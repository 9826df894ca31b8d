"""The facts of one item: its sources and id, and with them its date, place and actors.

There is one source for each address that the item's links lead to, under a short key. Its publisher
and day of publication are read from the address alone.

The place is a town of the gazetteer after "in" or "at", in the sentence that tells the event and
not in a clause about something else. It is written as an editor does, with the region or country
that follows it: "Xichang, Sichuan", "Doha, Qatar".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from strevview.importers.actors import (
    CALENDAR_WORDS,
    FUNCTION_WORDS,
    ActorGuess,
    actors_in,
    gazetteer,
    vocabulary,
)
from strevview.importers.blocks import LinkText, visible
from strevview.importers.draft_writer import Guess
from strevview.importers.running_text import ItemText, item_text
from strevview.importers.told_dates import Event, event_date
from strevview.lint.folding import fold_text, without_marks
from strevview.model.dates import DateError, EventDate, Period, SourceDate
from strevview.model.issue import ActorRegister
from strevview.model.record import is_web_address


class SourceGuess(NamedTuple):
    """A cited page as an item has it; `url` or `unavailable` is set."""

    url: str | None
    unavailable: str | None = None
    publisher: Guess | None = None
    published: Guess | None = None


class ItemFacts(NamedTuple):
    """The facts of an item: its sources by their keys, and in order the key of each link."""

    id: str
    date: Guess | None
    place: Guess | None
    actors: tuple[ActorGuess, ...]
    sources: Mapping[str, SourceGuess]
    link_keys: Sequence[str]


# Hosts of others under a host that is known: an embassy is not the government's own page.
_NOT_BELOW = frozenset(("gov.cn", "nasa.gov"))


def publisher_of(host: str) -> tuple[str, str] | None:
    """Return the key and the name of who publishes the pages of a host, or of one above it."""
    publishers = vocabulary()["publishers"]
    labels = host.casefold().removeprefix("www.").split(".")
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        if domain in publishers and (start == 0 or domain not in _NOT_BELOW):
            key, name = publishers[domain]
            return key, name
    return None


_NO_ADDRESS = "no address in the old issue"
# What a source says in the place of an address that is none of a web page.
LED_TO = "the link led to "
# Labels of a host's name that tell nothing of who publishes there.
_TELL_NOTHING = "ac amp co com edu en eng english global go gov int m mobile net news org www"
_NAMELESS = frozenset(_TELL_NOTHING.split())
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 24
# A page may be published, or its address changed, some time after the issue's last day.
_AFTER = timedelta(days=200)
# A day or a month of an address: /2025/07/31/, /202507/31/, /2025-07/31/, /2025/0731/, /t20250731_,
# /202507/; one at the end of a page's name may be of its event: -2025-07-31.
_DATE = re.compile(r"(?:/t?|(-))(20\d\d)[/-]?(\d\d)(?:[/-]?(\d\d)(?=[/_.-]|$)|(?=/))")


def sources_of(
    links: Sequence[LinkText], period: Period
) -> tuple[dict[str, SourceGuess], Sequence[str]]:
    """Return the sources of an item's links by their keys, each address once, and each link's key.

    A link without an address is a source of its own; it is `unavailable`, as is one that leads to
    no web page. Addresses stay as they are, whatever they carry.
    """
    sources: dict[str, SourceGuess] = {}
    key_of: dict[str, str] = {}
    keys: list[str] = []
    for place, link in enumerate(links):
        address = (link.address or "").strip()
        told = address or f"#{place}"
        if told not in key_of:
            key, source = _source(address, period)
            key_of[told] = free_name(key or _key_of(link.word) or "source", sources)
            sources[key_of[told]] = source
        keys.append(key_of[told])
    return sources, keys


def _source(address: str, period: Period) -> tuple[str, SourceGuess]:
    """Return the key and the source that an address tells; a key of "" where it tells none."""
    if not is_web_address(address):
        return "", SourceGuess(None, LED_TO + visible(address) if address else _NO_ADDRESS)
    parts = urlsplit(address)
    host = parts.hostname or ""
    key, publisher = publisher_of(host) or (_host_key(host), None)
    named = Guess(publisher, "by the address", True) if publisher else None
    return key, SourceGuess(address, None, named, _published(parts.path, period.end))


def _published(path: str, last: date) -> Guess | None:
    """Return the day, or else the month, that an address plainly has, if not long after `last`."""
    found = []
    for match in _DATE.finditer(path):
        told = "-".join(filter(None, match.group(2, 3, 4)))
        try:
            published = SourceDate.parse(told)
        except DateError:
            continue
        if published.start - last <= _AFTER:
            why = f"the {published.precision} in the address"
            found.append(Guess(told, why, match[1] is None))
    return max(found, key=lambda guess: len(guess.value), default=None)


def _host_key(host: str) -> str:
    """Return the word of a host's name that names its publisher: `dawn` of www.dawn.com."""
    if host.replace(".", "").isdigit():
        return ""
    labels = [label for label in host.split(".")[:-1] if len(label) > 1]
    telling = [label for label in labels if label not in _NAMELESS]
    return _key_of((telling or labels or [""])[-1])


def _key_of(text: str) -> str:
    return _NOT_IN_A_KEY.sub("-", text.casefold()).strip("-")[:_LONGEST_KEY].strip("-")


def free_name(name: str, used: Collection[str]) -> str:
    """Return a name that is not used yet, with a number behind it where it must be."""
    if name not in used:
        return name
    return next(f"{name}-{n}" for n in range(2, len(used) + 3) if f"{name}-{n}" not in used)


_ID_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_PARTS = 3
_LONGEST = 32
_NO_WORDS = FUNCTION_WORDS | CALENDAR_WORDS


def item_id(event: Event | None, actors: Sequence[ActorGuess], taken: Collection[str]) -> str:
    """Return a valid id for an item that none of `taken` is.

    Of the actors that the event's sentence names those with acronyms, at most two, else the first
    stand in front.
    """
    sentence = event.sentence if event is not None else ""
    named = [actor for actor in actors if any(form in sentence for form in _forms(actor))]
    parts = [actor.acronym for actor in named if actor.acronym][:2]
    if not parts:
        parts = [word for actor in named[:1] for word in _telling(fold_text(actor.name))]
    for form in (form for actor in named for form in _forms(actor)):
        sentence = sentence.replace(form, " ")
    parts = [*parts, *(word for word in _telling(sentence) if len(word) > 2)][:_PARTS]
    bare = [_NOT_IN_A_KEY.sub("-", without_marks(part)).strip("-") for part in parts]
    parts = list(dict.fromkeys(part for part in bare if part))
    while len(parts) > 1 and len("-".join(parts)) > _LONGEST:
        parts.pop()
    return free_name("-".join(parts)[:_LONGEST].strip("-") or "item", taken)


def _forms(actor: ActorGuess) -> list[str]:
    forms = (actor.name, actor.written, actor.acronym)
    return [fold_text(form) for form in forms if form]


def _telling(text: str) -> list[str]:
    """Return the words of a text that are neither small nor of a day."""
    words = [match.group().removesuffix("'s").replace("'", "") for match in _ID_WORD.finditer(text)]
    return [word for word in words if word.lower() not in _NO_WORDS and not word.isdigit()]


_WORD = r"[^\W\d_a-z][\w'-]*"
_UNIT = r"(?: (?i:province|county|city|prefecture|district|municipality|region|town)\b)?"
_SITE = rf"(?: {_WORD}){{0,3}} (?:Launch (?:Site|Cent(?:er|re))|Cosmodrome)"
_END = r"(?=[,.;:)]| (?!d[aeo]s? )[^A-Z]|$)"
_PLACE = re.compile(
    rf"\b(?:(?:[Ii]n|[Aa]t) |[Ff]rom (?=(?:the )?{_WORD}{_SITE}))(?:the )?"
    rf"(?:(?:city|county|town|port) of )?({_WORD}(?: (?:(?:de|do|dos|la|sur|am) )?{_WORD}){{0,3}}?)"
    rf"(?:{_SITE})?{_UNIT}{_END}"
)
_AREA = re.compile(rf"(?:,|,? in) ({_WORD}(?: {_WORD}){{0,2}}?){_UNIT}{_END}")
_CLAUSE = re.compile(r";|\b(?:that|which|who|whose|where|when|after|before)\b")


def event_place(text: ItemText, event: Event | None) -> Guess | None:
    """Return the place of an item's event, or None where the text names none."""
    if event is None:
        return None
    known, paragraph = gazetteer(), event.paragraph
    for match in _PLACE.finditer(paragraph.text, event.start, event.end):
        province = known.province(match[1])
        between = sorted((event.verb_end, match.start()))
        if province is None or _CLAUSE.search(paragraph.text, *between):
            continue
        behind = _AREA.match(paragraph.text, match.end())
        area = behind[1] if behind and known.is_area(behind[1]) else None
        if area is None and province and province in text.written:
            area = province
        written = text.as_written(paragraph, *match.span(1))
        place = f"{written}, {area}" if area and area not in (match[1], "China") else written
        return Guess(place, "the place beside the event's verb", True)
    return None


def item_facts(
    text: str,
    links: Sequence[LinkText],
    period: Period,
    register: ActorRegister,
    taken: Collection[str],
    day: EventDate | None = None,
) -> ItemFacts:
    """Return the facts that the text and links of one item give.

    `text` is plain, a line a paragraph (empty lines do no harm), with the links where their
    offsets say; `taken` are the ids that the issue's earlier items have; `day` is the date that
    the item begins with, if it does: then no other is looked for. Of a text of more than 20,000
    characters, which is no item's, the start is read.
    """
    read = item_text(text, links)
    date, event = event_date(read.paragraphs, period)
    if day is not None:
        date = Guess(str(day), "the day that the item begins with", True)
    actors = actors_in(read, register)
    sources, keys = sources_of(links, period)
    return ItemFacts(
        item_id(event, actors, taken), date, event_place(read, event), actors, sources, keys
    )
