"""The reference of the files' keys as Markdown, generated from the models' JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from scripts.key_examples import PARTS, Part
from strevview.model.json_schema import json_schema, schema_names
from strevview.model.record import (
    Address,
    Date,
    Day,
    Issn,
    IssuePeriod,
    ItemId,
    ItemReference,
    Kind,
    Language,
    PeriodName,
    Published,
    Share,
    WholeNumber,
)

# The series inside an issue is the series' own file without `schema`: its keys stand there.
_SERIES = "keys of [issues/series.yaml](#issuesseriesyaml), but `schema`"


def _pattern(scalar: object) -> str:
    """Return the pattern of a kind of single value, by which a schema knows it."""
    (kind,) = (one for one in get_args(scalar) if isinstance(one, Kind))
    return str(kind.schema["pattern"])


# In words, what is more than a text.
_SCALARS = {
    _pattern(Day): "date: a day",
    _pattern(Date): "date: a day, an interval of days or a month",
    _pattern(Published): "date: a day, a month or a year",
    _pattern(IssuePeriod): "month, or two months",
    _pattern(ItemId): "name in small letters, digits and hyphens",
    _pattern(ItemReference): "`issue/id`",
    _pattern(Language): "language code",
    _pattern(Address): "web address",
    _pattern(WholeNumber): "number",
    _pattern(Issn): "ISSN",
    _pattern(PeriodName): "period",
    _pattern(Share): "per cent, such as `60 %`",
}
_INTRODUCTION = """# How the files are written

Every key of the three kinds of file. Write block YAML: one key a line, lists with `- `. In braces
and brackets a comma splits a name in two, and after ` #` the rest of a line is lost. All values are
read as text, so `NO` is Norway; only `true` and `false` are more. `note:` keys and comments are
private: they reach neither the PDF nor what it carries.

The text of an item may hold paragraphs (a blank line between them), emphasis (`*word*`, or
`**word**` for more of it), quotations (`> ` in front of each line), lists (`- ` or `1. `), and
links `[launched][dawn]` to one of the item's sources. Emphasis goes around a link, never inside.
Entries of a list keep the numbers that they are written with; where all have one number, as `1. `
before each, they are counted from it. A caption may hold emphasis and links.
"""


def reference_page() -> str:
    """Return `docs/issue-file.md`."""
    lines = [_INTRODUCTION]
    for name in schema_names():
        schema = json_schema(name)
        lines += ["## " + PARTS[name].heading, "", *_described(PARTS[name], schema, schema)]
        for inner in _parts(schema, schema, set()):
            definition = schema["$defs"][inner]
            lines += [
                "### " + PARTS[inner].heading,
                "",
                *_described(PARTS[inner], definition, schema),
            ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _described(part: Part, node: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    yield from (part.says, "", *_table(node, schema), "")
    for example in part.examples:
        if example.caption:
            yield from (example.caption, "")
        yield from ("```yaml", example.lines.rstrip("\n"), "```", "")


def _parts(node: dict[str, Any], schema: dict[str, Any], seen: set[str]) -> Iterator[str]:
    """Yield the names of the mappings that a file is made of, outer ones first, each once."""
    for field in node.get("properties", {}).values():
        for name in _references(field):
            for real in _mappings(name, schema):
                if real not in seen and real != "SeriesFields":
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
    yield "| Key | Takes | What it is |"
    yield "| --- | --- | --- |"
    for key in sorted(node["properties"], key=lambda key: key != "schema"):
        field = node["properties"][key]
        must = "**required**. " if key in required else ""
        yield f"| `{key}` | {_kind(field, schema)} | {must}{field['description']} |"


def _kind(field: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return what a key takes, in words; that an optional one may be empty goes unsaid."""
    if "$ref" in field:
        return _kind_of_part(str(field["$ref"]).rpartition("/")[2], schema)
    if "anyOf" in field:
        kinds = [_kind(one, schema) for one in field["anyOf"] if one != {"type": "null"}]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in field or "const" in field:
        value = field["enum"][0] if "enum" in field else field["const"]
        return f"`{str(value).lower()}`"
    types = field["type"] if isinstance(field["type"], list) else [field["type"]]
    if "array" in types:
        return f"list of {_kind(field['items'], schema)}"
    if "object" in types:
        return _kind_of_mapping(field, schema)
    if "boolean" in types:
        return "`true` or `false`"
    return _SCALARS.get(field["pattern"], "text")


def _kind_of_mapping(field: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return what a mapping with keys of the writer's choice takes."""
    for pattern, inner in field.get("patternProperties", {}).items():
        return f"{_SCALARS[pattern]}s, each with {_kind(inner, schema)}"
    return f"names, each with {_kind(field['additionalProperties'], schema)}"


def _kind_of_part(name: str, schema: dict[str, Any]) -> str:
    if name == "SeriesFields":
        return _SERIES
    definition = schema["$defs"][name]
    if "enum" in definition:
        return " or ".join(f"`{value}`" for value in definition["enum"])
    if "anyOf" in definition:
        return _kind(definition, schema)
    heading = PARTS[name].heading
    anchor = heading.lower().replace(" ", "-").replace("'", "")
    return f"keys of [{heading.lower()}](#{anchor})"
