"""What `strevview add` takes from pages marked up as news sites, agencies and journals do."""

from __future__ import annotations

import re
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
    """A key of a source: its value, and the remark beside it or above."""

    value: str | None
    remark: str


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
        near = "" if place is None else lines[place]
        if place is not None and lines[place - 1].lstrip().startswith("#"):
            near = f"  {lines[place - 1].lstrip()}"
        said = re.search(r"  # check: (.*)", near)
        found[key] = Written(source.get(key), said[1] if said else "")
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
        if written.value not in (None, truth(page, key)) and not written.remark
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
        if written.remark
    ]
    assert len([page for page, _ in read if page.plain]) >= 30
    assert remarked == []


@pytest.mark.parametrize(
    ("host", "remark"),
    [
        ("two.example", "published: JSON-LD says so, but meta publishdate says 2025-07-03"),
        ("order.example",
         "published: the line beside the title says so, but it may mean 2025-08-07, too"),
        ("either.example",
         "published: the line beside the title says so, but it may mean 2025-08-07, too"),
        ("english.cas.cn", "published: only meta PubDate and the address say so"),
        ("kicker.example", "published: only JSON-LD says so"),
        ("first.example", "published: only htmldate says so"),
        ("indianexpress.com", "published: only JSON-LD says so"),
        ("insider.example", "title: only meta og:title and <title> say so"),
        ("alone.example", "published: only a line that has the day alone says so"),
        ("behind.example", "published: JSON-LD says so, but <title> says 2025-07-09"),
        ("social.example",
         "title: <h1> says so, but meta og:title says “You will not believe this satellite”"),
        ("hour.example", "published: JSON-LD says so, but it may mean 2025-07-07, too"),
        ("midnight.example", "published: JSON-LD says so, but it may mean 2025-07-08, too"),
        ("gmt.example", "published: JSON-LD says so, but it may mean 2025-07-08, too"),
        ("most.example",
         "published: meta article:published_time says so, but JSON-LD says 2025-07-03"),
        ("above.example", "published: only the line beside the title says so"),
        ("names.example", "publisher: JSON-LD says so, but meta og:site_name says “Another Body”"),
        ("search.example",
         "title: <h1> says so, but meta og:title says “7 satellites you should know”"),
        ("blog.example",
         "title: <h1> says so, but <title> says “New satellite to watch the monsoon - A Name of "
         "the Site That Is Longer Than Any ”"),
        ("wrong.example", "language: its text says so, but <html lang> says en"),
    ],
)  # fmt: skip
def test_a_remark_says_which_places_are_to_be_compared(
    read: list[tuple[MadeUp, dict[str, Written]]], host: str, remark: str
) -> None:
    (found,) = (found for page, found in read if f"//{host}/" in page.url)
    key, _, words = remark.partition(": ")
    assert found[key].remark == words


@pytest.mark.parametrize(
    ("host", "key"),
    [
        # Swahili that is called English
        ("kilasiku.example", "language"),
        # 07/07/2025 in English; a site's Chinese name, a heading of a section, one above the page's
        ("same.example", "published"),
        ("unix.example", "published"),
        ("epoch.example", "published"),
        ("dots.example", "published"),
        ("path.example", "published"),
        ("long.example", "published"),
        ("micro.example", "published"),
        ("www.xinhuanet.com", "title"),
        ("section.example", "title"),
        ("behindtitle.example", "publisher"),
        ("slogan.example", "title"),
    ],
)
def test_the_hard_ones_are_right(
    read: list[tuple[MadeUp, dict[str, Written]]], host: str, key: str
) -> None:
    ((page, found),) = (one for one in read if f"//{host}/" in one[0].url)
    assert found[key].value == truth(page, key)
