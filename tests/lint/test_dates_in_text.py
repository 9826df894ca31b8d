"""Days are found in running text, and nothing else is taken for one."""

from __future__ import annotations

from datetime import date

import pytest

from strevview.lint.dates_in_text import DayMention, days_in
from strevview.model.dates import EventDate, Period


def only(text: str) -> DayMention:
    (mention,) = days_in(text)
    return mention


@pytest.mark.parametrize(
    ("text", "words", "first", "last", "year"),
    [
        ("held on 23 July.", "23 July", (7, 23), (7, 23), None),
        ("held on July 31, 2025, in Rome", "July 31, 2025", (7, 31), (7, 31), 2025),
        ("from 20 to 22 July", "20 to 22 July", (7, 20), (7, 22), None),
        ("20–22 July 2025", "20–22 July 2025", (7, 20), (7, 22), 2025),
        ("28 July to 3 August", "28 July to 3 August", (7, 28), (8, 3), None),
        ("July 28–August 3", "July 28–August 3", (7, 28), (8, 3), None),
        ("on the 23rd of July", "23rd of July", (7, 23), (7, 23), None),
        ("on 1 Sept. 2024", "1 Sept. 2024", (9, 1), (9, 1), 2024),
        ("On 23 July 20 scientists met", "23 July", (7, 23), (7, 23), None),
    ],
)
def test_days_are_found(
    text: str, words: str, first: tuple[int, int], last: tuple[int, int], year: int | None
) -> None:
    mention = only(text)
    assert text[mention.start : mention.end] == words
    assert (mention.first, mention.last, mention.year) == (first, last, year)
    assert not mention.ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "a Long March 7 rocket",
        "on a Long March-2D rocket",
        "in July 2025",
        "in November 2024",
        "it may 5 times",
        "CSES-02 June",
        "room 5–3",
        "",
    ],
)
def test_other_numbers_are_no_days(text: str) -> None:
    assert days_in(text) == ()


def test_a_range_that_names_one_month_of_two_is_ambiguous() -> None:
    assert only("from 28–3 August").ambiguous
    assert only("August 28-3").ambiguous
    assert not only("28 July–3 August").ambiguous
    assert not only("on 20 and 3 August").ambiguous


@pytest.mark.parametrize(
    ("text", "weekday", "words"),
    [
        ("on Thursday, 31 July", 3, "Thursday"),
        ("on Thursday 31 July 2025", 3, "Thursday"),
        ("on 31 July (Friday)", 4, "Friday"),
        ("on 31 July 2025, a Friday,", 4, "Friday"),
    ],
)
def test_the_weekday_beside_a_day(text: str, weekday: int, words: str) -> None:
    mention = only(text)
    assert mention.weekday == weekday
    assert text[mention.weekday_start : mention.weekday_end] == words


def test_the_year_is_the_one_named_or_near_the_period() -> None:
    january = Period.parse("2026-01")
    assert only("31 December").years(january) == (2025, 2026)
    assert only("31 December 2019").years(january) == (2019,)
    assert only("28 December to 3 January").days(2026) == (date(2025, 12, 28), date(2026, 1, 3))
    assert only("31 June").days(2025) is None


def test_days_within_a_date() -> None:
    event = EventDate.parse("2025-07-20/2025-07-22")
    assert only("21 July").within(event)
    assert only("20 to 22 July").within(event)
    assert not only("20 to 23 July").within(event)
    assert not only("21 July 2024").within(event)
    assert not only("32 July").within(EventDate.parse("2025-07"))


def test_a_long_repetition_is_searched() -> None:
    assert len(days_in("July 1 " * 15_000)) == 14_999
    assert days_in("1" * 100_000) == ()
