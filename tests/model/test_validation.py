"""What reads a file by the models' annotations, and pydantic by the same ones, find the same."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from strevview.model.actors import Actor, ActorsFile
from strevview.model.as_pydantic import as_pydantic
from strevview.model.issue import Issue, Item, Source
from strevview.model.record import Record
from strevview.model.series import Series
from strevview.model.validation import FaultKind, validate
from strevview.source.nodes import plain
from strevview.source.parser import parse
from strevview.source.reader import SourceText, decode
from strevview.style.model import StyleFile
from tests.model.near_the_model import ODD, near_the_model, spots

ROOT = Path(__file__).parents[2]
MODELS = (Issue, Series, ActorsFile, StyleFile)
KINDS = {
    "missing": FaultKind.MISSING,
    "extra_forbidden": FaultKind.UNKNOWN,
    "model_type": FaultKind.NO_MAPPING,
    "dict_type": FaultKind.NO_MAPPING,
}
ACTORS: dict[str, Any] = {
    "schema": "1",
    "actors": [
        {"name": "A", "names": {"hi": "x"}, "acronym": "AB", "aliases": ["b"], "country": "C"},
        {"name": "P", "kind": "person", "posts": [{"post": "C", "from": "2025", "to": None}]},
    ],
}
NO_LIST = ("SV006", "a list is expected here", "start each entry on a line of its own with `- `")

# A fault: its path, its kind, and the code, message and help of a complaint.
Told = tuple[tuple[object, ...], FaultKind, tuple[str, str, str] | None]


def ours(model: type[Record], data: object) -> object:
    """The values that were read; or each fault as its path, its kind and what is told."""
    read = validate(model, data)
    if not isinstance(read, list):
        return values_of(read)
    told: list[Told] = []
    for fault in read:
        found = fault.complaint
        said = None if found is None else (found.code, found.message, found.help)
        path = (*fault.path, "[key]") if fault.in_key else fault.path
        told.append((path, fault.kind, said))
    return told


def pydantics(model: type[Record], data: object) -> object:
    """The same by pydantic's model."""
    try:
        return values_of(as_pydantic(model).model_validate(data))
    except ValidationError as reason:
        told: list[Told] = []
        for error in reason.errors(include_url=False, include_input=False):
            kind, context = error["type"], error.get("ctx", {})
            if kind in KINDS:
                told.append((error["loc"], KINDS[kind], None))
            elif kind == "tuple_type":
                told.append((error["loc"], FaultKind.VALUE, NO_LIST))
            else:
                said = (kind, context["text"], context["help"])
                told.append((error["loc"], FaultKind.VALUE, said))
        return told


def values_of(value: object) -> object:
    """Records and models alike as what they hold."""
    if isinstance(value, Record):
        return {name: values_of(getattr(value, name)) for name in attributes(type(value))}
    if isinstance(value, BaseModel):
        return {name: values_of(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(values_of(part) for part in value)
    if isinstance(value, dict):
        return {key: values_of(part) for key, part in value.items()}
    return value


def attributes(model: type[Record]) -> list[str]:
    return list(as_pydantic(model).model_fields)


def texts() -> list[Path]:
    found = [
        *sorted((ROOT / "tests" / "cases").rglob("*.yaml")),
        *sorted((ROOT / "issues").glob("*.yaml")),
        *sorted((ROOT / "styles").rglob("*.yaml")),
    ]
    assert len(found) > 200
    return [path for path in found if path.is_file()]


def test_both_find_the_same_in_every_file_there_is() -> None:
    read = whole = 0
    for path in texts():
        source = decode(path.read_bytes(), path.name)
        root = parse(source).root if isinstance(source, SourceText) else None
        if root is None:
            continue
        data = plain(root)
        for model in MODELS:
            found = ours(model, copy.deepcopy(data))
            assert found == pydantics(model, data), (path, model)
            read += 1
            whole += isinstance(found, dict)
    assert read > 800
    assert whole > 100


@settings(max_examples=200, deadline=None)
@given(near_the_model())
def test_both_find_the_same_in_any_issue(data: dict[str, Any]) -> None:
    assert ours(Issue, copy.deepcopy(data)) == pydantics(Issue, data)
    assert ours(Series, copy.deepcopy(data.get("series"))) == pydantics(Series, data.get("series"))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_both_find_the_same_in_any_register(draw: st.DataObject) -> None:
    data = copy.deepcopy(ACTORS)
    for _ in range(draw.draw(st.integers(1, 3))):
        path = draw.draw(st.sampled_from(spots(data) or [("schema",)]))
        parent: Any = data
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = draw.draw(ODD)
    assert ours(ActorsFile, copy.deepcopy(data)) == pydantics(ActorsFile, data)


@settings(max_examples=50, deadline=None)
@given(ODD, st.sampled_from(MODELS))
def test_both_find_the_same_in_anything(data: object, model: type[Record]) -> None:
    assert ours(model, data) == pydantics(model, data)


def test_a_record_is_frozen_and_equal_by_what_it_holds() -> None:
    one, other = Source(publisher="Dawn"), Source(publisher="Dawn", note=None)
    assert one == other
    assert hash(one) == hash(other)
    assert one != Source(publisher="DAWN")
    assert one != Actor(name="Dawn")
    assert one.url is None
    assert repr(Source(title="T")).startswith("Source(url=None, unavailable=None, publisher=None")
    with pytest.raises(AttributeError, match="frozen"):
        one.publisher = "DAWN"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del one.publisher


def test_a_record_takes_its_own_keys_alone() -> None:
    with pytest.raises(TypeError, match="pubisher"):
        Source(pubisher="Dawn")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="id"):
        Item(title="T")  # type: ignore[call-arg]
