"""Reads files as models: every fault is a diagnostic at its key or value, and hides no other.

A faulty value is replaced by a stand-in and all is read again, so that the rest is linted too.
What pydantic finds is put into words for editors here, but for what the reading functions of single
values say themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from strevview.diagnostics import Diagnostic, error
from strevview.model.issue import (
    ActorsFile,
    Correction,
    Issue,
    ItemActor,
    Series,
    SeriesFields,
    Source,
)
from strevview.model.record import Record, keys, model_at
from strevview.source.disk import SourceText
from strevview.source.nodes import Entry, Node, Path, Places, Scalar, key_at, plain
from strevview.source.nodes import Mapping as MappingNode
from strevview.source.nodes import Sequence as SequenceNode
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
# What stands before an entry in the place of a dash and a space.
_BULLET = re.compile(r"^[-–—•·▪]\s*")
# A key that others should be below stands near above them.
_LOOK_BACK = 20
# How pydantic names what is wrong, where it is not a reading function that says it.
_MISSING, _UNKNOWN, _NO_LIST = "missing", "extra_forbidden", "tuple_type"
_NO_MAPPING = ("model_type", "dict_type")
# The last step of the path of a fault in a key (pydantic's `dict` schema).
_IN_KEY = "[key]"


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
    places, faults = read_places(source)
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
        faults = [_fault(model, places, one) for one in details[:MAX_FAULTS]]
        diagnostics += _complaints(faults, faulty)
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
            if _is_required(model_at(model, path[:end]), step):
                holder[step] = _PLACEHOLDERS.get(step, "?")
            else:
                holder.pop(step, None)
            return


def _is_required(owner: type[Record] | None, key: str | int) -> bool:
    field = keys(owner).get(str(key)) if owner else None
    return field is not None and field.is_required()


def keys_at(model: type[Record], path: Path) -> tuple[str, ...]:
    """Return the keys of the mapping at a path; none where no model describes it."""
    found = model_at(model, path)
    return () if found is None else tuple(keys(found))


@cache
def paths_inside(model: type[Record]) -> tuple[Path, ...]:
    """Return a path of each kind of mapping inside a model, outer ones first."""
    found: list[Path] = [()]
    for outer in found:
        found += [
            (*outer, key, *step)
            for key in keys_at(model, outer)
            for step in ((), (0,), ("*",))
            if model_at(model, (*outer, key, *step)) is not None
        ]
    return tuple(sorted(found[1:], key=len))


class _Fault(NamedTuple):
    """A fault that pydantic found at a path; `kind` is its name for it, or a code such as SV006.

    `in_key` says that a key is wrong, not its value: a date as the key of `per_issue:`, say. `node`
    is what the file has there and `parent` the mapping that holds it; `inside` is the model of what
    should stand there, `owner` that of what holds it.
    """

    model: type[Record]
    places: Places
    path: Path
    key: str | int
    kind: str
    message: str
    help: str
    in_key: bool
    node: Node | None
    parent: MappingNode | None
    inside: type[Record] | None
    owner: type[Record] | None


def _fault(model: type[Record], places: Places, found: ErrorDetails) -> _Fault:
    path, context = found["loc"], found.get("ctx", {})
    in_key = len(path) > 1 and path[-1] == _IN_KEY
    path = path[:-1] if in_key else path
    parent = places.node(path[:-1])
    return _Fault(
        model=model,
        places=places,
        path=path,
        key=path[-1],
        kind=found["type"],
        message=context.get("text", found["msg"]),
        help=context.get("help", ""),
        in_key=in_key,
        node=places.node(path),
        parent=parent if isinstance(parent, MappingNode) else None,
        inside=model_at(model, path),
        owner=model_at(model, path[:-1]),
    )


def _complaints(faults: Sequence[_Fault], faulty: set[Path]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each fault, and note its path in `faulty`.

    Two faults of one slip are told once: a misspelt key and the key that is missing for it, the
    lines that are not indented below their key.
    """
    told: set[Path] = set()
    for fault in faults:
        outer = _key_to_indent_below(fault)
        if outer is not None:
            if (*fault.path[:-1], outer) not in told:
                message = f"`{fault.key}:` stands beside `{outer}:` and not below it"
                advice = f"indent it, and what else belongs to `{outer}:`, by two spaces more"
                yield error("SV006", message, fault.places.key(fault.path), advice)
            told |= {(*fault.path[:-1], outer), fault.path}
        elif fault.kind == _UNKNOWN:
            meant, found = _unknown_key(fault)
            if meant is not None:
                told.add((*fault.path[:-1], meant))
            yield found
    faulty |= told
    for fault in faults:
        if fault.kind != _UNKNOWN and fault.path not in faulty:
            faulty.add(fault.path)
            yield _complaint(fault)


