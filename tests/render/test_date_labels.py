"""Months and days stand in a PDF as its language writes them, and the audit finds them there."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml

from strevview import api
from strevview.model.dates import EventDate, Period
from strevview.render.date_labels import event_label, month_label
from tests.desk import change, make_desk
from tests.render.reading import pdfium_text

LABELS = yaml.safe_load(Path(__file__).with_name("date_labels.yaml").read_text("utf-8"))


@pytest.mark.parametrize("language", LABELS["months"])
def test_months(language: str) -> None:
    labels = LABELS["months"][language]
    assert {one: month_label(Period.parse(one), language) for one in labels} == labels
    assert event_label(EventDate.parse("2025-10"), language) == labels["2025-10"]


@pytest.mark.parametrize("language", LABELS["days"])
def test_days(language: str) -> None:
    labels = LABELS["days"][language]
    assert {one: event_label(EventDate.parse(one), language) for one in labels} == labels


@pytest.mark.parametrize(("language", "months", "day"), LABELS["built"])
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
