"""YAML text to nodes, in one pass over libyaml's events.

The nodes are built on our own stack: PyYAML's C `compose` recurses and dies of 100,000 nested
brackets, and its aliases can grow a small file without bound. What YAML takes without complaint
and an editor did not mean is found in the nodes (`quiet_losses`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

import yaml

from strevview.diagnostics import Diagnostic, Related, Severity, Span, error
from strevview.source.disk import SourceText
from strevview.source.nodes import Entry, Mapping, Node, Places, Scalar, Sequence, head, parts
from strevview.source.syntax_help import explain
from strevview.source.yaml_lines import Keys, odd_indent

# A PyYAML built without libyaml is slower and gives the same events.
Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)

MAX_DEPTH = 40
MAX_NODES = 100_000
# So many complaints about a file are told.
MAX_FAULTS = 1000
# Values that are no prose: after these a comment without a space is a comment.
_NO_PROSE = re.compile(r"true|false|[\d/-]+|\S+://\S+")
# What stands after the comma of a name: Co., Ltd.; Smith, Jr.
_NAME_ENDING = re.compile(
    r"(Ltd|Limited|Inc|Incorporated|LLC|LLP|Corp|Corporation|Co|Company|GmbH|AG|PLC|Plc|S\.?A|B\.?V|"
    r"N\.?V|Jr|Sr|Pvt|Pte|KG|II|III|Ph\.?D|M\.?D)\.?(\s.*)?"
)


class Parsed(NamedTuple):
    """What a file says (None when it cannot be parsed) and what is wrong with it as YAML."""

    source: SourceText
    root: Node | None
    diagnostics: tuple[Diagnostic, ...]


def parse(source: SourceText, keys: Callable[[], Keys] = Keys) -> Parsed:
    """Parse one YAML document; every complaint is a `Diagnostic` of the family SV0xx.

    `keys` is asked where the text is no YAML, for what may have been meant.
    """
    builder = _Builder(source)
    try:
        for event in yaml.parse(source.text, Loader=Loader):
            builder.take(event)
    except yaml.YAMLError as reason:
        return Parsed(source, None, (*builder.diagnostics, explain(source, reason, keys())))
    except _StoppedError as reason:
        return Parsed(source, None, (*builder.diagnostics, reason.fault))
    diagnostics = (*builder.diagnostics, *itertools.starmap(_lost_anchor, builder.unused.items()))
    if builder.root is None or (isinstance(builder.root, Scalar) and not builder.root.value):
        return Parsed(source, None, (*diagnostics, _empty(source)))
    return Parsed(source, builder.root, diagnostics)


def read_places(
    source: SourceText | Diagnostic, keys: Callable[[], Keys] = Keys
) -> tuple[Places | None, list[Diagnostic]]:
    """Parse a file that could be read; return its nodes with places and its faults as YAML."""
    if isinstance(source, Diagnostic):
        return None, [source]
    parsed = parse(source, keys)
    faults = list(parsed.diagnostics)
    if parsed.root is None:
        return None, faults
    places = Places(source, parsed.root)
    faults += quiet_losses(source, parsed.root)
    if len(faults) > MAX_FAULTS:
        faults[MAX_FAULTS:] = [too_many(places, len(faults))]
    return places, faults


def too_many(places: Places, count: int) -> Diagnostic:
    """Return the complaint that only the first faults of a file are told (SV003)."""
    message = f"the file has {count:,} faults; the first {MAX_FAULTS:,} are told"
    return error("SV003", message, places.nearest(()), "is it an issue at all?")


def _empty(source: SourceText) -> Diagnostic:
    message = "the file holds nothing but comments" if source.text.strip() else "the file is empty"
    advice = "`strevview new 2025-10` writes a skeleton to start from"
    return error("SV012", message, Span.point(source.path), advice)


class _StoppedError(Exception):
    """The file is read no further; `fault` says why."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message)
        self.fault = fault


