"""Where each page of the site stands. An address is made of periods, ids and names alone.

So an item's address never changes: `2025-07/#prss-1`. Addresses are relative to the site's root.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from strevview.events.event_list import Event, EventList
from strevview.events.groups import by_actor, by_place, by_theme, threads
from strevview.lint.folding import without_marks

INDEX = "index.html"
_HYPHENS = re.compile("-+")


@dataclass(frozen=True)
class Addresses:
    """The addresses of a site's pages.

    On a server a folder's address is enough (`bare`); a folder that is opened from a disk needs
    the name of its page.
    """

    events: EventList
    bare: bool

    def page(self, folder: str, anchor: str = "") -> str:
        """Return the address of the page in a folder; `anchor` is an id in it."""
        place = quote(folder) + ("" if self.bare else INDEX)
        return f"{place}#{anchor}" if anchor else place

    def cover(self, key: str) -> str:
        """Return the address of the picture of an issue's cover; no issue's own stands there."""
        return f"covers/{key}.jpg"

    def issue(self, key: str) -> str:
        """Return the address of an issue's page, `2025-07/`."""
        return self.page(f"{key}/")

    def item(self, event: Event) -> str:
        """Return the address of an item, `2025-07/#prss-1`."""
        return self.page(f"{event.issue.key}/", event.item.id)

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The names of the pages on which events are looked up; none that would be empty."""
        has = {"places": self.places, "threads": threads(self.events.events)}
        names = ("chronology", "actors", "places", "themes", "threads")
        return tuple(name for name in names if has.get(name, True))

    @cached_property
    def actors(self) -> Mapping[str, str]:
        """The folder of each actor's page by the full name."""
        return _folders("actors", by_actor(self.events.events))

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The folder of each place's page."""
        return _folders("places", by_place(self.events.events))

    @cached_property
    def themes(self) -> Mapping[str, str]:
        """The folder of each theme's page."""
        return _folders("themes", by_theme(self.events.events))


def slug(name: str) -> str:
    """Return a name as a part of an address: its letters and digits, without accents and case."""
    plain = unicodedata.normalize("NFC", without_marks(name))
    kept = (letter if unicodedata.category(letter)[0] in "LMN" else "-" for letter in plain)
    return _HYPHENS.sub("-", "".join(kept)).strip("-")


def _folders(kind: str, names: Iterable[str]) -> Mapping[str, str]:
    """Return a folder for each name; those that would share one have a digest of the name too."""
    slugs = {name: slug(name) for name in names}
    often = Counter(slugs.values())
    return {
        name: f"{kind}/{short if short and often[short] == 1 else _own(short, name)}/"
        for name, short in slugs.items()
    }


def _own(short: str, name: str) -> str:
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{short}-{digest}" if short else digest
