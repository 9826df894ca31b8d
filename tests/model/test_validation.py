"""Nodes to models: every fault of a file in one run, each once, at its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strevview.model.issue import ActorsFile, Issue, Item, Series
from strevview.model.record import Record
from strevview.model.validation import Reading, read_model
from strevview.source.disk import SourceText
from strevview.source.nodes import Places
from strevview.source.parser import parse
from strevview.source.writer import to_yaml
from tests.command import ROOT
from tests.model.near_the_model import near_the_model

GOOD = (ROOT / "tests" / "cases" / "read" / "good.yaml").read_text("utf-8")


def places_of(text: str) -> Places:
    parsed = parse(SourceText("a.yaml", text))
    assert parsed.root is not None, parsed.diagnostics
    return Places(parsed.source, parsed.root)


def read(text: str, model: type[Any] = Issue) -> Reading[Any]:
    return read_model(model, places_of(text))


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
    reading = read_model(model, Places(parsed.source, parsed.root))
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
