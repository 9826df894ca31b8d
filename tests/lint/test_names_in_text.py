"""Known names are found in texts, and what is nearly one is told from another name."""

from __future__ import annotations

import pytest

from strevview.lint.names_in_text import NameIndex, Variant, words_of
from strevview.lint.near_words import NearWords, Slip, slip_between
from strevview.model.issue import Actor, ActorKind

ACADEMY = Actor(name="Chinese Academy of Sciences", acronym="CAS")
DAI = Actor(name="Dai Gang", kind=ActorKind.PERSON)
SHAANXI = Actor(name="Shaanxi Academy of Agriculture")
COMPANY = Actor(name="Chongqing Changan Automobile Co., Ltd.")


@pytest.fixture(scope="module")
def index() -> NameIndex:
    actors = (ACADEMY, DAI, SHAANXI, COMPANY)
    return NameIndex((form, actor) for actor in actors for form in actor.forms)


def variants(index: NameIndex, text: str) -> list[Variant]:
    words = words_of(text)
    return index.variants(text, words, index.matches(text, words))


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("khan", "kahn", Slip.EXCHANGED),
        ("center", "centre", Slip.EXCHANGED),
        ("sciences", "science", Slip.LEFT_OUT),
        ("sciences", "sciencies", Slip.LEFT_OUT),
        ("sciences", "scianses", None),
        ("gang", "geng", Slip.CHANGED),
        ("gang", "gang", None),
        ("shanxi", "shaanxi", None),
        ("iran", "iraq", None),
        ("ab", "abcd", None),
    ],
)
def test_slips(one: str, other: str, slip: Slip | None) -> None:
    assert slip_between(one, other) is slip
    assert slip_between(other, one) is slip
    assert (one in NearWords([one]).find(other)) is (slip is not None)


def test_the_longest_name_is_found_at_each_place(index: NameIndex) -> None:
    text = "Chongqing Changan Automobile Co., Ltd. and CAS met Dai Gang’s aide; CASE is another."
    found = [text[m.start : m.end] for m in index.matches(text, words_of(text))]
    assert found == ["Chongqing Changan Automobile Co., Ltd.", "CAS", "Dai Gang"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the Chinese Academy of Sciences met", True),
        ("The Chinese Academy of Sciences, Beijing", True),
        ("the Chinese Academy of Sciences Institute", False),
        ("the Royal Chinese Academy of Sciences", False),
        ("CAS Chairman", True),
        ("CAS-led", False),
        ("Minister Dai Gang", True),
    ],
)
def test_a_name_may_be_part_of_a_longer_one(index: NameIndex, text: str, whole: bool) -> None:
    (match,) = index.matches(text, words_of(text))
    assert match.whole is whole


@pytest.mark.parametrize(
    ("text", "written", "certain"),
    [
        ("the Chinese Academy of Science met", "Chinese Academy of Science", True),
        ("the Chinese-Academy of Sciences met", "Chinese-Academy of Sciences", True),
        ("the Chinése Academy of Sciences met", "Chinése Academy of Sciences", True),
        ("with Dai Gagn of", "Dai Gagn", True),
        ("with Dai Geng of", "Dai Geng", False),
    ],
)
def test_what_is_nearly_a_name(index: NameIndex, text: str, written: str, certain: bool) -> None:
    (variant,) = variants(index, text)
    assert (variant.written, variant.certain) == (written, certain)


@pytest.mark.parametrize(
    "text",
    [
        "the Chinese Academy of Sciences",
        "the chinese academy of sciences",
        "the Shanxi Academy of Agriculture",
        "the Chinese Academy of Engineering",
        "at the Academy. Of Sciences nobody spoke",
        "CSA and CASS",
        "Dai Yong",
    ],
)
def test_what_is_no_name_is_left_alone(index: NameIndex, text: str) -> None:
    assert variants(index, text) == []


def test_more_names_can_be_known_for_a_while(index: NameIndex) -> None:
    extended = index.extended(["Jinnah University"])
    assert extended.near("Jinnah Univresity") is not None
    assert extended.near("Dai Gagn") is not None
    assert index.near("Jinnah Univresity") is None
