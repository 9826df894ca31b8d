"""Nodes to models: every fault of a file in one run, each once, at its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strevview.model.issue import (
    Actor,
    ActorsFile,
    Issue,
    Item,
    ItemActor,
    Publisher,
    Section,
    Series,
    Source,
)
from strevview.model.record import Record, model_at
from strevview.model.validation import Reading, read_model
from strevview.source.parser import parse
from strevview.source.places import Places
from strevview.source.reader import SourceText
from strevview.source.writer import to_yaml
from tests.model.near_the_model import near_the_model

GOOD = """\
schema: 1
period: 2025-07
sections:
  - title: Space
    items:
      - id: prss-1
        date: 2025-07-31
        actors:
          - SUPARCO
          - name: Ahsan Iqbal
            role: guest
        text: |
          It was [launched][dawn].
        sources:
          dawn:
            url: https://www.dawn.com/a
        figures:
          - file: pictures/a.png
            alt: A rocket
"""


def places_of(text: str) -> Places:
    parsed = parse(SourceText("a.yaml", text))
    assert parsed.root is not None, parsed.diagnostics
    return Places(parsed.source, parsed.root)


def read(text: str, model: type[Any] = Issue) -> Reading[Any]:
    return read_model(model, places_of(text), ("date", "actors", "sources", "text"))


def first_item(reading: Reading[Any]) -> Item:
    assert isinstance(reading.value, Issue)
    return reading.value.sections[0].items[0]


def test_what_is_read_stays_when_something_else_is_faulty() -> None:
    reading = read(GOOD.replace("date: 2025-07-31", "date: 31 July"))
    item = first_item(reading)
    assert item.date is None
    assert item.actors[0].name == "SUPARCO"
    assert ("sections", 0, "items", 0, "date") in reading.faulty


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("false", None),
        ("no", None),
        ("None", None),
        ("A line", "A line"),
        ("", "Space"),
        ("'true'", "true"),
    ],
)
def test_the_line_on_the_cover(written: str, line: str | None) -> None:
    text = GOOD.replace("title: Space\n", f"title: Space\n    highlight: {written}\n")
    reading = read(text)
    assert reading.diagnostics == ()
    assert isinstance(reading.value, Issue)
    assert reading.value.sections[0].cover_line == line


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ((), Issue),
        (("sections",), None),
        (("sections", 0), Section),
        (("sections", 0, "items", 3), Item),
        (("sections", 0, "items", 0, "actors", 0), ItemActor),
        (("sections", 0, "items", 0, "sources"), None),
        (("sections", 0, "items", 0, "sources", "dawn"), Source),
        (("sections", 0, "items", 0, "sources", "dawn", "url"), None),
        (("series", "publisher"), Publisher),
        (("gone", 0), None),
    ],
)
def test_the_model_of_a_place(path: tuple[str | int, ...], model: type[Record] | None) -> None:
    assert model_at(Issue, path) is model
    assert model_at(ActorsFile, ("actors", 0)) is Actor


@settings(max_examples=150, deadline=None)
@given(near_the_model(), st.sampled_from([Issue, Series, ActorsFile]))
def test_any_tree_is_read_or_explained_within_the_file(
    data: dict[str, Any], model: type[Record]
) -> None:
    text = to_yaml(data)
    parsed = parse(SourceText("a.yaml", text))
    if parsed.root is None:
        assert not data
        return
    reading = read_model(model, Places(parsed.source, parsed.root), ("date", "text"))
    lines = text.split("\n")
    for diagnostic in reading.diagnostics:
        assert diagnostic.code[:2] == "SV"
        assert "is not what is expected here" not in diagnostic.message
        assert diagnostic.span is not None
        assert 1 <= diagnostic.span.line <= len(lines)
        assert 1 <= diagnostic.span.column <= len(lines[diagnostic.span.line - 1]) + 1
    places = [(d.span, d.code, d.message) for d in reading.diagnostics]
    assert len(places) == len(set(places)), "nothing is told twice"
    assert reading.value is not None
    assert reading.diagnostics or not reading.faulty
