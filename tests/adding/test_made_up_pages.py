"""What `strevview add` takes from pages marked up as news sites, agencies and journals do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.adding.made_up_pages import PAGES, MadeUp
from tests.cli.inside import strevview
from tests.online.desk import write_desk

FIELDS = {"publisher": "publisher", "title": "title", "published": "day", "language": "language"}


@dataclass(frozen=True)
class Written:
    """A key of a source: its value, and whether a remark stands beside it or above."""

    value: str | None
    remarked: bool


def printed(page: MadeUp, folder: Path) -> dict[str, Written]:
    write_desk(folder, [("https://elsewhere.example/", None)])
    saved = folder / "saved.html"
    saved.write_text(page.html, "utf-8")
    done = strevview("add", page.url, "--html", saved, "--print", cwd=folder)
    assert done.code == 0, done.err
    (item,) = yaml.load(done.out, yaml.BaseLoader)  # noqa: S506
    assert item["text"] == ""
    (source,) = item["sources"].values()
    lines = done.out.splitlines()
    found = {}
    for key in FIELDS:
        place = next((n for n, line in enumerate(lines) if line.startswith(f"      {key}:")), None)
        beside = place is not None and "# check:" in lines[place]
        above = place is not None and lines[place - 1].lstrip().startswith("# check:")
        found[key] = Written(source.get(key), beside or above)
    return found


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[MadeUp, dict[str, Written]]]:
    return [(page, printed(page, tmp_path_factory.mktemp("desk"))) for page in PAGES]


def truth(page: MadeUp, key: str) -> str | None:
    value: str | None = getattr(page, FIELDS[key])
    return value


def test_nothing_is_wrong_without_a_remark(
    read: list[tuple[MadeUp, dict[str, Written]]],
) -> None:
    assert len(read) >= 60
    wrong = [
        (page.url, key, written)
        for page, found in read
        for key, written in found.items()
        if written.value not in (None, truth(page, key)) and not written.remarked
    ]
    assert wrong == []


def test_nearly_all_is_right(read: list[tuple[MadeUp, dict[str, Written]]]) -> None:
    right = Counter(
        key for page, found in read for key in FIELDS if found[key].value == truth(page, key)
    )
    assert all(right[key] >= 0.95 * len(read) for key in FIELDS), right


def test_what_the_page_says_plainly_has_no_remark(
    read: list[tuple[MadeUp, dict[str, Written]]],
) -> None:
    remarked = [
        (page.url, key)
        for page, found in read
        if page.plain
        for key, written in found.items()
        if written.remarked
    ]
    assert len([page for page, _ in read if page.plain]) >= 30
    assert remarked == []


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("two.example", "published"), ("night.example", "published"),
        ("names.example", "publisher"), ("wrong.example", "language"),
    ],
)  # fmt: skip
def test_places_that_do_not_agree_have_a_remark(
    read: list[tuple[MadeUp, dict[str, Written]]], host: str, key: str
) -> None:
    (found,) = (found for page, found in read if host in page.url)
    assert found[key].remarked
