"""What is written reads back the same, here and in any YAML reader."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from strevview.source.disk import SourceText, decode
from strevview.source.nodes import plain
from strevview.source.parser import parse
from strevview.source.writer import to_yaml

TRICKY = st.sampled_from(
    ["true", "false", "True", "NO", "no", "yes", "on", "~", "null", "", " ", "#", "# x", "a #b",
     "a: b", "- a", "?", "1", "0x1F", "1e3", "2025-07-31", "12:30", "<<", "=", "|", ">", "@a", "`a",
     "%a", "&a", "*a", "!a", "[a", "{a", "'", '"', "\t", "a\tb", "\ta", "a ", " a", "a\n", "\na",
     "a\n\n", " a\nb", "a \nb", "---", "...", "--- a", "a\n---\nb", "\u0085", "\u2028", "\ufeffa",
     "\x7f", "\x00", "\r", "a\r\nb", "😀", "मनोहर", "中国", "\u202eabc", "a\n...\nb", "é" * 200]
)  # fmt: skip
LETTERS = st.text(
    st.one_of(
        st.sampled_from(" \n\t#:-'\"[]{},&*!|>%@`\\~?=.aé国😀\u0085\u2028\u2029\u00a0\ufeff\r"),
        st.characters(codec="utf-8"),
    ),
    max_size=30,
)
TEXTS = st.one_of(TRICKY, LETTERS)
DATA = st.dictionaries(
    TEXTS,
    st.recursive(
        st.one_of(TEXTS, st.booleans(), st.none()),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3),
            st.dictionaries(TEXTS, inner, min_size=1, max_size=3),
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=3,
)


def read_back(text: str) -> object:
    source = decode(text.encode(), "a.yaml")
    assert isinstance(source, SourceText)
    parsed = parse(source)
    assert parsed.diagnostics == ()
    assert parsed.root is not None
    return plain(parsed.root)


@settings(max_examples=300, deadline=None)
@given(DATA)
def test_round_trip(data: dict[str, object]) -> None:
    text = to_yaml(data)
    assert read_back(text) == data
    assert to_yaml(read_back(text)) == text


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_other_readers_take_text_as_text(value: str) -> None:
    assert yaml.safe_load(to_yaml({"k": value, "l": [value]})) == {"k": value, "l": [value]}


def test_empty_collections_read_back() -> None:
    data: dict[str, object] = {"a": [], "b": {}, "c": [[], {}]}
    assert read_back(to_yaml(data)) == data


@pytest.mark.parametrize("value", ["one\ntwo\n", "one\n\ntwo\n", "one\ntwo", "中国\n  मनोहर\n"])
def test_longer_texts_stand_as_blocks(value: str) -> None:
    assert to_yaml({"text": value}).startswith("text: |")


def test_equal_values_are_written_out() -> None:
    shared = ["a", "b"]
    assert to_yaml({"one": shared, "two": shared}) == "one:\n- a\n- b\ntwo:\n- a\n- b\n"


def test_the_order_of_keys_stays() -> None:
    assert to_yaml({"b": "1", "a": True, "c": None}) == "b: '1'\na: true\nc:\n"
