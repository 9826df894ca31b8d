"""The JSON Schemas of the files, from the models: what the tool takes, an editor takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic import BaseModel

from strevview.model.actors import ActorsFile
from strevview.model.issue import Issue
from strevview.model.series import Series

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Mapping[str, tuple[type[BaseModel], str]] = {
    "issue": (Issue, "An issue of a review"),
    "series": (Series, "A series of issues"),
    "actors": (ActorsFile, "The register of actors"),
}
# Rules SV101 to SV104: what each item has, unless the issue is a draft.
_ITEM_NEEDS = ("date", "actors", "text", "sources")


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
    schema = model.model_json_schema(by_alias=True)
    parts: dict[str, Any] = schema.get("$defs", {})
    for part in (schema, *parts.values()):
        _tidy(part)
    _allow_short_forms(parts)
    if name == "issue":
        _ask_unless_draft(schema, parts)
    return {
        "$schema": _DIALECT,
        "title": title,
        **{k: v for k, v in schema.items() if k != "title"},
    }


def _tidy(part: dict[str, Any]) -> None:
    """Take out titles made of key names, and null: an empty value is a fault in the tool too."""
    part.pop("title", None)
    for field in part.get("properties", {}).values():
        field.pop("title", None)
        options = [o for o in field.get("anyOf", []) if o != {"type": "null"}]
        if options and len(options) < len(field["anyOf"]):
            del field["anyOf"]
            field.update(options[0] if len(options) == 1 else {"anyOf": options})
        if "default" in field and field["default"] in (None, [], {}):
            del field["default"]


def _allow_short_forms(parts: dict[str, Any]) -> None:
    """A bare name is an actor, a bare text a correction."""
    for name in ("ItemActor", "Correction"):
        if name in parts:
            parts[f"{name}Mapping"] = parts[name]
            text = {"type": ["string", "number"]}
            parts[name] = {"anyOf": [text, {"$ref": f"#/$defs/{name}Mapping"}]}


def _ask_unless_draft(schema: dict[str, Any], parts: dict[str, Any]) -> None:
    """In a draft an item may lack its date, actors, text and sources; else each is asked for."""
    item = parts["Item"]["properties"]
    for key in _ITEM_NEEDS:
        described = {"description": item[key].pop("description")}
        item[key] = {**described, "anyOf": [item[key], {"type": "null"}]}
    filled = deepcopy(
        {
            "date": {"type": "string"},
            "actors": {"type": "array", "minItems": 1},
            "text": {"type": ["string", "number"]},
            "sources": {"type": "object", "minProperties": 1},
        }
    )
    items = {"items": {"required": list(_ITEM_NEEDS), "properties": filled}, "minItems": 1}
    schema["if"] = {"properties": {"draft": {"const": True}}, "required": ["draft"]}
    schema["else"] = {
        "properties": {
            "sections": {
                "minItems": 1,
                "items": {"required": ["items"], "properties": {"items": items}},
            }
        }
    }
