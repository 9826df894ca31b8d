from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from strevview.model.dates import EventDate, Period
from strevview.render.month import day_label, event_label, month_label


@pytest.mark.parametrize(
    ("period", "language", "label"),
    [
        ("2025-07", "en-GB", "July 2025"),
        ("2025-07/2025-08", "en-GB", "July–August 2025"),
        ("2025-12/2026-01", "en-GB", "December 2025 – January 2026"),
        ("2025-07", "hi", "जुलाई 2025"),
        ("2025-07", "de", "Juli 2025"),
        ("2025-07", "zh", "2025年7月"),
        ("2025-07", "xx-Nowhere", "July 2025"),
    ],
)
def test_months_are_named_in_the_series_language(period: str, language: str, label: str) -> None:
    assert month_label(Period.parse(period), language) == label


def test_days_are_written_out() -> None:
    assert day_label(date(2025, 7, 31), "en-GB") == "31 July 2025"
    assert event_label(EventDate.parse("2025-07"), "en-GB") == "July 2025"
    interval = EventDate.parse("2025-07-20/2025-07-22")
    assert event_label(interval, "en-GB") == "20 July 2025 – 22 July 2025"


@pytest.mark.parametrize("language", ["en-GB", "en-IN"])
def test_english_without_locale_data_is_what_the_locale_data_have(language: str) -> None:
    locale = Locale.parse(language, sep="-")
    for month in range(1, 13):
        day = date(2025, month, 9)
        assert day_label(day, language) == format_date(day, "long", locale=locale)
        period = Period.parse(f"2025-{month:02d}")
        assert month_label(period, language) == format_skeleton("yMMMM", day, locale=locale)
    two = Period.parse("2025-07/2025-08")
    expected = format_interval(two.start, two.end, "yMMMM", locale=locale)
    assert month_label(two, language) == expected.replace("\u2009", "").replace(" – ", "–")
