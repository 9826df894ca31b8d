"""Writing YAML: whole files, and edits of one value in a file that keep the layout around it.

Whole files are in block style, without comments and anchors; what was text stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from strevview.diagnostics import Edit, Fix
from strevview.source.disk import INVISIBLE
from strevview.source.nodes import Mapping, Node, Path, Scalar, Sequence, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from strevview.source.nodes import Places

# What would be refused as an indent of no-break spaces.
_STRANGE_START = re.compile(r"-?[^\S ]")


def to_yaml(data: object) -> str:
    """Write dicts, lists, strings, booleans and None as block YAML that reads back the same.

    Strings that a YAML 1.1 reader would take for something else are quoted, and longer texts stand
    as literal blocks, so the file can be read by any tool and by a person.
    """
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=10_000,
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Block scalars for texts of several lines; no aliases for values that are equal."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # PyYAML takes double quotes by itself where a block cannot hold the text.
    style = "|" if "\n" in value else None
    if INVISIBLE.search(value) or _STRANGE_START.match(value):
        # These may stand in a file only as escapes.
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _represent_nothing(dumper: yaml.SafeDumper, _: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(type(None), _represent_nothing)


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


def entry_edit(
    places: Places, path: Path, lines: Iterable[str], *, apart: bool = False
) -> Edit | None:
    """Return the edit that puts lines behind the last entry of a list or mapping, in its column.

    Comments below that entry go with it. An empty line stands between where the others have such
    ones, or what is added is to be `apart`. Where the key at the path has no value, or is absent,
    the lines become its value; brackets and braces give None.
    """
    text, mapping, key = places.source.text, places.node(path[:-1]), str(path[-1])
    if not isinstance(mapping, Mapping) or mapping.flow or not mapping.entries:
        return None
    column = mapping.entries[0].key.span.column - 1
    entry = mapping.get(key)
    value = entry.value if entry is not None else None
    if isinstance(value, Sequence | Mapping) and parts(value):
        last = value.entries[-1].key if isinstance(value, Mapping) else value.items[-1]
        if value.flow:
            return None
        column = value.span.column - 1
        start = end = _behind_comments(text, line_end_after(places, value), column)
        others = len(parts(value)) > 1 and _is_apart(text, last.start)
        between = "\n" if apart or others else ""
    elif entry is None:
        start = end = line_end_after(places, mapping)
        between, column = f"\n{' ' * column}{key}:", column + 2
    else:
        # Behind the key stands nothing, or `[]`, and perhaps a comment.
        start = text.index(":", entry.key.end) + 1
        behind = value.end if isinstance(value, Sequence) else start
        end = _line_end(text, behind)
        between, column = text[behind:end], column + 2
        if between.strip() and not between.lstrip().startswith("#"):
            return None
    added = "".join(f"\n{' ' * column}{line}" for line in lines)
    return Edit(start, end, between + added)


def _behind_comments(text: str, place: int, column: int) -> int:
    """Return the line end behind the comments that stand at a column, or further right."""
    comment = re.compile(rf"(?:\r?\n[ \t]*(?=\r?\n))*\r?\n {{{column},}}#[^\r\n]*")
    while match := comment.match(text, place):
        place = match.end()
    return place


def _is_apart(text: str, start: int) -> bool:
    """Return whether an empty line stands before an entry, or before the comments above it."""
    above = text[:start].split("\n")[-2::-1]
    return next((not line.strip() for line in above if not line.lstrip().startswith("#")), False)


def line_end_after(places: Places, node: Node) -> int:
    """Return the offset of the line end after the last character of a node."""
    text = places.source.text
    # What stands in brackets or braces ends with them, and not with its last value.
    while not isinstance(node, Scalar) and not node.flow and parts(node):
        node = parts(node)[-1]
    is_block = isinstance(node, Scalar) and node.style in ("|", ">")
    written = text[node.start : node.end]
    return _line_end(text, node.start + len(written.rstrip() if is_block else written))


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    if found < 0:
        return len(text)
    return found - 1 if found and text[found - 1] == "\r" else found
