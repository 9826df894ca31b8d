from __future__ import annotations

import pytest

from strevview.lint.rules.typography import unbalanced


@pytest.mark.parametrize(
    "text",
    [
        "No marks at all.",
        "A (small [very]) thing, {here}.",
        "He called it “good”, she “bad”.",
        'He called it "good", she "bad".',
        "It’s the makers’ own; ‘new’ it is.",
        "It has a) a bus, (b) a camera and 12) a radio :)",
        'A screen of 5" and one of 12".',
        "The interval [0, 1) is half open, (0.5, 2] too.",
        'The mark (") is straight.',
        "古今（交响）《一见钟秦》",
        'He called it "good” in mixed marks, and “bad" once more.',
    ],
)
def test_balanced(text: str) -> None:
    assert unbalanced(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A (small thing.", "("),
        ("A small) thing.", ")"),
        ("A [launched[dawn] again.", "["),
        ("He called it “good, she “bad”.", "“"),
        ("He called it good”.", "”"),
        ('He called it "good.', '"'),
        ("(a [b) c", "["),
    ],
)
def test_a_mark_without_partner(text: str, wrong: str) -> None:
    places = unbalanced(text)
    assert [text[place] for place in places] == [wrong]


def test_the_first_of_two_openings_is_the_one_without_partner() -> None:
    assert unbalanced("He said “a and “b”.") == [8]
    assert unbalanced('A "b is "c" d.') == [2]


def test_a_quotation_may_run_on() -> None:
    assert unbalanced("“It is new.", runs_on=True) == []
    assert unbalanced("“It is (new.", runs_on=True) == [7]


def test_other_languages_quote_otherwise() -> None:
    assert unbalanced("Er sagte „gut“ und »schlecht« (oft", english=False) == [30]
