"""Plain data without places is what the parser would have given, and nothing where it complains."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strevview.diagnostics import Diagnostic
from strevview.source.data import read_data
from strevview.source.nodes import plain
from strevview.source.parser import parse
from strevview.source.reader import SourceText, read_file

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "issues").glob("*.yaml"), *(ROOT / "tests/cases/read").glob("*.yaml")])
MARKS = st.text(st.sampled_from("ab: \n-#'\"[]{},&*!|>%@`?\\\t~x0"), max_size=40)


def by_the_parser(source: SourceText) -> object | None:
    parsed = parse(source)
    return None if parsed.diagnostics or parsed.root is None else plain(parsed.root)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_reads_as_the_parser_reads_it(path: Path) -> None:
    source = read_file(path, path.name)
    if isinstance(source, Diagnostic):
        pytest.skip("this file is no text at all")
    assert read_data(source) == by_the_parser(source)


@settings(max_examples=500, deadline=None)
@given(MARKS)
def test_any_text_reads_as_the_parser_reads_it(text: str) -> None:
    source = SourceText("a.yaml", text)
    assert read_data(source) == by_the_parser(source)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: true\nb: 'true'\nc:\n", {"a": True, "b": "true", "c": None}),
        ("d: ''\ne: NO\n", {"d": "", "e": "NO"}),
        ("true: a\n", {"true": "a"}),
        ("a: &x [b]\nc: *x\n", {"a": ["b"], "c": ["b"]}),
        ("- a\n- - b\n  - c: d\n", ["a", ["b", {"c": "d"}]]),
    ],
)
def test_what_is_read(text: str, data: object) -> None:
    assert read_data(SourceText("a.yaml", text)) == data


@pytest.mark.parametrize(
    "text",
    [
        "", "# only\n", "''\n", "a: b\na: c\n", "a: !!str b\n", "a: &x b\n", "a: b\n---\nc: d\n",
        "a: [b\n", "a: *x\n", "[a]: b\n", "[" * 100_000, "- " * 100_000, "- a\n" * 100_001,
    ],
)  # fmt: skip
def test_nothing_is_read_where_there_is_a_fault(text: str) -> None:
    assert read_data(SourceText("a.yaml", text)) is None