def _key_to_indent_below(fault: _Fault) -> str | None:
    """Return the key without a value, just above, below which a faulty key belongs."""
    parent, key = fault.parent, key_at(fault.places.root, fault.path)
    if parent is None or key is None:
        return None
    number = bisect_left(parent.entries, key.start, key=lambda entry: entry.key.start)
    above = parent.entries[max(number - _LOOK_BACK, 0) : number]
    empty = [e.key for e in above if isinstance(e.value, Scalar) and e.value.start == e.value.end]
    if not empty:
        return None
    outer = (*fault.path[:-1], empty[-1].value)
    inside = model_at(fault.model, (*outer, key.value))
    is_part = isinstance(fault.node, MappingNode) and inside is not None
    return empty[-1].value if is_part or key.value in keys_at(fault.model, outer) else None


def _complaint(fault: _Fault) -> Diagnostic:
    places, path, key, node = fault.places, fault.path, fault.key, fault.node
    span = places.key(path) if fault.in_key else places.value(path)
    if fault.kind == _MISSING:
        advice = "add `schema: 1` as the first line" if key == "schema" else f"add `{key}:`"
        message = f"{_called(fault.model, path[:-1])} has no `{key}`"
        return error("SV007", message, places.nearest(path), advice)
    if fault.kind == _NO_LIST:
        return error("SV006", "a list is expected here", span, _as_list(fault))
    if fault.kind not in _NO_MAPPING:
        return error(fault.kind, fault.message, span, fault.help or _as_text(fault))
    is_empty = isinstance(node, Scalar) and not node.value
    if is_empty and isinstance(key, int):
        return error("SV006", "this entry is empty", span, "write it, or delete its dash")
    found = "a list" if isinstance(node, SequenceNode) else "a text"
    message = f"keys and values are expected here, not {found}"
    if is_empty:
        message = f"nothing stands below `{key}:`"
    return error("SV006", message, span, _as_mapping(fault))


def _called(model: type[Record], path: Path) -> str:
    """Return what messages call the mapping at a path: "the item", an entry of `items`."""
    if not path:
        return "the file"
    is_entry = model_at(model, path[:-1]) is None
    return f"the {str(path[-2]).removesuffix('s')}" if is_entry else f"`{path[-1]}`"


def _as_mapping(fault: _Fault) -> str:
    """Return what to do where keys and values are expected."""
    key, node = fault.key, fault.node
    names = keys(fault.inside) if fault.inside else {}
    # What a bare text is meant for: the first key that must be there, and a source's address.
    first = next(
        (name for name in names if _is_required(fault.inside, name) or name == "url"), None
    )
    if isinstance(node, Scalar) and first is not None:
        if not node.value:
            return f"write `{first}:` and what else is known below it, indented"
        if isinstance(key, int):
            return f"write `{first}: {node.value}` behind the dash"
        return f"write two lines:\n{key}:\n  {first}: {node.value}"
    if isinstance(node, SequenceNode) and model_at(fault.model, (*fault.path, "name")) is Source:
        return "write each source below its name, without a dash:\nname:\n  url: https://…"
    return "write `key: value` lines below it, indented"


def _as_text(fault: _Fault) -> str:
    """Return what to do where a text is empty, or something else stands in its place."""
    key, node = fault.key, fault.node
    is_filled = not isinstance(node, Scalar)
    if isinstance(key, int):
        entries = node.entries if isinstance(node, MappingNode) else ()
        if len(entries) == 1 and node and entries[0].key.start == node.start:
            return f"put it in quotes, for a colon is in it: - '{_one_text(entries[0])}'"
        return "write it behind its dash" if is_filled else "write it, or delete its dash"
    if is_filled:
        return f"write it on one line after the colon, or below `{key}: |`"
    is_required = _is_required(fault.owner, key)
    return "write it after the colon" + ("" if is_required else ", or delete the key")


