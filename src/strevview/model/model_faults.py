"""What is wrong with values that fit no model, in words for editors, at their places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

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
from strevview.source.nodes import Entry, Path, Places, Scalar, key_at
from strevview.source.nodes import Mapping as MappingNode
from strevview.source.nodes import Sequence as SequenceNode

# What stands before an entry in the place of a dash and a space.
_BULLET = re.compile(r"^[-–—•·▪]\s*")
# A key that others should be below stands near above them.
_LOOK_BACK = 20
# How pydantic names what is wrong, where it is not a reading function that says it.
_MISSING, _UNKNOWN, _NO_LIST = "missing", "extra_forbidden", "tuple_type"
_NO_MAPPING = ("model_type", "dict_type")
# The last step of the path of a fault in a key (pydantic's `dict` schema).
_IN_KEY = "[key]"


class ModelFault(NamedTuple):
    """A fault that pydantic found at a path; `kind` is its name for it, or a code such as SV006.

    `in_key` says that a key is wrong, not its value: a date as the key of `per_issue:`, say.
    """

    path: Path
    kind: str
    message: str
    help: str
    in_key: bool


def fault_of(found: ErrorDetails) -> ModelFault:
    """Return what pydantic says of one fault."""
    path, context = found["loc"], found.get("ctx", {})
    in_key = len(path) > 1 and path[-1] == _IN_KEY
    return ModelFault(
        path[:-1] if in_key else path,
        found["type"],
        context.get("text", found["msg"]),
        context.get("help", ""),
        in_key,
    )


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


def complaints(
    model: type[Record], places: Places, faults: Sequence[ModelFault], faulty: set[Path]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each fault, and note its path in `faulty`.

    Two faults of one slip are told once: a misspelt key and the key that is missing for it, the
    lines that are not indented below their key.
    """
    told: set[Path] = set()
    for fault in faults:
        outer = _key_to_indent_below(model, places, fault.path)
        if outer is not None and outer not in told:
            told.add(outer)
            yield _not_indented(places, outer, fault.path)
        if outer is not None:
            told.add(fault.path)
        elif fault.kind == _UNKNOWN:
            meant, found = _unknown_key(model, places, fault.path)
            if meant is not None:
                told.add((*fault.path[:-1], meant))
            yield found
    faulty |= told
    for fault in faults:
        if fault.kind == _UNKNOWN or fault.path in faulty:
            continue
        faulty.add(fault.path)
        yield _complaint(model, places, fault)


def _key_to_indent_below(model: type[Record], places: Places, path: Path) -> Path | None:
    """Return the path of a key without a value, just above, below which a faulty key belongs."""
    parent, key = places.node(path[:-1]), key_at(places.root, path)
    if not isinstance(parent, MappingNode) or key is None:
        return None
    number = bisect_left(parent.entries, key.start, key=lambda entry: entry.key.start)
    above = parent.entries[max(number - _LOOK_BACK, 0) : number]
    empty = [e.key for e in above if isinstance(e.value, Scalar) and e.value.start == e.value.end]
    if not empty:
        return None
    outer = (*path[:-1], empty[-1].value)
    is_mapping = isinstance(places.node(path), MappingNode)
    is_part = is_mapping and model_at(model, (*outer, key.value)) is not None
    return outer if is_part or key.value in keys_at(model, outer) else None


def _not_indented(places: Places, outer: Path, path: Path) -> Diagnostic:
    message = f"`{path[-1]}:` stands beside `{outer[-1]}:` and not below it"
    advice = f"indent it, and what else belongs to `{outer[-1]}:`, by two spaces more"
    return error("SV006", message, places.key(path), advice)


def _complaint(model: type[Record], places: Places, fault: ModelFault) -> Diagnostic:
    path = fault.path
    span = places.key(path) if fault.in_key else places.value(path)
    if fault.kind == _MISSING:
        return _missing(places, path)
    if fault.kind == _NO_LIST:
        return error("SV006", "a list is expected here", span, _as_list(model, places, path))
    if fault.kind not in _NO_MAPPING:
        advice = fault.help or _as_text(model, places, path)
        return error(fault.kind, fault.message, span, advice)
    if isinstance(path[-1], int) and _found(places, path) == "nothing":
        return error("SV006", "this entry is empty", span, "write it, or delete its dash")
    message, advice = _as_mapping(model, places, path)
    return error("SV006", message, span, advice)


