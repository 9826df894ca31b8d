"""From a place in the issue's file to the place in the pages where it is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path as FilePath

from strevview.audit import ExpectedFigure, Part, expected_of
from strevview.audit.matching import Match, match_issue
from strevview.audit.reading import Reading
from strevview.audit.wording import Flow
from strevview.diagnostics import Span
from strevview.model.issue import Section
from strevview.model.loading import SERIES_FILE, LoadedIssue
from strevview.model.prose import PlainParagraph, Prose
from strevview.preview.edition import Edition, Spot, spot_of
from strevview.source.nodes import Mapping, Node, Path, Places, Sequence

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


@dataclass(frozen=True, slots=True)
class FlowStretch:
    """The characters `start:end` of the PDF's text (`Flow`); all of their first line if `line`."""

    start: int
    end: int
    line: bool = False


@dataclass(frozen=True, slots=True)
class PrintedFrom:
    """Where something of the issue's file is printed.

    What stands from `position` to the position of the next one is printed at `at`.
    """

    position: Position
    at: FlowStretch | Spot | None


# Signs that belong to the word after them.
_OPENING = "[*_(“‘"
COVER = Spot(0, 0.0, 0.0, 1.0, 1.0)


class Printed:
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
        self._places: Places = loaded.places
        self._edition = edition
        self._items: dict[str, Position] = {}
        edition.ask(self._match)
        self._printed = sorted(self._printed_places(), key=lambda mark: mark.position)

    def item(self, identifier: str) -> Spot | None:
        """Return where an item is printed."""
        position = self._items.get(identifier)
        return None if position is None else self.at(*position)

    def at(self, line: int, column: int) -> Spot | None:
        """Return where what stands at a line and column of the file is printed.

        Raises:
            GoneError: the edition is closed.
        """
        index = bisect_right(self._printed, (line, column), key=lambda mark: mark.position) - 1
        at = self._printed[index].at if index >= 0 else None
        if not isinstance(at, FlowStretch):
            return at
        return self._edition.ask(lambda reading: self._spot(reading, at))

    def _spot(self, reading: Reading, words: FlowStretch) -> Spot | None:
        place = next(self._flow.places((words.start, words.end)), None)
        if place is None:
            return None
        return spot_of(reading.pages[place.page], place.run.box if words.line else place.box)

    def _match(self, reading: Reading) -> None:
        """Find the parts of the issue and its figures in the open PDF."""
        expected = expected_of(self._loaded)
        self._flow = Flow(reading.pages)
        self._matches = match_issue(self._flow, expected)
        self._front = [part for part in expected.front if part.path]
        self._parts: dict[Path, list[Part]] = {}
        # A section's title is, where it has no other, its highlight too: that comes after it.
        for part in (*expected.body, *expected.highlights):
            self._parts.setdefault(part.path, []).append(part)
        self._figures = {_position(one.span): one for one in expected.figures if one.span}
        self._pictures: dict[str, Spot] = {}
        for page in reading.pages:
            for one in page.figures:
                if (box := one.box) is not None:
                    self._pictures.setdefault(" ".join(one.alt.split()), spot_of(page, box))

    def _printed_places(self) -> Iterator[PrintedFrom]:
        """Yield where each key, and each word of the texts, is printed."""
        assert self._loaded.issue is not None
        yield PrintedFrom((1, 1), COVER)
        for path, position in _keys(self._places.root, ()):
            if path[0] != "sections":
                yield PrintedFrom(position, COVER)
        for part in self._front:
            if at := self._first_line(part):
                yield PrintedFrom(_position(part.span), at)
        for number, section in enumerate(self._loaded.issue.sections):
            yield from self._section(number, section)

    def _section(self, number: int, section: Section) -> Iterator[PrintedFrom]:
        path: Path = ("sections", number)
        title = self._first_line(self._parts[*path, "title"][0])
        for inner, position in _keys(self._places.node(path), path):
            if inner[2] == "highlight" and inner in self._parts:
                yield PrintedFrom(position, self._first_line(self._parts[inner][0]))
            elif inner[2] != "items":
                yield PrintedFrom(position, title)
        for index, item in enumerate(section.items):
            prose = self._loaded.proses.get((number, index))
            yield from self._item((*path, "items", index), item.id, prose, title)

    def _item(
        self, path: Path, identifier: str, prose: Prose | None, title: FlowStretch | None
    ) -> Iterator[PrintedFrom]:
        written = [one for one in prose.paragraphs if one.text.strip()] if prose else []
        parts = self._parts.get((*path, "text"), [])
        matched = [(one, self._matches[part]) for one, part in zip(written, parts, strict=True)]
        starts = (_first_line(match) for _, match in matched)
        start = next((one for one in starts if one is not None), title)
        for inner, position in _keys(self._places.node(path), path):
            yield PrintedFrom(position, self._of_key(inner, matched) or start)
            if inner[4:] == ("id",):
                self._items[identifier] = position
        for paragraph, match in matched:
            yield from self._words((*path, "text"), paragraph, match)

    def _of_key(
        self, path: Path, matched: list[tuple[PlainParagraph, Match]]
    ) -> FlowStretch | Spot | None:
        """Return where a source's key is printed, at its link, and a figure's, as itself."""
        if path[4] == "sources" and len(path) > 5:
            for paragraph, match in matched:
                for first, end, name in paragraph.links:
                    if name == path[5]:
                        return _words_at(match, first, end)
        if path[4] == "figures" and len(path) > 5:
            figure = self._figures.get(_position(self._places.value(path[:6])))
            return None if figure is None else self._figure(figure)
        return None

    def _figure(self, figure: ExpectedFigure) -> FlowStretch | Spot | None:
        spot = self._pictures.get(" ".join((figure.alt or "").split()))
        return spot or next((at for one in figure.texts if (at := self._first_line(one))), None)

    def _words(self, path: Path, paragraph: PlainParagraph, match: Match) -> Iterator[PrintedFrom]:
        text, offsets = self._places.source.text, self._places.offsets(path)
        before = self._places.stripped(path)
        for number, word in enumerate(match.wording.words):
            stretch = match.found.get(number)
            start = offsets[before + paragraph.offsets[word.start]]
            while text[start - 1] in _OPENING:
                start -= 1
            position = _position(self._places.span(start, start + 1))
            yield PrintedFrom(position, None if stretch is None else FlowStretch(*stretch))

    def _first_line(self, part: Part) -> FlowStretch | None:
        return _first_line(self._matches[part])


