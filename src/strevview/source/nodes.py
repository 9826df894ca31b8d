"""The tree that a YAML file is read into, and where in the file each of its values stands.

Scalars are text. A value is not a stretch of the file: block scalars lose their indent, folded
lines their ends, quoted ones their escapes. Clauses are those of YAML 1.2.2.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from strevview.diagnostics import Span
from strevview.source.disk import LineIndex, SourceText

# What stands for one character of a value, or for the line ends that are left of some.
_FOLD = r"(?<![ \t])[ \t]*\r?\n[ \t\r\n]*|"
_UNITS = {
    "": re.compile(rf"{_FOLD}."),
    "'": re.compile(rf"{_FOLD}''|."),
    '"': re.compile(rf"{_FOLD}\\\r?\n[ \t\r\n]*|\\(?:x.{{2}}|u.{{4}}|U.{{8}}|.)|."),
}
# The kind of an array of offsets: an eighth of the room that a tuple of numbers takes.
OFFSETS = "I"
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")


class Scalar(NamedTuple):
    """One value as text; `style` is YAML's: "" plain, ' and " quoted, | and > block.

    `start` and `end` are 0-based character offsets into the file's text, quotes included.
    """

    value: str
    style: str
    start: int
    end: int
    lines: LineIndex

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.lines.span(self.start, self.end)


class Entry(NamedTuple):
    """One key of a mapping with its value."""

    key: Scalar
    value: Node


@dataclass(eq=False)
class Mapping:
    """Keys and values in the order of the file; `flow` when written in braces."""

    entries: tuple[Entry, ...]
    flow: bool
    start: int
    end: int
    lines: LineIndex

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.lines.span(self.start, self.end)

    def get(self, name: str) -> Entry | None:
        """Return the entry of a key, or None."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Entry]:
        # Each complaint looks its place up: a search would be quadratic in a file of faults.
        return {entry.key.value: entry for entry in self.entries}


class Sequence(NamedTuple):
    """A list of nodes; `flow` when written in brackets."""

    items: tuple[Node, ...]
    flow: bool
    start: int
    end: int
    lines: LineIndex

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.lines.span(self.start, self.end)


Node = Scalar | Mapping | Sequence
Path = tuple[str | int, ...]


def parts(node: Node) -> list[Node]:
    """Return the values in a mapping or list; none of a scalar."""
    if isinstance(node, Scalar):
        return []
    return list(node.items) if isinstance(node, Sequence) else [e.value for e in node.entries]


def find(node: Node, path: Path) -> Node | None:
    """Return the node at a path of keys and indexes, or None."""
    current: Node | None = node
    for step in path:
        if isinstance(current, Mapping) and isinstance(step, str):
            entry = current.get(step)
            current = entry.value if entry else None
        elif isinstance(current, Sequence) and isinstance(step, int):
            current = current.items[step] if 0 <= step < len(current.items) else None
        else:
            return None
    return current


def key_at(node: Node, path: Path) -> Scalar | None:
    """Return the key that the path's last step names, or None (a list has no keys)."""
    if not path or not isinstance(path[-1], str):
        return None
    parent = find(node, path[:-1])
    entry = parent.get(path[-1]) if isinstance(parent, Mapping) else None
    return entry.key if entry else None


def head(node: Node) -> Span:
    """Return where a complaint about a whole node points: the first key of what it is about."""
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0].key.span
    if isinstance(node, Sequence) and node.items:
        return head(node.items[0])
    return node.span


def scalars(root: Node) -> Iterator[tuple[Path, Scalar]]:
    """Yield every scalar value with its path, in the order of the file."""
    # A stack of our own: generators within generators take several times as long.
    left: list[tuple[Path, Node]] = [((), root)]
    while left:
        path, node = left.pop()
        if isinstance(node, Scalar):
            yield path, node
        elif isinstance(node, Mapping):
            left += [((*path, entry.key.value), entry.value) for entry in reversed(node.entries)]
        else:
            last = len(node.items) - 1
            left += [((*path, last - n), item) for n, item in enumerate(reversed(node.items))]


