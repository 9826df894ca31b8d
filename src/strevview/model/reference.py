"""The reference of the files' keys as Markdown, generated from the models' JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from strevview.model.json_schema import json_schema

_FILES = (
    ("issue", "issues/2025-07.yaml", "One issue. The PDF takes the file's name."),
    ("series", "issues/series.yaml", "What all issues in the folder have in common."),
    ("actors", "issues/actors.yaml", "Who is who: each actor once, named in short in the items."),
)
_INTRODUCTION = """# How the files are written

Every key of the three kinds of file. Write block YAML: one key a line, lists with `- `. In braces
and brackets a comma splits a name in two, and after ` #` the rest of a line is lost. All values are
read as text, so `NO` is Norway; only `true` and `false` are more. `note:` keys and comments are
private: they reach neither the PDF nor what it carries.

The text of an item may hold paragraphs (a blank line between them), emphasis (`*word*`, or
`**word**` for more of it), quotations (`> ` in front of each line), lists (`- ` or `1. `), and
links `[launched][dawn]` to one of the item's sources. Emphasis goes around a link, never inside.
"""


def reference_page() -> str:
    """Return `docs/issue-file.md`."""
    lines = [_INTRODUCTION]
    for name, path, what in _FILES:
        schema = json_schema(name)
        lines += [f"## `{path}`", "", what, "", *_table(schema, schema), ""]
        for part in _parts(schema, schema, set()):
            definition = schema["$defs"][part]
            lines += [f"### {_heading(part)}", "", _first_line(definition), ""]
            lines += [*_table(definition, schema), ""]
    return "\n".join(lines)


def _parts(node: dict[str, Any], schema: dict[str, Any], seen: set[str]) -> Iterator[str]:
    """Yield the names of the mappings that a file is made of, outer ones first, each once."""
    for field in node.get("properties", {}).values():
        for name in _references(field):
            for real in _mappings(name, schema):
                if real not in seen:
                    seen.add(real)
                    yield real
                    yield from _parts(schema["$defs"][real], schema, seen)


def _mappings(name: str, schema: dict[str, Any]) -> list[str]:
    definition = schema["$defs"][name]
    if "properties" in definition:
        return [name]
    return [real for inner in _references(definition) for real in _mappings(inner, schema)]


def _references(field: object) -> list[str]:
    if isinstance(field, dict):
        own = [str(field["$ref"]).rpartition("/")[2]] if "$ref" in field else []
        return own + [name for value in field.values() for name in _references(value)]
    if isinstance(field, list):
        return [name for value in field for name in _references(value)]
    return []


def _table(node: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    required = node.get("required", [])
    yield "| Key | Takes | |"
    yield "| --- | --- | --- |"
    for key, field in node.get("properties", {}).items():
        must = "**required**. " if key in required else ""
        yield f"| `{key}` | {_kind(field, schema)} | {must}{field.get('description', '')} |"


def _kind(field: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return what a key takes, in words."""
    if "$ref" in field:
        return _kind_of_part(str(field["$ref"]).rpartition("/")[2], schema)
    if "anyOf" in field:
        kinds = [_kind(one, schema) for one in field["anyOf"] if one != {"type": "null"}]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in field or "const" in field:
        value = field["enum"][0] if "enum" in field else field["const"]
        return f"`{str(value).lower()}`"
    kind = field.get("type")
    if kind == "array":
        return f"list of {_kind(field['items'], schema)}"
    if kind == "object":
        inner = field.get("additionalProperties")
        return f"names, each with {_kind(inner, schema)}" if isinstance(inner, dict) else "keys"
    if kind == "boolean":
        return "`true` or `false`"
    return "number" if "minimum" in field else "text"


def _kind_of_part(name: str, schema: dict[str, Any]) -> str:
    definition = schema["$defs"][name]
    if "enum" in definition:
        return ", ".join(f"`{value}`" for value in definition["enum"])
    if "anyOf" in definition:
        return _kind(definition, schema)
    heading = _heading(name).lower()
    return f"keys of [{heading}](#{heading.replace(' ', '-')})"


def _heading(name: str) -> str:
    plain = name.removesuffix("Mapping")
    words = "".join(f" {letter}" if letter.isupper() else letter for letter in plain).split()
    return " ".join([words[0], *(word.lower() for word in words[1:])])


def _first_line(definition: dict[str, Any]) -> str:
    return str(definition.get("description", "")).split("\n\n")[0].replace("\n", " ")
