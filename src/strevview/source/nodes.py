"""The tree that a YAML file is read into: scalars as text, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from strevview.diagnostics import Span
from strevview.source.reader import LineIndex


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


class Mapping:
    """Keys and values in the order of the file; `flow` when written in braces."""

    __slots__ = ("_by_name", "end", "entries", "flow", "lines", "start")

    def __init__(
        self, entries: tuple[Entry, ...], flow: bool, start: int, end: int, lines: LineIndex
    ) -> None:
        self.entries: Final = entries
        self.flow: Final = flow
        self.start: Final = start
        self.end: Final = end
        self.lines: Final = lines
        # Each complaint looks its place up: a search would be quadratic in a file of faults.
        self._by_name = {entry.key.value: entry for entry in entries}

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.lines.span(self.start, self.end)

    def get(self, name: str) -> Entry | None:
        """Return the entry of a key, or None."""
        return self._by_name.get(name)


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


def child(node: Node, step: str | int) -> Node | None:
    """Return the value under a key or at an index, or None where there is none."""
    if isinstance(node, Mapping) and isinstance(step, str):
        entry = node.get(step)
        return entry.value if entry else None
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def find(node: Node, path: Path) -> Node | None:
    """Return the node at a path of keys and indexes, or None."""
    current: Node | None = node
    for step in path:
        if current is None:
            return None
        current = child(current, step)
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


def scalars(node: Node, path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """Yield every scalar value below a node with its path, in the order of the file."""
    # A stack of our own: generators within generators take several times as long.
    left: list[tuple[Path, Node]] = [(path, node)]
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
