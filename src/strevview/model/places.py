"""Where in a file a part of an issue stands."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from strevview.diagnostics import Span
from strevview.source.nodes import Node, Path, Scalar, find, head, key_at
from strevview.source.positions import OFFSETS, file_offsets
from strevview.source.reader import SourceText


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
        for length in range(len(path), -1, -1):
            node = self.node(path[:length])
            if node is not None:
                return head(node)
        return Span.point(self.source.path)

    def stripped(self, path: Path) -> int:
        """Return how many characters of white space the model takes off the start of a value."""
        node = self.node(path)
        if not isinstance(node, Scalar) or "\n" in node.value.strip():
            return 0
        return len(node.value) - len(node.value.lstrip())

    def offsets(self, path: Path) -> Sequence[int]:
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
