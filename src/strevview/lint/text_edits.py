"""Edits of a text in the file: what a reader sees is changed, the layout around it stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from strevview.diagnostics import Edit, Fix
from strevview.source.nodes import Node, Path, Scalar, Sequence

if TYPE_CHECKING:
    from strevview.source.places import Places

# A plain scalar that no YAML reader takes for anything but text.
_PLAIN = re.compile(r"[A-Za-z0-9/][A-Za-z0-9/._~%?&=+,;@!$()*:#-]*", re.ASCII)
_SPACE = re.compile(r"\s+")


def text_edit(places: Places, path: Path, start: int, end: int, text: str) -> Edit | None:
    """Return the edit that puts `text` for the characters `start:end` of the value at a path.

    None where the file does not hold these characters as they are (an escape, a folded line), so
    that an edit could harm it.
    """
    node = places.node(path)
    offsets = places.offsets(path)
    if not isinstance(node, Scalar) or not 0 <= start < end < len(offsets):
        return None
    first, last = offsets[start], offsets[end - 1] + 1
    written = places.source.text[first:last]
    if node.style == "'":
        # A quote is written twice there.
        last += places.source.text[last - 1 : last + 1] == "''"
        written = places.source.text[first:last].replace("''", "'")
    if _SPACE.sub(" ", written) != _SPACE.sub(" ", node.value[start:end]):
        return None
    if node.style == "'":
        text = text.replace("'", "''")
    elif node.style == '"' and ('"' in text or "\\" in text):
        return None
    elif node.style == "" and (start == 0 or ": " in text or " #" in text):
        kept = text[:1] or node.value[end : end + 1]
        if not kept.isalnum():
            return None
    return Edit(first, last, text)


def fix_of(message: str, *edits: Edit | None) -> Fix | None:
    """Return the fix that edits make together; None where one of them is not safe."""
    safe = tuple(edit for edit in edits if edit is not None)
    return Fix(message, safe) if len(safe) == len(edits) else None


def as_scalar(text: str) -> str:
    """Write a text of one line as a YAML scalar."""
    if _PLAIN.fullmatch(text) and not text.endswith(":"):
        return text
    return "'" + text.replace("'", "''") + "'"


def line_end_after(places: Places, node: Node) -> int:
    """Return the offset of the line end after the last character of a node."""
    text = places.source.text
    last = node
    while not isinstance(last, Scalar):
        inner = last.items if isinstance(last, Sequence) else [e.value for e in last.entries]
        if not inner:
            break
        last = inner[-1]
    if isinstance(last, Scalar):
        stop = last.end
        if last.style in ("|", ">"):
            stop = last.start + len(text[last.start : last.end].rstrip())
    else:
        stop = _offset(text, last.span.end_line, last.span.end_column)
    found = text.find("\n", stop)
    if found < 0:
        return len(text)
    return found - 1 if found and text[found - 1] == "\r" else found


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1
