from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from strevview.diagnostics import Span
from strevview.report.text import Excerpt, excerpt, visible


def shown(line: str, start: int, end: int, columns: int = 80) -> Excerpt:
    """Return what is shown of a line around the characters `start:end`, from 0."""
    return excerpt(line, Span("x", 1, start + 1, 1, end + 1), columns)


@settings(deadline=None)
@given(
    st.text(st.sampled_from("abc 中国रि\u0301\t\x1b\u202e"), min_size=1, max_size=300),
    st.integers(0, 299),
    st.integers(1, 40),
    st.integers(20, 120),
)
@example("\u0301aaaaa\x1b\u202e\u202e", 1, 1, 20)
def test_long_lines_are_cut_around_the_place(
    line: str, start: int, length: int, columns: int
) -> None:
    found = shown(line, start, start + length, columns)
    assert cell_len("".join(found)) <= columns
    trimmed = line.rstrip()
    if start < len(trimmed):
        first = visible(trimmed[start])
        assert (found.marked + found.after).startswith(first) or cell_len(first) == 0


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_character_that_is_shown_can_steer_a_terminal(text: str) -> None:
    categories = {unicodedata.category(letter) for letter in visible(text).replace("\u200d", "")}
    assert not categories & {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
    assert not set(visible(text)) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u200f\u061c")


@pytest.mark.parametrize("place", [0, 1, 2_999, 500_000, 999_990])
def test_of_a_line_of_megabytes_what_is_near_is_shown(place: int) -> None:
    line = "ab " * 333_330 + "abcdefghij"
    found = shown(line, place, place + 2, 60)
    text = "".join(found)
    assert found.marked == line[place : place + 2]
    assert len(text) <= 60
    assert text.startswith("…") == (place > 30)
    assert text.endswith("…") == (place < 999_900)
    assert text.strip("…") in line[max(0, place - 70) : place + 70]