def _as_mapping(model: type[Record], places: Places, path: Path) -> tuple[str, str]:
    """Return what is wrong where keys and values are expected, and what to do."""
    value = places.node(path)
    message = f"keys and values are expected here, not {_found(places, path)}"
    if isinstance(value, Scalar) and model_at(model, path) is Source:
        if not value.value:
            message = f"nothing stands below the source `{path[-1]}`"
            return message, "write `url:` and what else is known below it, indented"
        message = f"the source `{path[-1]}` needs lines of its own, such as `url:`"
        return message, _two_lines(path[-1], f"url: {value.value}")
    if isinstance(value, SequenceNode) and model_at(model, (*path, "name")) is Source:
        return message, "write each source below its name, without a dash:\nname:\n  url: https://…"
    found = model_at(model, path)
    required = () if found is None else (k for k, f in keys(found).items() if f.is_required())
    key = next(iter(required), None)
    if isinstance(value, Scalar) and value.value and key is not None:
        line = f"{key}: {value.value}"
        behind = isinstance(path[-1], int)
        return message, f"write `{line}` behind the dash" if behind else _two_lines(path[-1], line)
    return message, "write `key: value` lines below it, indented"


def _two_lines(key: str | int, line: str) -> str:
    return f"write two lines:\n{key}:\n  {line}"


def _as_text(model: type[Record], places: Places, path: Path) -> str:
    """Return what to do where a text is empty, or something else stands in its place."""
    key, node = path[-1], places.node(path)
    is_filled = not isinstance(node, Scalar)
    if isinstance(key, int):
        entries = node.entries if isinstance(node, MappingNode) else ()
        if len(entries) == 1 and node and entries[0].key.start == node.start:
            return f"put it in quotes, for a colon is in it: - '{_one_text(entries[0])}'"
        return "write it behind its dash" if is_filled else "write it, or delete its dash"
    if is_filled:
        return f"write it on one line after the colon, or below `{key}: |`"
    owner = model_at(model, path[:-1])
    field = keys(owner).get(key) if owner else None
    is_required = field is not None and field.is_required()
    return "write it after the colon" + ("" if is_required else ", or delete the key")


def _as_list(model: type[Record], places: Places, path: Path) -> str:
    value, element = places.node(path), model_at(model, (*path, 0))
    if isinstance(value, Scalar) and value.value and value.span.line == value.span.end_line:
        if element in (None, ItemActor):
            entries = "".join(
                f"\n  - {_BULLET.sub('', one.strip())}" for one in value.value.split(",")
            )
            return f"write each on a line of its own:\n{path[-1]}:{entries}"
    elif isinstance(value, MappingNode) and value.entries and element is ItemActor:
        return f"start each actor with a dash:\n{_actor_lines(value.entries[0])}"
    return "start each entry on a line of its own with `- `"


def _actor_lines(entry: Entry) -> str:
    """Return the lines for an actor that is written as `Name: part`."""
    name, part = entry.key.value, entry.value
    if isinstance(part, Scalar) and part.value:
        return f"- name: {name}\n  role: {part.value}"
    return f"- {name}"


def _missing(places: Places, path: Path) -> Diagnostic:
    key, owner = path[-1], _owner_name(path[:-1])
    advice = "add `schema: 1` as the first line" if key == "schema" else f"add `{key}:`"
    return error("SV007", f"{owner} has no `{key}`", places.nearest(path), advice)


def _owner_name(path: Path) -> str:
    """Return what messages call the part at a path: "the item", "the section"."""
    names = {
        "items": "the item",
        "sections": "the section",
        "figures": "the figure",
        "sources": "the source",
        "actors": "the actor",
        "corrections": "the correction",
        "posts": "the post",
    }
    for step in reversed(path):
        if isinstance(step, str):
            return names.get(step, "the source" if "sources" in path else f"`{step}`")
    return "the file"


def _found(places: Places, path: Path) -> str:
    node = places.node(path)
    if isinstance(node, SequenceNode):
        return "a list"
    return "nothing" if isinstance(node, Scalar) and not node.value else "a text"


