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
from strevview.source.nodes import Places
from strevview.source.parser import MAX_FAULTS, parse
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


def told(reading: Reading[Any]) -> list[str]:
    """The complaints as `line:column code message | help`."""
    found = []
    for diagnostic in reading.diagnostics:
        assert diagnostic.span is not None
        place = f"{diagnostic.span.line}:{diagnostic.span.column}"
        found.append(f"{place} {diagnostic.code} {diagnostic.message} | {diagnostic.help}")
    return found


@pytest.mark.parametrize(
    ("model", "text", "advice"),
    [
        (Series, "schema: 1\ntitle: T\npublisher:\n  name: P\nperiod: 2025-07\n",
         "5:1 SV005 unknown key `period` | `period` goes into the file of an issue"),
        (ActorsFile, "schema: 1\nactors: []\nsections: []\n",
         "3:1 SV005 unknown key `sections` | `sections` goes into the file of an issue"),
        (ActorsFile, "schema: 1\nactors: []\nrights: CC\n",
         "3:1 SV005 unknown key `rights` | `rights` goes into series.yaml"),
    ],
)  # fmt: skip
def test_a_key_of_another_file(model: type[Record], text: str, advice: str) -> None:
    assert told(read(text, model)) == [advice]


def test_all_faults_are_told_in_one_run() -> None:
    text = (
        GOOD.replace("2025-07\n", "July 2025\n")
        .replace("id: prss-1", "id: PRSS 1")
        .replace("https://www", "www")
        .replace("date: 2025-07-31", "date: 31 July")
        .replace("alt:", "alternative:")
        .replace("- SUPARCO", "- [SUPARCO]")
    )
    codes = sorted((d.span.line, d.code) for d in read(text).diagnostics if d.span)
    assert codes == [
        (2, "SV006"), (6, "SV006"), (7, "SV006"), (9, "SV006"), (16, "SV402"), (19, "SV005"),
    ]  # fmt: skip


def test_what_is_read_stays_when_something_else_is_faulty() -> None:
    reading = read(GOOD.replace("date: 2025-07-31", "date: 31 July"))
    item = first_item(reading)
    assert item.date is None
    assert item.actors[0].name == "SUPARCO"
    assert ("sections", 0, "items", 0, "date") in reading.faulty


@pytest.mark.parametrize("key", ["date", "actors", "sources", "text", "figures"])
def test_an_empty_value_is_a_missing_one(key: str) -> None:
    lines = GOOD.splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith(f"        {key}:"))
    end = start + 1
    while end < len(lines) and lines[end].startswith("          "):
        end += 1
    text = "".join([*lines[:start], f"        {key}:\n", *lines[end:]])
    reading = read(text)
    assert told(reading) == []
    assert not getattr(first_item(reading), key)


def test_an_empty_value_of_a_needed_key_is_told() -> None:
    assert told(read(GOOD.replace("title: Space", "title:"))) == [
        "4:5 SV006 a text is missing here | write it after the colon"
    ]


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


@pytest.mark.parametrize("name", ["1", "'a b'", "NO", "'<<'", "true", "~", "'[key]'", "''", "名"])
def test_sources_may_have_any_name(name: str) -> None:
    reading = read(GOOD.replace("dawn:\n", f"{name}:\n"))
    assert reading.diagnostics == ()
    assert list(first_item(reading).sources) == [name.strip("'")]


@pytest.mark.parametrize("name", ["1", "'[key]'", "''"])
def test_a_fault_in_a_source_of_any_name_is_told_at_its_place(name: str) -> None:
    text = GOOD.replace("dawn:\n", f"{name}:\n").replace("https://www", "www")
    assert [complaint.split()[:2] for complaint in told(read(text))] == [["16:18", "SV402"]]


@pytest.mark.parametrize(
    ("old", "new"), [("- SUPARCO", "- ''"), ("schema: 1", "schema: 1\ncorrections: ['', b]")]
)
def test_an_empty_short_form_is_told_and_hides_nothing(old: str, new: str) -> None:
    reading = read(GOOD.replace(old, new))
    assert [d.message for d in reading.diagnostics] == ["the text is empty"]
    assert first_item(reading).id == "prss-1"


@pytest.mark.parametrize("text", ["just text\n", "- a\n", "~\n", "true\n", "[a, b]\n"])
def test_a_file_that_is_no_mapping(text: str) -> None:
    reading = read(text)
    assert reading.value is None
    assert [diagnostic.code for diagnostic in reading.diagnostics] == ["SV006"]


def test_a_language_key_is_told_at_the_key() -> None:
    text = "schema: 1\ntitle: T\npublisher:\n  name: P\n  names:\n    hindi!: x\n    NO: y\n"
    assert [complaint.split()[:2] for complaint in told(read(text, Series))] == [["6:5", "SV006"]]


def test_a_flood_of_faults_is_bounded() -> None:
    text = GOOD + "".join(f"k{n}: x\n" for n in range(30_000))
    reading = read(text)
    assert len(reading.diagnostics) == MAX_FAULTS + 1
    assert reading.diagnostics[-1].code == "SV003"


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


@pytest.mark.parametrize(
    ("issn", "said"),
    [
        ("1234-5679", []),
        ("2434-561X", []),
        ("1234-5678", ["`1234-5678` cannot be an ISSN: its check digit is wrong"]),
        ("2134-5679", ["`2134-5679` cannot be an ISSN: its check digit is wrong"]),
        ("1234-567", ["`1234-567` is no ISSN"]),
    ],
)
def test_an_issn_has_its_check_digit(issn: str, said: list[str]) -> None:
    text = f"schema: 1\ntitle: T\npublisher:\n  name: P\nissn: {issn}\n"
    parsed = parse(SourceText("series.yaml", text))
    assert parsed.root is not None
    reading = read_model(Series, Places(parsed.source, parsed.root))
    assert [diagnostic.message for diagnostic in reading.diagnostics] == said


@pytest.mark.parametrize(("period", "code"), [("July", "SV006"), ("2025-13", "SV201")])
def test_a_setting_for_one_issue_names_a_period(period: str, code: str) -> None:
    settings = f"lint:\n  per_issue:\n    {period}: [SV3]\n"
    parsed = parse(
        SourceText("series.yaml", f"schema: 1\ntitle: T\npublisher: {{name: P}}\n{settings}")
    )
    assert parsed.root is not None
    (found,) = read_model(Series, Places(parsed.source, parsed.root)).diagnostics
    assert found.span is not None
    assert (found.code, found.span.line, found.span.column) == (code, 6, 5)
