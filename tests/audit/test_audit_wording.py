"""What a layout may change in a word is no difference; all else is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from strevview.audit import ExpectedDay
from strevview.audit.wording import Wording, comparable, is_printed
from strevview.model.web_pages import uri_of

WORDING = yaml.safe_load(Path(__file__).with_name("wording.yaml").read_text("utf-8"))


def words(text: str) -> list[str]:
    return [word.plain for word in Wording(text).words]


def test_han_letters_are_words_of_their_own() -> None:
    assert words("poem 交响 end") == ["poem", "交", "响", "end"]


def test_only_whole_words_are_found() -> None:
    wording = Wording("The Chinatown of China, and S&T-based China-Pakistan ties")

    def words_at(plain: str) -> list[str]:
        places = wording.places_of(plain, 0, len(wording.stream))
        return [wording.words[wording.word_at(place)].plain for place in places]

    assert words_at("china") == ["china,"]
    assert words_at("town") == []
    assert words_at("pakistan") == []
    assert words_at("chinapakistan") == ["chinapakistan"]


@pytest.mark.parametrize(("text", "language"), WORDING["days"])
def test_a_day_is_found_in_the_words_of_a_style(text: str, language: str) -> None:
    day = ExpectedDay("day of publication", 2025, 7, 31)
    assert is_printed(day, language, words(text))


@pytest.mark.parametrize("text", WORDING["other_days"])
def test_another_day_is_not_taken_for_it(text: str) -> None:
    day = ExpectedDay("day of publication", 2025, 7, 31)
    assert not is_printed(day, "en-GB", words(text))


@pytest.mark.parametrize(("text", "language", "month", "found"), WORDING["months"])
def test_the_months_of_a_period_are_found(
    text: str, language: str, month: int, found: bool
) -> None:
    assert is_printed(ExpectedDay("month", 2025, month), language, words(text)) is found


def test_a_joiner_counts_where_the_reader_gives_it() -> None:
    assert comparable("विद्\u200cयालय") != comparable("विद्यालय")
    assert comparable("کتاب\u200cها") == comparable("کتابها")


@pytest.mark.parametrize(("address", "uri"), WORDING["addresses"].items())
def test_an_address_is_a_uri_with_its_host_in_ascii(address: str, uri: str) -> None:
    assert uri_of(address) == uri