def plain(node: Node) -> object:
    """Return the node as dicts, lists and strings; plain true and false are booleans.

    An empty plain value (`title:`) is None. Nothing else is turned into something: NO stays "NO".
    """
    if isinstance(node, Mapping):
        return {entry.key.value: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if node.style == "":
        if node.value == "":
            return None
        if node.value in ("true", "false"):
            return node.value == "true"
    return node.value


class Places:
    """The way from a path such as ("sections", 0, "items", 1, "date") to its place in the file."""

    def __init__(self, source: SourceText, root: Node) -> None:
        self.source = source
        self.root = root
        self._offsets: dict[Path, array[int]] = {}

    def node(self, path: Path) -> Node | None:
        """Return the node at a path, or None."""
        return find(self.root, path)

    def key(self, path: Path) -> Span:
        """Return the span of the path's last key; where it is not there, of what lacks it."""
        key = key_at(self.root, path)
        return key.span if key else self.nearest(path)

    def value(self, path: Path) -> Span:
        """Return the span of a single value, or of the first key of a mapping or list.

        A text of several lines is pointed at by its key.
        """
        node = self.node(path)
        if isinstance(node, Scalar):
            multiline = node.style in ("|", ">") or node.span.end_line > node.span.line
            return self.key(path) if multiline or node.start == node.end else node.span
        return head(node) if node is not None else self.nearest(path)

    def nearest(self, path: Path) -> Span:
        """Return the head of the deepest part of the path that the file has."""
        node = self.node(path)
        while node is None:
            path = path[:-1]
            node = self.node(path)
        return head(node)

    def stripped(self, path: Path) -> int:
        """Return how many characters of white space the model takes off the start of a value."""
        node = self.node(path)
        if not isinstance(node, Scalar) or "\n" in node.value.strip():
            return 0
        return len(node.value) - len(node.value.lstrip())

    def offsets(self, path: Path) -> array[int]:
        """Return, for each character of a text and its end, its offset in the file.

        The offsets are of the YAML scalar's value, before white space around it is stripped.
        """
        known = self._offsets.get(path)
        if known is None:
            node = self.node(path)
            known = file_offsets(self.source, node) if isinstance(node, Scalar) else array(OFFSETS)
            self._offsets[path] = known
        return known

    def within(self, path: Path, start: int, end: int) -> Span:
        """Return the span of the characters `start:end` of the text at a path."""
        offsets = self.offsets(path)
        if not offsets:
            return self.value(path)
        last = len(offsets) - 1
        first = offsets[min(start, last)]
        final = offsets[min(end - 1, last)] + 1 if end > start else first + 1
        return self.source.lines.span(first, max(final, first + 1))

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters `start:end` of the file."""
        return self.source.lines.span(start, end)


def file_offsets(source: SourceText, scalar: Scalar) -> array[int]:
    """Return, for each character of the value and its end, the offset in the file's text."""
    raw, value = source.text, scalar.value
    if scalar.style in ("|", ">"):
        offsets = _block_offsets(raw, scalar)
    elif scalar.style == "" and raw[scalar.start : scalar.end] == value:
        offsets = list(range(scalar.start, scalar.end))
    elif scalar.style and raw[scalar.start + 1 : scalar.end - 1] == value:
        # In quotes, on one line and without an escape.
        offsets = list(range(scalar.start + 1, scalar.end - 1))
    else:
        offsets = _flow_offsets(raw, scalar)
    if len(offsets) != len(value):
        # An alias, say: the nearest that can be told is the value as a whole.
        offsets = [min(scalar.start + n, scalar.end) for n in range(len(value))]
    end = scalar.end - 1 if scalar.style in ("'", '"') else scalar.end
    return array(OFFSETS, (*offsets, max(end, offsets[-1] + 1 if offsets else end)))


def _block_offsets(raw: str, scalar: Scalar) -> list[int]:
    """Walk a block as it is read: each line is one of the file without its indent.

    In a folded one a line end is a space, or nothing before an empty line, or itself (8.1.3).
    """
    letters, places = _dedented(raw, scalar)
    if scalar.style == "|":
        return places[: len(scalar.value)]
    offsets: list[int] = []
    position = 0
    for letter in scalar.value:
        if letter not in " \n":
            while position < len(letters) and letters[position] == "\n":
                position += 1
        if position == len(letters):
            break
        offsets.append(places[position])
        position += 1
    return offsets


def _dedented(raw: str, scalar: Scalar) -> tuple[str, list[int]]:
    """Return the characters of a block without its indent, and their offsets."""
    start = raw.find("\n", scalar.start, scalar.end) + 1 or scalar.end
    lines = raw[start : scalar.end].split("\n")
    # The first line with words has the indent of the block, and perhaps spaces of its own.
    first = next((line for line in lines if line.strip(" \r")), "")
    text = next((line for line in scalar.value.split("\n") if line.strip(" ")), "")
    indent = (len(first) - len(first.lstrip(" "))) - (len(text) - len(text.lstrip(" ")))
    letters = ""
    places: list[int] = []
    for line in lines:
        end = len(line.removesuffix("\r"))
        letters += line[indent:end] + "\n"
        places += range(start + min(indent, end), start + end + 1)
        start += len(line) + 1
    return letters, places


def _flow_offsets(raw: str, scalar: Scalar) -> list[int]:
    """Walk a plain or quoted scalar as it is decoded: escapes (5.7) and folding (7.3)."""
    quoted = 1 if scalar.style else 0
    properties = _PROPERTIES.match(raw, scalar.start, scalar.end)
    start = (properties.end() if properties else scalar.start) + quoted
    offsets: list[int] = []
    for unit in _UNITS[scalar.style].finditer(raw, start, scalar.end - quoted):
        ends = [unit.start() + n for n, letter in enumerate(unit[0]) if letter == "\n"]
        if not ends:
            offsets.append(unit.start())
        elif unit[0].startswith("\\"):
            # An escaped line end is nothing; each one after it is itself.
            offsets += ends[1:]
        else:
            offsets += ends if len(ends) == 1 else ends[:-1]
    return offsets
