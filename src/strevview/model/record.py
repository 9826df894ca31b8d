"""What the mappings of a file are made of: models with keys, each of which says what it is.

`Record` is the base of every mapping, and frozen. What stands in its keys by itself are the kinds
of `values`. A function that reads a value raises what `complaint` returns; a fault that pydantic
finds by itself is put into words in `model_faults`.
"""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from strevview.source.nodes import Path


class Record(BaseModel):
    """A mapping of a file: it takes no key that it does not know."""

    # Built at first use: no command reads all kinds of files.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, data: object) -> object:
        """Take an optional key without a value for a key that is not there."""
        if not isinstance(data, dict) or None not in data.values():
            return data
        known = keys(cls)
        optional = {name for name, field in known.items() if not field.is_required()}
        return {
            name: value for name, value in data.items() if value is not None or name not in optional
        }


def complaint(code: str, message: str, help: str = "") -> PydanticCustomError:
    """Return the error that a reading function raises; its type is the diagnostic's code."""
    return PydanticCustomError(code, "{text}", {"text": message, "help": help})


def optional(description: str, default: object = None) -> Any:  # noqa: ANN401 - as pydantic's own
    """Return the field of a key that may be left out; `description` says in words what it is."""
    return Field(default=default, description=description)


def short_form(key: str) -> BeforeValidator:
    """Take a bare text in the place of a mapping for a mapping with this key alone."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


@cache
def keys(model: type[Record]) -> dict[str, FieldInfo]:
    """Return the keys of a model's mapping by the names that a file has for them, in order."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def model_at(model: type[Record], path: Path) -> type[Record] | None:
    """Return the model of the mapping at a path of a file, or None where no model describes it."""
    kind: object = model
    for step in path:
        kind = _below(_bare(kind), step)
    found = _bare(kind)
    return found if _is_model(found) else None


def _bare(annotation: object) -> object:
    """Return what a value may be: the annotation without its validators and without None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(kind for kind in get_args(annotation) if kind is not NoneType)
        else:
            return annotation


def _below(kind: object, step: str | int) -> object:
    """Return the annotation of what stands under a key or at an index, or None."""
    origin, arguments = get_origin(kind), get_args(kind)
    if _is_model(kind) and isinstance(step, str):
        field = keys(kind).get(step)
        return None if field is None else field.annotation
    if origin is dict and isinstance(step, str):
        return arguments[1]
    return arguments[0] if origin is tuple and isinstance(step, int) else None


def _is_model(kind: object) -> TypeGuard[type[Record]]:
    return isinstance(kind, type) and issubclass(kind, Record)
