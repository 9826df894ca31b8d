"""Each character of a value is led back to where it stands in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from strevview.source.disk import LineIndex, SourceText
from strevview.source.nodes import Scalar, file_offsets, scalars
from strevview.source.parser import parse

VALUES = yaml.safe_load(Path(__file__).with_name("places.yaml").read_text("utf-8"))
WORDS = st.text(st.sampled_from("ab:#'\"\\-चीन国😀é"), min_size=1, max_size=8)
PLAIN_WORDS = st.text(st.sampled_from("abcचीन国😀é"), min_size=1, max_size=8)


def only_value(text: str) -> tuple[SourceText, Scalar]:
    source = SourceText("a.yaml", text)
    parsed = parse(source)
    assert parsed.root is not None, parsed.diagnostics
    ((_, scalar),) = scalars(parsed.root)
    return source, scalar


def check(text: str, *, escapes: bool = False) -> None:
    source, scalar = only_value(text)
    offsets = file_offsets(source, scalar)
    assert len(offsets) == len(scalar.value) + 1
    assert list(offsets) == sorted(set(offsets)), "offsets run forwards"
    for letter, offset in zip(scalar.value, offsets, strict=False):
        written = text[offset]
        if letter in " \n":
            assert written in " \r\n" or escapes
        elif not (escapes and written in "\\'"):
            assert written == letter


@pytest.mark.parametrize("text", VALUES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_style_leads_back(text: str, line_end: str) -> None:
    quoted = '"' in text or "'" in text
    check(text.replace("\n", line_end), escapes=quoted)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=4), min_size=1, max_size=6), st.sampled_from("|>"))
def test_blocks(lines: list[list[str]], style: str) -> None:
    body = "".join(f"    {' '.join(words)}\n" if words else "\n" for words in lines)
    check(f"k:\n  - {style}\n{body}")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PLAIN_WORDS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_plain_and_single_quotes(lines: list[list[str]]) -> None:
    body = "\n   ".join("  ".join(words) for words in lines)
    check(f"k: {body}\n")
    check(f"k: '{body}'\n", escapes=True)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20))
def test_double_quotes_with_escapes(value: str) -> None:
    written = "".join(letter if letter.isalnum() else f"\\U{ord(letter):08x}" for letter in value)
    text = f'k: "{written}"\n'
    source, scalar = only_value(text)
    assert scalar.value == value
    offsets = file_offsets(source, scalar)
    assert len(offsets) == len(value) + 1
    for letter, offset in zip(value, offsets, strict=False):
        assert text[offset] == (letter if letter.isalnum() else "\\")


def test_spans_count_characters_and_lines() -> None:
    source = SourceText("a.yaml", "चीन: 国😀x\r\nb: y\r\n")
    parsed = parse(source)
    assert parsed.root is not None
    first, second = (scalar for _, scalar in scalars(parsed.root))
    assert (first.span.line, first.span.column, first.span.end_column) == (1, 6, 9)
    assert (second.span.line, second.span.column) == (2, 4)
    span = LineIndex.of(source.path, source.text).span(second.start, second.end)
    assert span == second.span
