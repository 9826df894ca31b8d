"""The facts of an item as a whole: what it begins with counts, and no text takes long."""

from __future__ import annotations

import time

import pytest

from strevview.importers.facts import item_facts
from strevview.importers.guesses import LinkText
from strevview.importers.places import gazetteer
from strevview.model.dates import EventDate, Period

JULY = Period.parse("2025-07")
TEXT = "The Academy of Mines (AOM) and Lima University signed a pact in Lima on 9 July."


def test_the_day_that_an_item_begins_with_is_its_date() -> None:
    found = item_facts(TEXT, (), JULY, None, (), EventDate.parse("2025-07-08"))
    assert found.date is not None
    assert (found.date.value, found.date.sure) == ("2025-07-08", True)
    assert found.place is not None
    assert found.place.value == "Lima"


def test_without_such_a_day_the_text_tells_the_date() -> None:
    found = item_facts(TEXT, (), JULY, None, ())
    assert found.date is not None
    assert (found.date.value, found.date.sure) == ("2025-07-09", False)
    assert [actor.name for actor in found.actors] == ["Academy of Mines", "Lima University"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "科学院于7月8日在北京发射了一颗卫星。",
        "भारतीय अंतरिक्ष एजेंसी ने उपग्रह भेजा।",
        "أطلقت وكالة الفضاء قمرا صناعيا.",
        "Tweet 😎 of the day!",
    ],
)
def test_a_text_without_names_and_days_has_no_facts(text: str) -> None:
    found = item_facts(text, (), JULY, None, ())
    assert (found.date, found.place, found.actors, found.sources) == (None, None, (), ())


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "Aa ",
        "the Institute of Science and Technology, ",
        "National Foo Agency (NFA) ",
        "in Xi’an, ",
        "3 July ",
        "Minister Xu Yan, head of X, ",
        "Co., Ltd. ",
        "X de la ",
        "“",
        "(1 ",
        "the Lunar and Ice and ",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    links = [LinkText("x", "https://a.example/1", at, at + 1) for at in range(0, 19_000, 500)]
    gazetteer()
    start = time.process_time()
    item_facts(text, links, JULY, None, ())
    # Less than a second: a machine at work may take some times as long.
    assert time.process_time() - start < 10


def test_towns_and_their_provinces() -> None:
    known = gazetteer()
    towns = ("Hefei", "Xi’an", "Ürümqi", "Beijing", "Hyderabad")
    assert [known.province(town) for town in towns] == ["Anhui", "Shaanxi", "Xinjiang", "", ""]
    for word in ("Of", "March", "Reading", "Science", "Nice", "Sichuan"):
        assert known.province(word) is None
    assert known.is_area("Sichuan")
    assert known.is_area("the United States")
