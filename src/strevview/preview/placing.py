"""From a place in the issue's file to the place in the pages where it is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path as FilePath
from typing import NamedTuple

from strevview.audit import expected_of
from strevview.audit.matching import Match, match_issue
from strevview.audit.reading import PdfReading
from strevview.audit.wording import Flow
from strevview.diagnostics import Span
from strevview.model.loading import SERIES_FILE, LoadedIssue
from strevview.preview.edition import Edition, Spot, spot_of
from strevview.source.nodes import Mapping, Node, Path, Sequence

Position = tuple[int, int]  # line and column, from 1
# Why something is at no place.
WHOLE_ISSUE = "it is about the issue as a whole"
OTHER_FILE = "what this file says is printed in no one place"
NOT_FOUND = "it is not found in these pages"
NOT_YET = "it is not yet in these pages"
# Beyond the end of any line.
_LINE_END = 1 << 30
_ITEM = re.compile(r"""\s*-\s+id:\s*["']?([^\s"'#]+)""")
_SECTION = re.compile(r"\s*-\s+title:")
# Signs that belong to the word after them.
_OPENING = "[*_(“‘"
COVER = Spot(0, 0.0, 0.0, 1.0, 1.0)


class InFlow(NamedTuple):
    """The characters `start:end` of the PDF's text (`Flow`); all of their first line if `line`."""

    start: int
    end: int
    line: bool = False


class PrintedPlaces:
    """Tells for each place of an issue's file where it is printed, in the PDF made from it."""

    def __init__(self, loaded: LoadedIssue, edition: Edition) -> None:
        """Match the issue with the PDF, as the audit does.

        Raises:
            GoneError: the edition is closed.
            ValueError: the issue could not be read.
        """
        assert loaded.places is not None
        self.text = loaded.places.source.text
        self._loaded = loaded
        self._places = loaded.places
        self._edition = edition
        # By their paths: the texts, the words that are linked to a source, and the figures.
        self._matches: dict[Path, list[Match]] = {}
        self._links: dict[Path, InFlow | None] = {}
        self._figures: dict[Span | None, InFlow | Spot | None] = {}
        edition.ask(self._match)
        # What stands from a position to the next one is printed there.
        self._at: dict[Position, InFlow | Spot | None] = {(1, 1): COVER}
        self._at |= {at: self._of_key(path) for path, at in _keys(self._places.root)}
        self._at |= self._of_words()
        self._positions = sorted(self._at)

    def item(self, identifier: str) -> Spot | None:
        """Return where an item is printed."""
        for path, item, _ in self._loaded.items():
            if item.id == identifier:
                return self.at(*_position(self._places.key((*path, "id"))))
        return None

    def at(self, line: int, column: int) -> Spot | None:
        """Return where what stands at a line and column of the file is printed.

        Raises:
            GoneError: the edition is closed.
        """
        at = self._at[self._positions[bisect_right(self._positions, (line, column)) - 1]]
        if not isinstance(at, InFlow):
            return at
        return self._edition.ask(lambda reading: self._spot(reading, at))

    def _spot(self, reading: PdfReading, words: InFlow) -> Spot | None:
        place = next(self._flow.places((words.start, words.end)), None)
        if place is None:
            return None
        return spot_of(reading.pages[place.page], place.run.box if words.line else place.box)

    def _match(self, reading: PdfReading) -> None:
        """Find the parts of the issue and its figures in the open PDF."""
        expected = expected_of(self._loaded)
        self._flow = Flow(reading.pages)
        matches = match_issue(self._flow, expected)
        # A section's title is, where it has no other, its highlight too: that comes after it.
        for part in (*expected.front, *expected.body, *expected.highlights):
            self._matches.setdefault(part.path, []).append(matches[part])
        pictures: dict[str, Spot] = {}
        for page in reading.pages:
            for one in page.figures:
                if (box := one.box) is not None:
                    pictures.setdefault(" ".join(one.alt.split()), spot_of(page, box))
        for figure in expected.figures:
            texts = [matches[part] for part in figure.texts]
            spot = pictures.get(" ".join((figure.alt or "").split()))
            self._figures[figure.span] = spot or _first_line(texts)
        for path, _, prose in self._loaded.items():
            written = [one for one in prose.paragraphs if one.text.strip()]
            texts = self._matches.get((*path, "text"), [])
            for paragraph, match in zip(written, texts, strict=True):
                for start, end, name in paragraph.links:
                    stretch = next(iter(match.stretches(start, end)), None)
                    at = None if stretch is None else InFlow(*stretch)
                    self._links.setdefault((*path, "sources", name), at)

    def _of_key(self, path: Path) -> InFlow | Spot | None:
        """Return where what stands under a key is printed.

        A source at its link, a figure as itself, what else an item has at its first line, what else
        a section has at its title.
        """
        title = _first_line(self._matches.get((*path[:2], "title"), []))
        start = _first_line(self._matches.get((*path[:4], "text"), [])) or title
        match path:
            case ("sections", _, "highlight", *_):
                return _first_line(self._matches.get(path, [])) or title
            case ("sections", _, "items", _, "sources", _, *_):
                return self._links.get(path[:6]) or start
            case ("sections", _, "items", _, "figures", _, *_):
                return self._figures.get(self._places.value(path[:6])) or start
            case ("sections", _, *_):
                return start
        return COVER

    def _of_words(self) -> Iterator[tuple[Position, InFlow | None]]:
        """Yield where each word of the items' texts is printed, and the values on the cover."""
        lines = self.text.split("\n")
        for path, matches in self._matches.items():
            for match in matches if path[-1:] == ("text",) else ():
                for number, word in enumerate(match.wording.words):
                    line, column = _position(match.part.span_of(word.start, word.end))
                    while column > 1 and lines[line - 1][column - 2] in _OPENING:
                        column -= 1
                    stretch = match.found.get(number)
                    yield (line, column), None if stretch is None else InFlow(*stretch)
            if path and path[0] != "sections" and (at := _first_line(matches)):
                yield _position(matches[0].part.span), at


def _first_line(matches: list[Match]) -> InFlow | None:
    """Return the first line of the first text of some that is found."""
    stretches = (stretch for match in matches for stretch in match.found.values())
    return next((InFlow(*stretch, line=True) for stretch in stretches), None)


def _position(span: Span | None) -> Position:
    return (span.line, span.column) if span is not None else (0, 0)


def _keys(root: Node) -> Iterator[tuple[Path, Position]]:
    """Yield every key with its path, and where each entry of a list begins."""
    left: list[tuple[Path, Node]] = [((), root)]
    while left:
        path, found = left.pop()
        if isinstance(found, Mapping):
            for entry in found.entries:
                yield (*path, entry.key.value), _position(entry.key.span)
                left.append(((*path, entry.key.value), entry.value))
        elif isinstance(found, Sequence):
            for index, item in enumerate(found.items):
                # An item of a list begins with the dash before it.
                yield (*path, index), (item.span.line, item.span.column if found.flow else 1)
                left.append(((*path, index), item))


class Placing:
    """Finds where in the pages shown a place of the files is printed, as they are now.

    The pages were made from an earlier state of the issue's file: lines are led back to it.
    """

    def __init__(self, printed: PrintedPlaces, name: str, text: str) -> None:
        """Get ready for places of the issue's file, which has this name and this text now."""
        self._issue = name
        self._printed = printed
        self._lines = text.splitlines() if text.strip() else []
        # For each line its number in the earlier text; None for a new line.
        self._earlier: list[int | None] = []
        before = printed.text.splitlines()
        opcodes = SequenceMatcher(None, before, self._lines).get_opcodes()
        for tag, old_start, old_end, start, end in opcodes:
            numbers = (min(old_start + n, old_end) for n in range(1, end - start + 1))
            self._earlier += [None] * (end - start) if tag == "insert" else numbers

    def of(self, span: Span | None) -> tuple[Spot | None, str | None]:
        """Return where something is printed, or None with the reason."""
        if span is None:
            return None, WHOLE_ISSUE
        if span.path != self._issue:
            return (COVER, None) if FilePath(span.path).name == SERIES_FILE else (None, OTHER_FILE)
        if not self._lines:
            return None, WHOLE_ISSUE
        number = min(span.line, len(self._lines)) - 1
        earlier = self._earlier[number]
        if earlier is not None:
            spot = self._printed.at(earlier, span.column)
            return spot, None if spot else NOT_FOUND
        spot = self._of_new_line(number)
        return spot, None if spot else NOT_YET

    def _of_new_line(self, number: int) -> Spot | None:
        """Return where an added line belongs: below an older one, or in an item known by its id."""
        for above in range(number, -1, -1):
            earlier = self._earlier[above]
            if earlier is not None:
                return self._printed.at(earlier, _LINE_END)
            item = _ITEM.match(self._lines[above])
            if item is not None:
                return self._printed.item(item[1])
            if _SECTION.match(self._lines[above]):
                return None
        return None
