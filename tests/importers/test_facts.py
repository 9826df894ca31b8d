"""The date, place, actors, sources and name of an item, read out of its text."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from strevview.importers.importing import import_file
from tests.importers.one_item import import_item


def load(name: str) -> Any:  # noqa: ANN401
    """Return a file of texts and what is to be read out of them; what is empty is ""."""
    text = Path(__file__).with_name(f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


FACTS = load("facts")


@pytest.mark.parametrize(("text", "date"), FACTS["dates"].items())
def test_the_date(tmp_path: Path, text: str, date: str) -> None:
    found = import_item(tmp_path, text)
    assert (found.date or "") + "?" * (not found.sure_of_date and bool(found.date)) == date


@pytest.mark.parametrize(
    ("language", "lead", "date"),
    [(language, *each) for language, leads in FACTS["openings"].items() for each in leads.items()],
)
def test_the_day_that_opens_an_item(tmp_path: Path, language: str, lead: str, date: str) -> None:
    found = import_item(tmp_path, f"{lead} x y", f"2025-07\nlang: {language}")
    assert (found.date or "") == date


def test_the_year_is_the_one_near_the_issue(tmp_path: Path) -> None:
    text = "It was [held] from 30 December to 2 January."
    assert import_item(tmp_path, text, "2025-01").date == "2024-12-30/2025-01-02"


@pytest.mark.parametrize(("text", "place"), FACTS["places"].items())
def test_the_place(tmp_path: Path, text: str, place: str) -> None:
    assert (import_item(tmp_path, text).item.place or "") == place


@pytest.mark.parametrize(("text", "names"), FACTS["actors"].items())
def test_the_actors(tmp_path: Path, text: str, names: str) -> None:
    found = import_item(tmp_path, text).actors
    told = [f"{one.name} ({one.acronym})" if one.acronym else one.name for one in found]
    assert "; ".join(told) == names
    assert [one.sure for one in found] == [one.acronym is not None for one in found]


@pytest.mark.parametrize(("text", "name", "sure"), FACTS["registered"])
def test_a_registered_actor(tmp_path: Path, text: str, name: str, sure: str) -> None:
    (actor,) = import_item(tmp_path, text, register=FACTS["register"]).actors
    assert (actor.name, actor.sure) == (name, sure == "true")


def test_a_country_is_no_actor_by_being_named(tmp_path: Path) -> None:
    assert import_item(tmp_path, "It was sold to Norway.", register=FACTS["register"]).actors == ()


@pytest.mark.parametrize(("address", "told"), FACTS["sources"].items())
def test_a_source(tmp_path: Path, address: str, told: dict[str, str]) -> None:
    sources = import_item(tmp_path, f"It was [opened]({address}).").item.sources
    ((name, source),) = sources.items()
    assert (name, source.url) == (told.get("key", "opened"), address)
    assert source.publisher == told.get("publisher")
    assert (str(source.published) if source.published else None) == told.get("published")


def test_one_source_for_each_address(tmp_path: Path) -> None:
    text = " ".join(f"[word](https://www.dawn.com/news/{n})" for n in (1, 2, 1))
    sources = import_item(tmp_path, text).item.sources
    assert [(key, source.url) for key, source in sources.items()] == [
        ("dawn", "https://www.dawn.com/news/1"),
        ("dawn-2", "https://www.dawn.com/news/2"),
    ]


@pytest.mark.parametrize(("text", "name"), [*FACTS["names"].items(), ("X" * 500, "x" * 32)])
def test_the_name_of_an_item_tells_the_event(tmp_path: Path, text: str, name: str) -> None:
    assert import_item(tmp_path, text).item.id == name


def test_texts_of_another_hand(tmp_path: Path) -> None:
    places: Counter[bool] = Counter()
    missed: list[str] = []
    expected = 0
    for number, other in enumerate(load("other_texts")):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = import_item(folder, other["marked"])
        actors, spare = {*other["actors"]}, {*other.get("spare", ())}
        assert found.date == (other["date"] or None), other["marked"]
        if found.item.place is not None:
            assert found.item.place == other["place"]
        places[found.item.place is None] += bool(other["place"])
        assert set(found.names) <= actors | spare, other["marked"]
        missed += sorted(actors - spare - set(found.names))
        expected += len(actors - spare)
    assert places[True] <= places.total() / 4
    assert len(missed) <= expected / 8, missed


def test_odd_texts_of_any_length(tmp_path: Path) -> None:
    pieces = (
        *("A", "Aa ", "the Institute of Science and Technology, ", "National Foo Agency (NFA) "),
        *("in Xi’an, ", "3 July ", "Minister Xu Yan, head of X, ", "Co., Ltd. ", "X de la ", "“"),
        *("(1 ", "the Lunar and Ice and "),
    )
    old = tmp_path / "2025-07.md"
    texts = (piece * (20_000 // len(piece)) for piece in pieces)
    old.write_text("\n\n".join(f"## Title\n\n{text}" for text in texts), "utf-8")
    imported = import_file(old, tmp_path)
    assert imported.text is not None
    assert len(re.findall("^      - id: ", imported.text, re.MULTILINE)) == len(pieces)
