"""SV8xx: what contradicts or repeats another issue, or another item.

Of many issues one is in memory at a time: a rule gathers plain values from each, and compares
these, the oldest first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from strevview.diagnostics import Related, Span
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.folding import fold_text
from strevview.lint.names_in_text import NameIndex
from strevview.lint.registry import Finding, rule, rule_across
from strevview.model.dates import EventDate
from strevview.model.web_pages import page_identity
from strevview.source.disk import read_file
from strevview.source.nodes import Path, Places, scalars
from strevview.source.parser import read_places

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


def told_events(issue: CheckedIssue) -> tuple[ToldEvent, ...]:
    """Return the dated items of an issue."""
    found = []
    for item in issue.items:
        date = item.date
        if date is None:
            continue
        actors = frozenset(_known_name(entry.name, issue.names) for entry in item.model.actors)
        event = ToldEvent(
            issue=issue.name,
            path=item.path,
            reference=f"{issue.stem}/{item.model.id}",
            place=item.place("id"),
            follows=item.model.follows,
            date=date,
            actors=actors,
            texts=tuple(paragraph.text for paragraph in item.paragraphs),
            pages=frozenset(page_identity(s.url) for s in item.model.sources.values() if s.url),
        )
        found.append(event)
    return tuple(found)


def told_twice(events: Iterable[ToldEvent], across: bool) -> Iterator[tuple[ToldEvent, ToldEvent]]:
    """Yield each event that an earlier one tells already, with that one first.

    `across`: only those of two issues, where one source page is enough; else only those of one.
    """

    @cache
    def words_of(texts: tuple[str, ...]) -> frozenset[str]:
        return frozenset(_WORD.findall(" ".join(texts).casefold()))

    seen: dict[tuple[int, int, str], list[ToldEvent]] = {}
    for event in events:
        keys = [(event.date.start.year, event.date.start.month, a) for a in sorted(event.actors)]
        earlier = {id(e): e for key in keys for e in seen.get(key, [])[-_MOST_COMPARED:]}
        for other in earlier.values():
            if (other.issue != event.issue) is not across:
                continue
            same_page = across and bool(other.pages & event.pages)
            if _may_be_same_event(other, event) and (
                same_page or _are_alike(words_of(other.texts), words_of(event.texts))
            ):
                yield other, event
                break
        for key in keys:
            seen.setdefault(key, []).append(event)


def repeated_events(issue: CheckedIssue) -> tuple[tuple[ToldEvent, ToldEvent], ...]:
    """Return the events that an earlier item of the issue tells already, with that one first."""
    return tuple(told_twice(issue.once(told_events), across=False))


def _known_name(written: str, names: NameIndex) -> str:
    form = fold_text(written)
    known = names.by_form.get(form)
    return known.actor.name if known and known.actor else form


def _may_be_same_event(one: ToldEvent, other: ToldEvent) -> bool:
    follows = one.reference in other.follows or other.reference in one.follows
    return one.date.overlaps(other.date) and not follows


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared, fewest = len(one & other), min(len(one), len(other))
    every = len(one) + len(other) - shared
    return fewest >= _FEWEST_WORDS and shared >= _SHARED * fewest and shared >= _ALIKE * every


@rule("SV801")
def event_told_twice(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the items that tell the event of an earlier one of the issue."""
    for earlier, event in issue.once(repeated_events):
        # Told by SV106: the item was copied whole.
        if earlier.reference != event.reference:
            yield _told_before(earlier, event)


@rule_across("SV801", lambda issue: issue.once(told_events))
def event_told_before(issues: Sequence[tuple[ToldEvent, ...]]) -> Iterator[Finding]:
    """Yield the items that tell an event of an earlier issue."""
    for earlier, event in told_twice((e for told in issues for e in told), across=True):
        yield _told_before(earlier, event)


def _told_before(earlier: ToldEvent, event: ToldEvent) -> Finding:
    return Finding(
        event.place,
        f"this seems to be the event of {earlier.reference}",
        f"delete one; if this is what came after, add `follows:` with {earlier.reference}",
        related=(Related("told here", earlier.place),),
    )


@rule("SV802")
def follows_nothing(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the references to an issue that is not there, or to no other item of an issue."""
    period = "" if issue.is_lost("period") else issue.model.period.stem
    references: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for item in issue.items:
        for number, reference in enumerate(item.model.follows):
            if not item.reads("follows", number):
                continue
            place, (stem, _, name) = item.place("follows", number), reference.partition("/")
            if stem in {issue.stem, period} and name == item.model.id:
                advice = "name the item that it continues"
                yield Finding(place, "an item cannot follow itself", advice)
            else:
                references[stem].append((place, name))
    for stem, named in references.items():
        file = issue.folder / f"{stem}.yaml"
        if stem in {issue.stem, period}:
            yield from _missing(issue.places, stem, named)
        elif file.exists():
            places, _ = read_places(read_file(file, file.name))
            yield from _missing(places, stem, named) if places is not None else ()
        else:
            advice = "correct the entry, or put the issue into the folder"
            for place, _ in named:
                yield Finding(place, f"there is no issue {file.name} here", advice)


def _missing(
    places: Places, stem: str, references: Iterable[tuple[Span, str]]
) -> Iterator[Finding]:
    """Yield the references to no item of an issue, of which the ids as they are written count."""
    ids = [
        scalar.value
        for path, scalar in scalars(places.root)
        if path[::2] == ("sections", "items", "id")
    ]
    for place, name in references:
        if name not in ids:
            close = get_close_matches(name, ids, n=1)
            advice = f"did you mean {stem}/{close[0]}?" if close else "look the item's id up"
            yield Finding(place, f"{stem} has no item `{name}`", advice)
