"""The letters of acronyms fit the names that they abbreviate, and no others."""

from __future__ import annotations

import pytest

from strevview.lint.acronyms import expansion, fits, initials, is_acronym, same_body


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("IHEP", "Institute of High Energy Physics"),
        ("SUPARCO", "Space and Upper Atmosphere Research Commission"),
        ("CETC", "China Electronics Technology Group Corporation"),
        ("CPEC", "China-Pakistan Economic Corridor"),
        ("PINSTECH", "Pakistan Institute of Nuclear Science and Technology"),
        ("ASI", "Agenzia Spaziale Italiana"),
        ("MoU", "memorandum of understanding"),
        ("MoUs", "memoranda of understanding"),
        ("S&T", "Science and Technology"),
        ("PRSS-1", "Pakistan Remote Sensing Satellite-1"),
        ("MOFCOM", "Ministry of Commerce"),
        ("ASEAN", "Association of Southeast Asian Nations"),
        ("BEPC", "Beijing Electron–Positron Collider"),
        ("TÜBİTAK", "Türkiye Bilimsel ve Teknolojik Araştırma Kurumu"),
    ],
)
def test_letters_that_fit(acronym: str, name: str) -> None:
    assert fits(acronym, name)


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("CPCE", "China-Pakistan Economic Corridor"),
        ("SUPRACO", "Space and Upper Atmosphere Research Commission"),
        ("ASI", "Italian Space Agency"),
        ("WNEVDO", "World Energy Vehicle Development Organisation"),
        ("CMSA", "China Media Group"),
    ],
)
def test_letters_that_do_not(acronym: str, name: str) -> None:
    assert not fits(acronym, name)


@pytest.mark.parametrize("token", ["IHEP", "S&T", "MoU", "PRSS-1", "3GPP", "MoST"])
def test_acronyms(token: str) -> None:
    assert is_acronym(token)


@pytest.mark.parametrize("token", ["A", "BeiDou", "China", "McDonald", "iPhone", "2025", "I"])
def test_other_words(token: str) -> None:
    assert not is_acronym(token)


def test_the_name_in_front_of_an_acronym() -> None:
    words = ["built", "with", "the", "China", "Electronics", "Technology", "Group", "Corporation"]
    start = expansion("CETC", words)
    assert start is not None
    assert words[start:] == ["China", "Electronics", "Technology", "Group", "Corporation"]
    assert expansion("INFN", ["a", "professor", "in", "Milano"]) is None


def test_names_of_one_body() -> None:
    assert same_body("Joint Working Group", "Joint Working Group on Science and Technology")
    assert same_body("memorandum of understanding", "memoranda of understanding")
    assert not same_body("China Media Group", "China Machinery Group")
    assert initials(["brain-computer", "interface", "of"]) == "bci"


def test_a_trap_costs_little() -> None:
    assert not fits("ab" * 50 + "Z", "abab " * 2000)
