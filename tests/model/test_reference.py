from __future__ import annotations

import re
from typing import Any

import pytest

from scripts.key_examples import PARTS, Example
from scripts.key_reference import reference_page
from strevview.model.issue import ActorsFile, Issue, Series
from strevview.model.json_schema import json_schema, schema_names
from strevview.model.prose_parser import parse_prose
from strevview.model.validation import read_model
from strevview.source.disk import SourceText
from strevview.source.nodes import Places, plain
from strevview.source.parser import parse, quiet_losses
from strevview.source.writer import to_yaml
from tests.command import ROOT

EXAMPLES = [
    pytest.param(example, id=f"{name}-{number}")
    for name, part in PARTS.items()
    for number, example in enumerate(part.examples)
]


def whole_file(example: Example) -> tuple[type[Any], dict[str, Any]]:
    """Put an example into the file that it belongs to."""
    parsed = parse(SourceText("a.yaml", example.lines))
    assert parsed.root is not None
    assert (*parsed.diagnostics, *quiet_losses(parsed.source, parsed.root)) == ()
    data: Any = plain(parsed.root)
    issue = {"schema": "1", "period": "2025-07", "sections": []}
    if example.place == "item":
        return Issue, {**issue, "sections": [{"title": "T", "items": [{"id": "a", **data}]}]}
    if example.place == "series":
        return Series, {"schema": "1", "title": "T", "publisher": {"name": "P"}, **data}
    if example.place == "actors":
        return ActorsFile, {"schema": "1", "actors": [], **data}
    return Issue, {**issue, **data}


def test_the_page_in_docs_is_the_one_the_models_give() -> None:
    advice = "run `python -m scripts.write_generated`"
    assert (ROOT / "docs" / "issue-file.md").read_text("utf-8") == reference_page(), advice


def test_every_key_of_every_file_stands_in_it_with_its_description() -> None:
    page = reference_page()
    for name in schema_names():
        schema = json_schema(name)
        for part in (schema, *schema["$defs"].values()):
            for key, field in part.get("properties", {}).items():
                assert field["description"], key
                row = rf"^\| `{key}` \| .+ \| (\*\*required\*\*\. )?"
                assert re.search(
                    row + re.escape(field["description"]) + r" \|$", page, re.MULTILINE
                ), key


def test_each_part_stands_once_with_words_and_an_example_and_no_gap() -> None:
    page = reference_page()
    headings = re.findall(r"^##+ .*$", page, re.MULTILINE)
    assert len(headings) == len(set(headings)) == len(PARTS)
    assert "\n\n\n" not in page
    assert not page.endswith("\n\n")
    for heading in headings:
        part = page.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
        assert re.match(r"\n\w", part), heading
        assert "```yaml\n" in part, heading


def test_every_reference_leads_to_a_heading() -> None:
    page = reference_page()
    anchors = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^##+ (.*)$", page, re.MULTILINE)
    }
    targets = re.findall(r"\]\(#([^)]*)\)", page)
    assert len(targets) > 8
    assert set(targets) <= anchors


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_read_in_a_whole_file(example: Example) -> None:
    model, data = whole_file(example)
    parsed = parse(SourceText("a.yaml", to_yaml(data)))
    assert parsed.root is not None
    reading = read_model(model, Places(parsed.source, parsed.root))
    assert reading.diagnostics == ()
    assert reading.value is not None
    items = [item for s in getattr(reading.value, "sections", ()) for item in s.items]
    for item in items:
        used = {one.source for one in parse_prose(item.text).references} if item.text else set()
        assert used == set(item.sources)
