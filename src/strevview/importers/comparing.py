"""What differs between an issue file and a fresh import of the old issue, in an editor's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from strevview.importers.blocks import match_key
from strevview.model.issue import Issue, Item
from strevview.model.loading import LoadedIssue

# Words of a difference, and of an item's start, that are shown.
_SHOWN = 12
_START = 8
# Of longer texts, which are no items, common words are not held against each other.
_MOST_WORDS = 2000
# Two texts that share less are of two events.
_SAME_EVENT = 0.4


@dataclass(frozen=True, slots=True)
class _Event:
    """An item with its section's title, its words, and its linked words with their addresses."""

    section: str
    item: Item
    words: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    @property
    def start(self) -> str:
        """The first words."""
        return f"“{' '.join(self.words[:_START])} …”"

    def best_of(self, others: Sequence[_Event]) -> _Event | None:
        """Return the event that shares most words with this one, if they are enough."""
        own = set(self.words)
        best = max(others, key=lambda other: len(own.intersection(other.words)), default=None)
        if best is None or not own:
            return None
        enough = _SAME_EVENT * min(len(own), len(set(best.words)) or 1)
        return best if len(own.intersection(best.words)) >= enough else None


def differences(at_hand: LoadedIssue, imported: LoadedIssue) -> tuple[str, ...]:
    """Return a line for each difference of sections, items, dates, words and links."""
    ours, theirs = at_hand.issue, imported.issue
    if ours is None or theirs is None:
        return ("the issue file cannot be read",)
    period = f"the period is {ours.period}; the old issue is of {theirs.period}"
    return (
        *([period] if ours.period != theirs.period else []),
        *_sections(ours, theirs),
        *_items(_events(at_hand, ours), _events(imported, theirs)),
    )


def _events(loaded: LoadedIssue, issue: Issue) -> list[_Event]:
    found = []
    for s, section in enumerate(issue.sections):
        for i, item in enumerate(section.items):
            prose = loaded.proses[s, i]
            links = tuple(
                (reference.text, source.url)
                for reference in prose.references
                if (source := item.sources.get(reference.source)) is not None and source.url
            )
            found.append(_Event(section.title, item, tuple(prose.text.split()), links))
    return found


def _sections(ours: Issue, theirs: Issue) -> Iterator[str]:
    mine = {match_key(section.title): section for section in ours.sections}
    printed = {match_key(section.title): section for section in theirs.sections}
    for key, section in printed.items():
        said = f"section “{section.title}”"
        if key not in mine:
            yield f"{said} is not in the file"
            continue
        title, line, old = mine[key].title, mine[key].cover_line, section.cover_line
        if title != section.title:
            yield f"{said}; the file has “{title}”"
        if line != old and (line, old) != (title, section.title):
            shown, printed_line = (f"“{one}”" if one else "none" for one in (line, old))
            yield f"{said}: the highlight is {shown}; the old issue has {printed_line}"
    for key, section in mine.items():
        if key not in printed:
            yield f"section “{section.title}” is not in the old issue"
    shared = [key for key in printed if key in mine]
    if shared != [key for key in mine if key in printed]:
        titles = ", ".join(printed[key].title for key in shared)
        yield f"the sections stand in another order; the old issue has {titles}"


def _items(ours: Sequence[_Event], theirs: Sequence[_Event]) -> Iterator[str]:
    pairs = [(event.best_of(ours), event) for event in theirs]
    for own, event in pairs:
        if own is None:
            yield f"section “{event.section}”: an item is not in the file: {event.start}"
    for event in ours:
        found = [other for own, other in pairs if own is event]
        where = f"item {event.item.id}"
        if found:
            yield from (f"{where}{said}" for said in _facts(event, found))
        elif event.best_of(theirs) is not None:
            yield f"{where}: the old issue reads as one item with another: {event.start}"
        else:
            yield f"{where} is not in the old issue: {event.start}"


def _facts(ours: _Event, theirs: Sequence[_Event]) -> Iterator[str]:
    """Yield what differs between an item and the items of the old issue that match it."""
    first, *others = theirs
    if others:
        starts = "; ".join(one.start for one in others)
        yield f" is {len(theirs)} items in the old issue; others begin at {starts}"
    if match_key(first.section) != match_key(ours.section):
        yield f" stands in “{ours.section}”; in the old issue in “{first.section}”"
    read = first.item.date
    if read is not None and read != ours.item.date:
        dated = f"is dated {ours.item.date}" if ours.item.date else "has no date"
        yield f" {dated}; the old issue reads {read}"
    yield from _words(ours.words, [word for one in theirs for word in one.words])
    links = [link for one in theirs for link in one.links]
    for word, address in links:
        if (word, address) not in ours.links:
            yield f": the old issue links “{word}” to {address}"
    for word, address in ours.links:
        if (word, address) not in links:
            yield f": the link of “{word}” to {address} is not in the old issue"


def _words(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=len(theirs) > _MOST_WORDS)
    for tag, a, b, c, d in matcher.get_opcodes():
        mine, printed = _shown(ours[a:b]), _shown(theirs[c:d])
        if tag == "insert":
            before = f"“{' '.join(ours[max(0, a - 3) : a])}”" if a else "the start"
            yield f": the old issue also says {printed} after {before}"
        elif tag == "delete":
            yield f": {mine} is not in the old issue"
        elif tag == "replace":
            yield f": the file says {mine}; the old issue {printed}"


def _shown(words: Sequence[str]) -> str:
    return f"“{' '.join(words[:_SHOWN])}{' …' if len(words) > _SHOWN else ''}”"
