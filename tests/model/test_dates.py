"""Dates as the files write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strevview.model.dates import DateError, EventDate, Period, Precision, SourceDate, parse_day


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2025-07-31", date(2025, 7, 31), date(2025, 7, 31), Precision.DAY),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), Precision.DAY),
        ("2025-07-20/2025-07-22", date(2025, 7, 20), date(2025, 7, 22), Precision.DAY),
        ("2024-12-31/2025-01-01", date(2024, 12, 31), date(2025, 1, 1), Precision.DAY),
        ("2025-07", date(2025, 7, 1), date(2025, 7, 31), Precision.MONTH),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28), Precision.MONTH),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31), Precision.MONTH),
        ("0099-01", date(99, 1, 1), date(99, 1, 31), Precision.MONTH),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31), Precision.DAY),
    ],
)
def test_event_dates(text: str, start: date, end: date, precision: Precision) -> None:
    parsed = EventDate.parse(text)
    assert parsed == EventDate(start, end, precision)
    assert str(parsed) == text


@pytest.mark.parametrize(
    ("text", "stem", "is_month", "end"),
    [
        ("2025-07", "2025-07", True, date(2025, 7, 31)),
        ("2025-07/2025-08", "2025-07_2025-08", False, date(2025, 8, 31)),
        ("2024-12/2025-02", "2024-12_2025-02", False, date(2025, 2, 28)),
        ("0099-02", "0099-02", True, date(99, 2, 28)),
    ],
)
def test_periods(text: str, stem: str, is_month: bool, end: date) -> None:
    period = Period.parse(text)
    assert (str(period), period.stem, period.is_month, period.end) == (text, stem, is_month, end)


def test_dates_and_periods_share_days() -> None:
    period = Period.parse("2025-07/2025-08")
    assert EventDate.parse("2025-08-31").overlaps(period)
    assert EventDate.parse("2025-06-30/2025-07-01").overlaps(period)
    assert EventDate.parse("2025-08").overlaps(period)
    assert not EventDate.parse("2025-06").overlaps(period)
    assert not EventDate.parse("2025-09-01").overlaps(period)


@given(st.dates())
def test_any_day_reads_as_itself(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert str(EventDate.parse(day.isoformat())) == day.isoformat()


def read_or_code(parse: Callable[[str], object], text: str) -> str:
    try:
        return str(parse(text))
    except DateError as reason:
        return reason.code


@given(st.text(st.sampled_from("0129-/ "), max_size=22))
def test_no_text_is_more_than_a_date_error(text: str) -> None:
    for parse in (EventDate.parse, SourceDate.parse, Period.parse):
        first, _, last = text.partition("/")
        same_days = {first} if first == last else set()
        assert read_or_code(parse, text) in {text, "SV006", "SV201", "SV202"} | same_days
