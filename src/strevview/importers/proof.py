"""A draft held against the old issue's file, and against the issue file that is at hand.

That no word and no link is lost: those counted in the file itself, by other code than the reader's,
are held against the draft as it reads back from its file, and against what was left out and is
listed there. What differs from the file at hand is told in an editor's words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import unquote

from strevview.diagnostics import Diagnostic, error, warning
from strevview.importers.blocks import FileContents, LeftOut, match_key
from strevview.importers.facts import LED_TO
from strevview.importers.files import REPORT
from strevview.model.issue import Issue, Item
from strevview.model.loading import LoadedIssue
from strevview.model.printed import PrintedAs, printed
from strevview.model.prose import is_right_to_left

# Less than so much of the words in the draft's own text is remarked.
_ENOUGH = 0.98
# Letters by which a place in the text is known again.
_CONTEXT = 14
# What an import reads out of the text, where its words are counted.
_SAID_IN_THE_TEXT = (PrintedAs.FACT, PrintedAs.WORK)


@dataclass(frozen=True, slots=True)
class Proof:
    """How the words and links of a file came out.

    `words` is how many the file has, `left_out` how many of them are listed as left out. `gone` are
    the words that are in neither the draft nor that list, `links_gone` the addresses.
    """

    words: int
    left_out: int
    gone: tuple[str, ...]
    links_gone: tuple[str, ...]


def prove(
    contents: FileContents,
    loaded: LoadedIssue,
    left_out: Sequence[LeftOut],
    *,
    announced: bool,
    named: bool,
) -> Proof:
    """Hold what a file contains against its draft and the list of what was left out."""
    draft = list(_printed(loaded, announced, named))
    pieces = [*draft, *(text for one in left_out for text in [one.text] * one.times)]
    words = [letters for word in contents.words if (letters := _as_counted(word))]
    lacking = Counter(words) - _counts(pieces)
    gone = list(_gone(words, lacking, match_key(" ".join(pieces)))) if lacking else []
    # A line that repeats counts once, for the draft says it elsewhere.
    listed = _counts(one.text for one in left_out if not one.told)
    left = (Counter(words) - _counts(draft)) & listed
    links_gone = tuple(_links_gone(contents, loaded, left_out))
    return Proof(len(words), left.total(), tuple(gone), links_gone)


def complaints(proof: Proof, name: str, left_out: Sequence[LeftOut]) -> Iterator[Diagnostic]:
    """Yield SV939 for links that are gone, SV950 for words, SV938 where much was left out."""
    if proof.links_gone:
        shown = some(f"`{link}`" for link in proof.links_gone)
        message = f"{name}: {_counted(len(proof.links_gone), 'link')} would be gone: {shown}"
        yield error("SV939", message, None, REPORT)
    if proof.gone:
        count = _counted(len(proof.gone), "word")
        message = f"{name}: the draft’s text lacks {count} of the file: {some(proof.gone)}"
        yield warning(
            "SV950",
            message,
            None,
            "put what the draft’s head lists where it stands in the file",
        )
    if proof.left_out > (1 - _ENOUGH) * proof.words:
        share = 100 * (proof.words - proof.left_out) // max(proof.words, 1)
        reasons = Counter[str]()
        for one in left_out:
            if not one.told:
                reasons[one.why] += len(one.text.split())
        why = reasons.most_common(1)[0][0]
        message = (
            f"{name}: {share} % of the words are in the draft’s own text; most of what was "
            f"left out is {why}"
        )
        yield warning("SV938", message, None, "the draft’s head lists what was left out")


def _counts(texts: Iterable[str]) -> Counter[str]:
    return Counter(_as_counted(word) for text in texts for word in text.split())


def _as_counted(word: str) -> str:
    """Return the letters of a word as words are compared.

    Those from right to left come in any order: a page has ligatures of them turned round.
    """
    letters = match_key(word)
    return "".join(sorted(letters)) if is_right_to_left(letters) else letters


def _gone(words: Sequence[str], lacking: Counter[str], draft: str) -> Iterator[str]:
    """Yield the words that are gone.

    A word is, where the draft has it less often than the file, and its letters with those about it
    do not stand together in the draft either: a hyphen or a space may join and part words. A lone
    letter is, where the draft has that letter less often: it may be the large initial of a word.
    """
    said = Counter(draft)
    asked = Counter("".join(words))
    for place, word in enumerate(words):
        if not lacking[word] or (len(word) == 1 and said[word] >= asked[word]):
            continue
        before, after = place, place + 1
        around = word
        while len(around) < _CONTEXT and (before > 0 or after < len(words)):
            before, after = max(0, before - 1), min(len(words), after + 1)
            around = "".join(words[before:after])
        left, right = "".join(words[before : place + 1]), "".join(words[place:after])
        if any(
            part in draft
            for part in (around, left, right)
            if len(part) > len(word) or len(word) >= _CONTEXT
        ):
            continue
        lacking[word] -= 1
        yield word


def _links_gone(
    contents: FileContents, loaded: LoadedIssue, left_out: Sequence[LeftOut]
) -> Iterator[str]:
    """Yield the addresses that no source of the draft has and no list of what was left out names.

    An address in running text is counted as far as its line or its first bracket, so it is there
    where one begins with it.
    """
    kept = [one.text for one in left_out]
    for _, item, _ in loaded.items():
        for source in item.sources.values():
            kept.append(source.url or (source.unavailable or "").removeprefix(LED_TO))
    known = "\n".join(["", *map(_address, kept)])
    listed = " ".join(one.text for one in left_out)
    for link in dict.fromkeys(contents.links):
        if f"\n{_address(link)}" not in known and link not in listed:
            yield link


def _address(link: str) -> str:
    """Return an address as it is compared: small, without spaces, scheme and signs at its end."""
    plain = "".join(unquote(link).split()).casefold()
    for scheme in ("https://", "http://", "//"):
        plain = plain.removeprefix(scheme)
    return plain.rstrip("/.,;:!?()[]{}'\"*_")


def _printed(loaded: LoadedIssue, announced: bool, named: bool) -> Iterator[str]:
    """Yield the words that the draft prints and the file gave: of the cover, if it has them."""
    series = loaded.series
    if named and series is not None:
        publisher = series.publisher
        names = [publisher.name, *publisher.names.values(), publisher.short or ""]
        names += [series.title, " ".join(series.cover_title)]
        for name in dict.fromkeys(filter(None, names)):
            # It may stand on the cover and run along the pages.
            yield from (name, name)
    for one in printed(loaded):
        left_out = one.printed_as is PrintedAs.HIGHLIGHT and not announced
        if not left_out and one.printed_as not in _SAID_IN_THE_TEXT:
            yield from one.lines()
    for _, item, _ in loaded.items():
        for source in item.sources.values():
            # Plain text has the address of a link among its words.
            yield from (text for text in (source.url, source.unavailable) if text)


def some(words: Iterable[str], most: int = 5) -> str:
    """Return the first words, and how many more there are."""
    found = list(words)
    more = len(found) - most
    return ", ".join(found[:most]) + (f" and {more} more" if more > 0 else "")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


# What differs from the issue file at hand.

# Words of a difference, and of an item's start, that are shown.
_SHOWN_WORDS = 12
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
    return f"“{' '.join(words[:_SHOWN_WORDS])}{' …' if len(words) > _SHOWN_WORDS else ''}”"
