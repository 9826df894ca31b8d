from __future__ import annotations

import pytest

from strevview.lint.rules.language import spelling_of


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("colour", "color"),
        ("centre", "center"),
        ("defence", "defense"),
        ("aluminium", "aluminum"),
        ("modelling", "modeling"),
        ("commercialisation", "commercialization"),
    ],
)
def test_a_pair_is_known_both_ways(british: str, american: str) -> None:
    one, other = spelling_of(british), spelling_of(american)
    assert one is not None
    assert other is not None
    assert (one.american, one.counterpart) == (False, american)
    assert (other.american, other.counterpart) == (True, british)
    assert one.stem == other.stem


@pytest.mark.parametrize(
    ("one", "other"),
    [("organised", "organization"), ("centred", "center"), ("colourful", "colors")],
)
def test_words_of_one_stem_belong_together(one: str, other: str) -> None:
    first, second = spelling_of(one), spelling_of(other)
    assert first is not None
    assert second is not None
    assert first.stem == second.stem


@pytest.mark.parametrize("word", ["satellite", "license", "licence", "program", "prize", "size"])
def test_words_of_one_spelling_or_of_two_senses(word: str) -> None:
    assert spelling_of(word) is None


def test_stems_with_one_beginning_stay_apart() -> None:
    one, other = spelling_of("centre"), spelling_of("centralisation")
    assert one is not None
    assert other is not None
    assert one.stem != other.stem
