"""How much of an old issue the import finds, and how much of what it proposes is wrong.

The truth is the issue file that the old issue was made from, as tests/importers/old_issues/
printed.py reads it. Items are held against those with which they share most words; one that begins
where no item of the issue file begins is wrong. A link whose page is gone is plain text in print;
where a file still holds it as a link to nowhere (`dead_links` of the kind), it is expected as a
source that is `unavailable`. item_scoring.py says what is asked of each item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import reduce
from operator import add

from strevview.model.issue import Item
from strevview.model.loading import LoadedIssue
from tests.importers.count import Count, count_same
from tests.importers.item_scoring import (
    count_actors,
    count_dates,
    count_pictures,
    count_places,
    count_publishers,
    count_source_days,
    folded,
)
from tests.importers.old_issues.kinds import Kind
from tests.importers.old_issues.printed import Event, PrintedIssue, printed_issue

OF_ITEMS = {
    "dates": count_dates,
    "places": count_places,
    "actors": count_actors,
    "publishers": count_publishers,
    "source days": count_source_days,
}
VALUES = (
    *("cover", "sections", "highlights", "words", "items", "splits", "links", "pictures"),
    *OF_ITEMS,
)
# So many of the first words tell where an item begins.
FIRST_WORDS = 6

Score = dict[str, Count]


def total(scores: Iterable[Score]) -> Score:
    """Return the sum over several issues."""
    collected = list(scores)
    return {name: reduce(add, (score[name] for score in collected), Count()) for name in VALUES}


def score(draft: LoadedIssue, kind: Kind, month: str) -> Score:
    """Hold an imported draft against the issue file of its month."""
    printed = printed_issue(month)
    pairs = _paired(draft, printed)
    pictures = (
        count_pictures(event.drawings if kind.pictures else (), event, items)
        for event, items in pairs
    )
    return {
        "cover": _cover(draft, printed),
        "sections": count_same(_titles(draft), [theme.title for theme in printed.themes]),
        "highlights": count_same(_highlights(draft), printed.highlights),
        "words": _words(draft, printed),
        "items": _beginnings(draft, printed, 0),
        "splits": _beginnings(draft, printed, 1),
        "links": _links(draft, printed, kind),
        "pictures": reduce(add, pictures, Count()),
        **{
            name: reduce(add, (count(event, items) for event, items in pairs), Count())
            for name, count in OF_ITEMS.items()
        },
    }


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _paired(draft: LoadedIssue, printed: PrintedIssue) -> list[tuple[Event, list[Item]]]:
    """Return each event with the draft's items that share most words with it, the fullest first."""
    bags = [Counter(_split(event.text)) for event in printed.events]
    found: list[list[tuple[int, Item]]] = [[] for _ in bags]
    for _, item, prose in draft.items():
        words = Counter(_split(prose.text))
        shared = [(words & bag).total() for bag in bags]
        best = max(range(len(bags)), key=shared.__getitem__)
        found[best].append((shared[best], item))
    return [
        (event, [item for _, item in sorted(some, key=lambda pair: -pair[0])])
        for event, some in zip(printed.events, found, strict=True)
    ]


def _titles(draft: LoadedIssue) -> list[str]:
    return [section.title for section in draft.issue.sections] if draft.issue else []


def _highlights(draft: LoadedIssue) -> list[str]:
    lines = [section.cover_line for section in draft.issue.sections] if draft.issue else []
    return [line for line in lines if line is not None]


def _cover(draft: LoadedIssue, printed: PrintedIssue) -> Count:
    """Count month, publisher, its local name and the series' title; capitals are how it prints."""
    series = draft.series
    found = [
        "" if draft.issue is None else str(draft.issue.period),
        "" if series is None else series.publisher.name,
        "" if series is None else " ".join((series.publisher.names or {}).values()),
        "" if series is None else series.title,
    ]
    truth = (printed.period, printed.publisher, printed.local_name, printed.title)
    return count_same([folded(one) for one in found if one], [folded(one) for one in truth])


def _words(draft: LoadedIssue, printed: PrintedIssue) -> Count:
    """Count the words of the items' texts that stand in the same order."""
    truth = [word for event in printed.events for word in _split(event.text)]
    found = [word for _, _, prose in draft.items() for word in _split(prose.text)]
    matcher = SequenceMatcher(None, truth, found, autojunk=False)
    right = sum(block.size for block in matcher.get_matching_blocks())
    remarks = tuple(
        f"{' '.join(truth[a:b])[:60]!r} is {' '.join(found[c:d])[:60]!r}"
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )
    return Count(len(truth), right, len(found), len(found) - right, remarks)


def _beginnings(draft: LoadedIssue, printed: PrintedIssue, first: int) -> Count:
    """Count where items begin; with `first` 1 without those that begin a section, which is easy."""
    found: list[list[str]] = [[] for _ in (draft.issue.sections if draft.issue else ())]
    for path, _, prose in draft.items():
        section = path[1]
        assert isinstance(section, int)
        found[section].append(_beginning(prose.text))
    truth = [[_beginning(event.text) for event in theme.events] for theme in printed.themes]
    return count_same(
        [one for section in found for one in section[first:]],
        [one for section in truth for one in section[first:]],
    )


def _beginning(text: str) -> str:
    return " ".join(_split(text)[:FIRST_WORDS])


def _links(draft: LoadedIssue, printed: PrintedIssue, kind: Kind) -> Count:
    truth = [
        (words.text, words.address)
        for event in printed.events
        for passage in event.passages
        for words in passage.words
        if words.address is not None
    ]
    found = [
        (reference.text, item.sources[reference.source].url or "")
        for _, item, prose in draft.items()
        for reference in prose.references
        if reference.source in item.sources
    ]
    if not (kind.links and kind.dead_links):
        # Nobody can ask for these; but a word that looks like a link may be taken for one.
        dead = Counter(one for one in truth if not one[1])
        found = list((Counter(found) - dead).elements())
        truth = [one for one in truth if kind.links and one[1]]
    return count_same([f"{a} → {b}" for a, b in found], [f"{a} → {b}" for a, b in truth])