class _Repeated(NamedTuple):
    """A repeated key, the first of its name, and the last key above it without a value."""

    key: Scalar
    first: Scalar
    empty: Scalar | None


class _Builder:
    """Builds the tree from events; a broken bound raises `_StoppedError`.

    On the stack are the mappings and lists whose end has not come yet, with the values in them.
    """

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._lines = source.lines
        self._stack: list[tuple[yaml.CollectionStartEvent, list[Node]]] = []
        self._anchors: dict[str | None, Node] = {}
        self.unused: dict[str, Span] = {}
        self._values = 0
        self._documents = 0
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._count(event)
            if event.anchor is not None:
                self.unused[event.anchor] = self._point(event)
            # Most events are scalars: their marks are read here, without a call each.
            start, end = event.start_mark.index, event.end_mark.index  # type: ignore[union-attr]
            scalar = Scalar(event.value, event.style or "", start, end, self._lines)
            if not scalar.style and not scalar.value.isascii():
                found = odd_indent(self._source, start, end)
                if found is not None:
                    raise _StoppedError(found)
            self._add(scalar, event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._count(event, 1)
            self._stack.append((event, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                message = "a second document starts here (`---`); a file holds one"
                advice = "delete the line, or move what follows it to a file of its own"
                raise _StoppedError(error("SV001", message, self._point(event), advice))

    def _point(self, event: yaml.Event) -> Span:
        start = _start(event)
        return Span.point(self._source.path, start.line + 1, start.column + 1)

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        opened, children = self._stack.pop()
        place = (_start(opened).index, _end(event).index, self._lines)
        flow = bool(opened.flow_style)
        node: Node
        if isinstance(opened, yaml.MappingStartEvent):
            node = Mapping(tuple(self._entries(children)), flow, *place)
        else:
            node = Sequence(tuple(children), flow, *place)
        self._add(node, opened.anchor)

    def _entries(self, children: list[Node]) -> Iterator[Entry]:
        seen: dict[str, Scalar] = {}
        repeated: list[_Repeated] = []
        empty: Scalar | None = None
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                message = "a key must be one word, not a list or a mapping"
                advice = "text that starts with a bracket or a brace needs quotes"
                self.diagnostics.append(error("SV001", message, head(key), advice))
            elif key.value in seen:
                repeated.append(_Repeated(key, seen[key.value], empty))
            else:
                seen[key.value] = key
                empty = key if isinstance(value, Scalar) and value.start == value.end else empty
                yield Entry(key, value)
        self.diagnostics += _duplicates(repeated, next(iter(seen.values()), None))

    def _alias(self, event: yaml.AliasEvent) -> None:
        start, end = _start(event).index, _end(event).index
        node = self._anchors.get(event.anchor)
        if node is None:
            message = f"`*{event.anchor}` refers to an anchor that the file does not have"
            advice = "text that starts with `*` needs quotes"
            raise _StoppedError(error("SV001", message, self._lines.span(start, end), advice))
        self.unused.pop(event.anchor or "", None)
        # It counts for all that it repeats.
        left = [(node, 1)]
        while left:
            inside, height = left.pop()
            self._count(event, height)
            left += [(part, height + 1) for part in parts(inside)]
        if isinstance(node, Scalar):
            # A complaint about the value points at where it is used.
            node = node._replace(start=start, end=end)
        self._add(node, None)

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        if self._stack:
            self._stack[-1][1].append(node)
        else:
            self.root = node

    def _count(self, event: yaml.NodeEvent, height: int = 0) -> None:
        """Count a value that nests so much deeper than what is open, and look at its tag."""
        self._values += 1
        bound = None
        if self._values > MAX_NODES:
            bound = f"the file holds more than {MAX_NODES:,} values"
        elif len(self._stack) + height > MAX_DEPTH:
            bound = f"brackets or indents are nested more than {MAX_DEPTH} deep"
        if bound is not None:
            advice = "an issue has neither; look for a stray bracket, or copies made with `*`"
            raise _StoppedError(error("SV003", bound, self._point(event), advice))
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = f"the tag `{_short_tag(tag)}` is not allowed"
            advice = "delete it; text that starts with `!` needs quotes"
            self.diagnostics.append(error("SV009", message, self._point(event), advice))


def _start(event: yaml.Event) -> yaml.Mark:
    return cast("yaml.Mark", event.start_mark)


def _end(event: yaml.Event) -> yaml.Mark:
    return cast("yaml.Mark", event.end_mark)


def _duplicates(repeated: list[_Repeated], opening: Scalar | None) -> Iterator[Diagnostic]:
    """Yield SV004 for repeated keys.

    The keys of an entry without its dash get one complaint together, as do keys that are not
    indented below the key above them.
    """
    starts_over = len(repeated) > 1 and repeated[0].first is opening
    told: set[str] = set()
    for key, first, empty in repeated[:1] if starts_over else repeated:
        advice = "keep one of the two, or join what they say"
        if starts_over:
            advice = f"does a new entry start here? then write `- {key.value}:`"
        elif empty is not None and empty.start > first.start:
            if empty.value in told:
                continue
            told.add(empty.value)
            advice = f"does it belong to `{empty.value}:` above? then indent it below"
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


def quiet_losses(source: SourceText, root: Node) -> Iterator[Diagnostic]:
    """Yield the values of a file that YAML cut short (SV010) or split (SV011)."""
    if isinstance(root, Mapping):
        for entry in root.entries:
            if isinstance(entry.value, Scalar):
                yield from _lost_comment(source, entry.value, f"{entry.key.value}: ")
            else:
                yield from quiet_losses(source, entry.value)
    elif isinstance(root, Sequence):
        for item in root.items:
            if isinstance(item, Scalar):
                yield from _lost_comment(source, item, "- ")
            else:
                yield from quiet_losses(source, item)
        if root.flow:
            yield from _split_names(root)


def _lost_comment(source: SourceText, scalar: Scalar, lead: str) -> Iterator[Diagnostic]:
    """Yield SV010 for a plain value with a comment behind it, or in its place, that may be text.

    `lead` is the start of a line that holds the value: its key, or the dash of its entry.
    """
    if scalar.style != "" or _NO_PROSE.fullmatch(scalar.value):
        return
    end = source.text.find("\n", scalar.end)
    rest = source.text[scalar.end : end if end >= 0 else len(source.text)].rstrip("\r")
    match = re.match(r"\s+#(?=[^\s#!])" if scalar.value else r"\s+#(?=\w)", rest)
    if match is None:
        return
    start = scalar.end + match.end() - 1
    lost = rest[match.end() - 1 :].strip()
    whole = f"{scalar.value} {lost}".lstrip().replace("'", "''")
    advice = f"put the value in quotes: {lead}'{whole}'; a remark has a space after the #"
    if "\n" in source.text[scalar.start : scalar.end]:
        advice = f"write `{lead}|`, and the text below it, indented"
    message = f"everything from `{lost.split()[0]}` on is lost: ` #` starts a comment"
    yield error("SV010", message, source.lines.span(start, start + len(lost)), advice)


def _split_names(node: Sequence) -> Iterator[Diagnostic]:
    """Yield SV011 for each name that a comma inside brackets split in two."""
    for before, item in zip(node.items, node.items[1:], strict=False):
        if not (isinstance(before, Scalar) and isinstance(item, Scalar)):
            continue
        if before.style or item.style or not _NAME_ENDING.fullmatch(item.value):
            continue
        whole = f"{before.value}, {item.value}"
        message = f"the comma before `{item.value}` splits the name in two"
        advice = f"put the name in quotes, or on a line of its own: - {whole}"
        yield error("SV011", message, item.span, advice)
