"""Months and days stand in a PDF as its language writes them, and the audit finds them there."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from strevview import api
from strevview.model.dates import EventDate, Period
from strevview.render.date_labels import event_label, month_label
from tests.desk import change, make_desk
from tests.render.reading import pdfium_text


@pytest.mark.parametrize(
    ("language", "month", "two", "over_new_year"),
    [
        ("en-GB", "October 2025", "October–November 2025", "December 2025 – January 2026"),
        ("de", "Oktober 2025", "Oktober–November 2025", "Dezember 2025 – Januar 2026"),
        ("hi", "अक्टूबर 2025", "अक्टूबर–नवंबर 2025", "दिसंबर 2025 – जनवरी 2026"),
        ("zh", "2025年10月", "2025年10月至11月", "2025年12月至2026年1月"),
        ("ur", "اکتوبر 2025", "اکتوبر–نومبر 2025", "دسمبر 2025 – جنوری 2026"),
        ("fa", "اکتبر 2025", "اکتبر 2025 تا نوامبر 2025", "دسامبر 2025 تا ژانویهٔ 2026"),
        ("hi-Nowhere", "अक्टूबर 2025", "अक्टूबर–नवंबर 2025", "दिसंबर 2025 – जनवरी 2026"),
        ("xx-Nowhere", "October 2025", "October–November 2025", "December 2025 – January 2026"),
    ],
)
def test_months(language: str, month: str, two: str, over_new_year: str) -> None:
    periods = ("2025-10", "2025-10/2025-11", "2025-12/2026-01")
    labels = [month_label(Period.parse(period), language) for period in periods]
    assert labels == [month, two, over_new_year]
    assert event_label(EventDate.parse("2025-10"), language) == month


@pytest.mark.parametrize(
    ("language", "day", "days", "over_months", "over_new_year"),
    [
        ("en-GB", "31 July 2025", "14–16 October 2025", "30 October – 2 November 2025",
         "30 December 2025 – 2 January 2026"),
        ("en-US", "July 31, 2025", "October 14 – 16, 2025", "October 30 – November 2, 2025",
         "December 30, 2025 – January 2, 2026"),
        ("fr", "31 juillet 2025", "14–16 octobre 2025", "30 octobre – 2 novembre 2025",
         "30 décembre 2025 – 2 janvier 2026"),
        ("es", "31 de julio de 2025", "14–16 de octubre de 2025",
         "30 de octubre – 2 de noviembre de 2025", "30 de diciembre de 2025 – 2 de enero de 2026"),
        ("hi", "31 जुलाई 2025", "14–16 अक्टूबर 2025", "30 अक्टूबर – 2 नवंबर 2025",
         "30 दिसंबर 2025 – 2 जनवरी 2026"),
        ("zh", "2025年7月31日", "2025年10月14日至16日", "2025年10月30日至11月2日",
         "2025年12月30日至2026年1月2日"),
        ("ar", "31 يوليو 2025", "14–16 أكتوبر 2025", "30 أكتوبر – 2 نوفمبر 2025",
         "30 ديسمبر 2025 – 2 يناير 2026"),
        ("ur", "31 جولائی، 2025", "14–16 اکتوبر 2025", "30 اکتوبر – 2 نومبر، 2025",
         "30 دسمبر، 2025 – 2 جنوری، 2026"),
    ],
)  # fmt: skip
def test_days(language: str, day: str, days: str, over_months: str, over_new_year: str) -> None:
    events = (
        "2025-07-31", "2025-10-14/2025-10-16", "2025-10-30/2025-11-02", "2025-12-30/2026-01-02",
    )  # fmt: skip
    labels = [event_label(EventDate.parse(event), language) for event in events]
    assert labels == [day, days, over_months, over_new_year]


@pytest.mark.parametrize(
    ("language", "months", "day"),
    [
        ("en-GB", "July–August 2025", "2 September 2025"),
        ("fr", "juillet–août 2025", "2 septembre 2025"),
        ("hi", "जुलाई–अगस्त 2025", "2 सितंबर 2025"),
        ("zh", "2025年7月至8月", "2025年9月2日"),
    ],
)
def test_an_issue_of_two_months_is_built_in_its_language(
    tmp_path: Path, language: str, months: str, day: str
) -> None:
    desk = make_desk(tmp_path)
    series = desk / "issues" / "series.yaml"
    change(series, "en-GB", language)
    # No word but the dates and the style's labels is in another script.
    change(series, "  names:\n    hi: परीक्षण संस्थान\n", "")
    issue = desk / "issues" / "2025-07.yaml"
    change(issue, "period: 2025-07", "period: 2025-07/2025-08\npublished: 2025-09-02")
    outcome = api.build(issue, tmp_path / "two.pdf")
    assert outcome.done, outcome.diagnostics
    text = unicodedata.normalize("NFC", pdfium_text((tmp_path / "two.pdf").read_bytes()))
    assert months in text
    assert day in text
