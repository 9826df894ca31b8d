"""One YAML document to nodes, within bounds, and words for what is no YAML."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from strevview.diagnostics import Diagnostic
from strevview.source.disk import SourceText
from strevview.source.nodes import plain
from strevview.source.parser import MAX_DEPTH, MAX_NODES, Parsed, parse, quiet_losses


def read(text: str) -> Parsed:
    return parse(SourceText("a.yaml", text))


def only_complaint(text: str) -> Diagnostic:
    (diagnostic,) = read(text).diagnostics
    assert diagnostic.span is not None
    return diagnostic


def test_scalars_stay_text_but_for_true_false_and_nothing() -> None:
    texts = ["NO", "1", "2025-07-31", "~", "null", "True", "1e3", "'true'", "''"]
    parsed = read("\n".join(f"- {text}" for text in (*texts, "true", "false", "")))
    assert parsed.root is not None
    assert plain(parsed.root) == [*(text.strip("'") for text in texts), True, False, None]


def test_all_duplicate_keys_are_told_with_the_first_which_counts() -> None:
    parsed = read("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n")
    assert parsed.root is not None
    assert plain(parsed.root) == {"a": "1", "b": {"c": "1"}}
    first, second = parsed.diagnostics
    assert [first.code, second.code] == ["SV004", "SV004"]
    assert first.span is not None
    assert (first.span.line, first.span.column) == (4, 3)
    assert second.span is not None
    assert (second.span.line, second.related[0].span.line) == (5, 1)


def test_depth_counts_through_aliases() -> None:
    inner = "[" * (MAX_DEPTH - 2) + "x" + "]" * (MAX_DEPTH - 2)
    lines = [f"a0: &a0 {inner}"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 5)]
    assert only_complaint("\n".join(lines)).code == "SV003"


def test_too_many_values_are_one_complaint() -> None:
    assert only_complaint("- a\n" * (MAX_NODES + 1)).code == "SV003"
    assert read("- a\n" * 1000).diagnostics == ()


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
