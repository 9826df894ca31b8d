"""Events as items tell them, to find one that two items tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.faulty import is_faulty
from strevview.lint.folding import fold_text, folded_items
from strevview.lint.item_actors import register_names
from strevview.lint.per_issue import once_per_issue

if TYPE_CHECKING:
    from strevview.diagnostics import Span
    from strevview.model.dates import EventDate
    from strevview.model.loading import LoadedIssue
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

    `issue` is the file's name, `reference` the way in which `follows:` names the item, `place`
    that of its id.
    """

    issue: str
    path: Path
    reference: str
    place: Span | None
    follows: tuple[str, ...]
    date: EventDate
    actors: frozenset[str]
    texts: tuple[str, ...]
    pages: frozenset[str]


@once_per_issue
def told_events(issue: LoadedIssue) -> tuple[ToldEvent, ...]:
    """Return the dated items of an issue that list an actor."""
    register = register_names(issue.shelf)
    found = []
    for path, item, paragraphs in folded_items(issue):
        if item.date is None or is_faulty(issue, (*path, "date")):
            continue
        actors = set()
        for entry in item.actors:
            form = fold_text(entry.name)
            known = register.by_form.get(form)
            actors.add(known.actor.name if known and known.actor else form)
        texts = tuple(paragraph.text for paragraph in paragraphs)
        pages = {_page(source.url) for source in item.sources.values() if source.url}
        place = None if issue.places is None else issue.places.value((*path, "id"))
        found.append(
            ToldEvent(
                issue.name,
                path,
                f"{issue.stem}/{item.id}",
                place,
                item.follows,
                item.date,
                frozenset(actors),
                texts,
                frozenset(pages),
            )
        )
    return tuple(found)


def told_twice(events: Iterable[ToldEvent], across: bool) -> Iterator[tuple[ToldEvent, ToldEvent]]:
    """Yield each event that an earlier one tells already, with that one.

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