def _as_list(fault: _Fault) -> str:
    """Return what to do where a list is expected."""
    node, element = fault.node, model_at(fault.model, (*fault.path, 0))
    if isinstance(node, Scalar) and node.value and node.span.line == node.span.end_line:
        if element in (None, ItemActor):
            entries = (f"\n  - {_BULLET.sub('', one.strip())}" for one in node.value.split(","))
            return f"write each on a line of its own:\n{fault.key}:{''.join(entries)}"
    elif isinstance(node, MappingNode) and node.entries and element is ItemActor:
        return f"start each actor with a dash:\n{_actor_lines(node.entries[0])}"
    return "start each entry on a line of its own with `- `"


def _actor_lines(entry: Entry) -> str:
    """Return the lines for an actor that is written as `Name: part`."""
    name, part = entry.key.value, entry.value
    if isinstance(part, Scalar) and part.value:
        return f"- name: {name}\n  role: {part.value}"
    return f"- {name}"


def _one_text(entry: Entry) -> str:
    """Return a key and its value as the text that they were meant for, to stand in quotes."""
    rest = entry.value.value if isinstance(entry.value, Scalar) else "…"
    return " ".join(f"{entry.key.value}: {rest}".split()).replace("'", "''")


def _unknown_key(fault: _Fault) -> tuple[str | None, Diagnostic]:
    """Return the complaint about an unknown key, and the key that is missing for it, if any."""
    key, parent, span = str(fault.key), fault.parent, fault.places.key(fault.path)
    known = keys_at(fault.model, fault.path[:-1])
    other = _other_file(fault)
    free = [name for name in known if parent is None or parent.get(name) is None]
    close = [] if other else get_close_matches(key.lower(), free, n=1, cutoff=0.65)
    meant = close[0] if close else None
    entry = parent.get(key) if parent else None
    if entry is not None and not meant:
        # A colon made a key of a text: `Name: part` for an actor, `Page 1: …` for a correction.
        if fault.owner is ItemActor and parent and len(parent.entries) == 1:
            lines = _actor_lines(entry)
            what = "two lines" if "\n" in lines else "it without the colon"
            message = f"`{key}` is no key of an actor"
            return "name", error("SV005", message, span, f"write {what}:\n{lines}")
        if fault.owner is Correction and "text" in free:
            advice = f"put the text in quotes, for a colon is in it:\n- text: '{_one_text(entry)}'"
            return "text", error("SV005", f"`{key}` is no key of a correction", span, advice)
    is_bare = isinstance(fault.node, Scalar) and not fault.node.value and not fault.node.style
    if parent is not None and parent.flow and is_bare:
        # A comma in braces ends a value, so its rest looks like a key without a value.
        message = f"the comma before `{key}` ends the value in front of it"
        advice = "put a value with a comma in quotes, or write one key a line without braces"
        return meant, error("SV011", message, span, advice)
    if key == "<<":
        advice = "values are not merged here: write the keys out"
    elif meant:
        advice = f"did you mean `{meant}`?"
    else:
        advice = other or f"{_called(fault.model, fault.path[:-1])} takes: {', '.join(known)}"
        part = None if other else _other_part(fault)
        if part is not None:
            advice += f"; `{key}` is a key of {_called(fault.model, part)}"
    return meant, error("SV005", f"unknown key `{key}`", span, advice)


def _other_file(fault: _Fault) -> str | None:
    """Return the advice for a key at the top of a file that only another kind of file knows."""
    key, model = str(fault.key), fault.model
    if len(fault.path) != 1:
        return None
    if model in (Issue, ActorsFile) and key in keys(SeriesFields):
        within = ", or under `series:`" if model is Issue else ""
        return f"`{key}` goes into series.yaml{within}"
    if model in (Series, ActorsFile) and key in keys(Issue):
        return f"`{key}` goes into the file of an issue"
    return None


def _other_part(fault: _Fault) -> Path | None:
    """Return the path of the nearest mapping, outer or inner, that has a key of this name."""
    model, owner = fault.model, fault.path[:-1]
    inside = () if fault.owner is None else paths_inside(fault.owner)
    outer = (owner[:end] for end in range(len(owner) - 1, -1, -1))
    near = (*outer, *((*owner, *path) for path in inside))
    return next((path for path in near if fault.key in keys_at(model, path)), None)
