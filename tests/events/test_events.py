"""The list of events and what is told from it, held against a folder read by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from strevview import api, events
from strevview.events import ActorFinder, Event, EventList, list_events
from strevview.model.issue import Actor, ActorRegister, Post
from strevview.render.date_labels import locale_of
from tests.command import ROOT
from tests.desk import change, make_desk

ISSUES = ROOT / "tests" / "cases" / "index" / "actors-and-threads" / "issues"
TODAY = date(2025, 10, 1)
AGREEMENT, FLOODS, LAUNCH = "2025-01/agreement", "2025-01/floods", "2025-03/launch"
DATA, HEAT = "2025-05_2025-06/data", "2025-05_2025-06/heat"


@pytest.fixture(scope="module")
def listed() -> EventList:
    return list_events(api.load(ISSUES), TODAY)


def addresses(events: Iterable[Event]) -> list[str]:
    return [event.address for event in events]


def test_what_is_a_draft_or_to_come_is_left_out(listed: EventList) -> None:
    assert [issue.key for issue in listed.issues] == ["2025-01", "2025-03", "2025-05_2025-06"]
    assert addresses(listed.events) == [AGREEMENT, FLOODS, LAUNCH, DATA, HEAT]


@pytest.mark.parametrize(
    ("today", "unpublished", "further"),
    [
        (date(2025, 10, 14), False, []),
        (date(2025, 10, 15), False, ["2025-09"]),
        (TODAY, True, ["2025-08", "2025-09"]),
    ],
)
def test_an_issue_is_out_on_its_day(today: date, unpublished: bool, further: list[str]) -> None:
    found = list_events(api.load(ISSUES), today, unpublished=unpublished)
    assert [issue.key for issue in found.issues[3:]] == further


def test_a_post_that_two_hold_at_one_time_names_neither() -> None:
    deputy = Post(post="Vice Minister")
    actors = [Actor(name=name, posts=(deputy,)) for name in ("A", "B")]
    assert ActorFinder(ActorRegister(actors)).full_name("Vice Minister", None) == "Vice Minister"
    assert ActorFinder(ActorRegister(actors[:1])).full_name("Vice Minister", None) == "A"


def test_what_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    issues = make_desk(tmp_path, 6, 7) / "issues"
    change(issues / "2025-07.yaml", "items:\n", "items:\n      - only words\n")
    found = list_events(api.load(issues), TODAY)
    assert addresses(found.events) == ["2025-06/launch", "2025-07/launch"]
    assert [fault.code for fault in found.faults] == ["SV006"]
    (issues / "2025-06.yaml").write_text("schema: [", "utf-8")
    found = list_events(api.load(issues), TODAY)
    assert [issue.key for issue in found.issues] == ["2025-07"]
    assert len(found.faults) == 2


def test_headings_stand_in_alphabetical_order_word_by_word() -> None:
    ordered = ["*", "China-Arab Centre", "China Area", "Chinese", "Émile", "Eva", "Xi’an", "Xingu"]
    assert sorted(set(ordered), key=events.alphabetical) == ordered


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en-GB", ["3", "E", "M", "Cyrillic", "Devanagari", "Japanese", "Han"]),
        ("ru", ["3", "E", "M", "И", "П", "деванагари", "японская", "китайская"]),
        ("zh", ["3", "E", "M", "西里尔文", "天城文", "日文", "汉字"]),
    ],
)
def test_headings_stand_under_letters_that_readers_know(language: str, headings: list[str]) -> None:
    scripts = locale_of(language).scripts
    forms = ("Правда", "中国", "3M", "Институт", "江南", "Émile", "मंगलयान", "Ministry", "さくら")
    found = events.by_initial(((form, None) for form in forms), language, scripts)
    assert list(found) == headings
