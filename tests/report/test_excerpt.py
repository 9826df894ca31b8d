from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from strevview.diagnostics import Span
from strevview.report.terminal import visible
from strevview.report.text import excerpt


def marked(line: str, start: int, end: int, columns: int = 80) -> str:
    """Return what stands above the mark, found by its columns alone."""
    shown = excerpt(line, Span("x", 1, start + 1, 1, end + 1), columns)
    above, at = "", 0
    for letter, wide in ((c, cell_len(c)) for c in shown.text):
        inside = shown.mark_start <= at < shown.mark_start + shown.mark_width
        if inside or (wide == 0 and above and at == shown.mark_start + shown.mark_width):
            above += letter
        at += wide
    return above


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("title: China", "China"),
        ("title: 中国科学院 and others", "and"),
        ("title: 中国科学院 and others", "科学"),
        ("title: मनोहर पर्रिकर रक्षा", "रक्षा"),
        ("title: ศูนย์ ขอ", "ขอ"),
        ("title: cafe\u0301 noir", "noir"),
        ("title: ｆｕｌｌ x", "x"),
    ],
)
def test_the_mark_stands_under_the_part(line: str, part: str) -> None:
    start = line.index(part)
    assert marked(line, start, start + len(part)) == part


def test_a_tab_takes_four_columns_and_control_characters_show_as_escapes() -> None:
    shown = excerpt("a\tb\x1bc", Span("x", 1, 5, 1, 6), 80)
    assert shown.text == "a    b\\x1bc"
    assert shown.text[shown.mark_start] == "c"
    assert marked("ab\u202ecd", 2, 3) == "\\u202e"


def test_a_span_over_lines_is_marked_to_the_end_of_the_first() -> None:
    shown = excerpt("text: abc  ", Span("x", 1, 7, 3, 2), 80)
    assert (shown.text, shown.mark_start, shown.mark_width) == ("text: abc", 6, 3)


def test_past_the_end_of_a_line_the_mark_stands_behind_it() -> None:
    shown = excerpt("abc", Span("x", 1, 40, 1, 41), 80)
    assert (shown.mark_start, shown.mark_width) == (3, 1)


def test_a_combining_mark_is_shown_under_its_letter() -> None:
    shown = excerpt("xe\u0301y", Span("x", 1, 3, 1, 4), 80)
    assert (shown.mark_start, shown.mark_width) == (1, 1)


@settings(deadline=None)
@given(
    st.text(st.sampled_from("abc 中国रि\u0301\t\x1b\u202e"), min_size=1, max_size=300),
    st.integers(0, 299),
    st.integers(1, 40),
    st.integers(20, 120),
)
def test_long_lines_are_cut_around_the_place(
    line: str, start: int, length: int, columns: int
) -> None:
    shown = excerpt(line, Span("x", 1, start + 1, 1, start + length + 1), columns)
    assert cell_len(shown.text) <= columns
    assert shown.mark_width >= 1
    assert 0 <= shown.mark_start <= cell_len(shown.text)
    trimmed = line.rstrip()
    if start < len(trimmed) and cell_len(visible(trimmed[start])) > 0:
        first = visible(trimmed[start])
        at = 0
        for index, letter in enumerate(shown.text):
            if at == shown.mark_start and cell_len(letter):
                assert shown.text[index:].startswith(first)
                break
            at += cell_len(letter)
        else:
            pytest.fail("the mark stands under nothing")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_character_that_is_shown_can_steer_a_terminal(text: str) -> None:
    categories = {unicodedata.category(letter) for letter in visible(text).replace("\u200d", "")}
    assert not categories & {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
    assert not set(visible(text)) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u200f\u061c")


def test_of_a_line_of_megabytes_what_is_near_is_shown() -> None:
    for place in (0, 1, 2_999, 500_000, 999_990):
        line = "ab " * 333_330 + "abcdefghij"
        span = Span("a.yaml", 1, place + 1, 1, place + 3)
        shown = excerpt(line, span, 60)
        short = excerpt(line[max(0, place - 900) : place + 900], span_near(place), 60)
        marked = shown.text[shown.mark_start : shown.mark_start + shown.mark_width]
        assert marked == line[place : place + 2]
        assert len(shown.text) <= 60
        assert shown.text.startswith("…") == (place > 30)
        assert shown.text.endswith("…") == (place < 999_900)
        assert shown.text.strip("…") in line[max(0, place - 70) : place + 70]
        assert short.mark_width == shown.mark_width


def span_near(place: int) -> Span:
    start = min(place, 900) + 1
    return Span("a.yaml", 1, start, 1, start + 2)
