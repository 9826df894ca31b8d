"""An editor's validator and the tool say the same of a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from strevview.model.issue import ActorsFile, Issue, Series
from strevview.model.json_schema import json_schema, schema_file, schema_names, schema_text
from strevview.model.record import Record
from strevview.model.validation import read_model
from strevview.source.parser import parse
from strevview.source.places import Places
from strevview.source.reader import SourceText
from strevview.source.writer import to_yaml
from tests.command import SAMPLES
from tests.model.core_schema import load_core
from tests.model.near_the_model import near_the_model

ISSUES = Path(__file__).parents[2] / "issues"
MODELS: dict[str, type[Record]] = {"issue": Issue, "series": Series, "actors": ActorsFile}
# What a pattern cannot say: whether a calendar has the day, and which of two comes first.
BEYOND = {"SV201", "SV202"}

ISSUE = """\
schema: 1
period: 2025-07
draft: true
sections:
  - title: Space
    items:
      - id: a
"""
ITEM = (
    ISSUE.replace("draft: true\n", "")
    + """\
        date: 2025-07-31
        actors:
          - SUPARCO
        text: It was [launched][d].
        sources:
          d:
            url: https://a.b/c
"""
)
SERIES = "schema: 1\ntitle: T\npublisher:\n  name: P\n"
ACTORS = "schema: 1\nactors:\n  - name: A\n"


def tool_takes(name: str, text: str) -> bool:
    parsed = parse(SourceText("a.yaml", text))
    assert parsed.root is not None
    reading = read_model(MODELS[name], Places(parsed.source, parsed.root))
    return {d.code for d in reading.diagnostics} <= BEYOND


@cache
def validator_of(name: str) -> Draft202012Validator:
    return Draft202012Validator(json_schema(name))


def fits(name: str, data: object) -> bool:
    return bool(validator_of(name).is_valid(data))


def schema_takes(name: str, text: str) -> bool:
    return fits(name, load_core(text))


@pytest.mark.parametrize("name", schema_names())
def test_the_committed_schema_is_that_of_the_models(name: str) -> None:
    assert (ISSUES / schema_file(name)).read_text("utf-8") == schema_text(name), (
        "run `strevview schema --write issues`"
    )
    Draft202012Validator.check_schema(json_schema(name))


def patterns_in(schema: object) -> Iterator[dict[str, Any]]:
    """Yield each part of a schema that has a pattern, and so a message of its own."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema
        schema = list(schema.values())
    for part in schema if isinstance(schema, list) else ():
        yield from patterns_in(part)


@pytest.mark.parametrize("name", schema_names())
def test_an_editor_is_shown_words_and_no_pattern(name: str) -> None:
    patterns = list(patterns_in(json_schema(name)))
    assert patterns
    for part in patterns:
        assert part["errorMessage"].startswith(("write ", "use ")), part
        assert "[0-9]" not in part["errorMessage"]


@pytest.mark.parametrize("name", ["issue", "series", "actors"])
def test_the_sample_files_fit(name: str) -> None:
    files = SAMPLES if name == "issue" else (ISSUES / f"{name}.yaml",)
    assert files
    for file in files:
        text = file.read_text("utf-8")
        errors = [error.message for error in validator_of(name).iter_errors(load_core(text))]
        assert errors == [], file.name