def _first_line(match: Match) -> FlowStretch | None:
    stretch = next(iter(match.found.values()), None)
    return None if stretch is None else FlowStretch(*stretch, line=True)


def _words_at(match: Match, start: int, end: int) -> FlowStretch | None:
    """Return where the characters `start:end` of a part's text stand."""
    stretch = next(iter(match.stretches(start, end)), None)
    return None if stretch is None else FlowStretch(*stretch)


def _position(span: Span | None) -> Position:
    return (span.line, span.column) if span is not None else (0, 0)


def _keys(node: Node | None, path: Path) -> Iterator[tuple[Path, Position]]:
    """Yield every key below a node with its path, and where each entry of a list begins."""
    left: list[tuple[Path, Node]] = [(path, node)] if node is not None else []
    while left:
        here, found = left.pop()
        if isinstance(found, Mapping):
            for entry in found.entries:
                inner = (*here, entry.key.value)
                yield inner, _position(entry.key.span)
                if len(inner) > 1 or entry.key.value != "sections":
                    left.append((inner, entry.value))
        elif isinstance(found, Sequence):
            for index, item in enumerate(found.items):
                # An item of a list begins with the dash before it.
                first = item.span.column if found.flow else 1
                yield (*here, index), (item.span.line, first)
                left.append(((*here, index), item))


class Placing:
    """Finds where in the pages shown a place of the files is printed, as they are now.

    The pages were made from an earlier state of the issue's file: lines are led back to it.
    """

    def __init__(self, printed: Printed, name: str, text: str) -> None:
        """Get ready for places of the issue's file, which has this name and this text now."""
        self._issue = name
        self._printed = printed
        self._is_empty = not text.strip()
        self._line_map = LineMap(printed.text, text)

    def of(self, span: Span | None) -> tuple[Spot | None, str | None]:
        """Return where something is printed, or None with the reason."""
        if span is None:
            return None, WHOLE_ISSUE
        if span.path != self._issue:
            return (COVER, None) if FilePath(span.path).name == SERIES_FILE else (None, OTHER_FILE)
        if self._is_empty:
            return None, WHOLE_ISSUE
        old = self._line_map.line(span.line)
        if old is not None:
            spot = self._printed.at(old, span.column)
            return spot, None if spot else NOT_FOUND
        old, item = self._line_map.origin(span.line)
        if old is not None:
            spot = self._printed.at(old, _LINE_END)
        else:
            spot = self._printed.item(item) if item is not None else None
        return spot, None if spot else NOT_YET


class LineMap:
    """Maps the line numbers of a text that is being written to those of its older state, from 1."""

    def __init__(self, old: str, new: str) -> None:
        self._new = new.splitlines()
        self._opcodes = SequenceMatcher(None, old.splitlines(), self._new).get_opcodes()

    def line(self, line: int) -> int | None:
        """Return the older number of a line, or None where it is new."""
        for tag, old_start, old_end, new_start, new_end in self._opcodes:
            if new_start < line <= new_end or (line > len(self._new) and new_end == len(self._new)):
                if tag == "insert":
                    return None
                return min(old_start + line - new_start, max(old_end, 1))
        return None

    def origin(self, line: int) -> tuple[int | None, str | None]:
        """Return where a new line was added: below an older line, or in a new item, by its id.

        Both are None in a new section, and above everything else.
        """
        for number in range(min(line, len(self._new)), 0, -1):
            old = self.line(number)
            if old is not None:
                return old, None
            found = _ITEM.match(self._new[number - 1])
            if found is not None:
                return None, found[1]
            if _SECTION.match(self._new[number - 1]):
                return None, None
        return None, None
