"""Dates as the files write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from strevview.model.dates import DateError, EventDate, Period, Precision, SourceDate, parse_day

DATES = yaml.safe_load(Path(__file__).with_name("dates.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "start", "end", "precision"), DATES["events"])
def test_event_dates(text: str, start: str, end: str, precision: str) -> None:
    parsed = EventDate.parse(text)
    days = date.fromisoformat(start), date.fromisoformat(end)
    assert parsed == EventDate(*days, Precision[precision.upper()])
    assert str(parsed) == text


@pytest.mark.parametrize(("text", "stem", "is_month", "end"), DATES["periods"])
def test_periods(text: str, stem: str, is_month: bool, end: str) -> None:
    period = Period.parse(text)
    assert (str(period), period.stem, period.is_month) == (text, stem, is_month)
    assert period.end == date.fromisoformat(end)


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
