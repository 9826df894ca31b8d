"""What does not fit a model, in words for editors: its place, what is wrong, what to write.

pydantic finds it; what the reading functions of single values say themselves stays as it is.
"""

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
from strevview.source.nodes import Entry, Node, Path, Places, Scalar, key_at
from strevview.source.nodes import Mapping as MappingNode
from strevview.source.nodes import Sequence as SequenceNode
from strevview.source.writer import as_scalar
from strevview.source.yaml_lines import Keys

# What stands before an entry in the place of a dash and a space.
_BULLET = re.compile(r"^(?:[-–—•·▪]\s*|\d\d?[.)]\s+)")
# A key that others should be below stands near above them.
_LOOK_BACK = 20
# How pydantic names what is wrong, where it is not a reading function that says it.
_MISSING, _UNKNOWN, _NO_LIST = "missing", "extra_forbidden", "tuple_type"
_NO_MAPPING = ("model_type", "dict_type")
# The last step of the path of a fault in a key (pydantic's `dict` schema).
_IN_KEY = "[key]"


def is_required(owner: type[Record] | None, key: str | int) -> bool:
    """Return whether a mapping must have a key."""
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


@cache
def keys_of_file(model: type[Record]) -> Keys:
    """Return the keys of a model's file, and the first that each entry of a list must have."""
    first = {}
    for path in paths_inside(model):
        required = [key for key in keys_at(model, path) if is_required(model_at(model, path), key)]
        if path[-1] == 0 and required:
            first[str(path[-2])] = required[0]
    return Keys(tuple(keys_at(model, path) for path in ((), *paths_inside(model))), first)


class Fault(NamedTuple):
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


def fault_of(model: type[Record], places: Places, found: ErrorDetails) -> Fault:
    """Return a fault of a file's nodes as pydantic tells it."""
    path, context = found["loc"], found.get("ctx", {})
    in_key = len(path) > 1 and path[-1] == _IN_KEY
    path = path[:-1] if in_key else path
    parent = places.node(path[:-1])
    return Fault(
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


def complaints(faults: Sequence[Fault], faulty: set[Path]) -> Iterator[Diagnostic]:
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


def _key_to_indent_below(fault: Fault) -> str | None:
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


def _key_to_stand_beside(fault: Fault) -> Path | None:
    """Return the path of a key that stands below the one that it belongs beside."""
    path, node = fault.path, fault.node
    if isinstance(node, MappingNode) and not node.flow and node.entries:
        path = (*path, node.entries[0].key.value)
    elif fault.owner is not None or fault.kind not in _NO_MAPPING:
        return None
    return path if str(path[-1]) in keys_at(fault.model, path[:-2]) else None


def _complaint(fault: Fault) -> Diagnostic:
    places, path, key, node = fault.places, fault.path, fault.key, fault.node
    span = places.key(path) if fault.in_key else places.value(path)
    if fault.kind == _MISSING:
        advice = "add `schema: 1` as the first line" if key == "schema" else f"add `{key}:`"
        message = f"{_called(fault.model, path[:-1])} has no `{key}`"
        return error("SV007", message, places.nearest(path), advice)
    beside = _key_to_stand_beside(fault)
    if beside is not None:
        message = f"`{beside[-1]}:` stands below `{beside[-2]}:` and not beside it"
        advice = "indent it, and what else belongs to it, by two spaces less"
        return error("SV006", message, places.key(beside), advice)
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


def _as_mapping(fault: Fault) -> str:
    """Return what to do where keys and values are expected."""
    key, node = fault.key, fault.node
    names = keys(fault.inside) if fault.inside else {}
    # What a bare text is meant for: the first key that must be there, and a source's address.
    first = next((name for name in names if is_required(fault.inside, name) or name == "url"), None)
    if isinstance(node, Scalar) and first is not None:
        if not node.value:
            return f"write `{first}:` and what else is known below it, indented"
        word, _, rest = re.sub(r"^(\w+)[:\s]\s*", r"\1 ", node.value).partition(" ")
        if word in names:
            return f"write `{word}: {rest}`, with a colon and a space after its first word"
        if key in names:
            return f"write a name for it on the line above:\nname:\n  {key}: {node.value}"
        if isinstance(key, int):
            return f"write `{first}: {node.value}` behind the dash"
        return f"write two lines:\n{key}:\n  {first}: {node.value}"
    if model_at(fault.model, (*fault.path, "name")) is Source:
        return "write each source below its name, without a dash:\nname:\n  url: https://…"
    return "write `key: value` lines below it, indented"


def _as_text(fault: Fault) -> str:
    """Return what to do where a text is empty, or something else stands in its place."""
    key, node = fault.key, fault.node
    is_filled = not isinstance(node, Scalar)
    if isinstance(node, MappingNode | SequenceNode) and node.flow:
        lead = "-" if isinstance(key, int) else f"{key}:"
        text = " ".join(fault.places.source.text[node.start : node.end].split())
        return f"put it in quotation marks: {lead} {as_scalar(text)}"
    if isinstance(key, int):
        entries = node.entries if isinstance(node, MappingNode) else ()
        if len(entries) == 1 and node and entries[0].key.start == node.start:
            return f"put it in quotes, for a colon is in it: - {_one_text(entries[0])}"
        return "write it behind its dash" if is_filled else "write it, or delete its dash"
    if is_filled:
        return f"write it on one line after the colon, or below `{key}: |`"
    is_needed = is_required(fault.owner, key)
    return "write it after the colon" + ("" if is_needed else ", or delete the key")


def _as_list(fault: Fault) -> str:
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
    """Return a key and its value as the text that they were meant for, in quotes."""
    rest = entry.value.value if isinstance(entry.value, Scalar) else "…"
    return as_scalar(" ".join(f"{entry.key.value}: {rest}".split()))


def _unknown_key(fault: Fault) -> tuple[str | None, Diagnostic]:
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
            advice = f"put the text in quotes, for a colon is in it:\n- text: {_one_text(entry)}"
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


def _other_file(fault: Fault) -> str | None:
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


def _other_part(fault: Fault) -> Path | None:
    """Return the path of the nearest mapping, outer or inner, that has a key of this name."""
    model, owner = fault.model, fault.path[:-1]
    inside = () if fault.owner is None else paths_inside(fault.owner)
    outer = (owner[:end] for end in range(len(owner) - 1, -1, -1))
    near = (*outer, *((*owner, *path) for path in inside))
    return next((path for path in near if fault.key in keys_at(model, path)), None)
