"""An editor's validator and the tool say the same of a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from strevview.model.issue import ActorsFile, Issue, Series
from strevview.model.json_schema import json_schema, schema_file, schema_names, schema_text
from strevview.model.record import Record
from strevview.model.validation import read_model
from strevview.source.disk import SourceText
from strevview.source.nodes import Places
from strevview.source.parser import parse
from strevview.source.writer import to_yaml
from tests.command import SAMPLES
from tests.model.core_schema import load_core
from tests.model.near_the_model import near_the_model

ISSUES = Path(__file__).parents[2] / "issues"
MODELS: dict[str, type[Record]] = {"issue": Issue, "series": Series, "actors": ActorsFile}
# What a pattern cannot say: whether a calendar has the day, and which of two comes first.
BEYOND = {"SV201", "SV202"}

FILES: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("schema_files.yaml").read_text("utf-8")
)
ITEM = FILES["item"]
CASES = Path(__file__).with_name("schema_cases.yaml")


def changed(file: str, *change: str) -> str:
    """Return a file with a text at its end, or with one in the place of another."""
    text = FILES[file]
    if len(change) < 2:
        return text + "".join(change)
    old, new = change
    assert old in text
    return text.replace(old, new)


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
        (name, changed(*row), verdict == "taken")
        for name, verdicts in yaml.safe_load(CASES.read_text("utf-8")).items()
        for verdict, rows in verdicts.items()
        for row in rows
    ],
)
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
