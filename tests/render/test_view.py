from __future__ import annotations

from strevview.render.view import balanced_lines


def test_a_name_is_set_on_two_lines_of_like_length() -> None:
    name = "Manohar Parrikar Institute for Defence Studies and Analyses"
    assert balanced_lines(name, 2) == (
        "Manohar Parrikar Institute for",
        "Defence Studies and Analyses",
    )


def test_a_short_name_stays_on_one_line() -> None:
    assert balanced_lines("Centre for Research", 2, 36) == ("Centre for Research",)


def test_one_word_stays_on_one_line() -> None:
    assert balanced_lines("Institute", 2) == ("Institute",)
    assert balanced_lines("", 2) == ("",)