def _unknown_key(model: type[Record], places: Places, path: Path) -> tuple[str | None, Diagnostic]:
    """Return the complaint about an unknown key, and the key that is missing for it, if any."""
    key, other = str(path[-1]), _other_file(model, path)
    meant = None if other else _suggestion(model, places, path)
    split = None if meant else _text_as_key(model, places, path)
    if split is not None:
        return split
    lost = _lost_comma(places, path)
    if lost is not None:
        return meant, lost
    advice = f"did you mean `{meant}`?" if meant else other or _what_is_known(model, path)
    if key == "<<":
        advice = "values are not merged here: write the keys out"
    return meant, error("SV005", f"unknown key `{key}`", places.key(path), advice)


def _what_is_known(model: type[Record], path: Path) -> str:
    advice = f"{_owner_name(path[:-1])} takes: {', '.join(keys_at(model, path[:-1]))}"
    other = _other_part(model, path)
    return advice if other is None else f"{advice}; `{path[-1]}` is a key of {_owner_name(other)}"


def _other_file(model: type[Record], path: Path) -> str | None:
    """Return the advice for a key that is unknown in this file, but known in another kind of file.

    None for a key below the top of the file, and for one that no file knows there.
    """
    key = str(path[-1])
    if len(path) != 1:
        return None
    if model in (Issue, ActorsFile) and key in keys(SeriesFields):
        within = ", or under `series:`" if model is Issue else ""
        return f"`{key}` goes into series.yaml{within}"
    if model in (Series, ActorsFile) and key in keys(Issue):
        return f"`{key}` goes into the file of an issue"
    return None


def _other_part(model: type[Record], path: Path) -> Path | None:
    """Return the path of the nearest mapping, outer or inner, that has a key of this name."""
    key, owner = path[-1], path[:-1]
    for end in range(len(owner) - 1, -1, -1):
        if key in keys_at(model, owner[:end]):
            return owner[:end]
    here = model_at(model, owner)
    inside = () if here is None else paths_inside(here)
    return next(((*owner, *p) for p in inside if key in keys_at(model, (*owner, *p))), None)


def _lost_comma(places: Places, path: Path) -> Diagnostic | None:
    """A comma in braces ends a value, so its rest looks like a key without a value."""
    parent, value = places.node(path[:-1]), places.node(path)
    if not (isinstance(parent, MappingNode) and parent.flow and isinstance(value, Scalar)):
        return None
    if value.value or value.style:
        return None
    message = f"the comma before `{path[-1]}` ends the value in front of it"
    advice = "put a value with a comma in quotes, or write one key a line without braces"
    return error("SV011", message, places.key(path), advice)


def _text_as_key(model: type[Record], places: Places, path: Path) -> tuple[str, Diagnostic] | None:
    """Return the key whose text a colon has made a key of, and the complaint about it.

    An actor may be written as `Name: part`, a correction as `Page 1: what is wrong there`.
    """
    parent, owner = places.node(path[:-1]), model_at(model, path[:-1])
    entry = parent.get(str(path[-1])) if isinstance(parent, MappingNode) else None
    if not isinstance(parent, MappingNode) or entry is None:
        return None
    if owner is ItemActor and len(parent.entries) == 1:
        lines = _actor_lines(entry)
        what = "two lines" if "\n" in lines else "it without the colon"
        lost, part, advice = "name", "an actor", f"write {what}:\n{lines}"
    elif owner is Correction and parent.get("text") is None:
        lost, part = "text", "a correction"
        advice = f"put the text in quotes, for a colon is in it:\n- text: '{_one_text(entry)}'"
    else:
        return None
    message = f"`{entry.key.value}` is no key of {part}"
    return lost, error("SV005", message, entry.key.span, advice)


def _one_text(entry: Entry) -> str:
    """Return a key and its value as the text that they were meant for, to stand in quotes."""
    rest = entry.value.value if isinstance(entry.value, Scalar) else "…"
    return " ".join(f"{entry.key.value}: {rest}".split()).replace("'", "''")


def _suggestion(model: type[Record], places: Places, path: Path) -> str | None:
    parent = places.node(path[:-1])
    if not isinstance(parent, MappingNode):
        return None
    free = [name for name in keys_at(model, path[:-1]) if parent.get(name) is None]
    close = get_close_matches(str(path[-1]).lower(), free, n=1, cutoff=0.65)
    return close[0] if close else None
