"""The shape of the models: what may stand at a path of a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from strevview.model.record import Record, keys
from strevview.source.nodes import Path


def model_at(model: type[Record], path: Path) -> type[Record] | None:
    """Return the model of the mapping at a path, or None where no model describes it."""
    current: object = model
    for step in path:
        current = next(_below(current, step), None)
    return next((kind for kind in _kinds(current) if _is_model(kind)), None)


def keys_at(model: type[Record], path: Path) -> tuple[str, ...]:
    """Return the keys of the mapping at a path; none where no model describes it."""
    found = model_at(model, path)
    return () if found is None else tuple(keys(found))


def paths_inside(model: type[Record]) -> tuple[Path, ...]:
    """Return a path of each kind of mapping inside a model, outer ones first."""
    return _paths_inside(cast("Any", model))


@cache
def _paths_inside(model: type[Record]) -> tuple[Path, ...]:
    found: list[Path] = [()]
    for outer in found:
        found += [
            (*outer, key, *step)
            for key in keys_at(model, outer)
            for step in ((), (0,), ("*",))
            if model_at(model, (*outer, key, *step)) is not None
        ]
    return tuple(sorted(found[1:], key=len))


def _kinds(annotation: object) -> Iterator[Any]:
    """Yield what a value may be: the members of a union, without what validates them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _kinds(member)
    else:
        yield annotation


def _below(annotation: object, step: str | int) -> Iterator[object]:
    """Yield what may stand under a key or at an index of a value."""
    for kind in _kinds(annotation):
        origin, arguments = get_origin(kind), get_args(kind)
        if _is_model(kind):
            field = keys(kind).get(str(step))
            if isinstance(step, str) and field is not None:
                yield field.kind
        elif origin is dict and isinstance(step, str):
            yield arguments[1]
        elif origin in (tuple, list) and isinstance(step, int):
            yield arguments[0]


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Record)
