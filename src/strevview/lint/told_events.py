"""Events as items tell them, to find one that two items tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.folding import fold_text

if TYPE_CHECKING:
    from strevview.diagnostics import Span
    from strevview.lint.checked_item import CheckedItem
    from strevview.lint.names_in_text import NameIndex
    from strevview.model.dates import EventDate
    from strevview.source.nodes import Path

# The words that carry a text.
_WORD = re.compile(r"[^\W\d_]{4,}")
# Two texts of one event share most of their words; shorter texts than this show nothing.
_SHARED = 0.75
_ALIKE = 0.6
_FEWEST_WORDS = 8
# Items of one month with one actor that are compared with each other; an issue has fewer.
_MOST_COMPARED = 60


class ToldEvent(NamedTuple):
    """An item with what tells its event from others: date, actors, text and source pages.

    `issue` is the file's name, `path` the item's, `reference` the way in which `follows:` names
    the item, `place` that of its id.
    """

    issue: str
    path: Path
    reference: str
    place: Span
    follows: tuple[str, ...]
    date: EventDate
    actors: frozenset[str]
    texts: tuple[str, ...]
    pages: frozenset[str]


def told_events(
    items: Iterable[CheckedItem], name: str, stem: str, names: NameIndex
) -> tuple[ToldEvent, ...]:
    """Return the dated items of the issue of a name and stem; `names` are those of the register."""
    found = []
    for item in items:
        date = item.date
        if date is None:
            continue
        event = ToldEvent(
            issue=name,
            path=item.path,
            reference=f"{stem}/{item.model.id}",
            place=item.place("id"),
            follows=item.model.follows,
            date=date,
            actors=frozenset(_known_name(entry.name, names) for entry in item.model.actors),
            texts=tuple(paragraph.text for paragraph in item.paragraphs),
            pages=frozenset(_page(s.url) for s in item.model.sources.values() if s.url),
        )
        found.append(event)
    return tuple(found)


def told_twice(events: Iterable[ToldEvent], across: bool) -> Iterator[tuple[ToldEvent, ToldEvent]]:
    """Yield each event that an earlier one tells already, with that one first.

    `across`: only those of two issues, where one source page is enough; else only those of one.
    """
    words: dict[int, frozenset[str]] = {}

    def words_of(event: ToldEvent) -> frozenset[str]:
        if id(event) not in words:
            words[id(event)] = frozenset(_WORD.findall(" ".join(event.texts).casefold()))
        return words[id(event)]

    seen: dict[tuple[int, int, str], list[ToldEvent]] = {}
    for event in events:
        keys = [(event.date.start.year, event.date.start.month, a) for a in sorted(event.actors)]
        earlier = {id(e): e for key in keys for e in seen.get(key, [])[-_MOST_COMPARED:]}
        for other in earlier.values():
            if (other.issue != event.issue) is not across:
                continue
            same_page = across and bool(other.pages & event.pages)
            if _may_be_one(other, event) and (
                same_page or _are_alike(words_of(other), words_of(event))
            ):
                yield other, event
                break
        for key in keys:
            seen.setdefault(key, []).append(event)


def _known_name(written: str, names: NameIndex) -> str:
    form = fold_text(written)
    known = names.by_form.get(form)
    return known.actor.name if known and known.actor else form


def _may_be_one(one: ToldEvent, other: ToldEvent) -> bool:
    follows = one.reference in other.follows or other.reference in one.follows
    return one.date.overlaps(other.date) and not follows


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared, fewest = len(one & other), min(len(one), len(other))
    every = len(one) + len(other) - shared
    return fewest >= _FEWEST_WORDS and shared >= _SHARED * fewest and shared >= _ALIKE * every


def _page(address: str) -> str:
    bare = address.partition("#")[0].partition("://")[2]
    return bare.removeprefix("www.").rstrip("/").casefold()