@pytest.mark.parametrize(
    ("name", "text", "good"),
    [
        ("issue", ISSUE, True),
        ("issue", ITEM, True),
        ("issue", ISSUE.replace("schema: 1", "schema: '1'"), True),
        ("issue", ISSUE.replace("schema: 1", "schema: 2"), False),
        ("issue", ISSUE.replace("schema: 1\n", ""), False),
        ("issue", ISSUE.replace("schema: 1", "schema: one"), False),
        ("issue", ISSUE.replace("2025-07", "2025-07/2025-08"), True),
        ("issue", ISSUE.replace("2025-07", "July 2025"), False),
        ("issue", ISSUE.replace("2025-07", "2025-07-01"), False),
        ("issue", ISSUE.replace("2025-07", "' 2025-07 '"), True),
        ("issue", ISSUE.replace("draft: true", "draft: 'true'"), False),
        ("issue", ISSUE.replace("draft: true", "draft: yes"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\nnumber: 7"), True),
        ("issue", ISSUE.replace("draft: true", "draft: true\nnumber: '7'"), True),
        ("issue", ISSUE.replace("draft: true", "draft: true\nnumber: -7"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\nnumber: 0"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\nnumber: '00'"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\nnumber: '070'"), True),
        ("issue", ISSUE.replace("draft: true", "draft: true\nnumber: 7th"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\nnumber: 7.5"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\nnumber:"), True),
        ("issue", ISSUE.replace("draft: true", "draft: true\neditors: A"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\neditors: [A, 1]"), True),
        ("issue", ISSUE.replace("draft: true", "draft: true\neditors: [true]"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\neditors:\n  -"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\npublished: 2025-08-01"), True),
        ("issue", ISSUE.replace("draft: true", "draft: true\npublished: 2025-08"), False),
        ("issue", ISSUE.replace("draft: true", "draft: true\ncorrections: [x]"), True),
        ("issue", ISSUE.replace("draft: true", "draft: true\ncorrections: [{text: x}]"), True),
        ("issue", ISSUE.replace("draft: true", "draft: true\ncorrections: [{txt: x}]"), False),
        ("issue", ISSUE.replace("title: Space", "title: 2025"), True),
        ("issue", ISSUE.replace("title: Space", "title: true"), False),
        ("issue", ISSUE.replace("title: Space", "title: ' '"), False),
        ("issue", ISSUE.replace("title: Space", "title:"), False),
        ("issue", ISSUE.replace("title: Space", "title: [a]"), False),
        ("issue", ISSUE.replace("title: Space", "title: S\n    highlight: false"), True),
        ("issue", ISSUE.replace("title: Space", "title: S\n    highlight: true"), False),
        ("issue", ISSUE.replace("title: Space", "title: S\n    highlight: 5G"), True),
        ("issue", ISSUE.replace("title: Space", "title: S\n    highlight:"), True),
        ("issue", ISSUE.replace("title: Space", "titel: Space"), False),
        ("issue", ISSUE.replace("id: a", "id: 1"), True),
        ("issue", ISSUE.replace("id: a", "id: A b"), False),
        ("issue", ISSUE.replace("id: a", "id: a\n        date:"), True),
        ("issue", ISSUE.replace("id: a", "id: a\n        date: 2025"), False),
        ("issue", ISSUE.replace("id: a", "id: a\n        date: 2025-07-01/2025-07-02"), True),
        ("issue", ISSUE.replace("id: a", "id: a\n        follows: [2025-06/b]"), True),
        ("issue", ISSUE.replace("id: a", "id: a\n        follows: [b]"), False),
        ("issue", ITEM.replace("- SUPARCO", "- name: S\n            role: r"), True),
        ("issue", ITEM.replace("- SUPARCO", "- role: r"), False),
        ("issue", ITEM.replace("- SUPARCO", "- 863"), True),
        ("issue", ITEM.replace("- SUPARCO", "- [S]"), False),
        ("issue", ITEM.replace("https://a.b/c", "HTTP://a.b"), True),
        ("issue", ITEM.replace("https://a.b/c", "a.b/c"), False),
        ("issue", ITEM.replace("https://a.b/c", "ftp://a.b/c"), False),
        ("issue", ITEM.replace("https://a.b/c", "https://"), False),
        ("issue", ITEM.replace("https://a.b/c", "https:///x"), False),
        ("issue", ITEM.replace("d:\n", "1:\n"), True),
        ("issue", ITEM + "            published: 2025\n", True),
        ("issue", ITEM + "            published: 2025-13\n", True),
        ("issue", ITEM + "            published: last year\n", False),
        ("issue", ITEM + "            language: no\n", True),
        ("issue", ITEM + "            language: en_GB\n", False),
        ("series", SERIES, True),
        ("series", SERIES + "  names:\n    hi: x\n    NO: y\n", True),
        ("series", SERIES + "  names:\n    hindi!: x\n", False),
        ("series", SERIES + "  names: x\n", False),
        ("series", SERIES + "  names:\n", True),
        ("series", SERIES + "lint:\n  ignore: [SV2]\n  per_issue:\n    2025-07: [SV3]\n", True),
        ("series", SERIES + "lint:\n  per_issue:\n    July: [SV3]\n", False),
        ("series", SERIES + "lint:\n  per_issue:\n    2025-07_2025-08: [SV3]\n", True),
        ("series", SERIES + "lint:\n  per_issue:\n    2025-07/2025-08: [SV3]\n", True),
        ("series", SERIES + "issn: 1234-5679\n", True),
        ("series", SERIES + "issn: 2434-561x\n", True),
        ("series", SERIES + "issn: 12345679\n", False),
        ("series", SERIES + "lint:\n  ignore: SV2\n", False),
        ("series", SERIES + "lint:\n", True),
        ("series", SERIES + "lnit: x\n", False),
        ("series", SERIES.replace("publisher:\n  name: P", "publisher: P"), False),
        ("series", SERIES.replace("publisher:\n  name: P\n", ""), False),
        ("actors", ACTORS, True),
        ("actors", ACTORS + "    posts:\n      - post: C\n        from: 2025\n", True),
        ("actors", ACTORS + "    kind: alien\n", False),
        ("actors", ACTORS + "    kind:\n", True),
        ("actors", ACTORS + "    posts:\n      - from: 2025\n", False),
        ("actors", ACTORS + "    aliases: a\n", False),
        ("actors", "schema: 1\n", False),
        ("actors", "schema: 1\nactors:\n", False),
        ("actors", "- a\n", False),
    ],
)  # fmt: skip
def test_both_say_the_same(name: str, text: str, good: bool) -> None:
    assert schema_takes(name, text) is good
    assert tool_takes(name, text) is good


@settings(max_examples=150, deadline=None)
@given(near_the_model())
def test_both_say_the_same_of_any_draft(data: dict[str, Any]) -> None:
    if data.get("draft") is not True:
        data["draft"] = True
    text = to_yaml(data)
    assert schema_takes("issue", text) is tool_takes("issue", text)


@pytest.mark.parametrize("key", ["date", "actors", "text", "sources"])
def test_an_item_of_a_finished_issue_has_everything(key: str) -> None:
    data: Any = load_core(ITEM)
    assert fits("issue", data)
    item = data["sections"][0]["items"][0]
    empty: tuple[object, ...] = (None, [], {})
    for value in empty:
        item[key] = value
        assert not fits("issue", data)
    del item[key]
    assert not fits("issue", data)
    data["draft"] = True
    assert fits("issue", data)


def test_a_finished_issue_has_something_inside() -> None:
    for text in (ITEM.split("sections")[0] + "sections: []\n", ITEM.split("    items")[0]):
        data: Any = load_core(text)
        assert not fits("issue", data)
        assert fits("issue", {**data, "draft": True})
