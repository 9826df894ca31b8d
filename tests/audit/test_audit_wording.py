"""What a layout may change in a word is no difference; all else is."""

from __future__ import annotations

import pytest

from strevview.audit.expected import ExpectedDay
from strevview.audit.wording import Wording, comparable, is_printed
from strevview.model.web_pages import uri_of


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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("No. 7 31 July 2025", "en-GB"),
        ("٣١ يوليو ٢٠٢٥", "ar"),
        ("31 July 2025", "en-GB"),
        ("July 31, 2025", "en"),
        ("31st of July, 2025", "en"),
        ("Thursday, 31 JUL 2025", "en-GB"),
        ("2025-07-31", "en-GB"),
        ("31.07.2025", "de"),
        ("31. Juli 2025", "de"),
        ("2025年7月31日", "zh"),
        ("31 जुलाई 2025", "hi"),
        ("31 July 2025", "qq"),
        # A glyph stands for two letters of the month, which PDFium turns round.
        ("۳۱ جوالی ۲۰۲۵", "ps"),
    ],
)
def test_a_day_is_found_in_the_words_of_a_style(text: str, language: str) -> None:
    day = ExpectedDay("day of publication", 2025, 7, 31)
    assert is_printed(day, language, words(text))


@pytest.mark.parametrize(
    "text", ["30 July 2025", "31 June 2025", "31 July 2024", "131 July 2025", "31 No. 7 2025"]
)
def test_another_day_is_not_taken_for_it(text: str) -> None:
    day = ExpectedDay("day of publication", 2025, 7, 31)
    assert not is_printed(day, "en-GB", words(text))


@pytest.mark.parametrize(
    ("text", "language", "month", "found"),
    [
        ("September–December 2025", "en-GB", 9, True),
        ("September–December 2025", "en-GB", 12, True),
        ("September–December 2025", "en-GB", 10, False),
        ("2025-09", "en-GB", 9, True),
        ("2025-09", "en-GB", 10, False),
        ("2025年9月至12月", "zh", 9, True),
        ("2025年9月至12月", "zh", 12, True),
        ("2025年9月至12月", "zh", 10, False),
    ],
)
def test_the_months_of_a_period_are_found(
    text: str, language: str, month: int, found: bool
) -> None:
    assert is_printed(ExpectedDay("month", 2025, month), language, words(text)) is found


def test_a_joiner_counts_where_the_reader_gives_it() -> None:
    assert comparable("विद्\u200cयालय") != comparable("विद्यालय")
    assert comparable("کتاب\u200cها") == comparable("کتابها")


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://a.test/ä?b=c&d=%C3%A9#x", "https://a.test/%C3%A4?b=c&d=%C3%A9#x"),
        ("http://a.test/(1)*~'!;,|", "http://a.test/(1)*~'!;,%7C"),
        (
            "https://пример.рф:80/новости",
            "https://xn--e1afmkfd.xn--p1ai:80/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
        ),
        ("http://例え.jp", "http://xn--r8jz45g.jp"),
        ("http://%E4%BE%8B%E3%81%88.jp/", "http://xn--r8jz45g.jp/"),
        ("https://xn--e1afmkfd.xn--p1ai/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("https://no_host.ü/ü", "https://no_host.%C3%BC/%C3%BC"),
    ],
)
def test_an_address_is_a_uri_with_its_host_in_ascii(address: str, uri: str) -> None:
    assert uri_of(address) == uri
