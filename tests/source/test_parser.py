"""One YAML document to nodes, within bounds, and words for what is no YAML."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strevview.diagnostics import Diagnostic
from strevview.source.nodes import Mapping, Scalar, find, plain
from strevview.source.parser import MAX_DEPTH, MAX_NODES, Parsed, parse, quiet_losses
from strevview.source.reader import SourceText


def read(text: str) -> Parsed:
    return parse(SourceText("a.yaml", text))


def only_complaint(text: str) -> Diagnostic:
    (diagnostic,) = read(text).diagnostics
    assert diagnostic.span is not None
    return diagnostic


def test_scalars_stay_text() -> None:
    parsed = read("a: NO\nb: 1\nc: 2025-07-31\nd: ~\ne: null\nf: True\ng: 1e3\nh: 'true'\n")
    assert parsed.root is not None
    assert plain(parsed.root) == {
        "a": "NO", "b": "1", "c": "2025-07-31", "d": "~", "e": "null", "f": "True", "g": "1e3",
        "h": "true",
    }  # fmt: skip


def test_only_true_false_and_nothing_are_more_than_text() -> None:
    parsed = read("a: true\nb: false\nc:\nd: ''\n")
    assert parsed.root is not None
    assert plain(parsed.root) == {"a": True, "b": False, "c": None, "d": ""}


def test_all_duplicate_keys_are_told_with_the_first() -> None:
    first, second = read("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n").diagnostics
    assert [first.code, second.code] == ["SV004", "SV004"]
    assert first.span is not None
    assert (first.span.line, first.span.column) == (4, 3)
    assert second.span is not None
    assert (second.span.line, second.related[0].span.line) == (5, 1)


def test_the_first_of_two_equal_keys_counts() -> None:
    parsed = read("a: 1\na: 2\n")
    assert parsed.root is not None
    assert plain(parsed.root) == {"a": "1"}


def test_aliases_of_values_and_keys() -> None:
    parsed = read("&k name: &v\n  x: y\nb: *v\n*k : z\n")
    assert [diagnostic.code for diagnostic in parsed.diagnostics] == ["SV004"]
    assert isinstance(parsed.root, Mapping)
    assert plain(parsed.root) == {"name": {"x": "y"}, "b": {"x": "y"}}
    assert parsed.diagnostics[0].span is not None
    assert parsed.diagnostics[0].span.line == 4


def test_an_alias_of_a_text_stands_where_it_is_used() -> None:
    parsed = read("a: &t text\nb: *t\n")
    assert parsed.root is not None
    value = find(parsed.root, ("b",))
    assert isinstance(value, Scalar)
    assert (value.value, value.span.line, value.span.column) == ("text", 2, 4)


@pytest.mark.parametrize("text", ["a: *gone\n", "a: &loop [*loop]\n", "- *bold*\n"])
def test_an_alias_of_nothing(text: str) -> None:
    assert only_complaint(text).code == "SV001"


def test_depth_counts_through_aliases() -> None:
    inner = "[" * (MAX_DEPTH - 2) + "x" + "]" * (MAX_DEPTH - 2)
    lines = [f"a0: &a0 {inner}"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 5)]
    assert only_complaint("\n".join(lines)).code == "SV003"


def test_too_many_values_are_one_complaint() -> None:
    assert only_complaint("- a\n" * (MAX_NODES + 1)).code == "SV003"
    assert read("- a\n" * 1000).diagnostics == ()


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a: !!python/object/apply:os.system [ls]\n", "!!python/object/apply:os.system"),
        ("!!python/object:a.B\nx: y\n", "!!python/object:a.B"),
        ("a: !!str 1\n", "!!str"),
        ("a: !wow text\n", "!wow"),
        ("a: ! text\n", "!"),
    ],
)
def test_tags_are_refused(text: str, tag: str) -> None:
    complaint = only_complaint(text)
    assert complaint.code == "SV009"
    assert f"`{tag}`" in complaint.message


def test_a_second_document_is_refused_and_the_first_may_have_a_start() -> None:
    assert only_complaint("a: b\n---\nc: d\n").code == "SV001"
    assert read("---\na: b\n...\n").diagnostics == ()


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n", "---\n", "--- # nothing\n...\n"])
def test_nothing_is_said(text: str) -> None:
    complaint = only_complaint(text)
    assert complaint.code == "SV012"
    assert read(text).root is None


def test_a_text_that_starts_with_an_ampersand_is_not_lost_in_silence() -> None:
    complaint = only_complaint("title: &D spending\n")
    assert complaint.code == "SV010"
    assert complaint.span is not None
    assert complaint.span.column == 8


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends(line_end: str) -> None:
    parsed = read(line_end.join(["a: |", "  one", "", "  two", "b: x: y", ""]))
    (complaint,) = parsed.diagnostics
    assert complaint.span is not None
    assert (complaint.span.line, complaint.span.column) == (5, 5)


MARKS = st.text(st.sampled_from("ab: \n-#'\"[]{},&*!|>%@`?\\\t~x0"), max_size=40)


@settings(max_examples=500, deadline=None)
@given(MARKS)
def test_any_text_is_read_or_explained_within_the_file(text: str) -> None:
    source = SourceText("a.yaml", text)
    parsed = parse(source)
    losses = list(quiet_losses(source, parsed.root)) if parsed.root else []
    assert parsed.root is not None or parsed.diagnostics
    lines = text.split("\n")
    for diagnostic in (*parsed.diagnostics, *losses):
        assert diagnostic.code in {"SV001", "SV003", "SV004", "SV009", "SV010", "SV011", "SV012"}
        assert diagnostic.help
        span = diagnostic.span
        assert span is not None
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
