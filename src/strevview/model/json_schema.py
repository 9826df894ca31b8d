"""The JSON Schemas of the files, from the models: what the tool takes, an editor takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from strevview.model.issue import ActorsFile, Issue, Series
from strevview.model.record import TEXT_SCHEMA, Record

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Mapping[str, tuple[type[Record], str]] = {
    "issue": (Issue, "An issue of a review"),
    "series": (Series, "A series of issues"),
    "actors": (ActorsFile, "The register of actors"),
}
_NOTHING = {"type": "null"}


def schema_names() -> tuple[str, ...]:
    """Return the names of the files that have a schema."""
    return tuple(_MODELS)


def schema_file(name: str) -> str:
    """Return the file name of a schema: `issue.schema.json`."""
    return f"{name}.schema.json"


def schema_text(name: str) -> str:
    """Return the JSON Schema of the file `name` as indented JSON."""
    return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the file `name`: "issue", "series" or "actors"."""
    model, title = _MODELS[name]
    schema = model.model_json_schema()
    parts: dict[str, Any] = schema.get("$defs", {})
    for part in (schema, *parts.values()):
        _tidy(part)
    _allow_short_forms(parts)
    if name == "issue":
        _ask_unless_draft(schema)
    return {
        "$schema": _DIALECT,
        "title": title,
        **{k: v for k, v in schema.items() if k != "title"},
    }


def _tidy(part: dict[str, Any]) -> None:
    """Take out titles made of key names; an optional key may stand without a value."""
    part.pop("title", None)
    part.pop("description", None)
    for name, field in part.get("properties", {}).items():
        field.pop("title", None)
        options = [o for o in field.get("anyOf", []) if o != _NOTHING]
        if options and len(options) < len(field["anyOf"]):
            del field["anyOf"]
            field.update(options[0] if len(options) == 1 else {"anyOf": options})
        if field.get("default") is None or isinstance(field["default"], list | dict):
            field.pop("default", None)
        if "patternProperties" in field:
            # The keys of a mapping follow a pattern, and no other key is taken.
            field["additionalProperties"] = False
        if name not in part.get("required", ()):
            _allow_nothing(field)


def _allow_nothing(field: dict[str, Any]) -> None:
    kinds = field.get("type")
    if kinds is not None and "enum" not in field and "const" not in field:
        field["type"] = [*([kinds] if isinstance(kinds, str) else kinds), "null"]
        return
    inner = {key: v for key, v in field.items() if key not in ("description", "default")}
    options = inner["anyOf"] if inner.keys() == {"anyOf"} else [inner]
    for key in inner:
        del field[key]
    field["anyOf"] = [*options, _NOTHING]


def _allow_short_forms(parts: dict[str, Any]) -> None:
    """A bare name is an actor, a bare text a correction."""
    for name in ("ItemActor", "Correction"):
        if name in parts:
            parts[f"{name}Mapping"] = parts[name]
            parts[name] = {"anyOf": [TEXT_SCHEMA, {"$ref": f"#/$defs/{name}Mapping"}]}


def _ask_unless_draft(schema: dict[str, Any]) -> None:
    """Ask for each item's date, actors, text and sources, but in a draft (SV101 to SV104)."""
    filled: dict[str, dict[str, Any]] = {
        "date": {"type": "string"},
        "actors": {"type": "array", "minItems": 1},
        "text": {"type": ["string", "number"]},
        "sources": {"type": "object", "minProperties": 1},
    }
    for name, kind in filled.items():
        kind["errorMessage"] = f"an item needs `{name}`, unless the issue says `draft: true`"
    items = {"items": {"required": list(filled), "properties": filled}, "minItems": 1}
    schema["if"] = {"properties": {"draft": {"const": True}}, "required": ["draft"]}
    schema["else"] = {
        "properties": {
            "sections": {
                "minItems": 1,
                "items": {"required": ["items"], "properties": {"items": items}},
            }
        }
    }
