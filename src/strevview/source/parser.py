"""YAML text to nodes, in one pass over libyaml's events.

The nodes are built on our own stack: PyYAML's C `compose` recurses and dies of 100,000 nested
brackets, and its aliases can grow a small file without bound.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple, cast

import yaml

from strevview.diagnostics import Diagnostic, Related, Severity, Span, error
from strevview.source.nodes import Entry, Mapping, Node, Scalar, Sequence, head
from strevview.source.reader import SourceText
from strevview.source.syntax_help import explain

# A PyYAML built without libyaml is slower and gives the same events.
Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)

MAX_DEPTH = 40
MAX_NODES = 100_000


class Parsed(NamedTuple):
    """What a file says (None when it cannot be parsed) and what is wrong with it as YAML."""

    source: SourceText
    root: Node | None
    diagnostics: tuple[Diagnostic, ...]


def parse(source: SourceText) -> Parsed:
    """Parse one YAML document; every complaint is a `Diagnostic` of the family SV0xx."""
    builder = _Builder(source)
    try:
        for event in yaml.parse(source.text, Loader=Loader):
            builder.take(event)
            if builder.stopped:
                break
    except yaml.YAMLError as reason:
        return Parsed(source, None, (*builder.diagnostics, explain(source, reason)))
    if builder.stopped:
        return Parsed(source, None, tuple(builder.diagnostics))
    diagnostics = (*builder.diagnostics, *itertools.starmap(_lost_anchor, builder.unused.items()))
    if builder.root is None or (isinstance(builder.root, Scalar) and not builder.root.value):
        return Parsed(source, None, (*diagnostics, _empty(source)))
    return Parsed(source, builder.root, diagnostics)


def _empty(source: SourceText) -> Diagnostic:
    message = "the file holds nothing but comments" if source.text.strip() else "the file is empty"
    advice = "`strevview new 2025-10` writes a skeleton to start from"
    return error("SV012", message, Span.point(source.path), advice)


class _Anchored(NamedTuple):
    """What an alias stands for: how many values it brings along, and how deep they nest."""

    node: Node
    size: int
    height: int


class _Open:
    """A mapping or list whose end has not come yet."""

    __slots__ = ("children", "event", "height", "size")

    def __init__(self, event: yaml.CollectionStartEvent) -> None:
        self.event = event
        self.children: list[Node] = []
        self.size = 1
        self.height = 0


class _Builder:
    """Builds the tree from events; `stopped` once a bound is broken."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._lines = source.lines
        self._stack: list[_Open] = []
        self._anchors: dict[str | None, _Anchored] = {}
        self.unused: dict[str, Span] = {}
        self._values = 0
        self._documents = 0
        self.root: Node | None = None
        self.stopped = False
        self.diagnostics: list[Diagnostic] = []

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            if event.tag is not None:
                self._complain_of_tag(event, event.tag)
            if event.anchor is not None:
                self.unused[event.anchor] = self._point(event)
            self._count(event, 1)
            # Most events are scalars: their marks are read here, without a call each.
            start, end = event.start_mark.index, event.end_mark.index  # type: ignore[union-attr]
            scalar = Scalar(event.value, event.style or "", start, end, self._lines)
            self._add(scalar, 1, 0, event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            if event.tag is not None:
                self._complain_of_tag(event, event.tag)
            self._count(event, 1)
            self._stack.append(_Open(event))
            self._check_depth(event, 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                message = "a second document starts here (`---`); a file holds one"
                advice = "delete the line, or move what follows it to a file of its own"
                self.diagnostics.append(error("SV001", message, self._point(event), advice))
                self.stopped = True

    def _span(self, event: yaml.Event) -> Span:
        return self._lines.span(_start(event).index, _end(event).index)

    def _point(self, event: yaml.Event) -> Span:
        start = _start(event)
        return Span.point(self._source.path, start.line + 1, start.column + 1)

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        opened = self._stack.pop()
        place = (_start(opened.event).index, _end(event).index, self._lines)
        flow = bool(opened.event.flow_style)
        node: Node
        if isinstance(opened.event, yaml.MappingStartEvent):
            node = Mapping(tuple(self._entries(opened.children)), flow, *place)
        else:
            node = Sequence(tuple(opened.children), flow, *place)
        self._add(node, opened.size, opened.height + 1, opened.event.anchor)

    def _entries(self, children: list[Node]) -> Iterator[Entry]:
        seen: dict[str, Scalar] = {}
        repeated: list[tuple[Scalar, Scalar]] = []
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                message = "a key must be one word, not a list or a mapping"
                advice = "text that starts with a bracket or a brace needs quotes"
                self.diagnostics.append(error("SV001", message, head(key), advice))
            elif key.value in seen:
                repeated.append((key, seen[key.value]))
            else:
                seen[key.value] = key
                yield Entry(key, value)
        self.diagnostics += _duplicates(repeated, next(iter(seen.values()), None))

    def _alias(self, event: yaml.AliasEvent) -> None:
        known = self._anchors.get(event.anchor)
        if known is None:
            message = f"`*{event.anchor}` refers to an anchor that the file does not have"
            advice = "text that starts with `*` needs quotes"
            self.diagnostics.append(error("SV001", message, self._span(event), advice))
            self.stopped = True
            return
        self.unused.pop(event.anchor or "", None)
        self._count(event, known.size)
        self._check_depth(event, known.height)
        node = known.node
        if isinstance(node, Scalar):
            # A complaint about the value points at where it is used.
            start, end = _start(event).index, _end(event).index
            node = node._replace(start=start, end=end)
        self._add(node, known.size, known.height, None)

    def _add(self, node: Node, size: int, height: int, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = _Anchored(node, size, height)
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        parent.children.append(node)
        parent.size += size
        parent.height = max(parent.height, height)

    def _count(self, event: yaml.Event, values: int) -> None:
        self._values += values
        if self._values > MAX_NODES:
            self._stop(event, f"the file holds more than {MAX_NODES:,} values")

    def _check_depth(self, event: yaml.Event, height: int) -> None:
        if len(self._stack) + height > MAX_DEPTH:
            self._stop(event, f"brackets or indents are nested more than {MAX_DEPTH} deep")

    def _complain_of_tag(self, event: yaml.Event, tag: str) -> None:
        message = f"the tag `{_short_tag(tag)}` is not allowed"
        advice = "delete it; text that starts with `!` needs quotes"
        self.diagnostics.append(error("SV009", message, self._point(event), advice))

    def _stop(self, event: yaml.Event, what: str) -> None:
        advice = "an issue has neither; look for a stray bracket, or copies made with `*`"
        if not self.stopped:
            self.diagnostics.append(error("SV003", what, self._point(event), advice))
        self.stopped = True


def _start(event: yaml.Event) -> yaml.Mark:
    return cast("yaml.Mark", event.start_mark)


def _end(event: yaml.Event) -> yaml.Mark:
    return cast("yaml.Mark", event.end_mark)


def _duplicates(
    repeated: list[tuple[Scalar, Scalar]], opening: Scalar | None
) -> Iterator[Diagnostic]:
    """Yield a complaint a key; one alone where keys start over, for want of a dash."""
    starts_over = len(repeated) > 1 and repeated[0][1] is opening
    for key, first in repeated[:1] if starts_over else repeated:
        advice = "keep one of the two, or join what they say"
        if starts_over:
            advice = f"does a new entry start here? then write `- {key.value}:`"
        yield Diagnostic(
            "SV004",
            Severity.ERROR,
            f"the key `{key.value}` stands here a second time",
            key.span,
            advice,
            related=(Related("first here", first.span),),
        )


def _lost_anchor(name: str, span: Span) -> Diagnostic:
    message = f"`&{name}` is lost: a word after `&` names a value for copies (`*{name}`)"
    return error("SV010", message, span, "put the value in quotation marks, or delete the word")


def _short_tag(tag: str) -> str:
    prefix = "tag:yaml.org,2002:"
    return f"!!{tag[len(prefix) :]}" if tag.startswith(prefix) else tag
