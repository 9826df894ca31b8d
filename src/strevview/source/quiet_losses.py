"""What YAML quietly turns into something else: a comment in a title, a comma that splits a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from strevview.diagnostics import Diagnostic, error
from strevview.source.line_index import LineIndex
from strevview.source.nodes import Mapping, Node, Scalar, Sequence
from strevview.source.reader import SourceText

# Values that are no prose: after these a comment without a space is a comment.
_NO_PROSE = re.compile(r"true|false|[\d/-]+|\S+://\S+")
# What stands after the comma of a name: Co., Ltd.; Smith, Jr.
_NAME_ENDING = re.compile(
    r"(Ltd|Limited|Inc|Incorporated|LLC|LLP|Corp|Corporation|Co|Company|GmbH|AG|PLC|Plc|S\.?A|B\.?V|"
    r"N\.?V|Jr|Sr|Pvt|Pte|KG|II|III|Ph\.?D|M\.?D)\.?(\s.*)?"
)


def quiet_losses(source: SourceText, root: Node) -> Iterator[Diagnostic]:
    """Yield the values of a file that YAML cut short (SV010) or split (SV011)."""
    yield from _visit(source, root, source.lines)


def _visit(source: SourceText, node: Node, lines: LineIndex) -> Iterator[Diagnostic]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            if isinstance(entry.value, Scalar):
                yield from _comment(source, entry.value, lines, entry.key.value)
            else:
                yield from _visit(source, entry.value, lines)
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar):
                yield from _comment(source, item, lines, "")
            else:
                yield from _visit(source, item, lines)
        if node.flow:
            yield from _split_names(node)


def _comment(
    source: SourceText, scalar: Scalar, lines: LineIndex, key: str
) -> Iterator[Diagnostic]:
    if scalar.style != "" or not scalar.value or _NO_PROSE.fullmatch(scalar.value):
        return
    end = source.text.find("\n", scalar.end)
    rest = source.text[scalar.end : end if end >= 0 else len(source.text)].rstrip("\r")
    match = re.match(r"\s+#(?=[^\s#!])", rest)
    if match is None:
        return
    start = scalar.end + match.end() - 1
    lost = rest[match.end() - 1 :].strip()
    whole = f"{scalar.value} {lost}".replace("'", "''")
    start_of_line = f"{key}: " if key else "- "
    advice = f"put the value in quotes: {start_of_line}'{whole}'; a remark has a space after the #"
    message = f"everything from `{lost.split()[0]}` on is lost: ` #` starts a comment"
    yield error("SV010", message, lines.span(start, start + len(lost)), advice)


def _split_names(node: Sequence) -> Iterator[Diagnostic]:
    for before, item in zip(node.items, node.items[1:], strict=False):
        if not (isinstance(before, Scalar) and isinstance(item, Scalar)):
            continue
        if before.style or item.style or not _NAME_ENDING.fullmatch(item.value):
            continue
        whole = f"{before.value}, {item.value}"
        message = f"the comma before `{item.value}` splits the name in two"
        advice = f"put the name in quotes, or on a line of its own: - {whole}"
        yield error("SV011", message, item.span, advice)
