from __future__ import annotations

from strevview.render.view import two_lines


def test_a_name_is_set_on_two_lines_of_like_length() -> None:
    name = "Manohar Parrikar Institute for Defence Studies and Analyses"
    assert two_lines(name) == (
        "Manohar Parrikar Institute for",
        "Defence Studies and Analyses",
    )


def test_a_short_name_stays_on_one_line() -> None:
    assert two_lines("Centre for Research") == ("Centre for Research",)


def test_one_word_stays_on_one_line() -> None:
    assert two_lines("Institute") == ("Institute",)
    assert two_lines("") == ("",)
