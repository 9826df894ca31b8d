"""Data to records, by the records' own annotations: every fault, each with its path.

It says of any data what pydantic says of the same annotations (`as_pydantic`; a test compares the
two), in a tenth of the time that it takes to load pydantic and to build its models.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, NamedTuple, TypeVar, Union, cast, get_args, get_origin

from strevview.model.reads import ComplaintError, Reads, ShortForm, complaint
from strevview.model.record import Record, keys
from strevview.source.nodes import Path

M = TypeVar("M", bound=Record)


class FaultKind(Enum):
    """What is wrong with a value, or that there is none."""

    VALUE = "value"
    MISSING = "missing"
    UNKNOWN = "unknown"
    NO_MAPPING = "no mapping"


class Fault(NamedTuple):
    """One fault at a path; in `in_key`, of a mapping with free keys, the key itself is wrong."""

    path: Path
    kind: FaultKind
    complaint: ComplaintError | None = None
    in_key: bool = False


# Reads a value at a path, adds to the faults, and returns what it could make of the value.
_Reader = Callable[[object, Path, list[Fault]], object]


def validate(model: type[M], data: object) -> M | list[Fault]:
    """Return data of dicts, lists, texts and booleans as a record, or all that is wrong with it."""
    faults: list[Fault] = []
    subject: object = model
    made = _reader(subject)(data, (), faults)
    # What a faulty part left out is not there: only a record without faults is whole.
    return faults or cast("M", made)


def _value(path: Path, reason: ComplaintError, in_key: bool = False) -> Fault:
    return Fault(path, FaultKind.VALUE, reason, in_key)


def _record(model: type[Record]) -> _Reader:
    plan = [
        (key.name, key.attribute, key.required, _single(key.kind), _reader(key.kind))
        for key in keys(model).values()
    ]
    known = keys(model).keys()

    def read(data: object, path: Path, faults: list[Fault]) -> Record | None:
        if not isinstance(data, dict):
            faults.append(Fault(path, FaultKind.NO_MAPPING))
            return None
        values: dict[str, object] = {}
        for name, attribute, required, single, inner in plan:
            value = data.get(name)
            if value is None and (not required or name not in data):
                # An optional key without a value is a key that is not there.
                if required:
                    faults.append(Fault((*path, name), FaultKind.MISSING))
            elif single is None:
                values[attribute] = inner(value, (*path, name), faults)
            else:
                try:
                    values[attribute] = single(value)
                except ComplaintError as reason:
                    faults.append(_value((*path, name), reason))
        unknown = data.keys() - known
        if unknown:
            faults += [Fault((*path, name), FaultKind.UNKNOWN) for name in data if name in unknown]
        return model.of(values)

    return read


def _single(kind: object) -> Callable[[object], object] | None:
    """Return the function that reads a single value, or None for a kind with parts."""
    if get_origin(kind) in (Union, UnionType):
        members = [member for member in get_args(kind) if member is not NoneType]
        return _single(members[0])
    notes = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    return next((note.read for note in notes if isinstance(note, Reads)), None)


@cache
def _reader(kind: object) -> _Reader:
    """Return what reads a value of a kind: an annotation of a record's key."""
    single = _single(kind)
    if single is not None:
        return _scalar(single)
    if kind is str:
        return lambda data, path, faults: data
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        short = next((note for note in arguments[1:] if isinstance(note, ShortForm)), None)
        return _reader(arguments[0]) if short is None else _shortened(short, _reader(arguments[0]))
    if origin in (Union, UnionType):
        return _reader(next(member for member in arguments if member is not NoneType))
    if origin is tuple:
        return _list_of(_reader(arguments[0]))
    if origin is dict:
        return _mapping_of(_reader(arguments[0]), _reader(arguments[1]))
    return _record(cast("type[Record]", kind))


def _scalar(single: Callable[[object], object]) -> _Reader:
    def read(data: object, path: Path, faults: list[Fault]) -> object:
        try:
            return single(data)
        except ComplaintError as reason:
            faults.append(_value(path, reason))
            return None

    return read


def _shortened(short: ShortForm, inner: _Reader) -> _Reader:
    def read(data: object, path: Path, faults: list[Fault]) -> object:
        return inner(short.read(data), path, faults)

    return read


def _list_of(inner: _Reader) -> _Reader:
    def read(data: object, path: Path, faults: list[Fault]) -> tuple[object, ...]:
        if not isinstance(data, list):
            advice = "start each entry on a line of its own with `- `"
            faults.append(_value(path, complaint("SV006", "a list is expected here", advice)))
            return ()
        return tuple([inner(entry, (*path, n), faults) for n, entry in enumerate(data)])

    return read


def _mapping_of(key: _Reader, inner: _Reader) -> _Reader:
    def read(data: object, path: Path, faults: list[Fault]) -> dict[object, object]:
        if not isinstance(data, dict):
            faults.append(Fault(path, FaultKind.NO_MAPPING))
            return {}
        found: dict[object, object] = {}
        for name, value in data.items():
            wrong: list[Fault] = []
            read_key = key(name, (*path, name), wrong)
            faults.extend(fault._replace(in_key=True) for fault in wrong)
            found[read_key] = inner(value, (*path, name), faults)
        return found

    return read
