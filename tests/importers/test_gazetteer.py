"""The places that are known: all of the package's names, read in another way than its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from strevview.importers import gazetteer as module
from strevview.importers.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("city", "province"),
    [
        ("Hefei", "Anhui"),
        ("Hangzhou", "Zhejiang"),
        ("Xi’an", "Shaanxi"),
        ("Taiyuan", "Shanxi"),
        ("Ürümqi", "Xinjiang"),
        ("Urumqi", "Xinjiang"),
        ("Lhasa", "Tibet"),
        ("Hohhot", "Inner Mongolia"),
        ("Nanning", "Guangxi"),
        ("Kunming", "Yunnan"),
        ("Jinan", "Shandong"),
        ("Haikou", "Hainan"),
    ],
)
def test_a_city_of_china_has_its_province(city: str, province: str) -> None:
    found = gazetteer().city(city)
    assert found is not None
    assert (found.country, found.province) == ("CN", province)


def test_a_municipality_is_in_no_province() -> None:
    for name in ("Beijing", "Shanghai", "Tianjin", "Chongqing"):
        found = gazetteer().city(name)
        assert found is not None
        assert found.province is None
        assert gazetteer().province(name) is None


def test_the_largest_city_of_a_name_counts() -> None:
    hyderabad = gazetteer().city("Hyderabad")
    assert hyderabad is not None
    assert hyderabad.country == "IN"


def test_words_that_are_also_towns_are_no_places() -> None:
    for word in ("Of", "March", "Reading", "Science", "Space", "Nice"):
        assert gazetteer().city(word) is None


def test_countries_are_known_by_the_names_that_texts_give_them() -> None:
    for name in ("Tajikistan", "the United States", "UAE", "UK", "Saudi Arabia"):
        assert gazetteer().is_country(name)
    assert not gazetteer().is_country("Beijing")


def test_provinces_are_known_by_each_name_in_use() -> None:
    assert gazetteer().province("sichuan") == "Sichuan"
    assert (gazetteer().province("Tibet"), gazetteer().province("Xizang")) == ("Tibet", "Xizang")


def test_a_file_laid_out_otherwise_is_read_by_the_package_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cities15000.json").write_bytes(b"{}")
    (tmp_path / "countries.json").write_text(json.dumps({"ZZ": {"name": "Nowhere"}}))
    monkeypatch.setattr(module, "_data_folder", lambda: tmp_path)
    other = gazetteer.__wrapped__()
    assert other.city("Hefei") == gazetteer().city("Hefei")
    assert other.is_country("Nowhere")
