"""What differs between an issue file and a fresh import of the old issue, in an editor's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from strevview.importers.tidy_runs import likeness
from strevview.model.issue import Issue, Item
from strevview.model.loading import LoadedIssue

# Words of a difference that are shown.
_SHOWN = 12
# Of longer texts, which are no items, common words are not held against each other.
_MOST_WORDS = 2000
# Two texts that share less are of two events.
_SAME_EVENT = 0.4


@dataclass(frozen=True, slots=True)
class _Event:
    """An item with its section's title, words and links."""

    section: str
    item: Item
    words: tuple[str, ...]
    vocabulary: frozenset[str]
    links: tuple[tuple[str, str], ...]


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
            words = tuple(prose.text.split())
            found.append(_Event(section.title, item, words, frozenset(words), links))
    return found


def _sections(ours: Issue, theirs: Issue) -> Iterator[str]:
    mine = {likeness(section.title): section for section in ours.sections}
    printed = {likeness(section.title): section for section in theirs.sections}
    for key, section in printed.items():
        said = f"section “{section.title}”"
        if key not in mine:
            yield f"{said} is not in the file"
            continue
        if mine[key].title != section.title:
            yield f"{said}; the file has “{mine[key].title}”"
        line, old = mine[key].cover_line, section.cover_line
        if line != old and (line != mine[key].title or old != section.title):
            yield f"{said}: the highlight is {_said(line)}; the old issue has {_said(old)}"
    for key, section in mine.items():
        if key not in printed:
            yield f"section “{section.title}” is not in the old issue"
    shared = [key for key in printed if key in mine]
    if shared != [key for key in mine if key in printed]:
        titles = ", ".join(printed[key].title for key in shared)
        yield f"the sections stand in another order; the old issue has {titles}"


def _said(text: str | None) -> str:
    return "none" if text is None else f"“{text}”"


def _items(ours: Sequence[_Event], theirs: Sequence[_Event]) -> Iterator[str]:
    paired: dict[int | None, list[_Event]] = {}
    for event in theirs:
        paired.setdefault(_best(event, ours), []).append(event)
    for event in paired.get(None, ()):
        yield f"section “{event.section}”: an item is not in the file: “{_start(event)}”"
    for number, event in enumerate(ours):
        found = paired.get(number, ())
        where = f"item {event.item.id}"
        if found:
            yield from _facts(where, event, found)
        elif _best(event, theirs) is not None:
            yield f"{where}: the old issue reads as one item with another: “{_start(event)}”"
        else:
            yield f"{where} is not in the old issue: “{_start(event)}”"


def _best(event: _Event, others: Sequence[_Event]) -> int | None:
    """Return the event that shares most words with one, if they are enough."""
    words = event.vocabulary
    if not words or not others:
        return None
    shares = [len(words & other.vocabulary) for other in others]
    best = max(range(len(others)), key=shares.__getitem__)
    enough = _SAME_EVENT * min(len(words), len(others[best].vocabulary) or 1)
    return best if shares[best] >= enough else None


def _facts(where: str, ours: _Event, theirs: Sequence[_Event]) -> Iterator[str]:
    first, *others = theirs
    if others:
        starts = "; ".join(f"“{_start(one)}”" for one in others)
        yield f"{where} is {len(theirs)} items in the old issue; others begin at {starts}"
    if first.section != ours.section and likeness(first.section) != likeness(ours.section):
        yield f"{where} stands in “{ours.section}”; in the old issue in “{first.section}”"
    read = first.item.date
    if read is not None and read != ours.item.date:
        dated = f"is dated {ours.item.date}" if ours.item.date else "has no date"
        yield f"{where} {dated}; the old issue reads {read}"
    yield from _words(where, ours.words, [word for one in theirs for word in one.words])
    yield from _links(where, ours.links, [link for one in theirs for link in one.links])


def _words(where: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    if list(ours) == list(theirs):
        return
    matcher = SequenceMatcher(None, ours, theirs, autojunk=len(theirs) > _MOST_WORDS)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "insert":
            said = _shown(theirs[c:d])
            yield f"{where}: the old issue also says “{said}” after {_after(ours, a)}"
        elif tag == "delete":
            yield f"{where}: “{_shown(ours[a:b])}” is not in the old issue"
        elif tag == "replace":
            yield (
                f"{where}: the file says “{_shown(ours[a:b])}”; "
                f"the old issue “{_shown(theirs[c:d])}”"
            )


def _links(
    where: str, ours: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]]
) -> Iterator[str]:
    for word, address in theirs:
        if (word, address) not in ours:
            yield f"{where}: the old issue links “{word}” to {address}"
    for word, address in ours:
        if (word, address) not in theirs:
            yield f"{where}: the link of “{word}” to {address} is not in the old issue"


def _after(words: Sequence[str], place: int) -> str:
    return f"“{' '.join(words[max(0, place - 3) : place])}”" if place else "the start"


def _shown(words: Sequence[str]) -> str:
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")


def _start(event: _Event) -> str:
    return _shown(event.words[:8]) + " …"
