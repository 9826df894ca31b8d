"""Reads files as models: every fault is a diagnostic at its key or value, and hides no other.

A faulty value is replaced by a stand-in and all is read again, so that the rest is linted too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, NamedTuple, TypeVar, cast

from pydantic import ValidationError

from strevview.diagnostics import Diagnostic, error
from strevview.model.fault_words import complaints, fault_of, is_required, keys_of_file
from strevview.model.record import Record, keys, model_at
from strevview.source.disk import SourceText
from strevview.source.nodes import Mapping as MappingNode
from strevview.source.nodes import Path, Places, plain
from strevview.source.parser import MAX_FAULTS, read_places, too_many

M = TypeVar("M", bound=Record)

# What stands for a required value that is missing or faulty, so that the rest can be read.
_PLACEHOLDERS: Mapping[str | int, object] = {
    "schema": "1",
    "period": "1900-01",
    "sections": [],
    "id": "unnamed",
    "publisher": {"name": "?"},
}
_MAX_ROUNDS = 8


class Reading(NamedTuple, Generic[M]):
    """A file read as a model: `value` is None where too little of it could be read.

    `faulty` are the paths of values that could not be read, in whose place a stand-in was read, or
    nothing; `places` is None where the file is no YAML.
    """

    value: M | None
    diagnostics: tuple[Diagnostic, ...]
    faulty: frozenset[Path]
    places: Places | None = None


def read_record(model: type[M], source: SourceText | Diagnostic) -> Reading[M]:
    """Read a file as a model: what is wrong with it as YAML, then as a model (`read_model`).

    A value that a comment took the place of (SV010) is not told once more as missing (SV006).
    """
    places, faults = read_places(source, lambda: keys_of_file(model))
    if places is None:
        return Reading(None, tuple(faults), frozenset())
    reading = read_model(model, places)
    lost = {fault.span.line for fault in faults if fault.code == "SV010" and fault.span}
    of_model = (
        one
        for one in reading.diagnostics
        if one.code != "SV006" or one.span is None or one.span.line not in lost
    )
    return reading._replace(diagnostics=(*faults, *of_model))


def read_model(model: type[M], places: Places) -> Reading[M]:
    """Read a file's nodes as a model."""
    if not isinstance(places.root, MappingNode):
        message = "keys and values are expected here, such as `schema: 1`"
        found = error("SV006", message, places.value(()), "start from `strevview new 2025-10`")
        return Reading(None, (found,), frozenset({()}), places)
    data = cast("dict[str, Any]", plain(places.root))
    diagnostics: list[Diagnostic] = []
    faulty: set[Path] = set()
    for _ in range(_MAX_ROUNDS):
        try:
            value = model.model_validate(data)
            return Reading(value, tuple(diagnostics), frozenset(faulty), places)
        except ValidationError as reason:
            details = reason.errors(include_url=False, include_input=False)
        faults = [fault_of(model, places, one) for one in details[:MAX_FAULTS]]
        diagnostics += complaints(faults, faulty)
        if len(details) > MAX_FAULTS:
            diagnostics.append(too_many(places, len(details)))
            break
        for fault in faults:
            _put_aside(model, data, fault.path)
    return Reading(None, tuple(diagnostics), frozenset(faulty), places)


def _put_aside(model: type[Record], data: object, path: Path) -> None:
    """Delete a faulty optional value, or put a placeholder in the place of a required one.

    Of a list of texts, and of a bare name in the place of a mapping, all is put aside.
    """
    holders: list[Any] = [data]
    for step in path[:-1]:
        try:
            holders.append(holders[-1][step])
        except (KeyError, IndexError, TypeError):
            # What holds it was put aside before.
            return
    for end in range(len(path) - 1, -1, -1):
        holder, step, inside = holders[end], path[end], model_at(model, path[: end + 1])
        if isinstance(holder, list) and inside is not None:
            holder[int(step)] = {
                name: _PLACEHOLDERS.get(name, "?")
                for name, field in keys(inside).items()
                if field.is_required()
            }
            return
        if isinstance(holder, dict):
            if is_required(model_at(model, path[:end]), step):
                holder[step] = _PLACEHOLDERS.get(step, "?")
            else:
                holder.pop(step, None)
            return
