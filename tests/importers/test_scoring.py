"""The scorer finds nothing amiss in the truth itself, and each damage where it was done."""

from __future__ import annotations

import pytest
import yaml

from strevview.model.loading import LoadedIssue, load_issue_text, load_shelf
from tests.importers.old_issues.kinds import KINDS
from tests.importers.old_issues.printed import ISSUES, MONTHS, printed_issue
from tests.importers.other_months import register_without
from tests.importers.scoring import VALUES, score

JULY = "2025-07"
WHOLE = KINDS["docx-plain"]


def loaded(month: str, *changes: tuple[str, str]) -> LoadedIssue:
    text = (ISSUES / f"{month}.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return load_issue_text(text.encode(), f"{month}.yaml", load_shelf(ISSUES))


@pytest.mark.parametrize("month", MONTHS)
def test_the_truth_is_found_whole(month: str) -> None:
    counts = score(loaded(month), WHOLE, month)
    assert tuple(counts) == VALUES
    for name, count in counts.items():
        assert (count.found, count.wrong, count.remarks) == (count.expected, 0, ()), name
    events = printed_issue(month).events
    assert counts["items"].expected == len(events) > 5
    assert counts["splits"].expected == len(events) - counts["sections"].expected
    assert counts["words"].expected > 600
    assert counts["actors"].expected >= 15


def test_what_is_not_printed_is_not_asked_for() -> None:
    dates = score(loaded("2025-06"), WHOLE, "2025-06")["dates"]
    # One event of June is known by its month alone.
    assert (dates.expected, dates.proposed) == (5, 6)
    # No one can read Islamabad out of a text that does not name it.
    assert score(loaded("2025-08"), WHOLE, "2025-08")["places"].expected == 6


@pytest.mark.parametrize(
    ("old", "new", "name", "missed", "wrong"),
    [
        ("- title: China Science Diplomacy", "- title: China", "sections", 1, 1),
        ("- title: China Science Diplomacy", "- title: China", "highlights", 1, 1),
        ("date: 2025-07-23", "date: 2025-07-24", "dates", 1, 1),
        ("        date: 2025-07-23\n", "", "dates", 1, 0),
        ("date: 2025-07\n", "date: 2025-07-02\n", "dates", 0, 1),
        ("2025-07-20/2025-07-22", "2025-07-20", "dates", 1, 1),
        ("place: Xichang, Sichuan", "place: Xichang", "places", 0, 0),
        ("place: Xichang, Sichuan", "place: Xichang, Sichuan Province", "places", 0, 0),
        ("place: Xichang, Sichuan", "place: Sichuan", "places", 1, 1),
        ("- name: JWG", "- name: Joint Working Group", "actors", 0, 0),
        ("- name: CAST", "- name: China Association for Science and Technology", "actors", 0, 0),
        ("- name: CPEC", "- name: JWG", "actors", 1, 1),
        ("- Ahsan Iqbal", "- Iqbal", "actors", 1, 1),
        ("[informed][global-news]", "informed", "links", 1, 0),
        ("[informed][global-news]", "[informed][dawn]", "links", 1, 1),
        ("[informed][global-news] that", "[informed that][global-news]", "links", 1, 1),
        ("caption: The events", "caption: Events", "pictures", 1, 1),
        ("The fourth meeting of the Joint", "Joint", "words", 5, 0),
        ("The fourth meeting of the Joint", "Joint", "items", 1, 1),
        ("The fourth meeting of the Joint", "Joint", "splits", 0, 0),
        ("A remote-sensing satellite of", "Satellite of", "splits", 1, 1),
        ("publisher: Global Times", "publisher: The Times", "publishers", 0, 1),
        ("published: 2025-08-01", "published: 2025-08-02", "source days", 0, 1),
    ],
)
def test_a_damage_is_counted(old: str, new: str, name: str, missed: int, wrong: int) -> None:
    count = score(loaded(JULY, (old, new)), WHOLE, JULY)[name]
    assert (count.expected - count.found, count.wrong) == (missed, wrong), count.remarks


def test_an_item_with_two_events_has_the_values_of_one() -> None:
    text = (ISSUES / f"{JULY}.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    first, second = data["sections"][0]["items"]
    first["text"] += f"\n{second['text']}"
    first["sources"] |= second["sources"]
    data["sections"][0]["items"] = [first]
    merged = yaml.safe_dump(data, allow_unicode=True).encode()
    counts = score(load_issue_text(merged, f"{JULY}.yaml", load_shelf(ISSUES)), WHOLE, JULY)
    assert (counts["items"].expected - counts["items"].found, counts["items"].wrong) == (1, 0)
    assert counts["words"].share == counts["links"].share == 1
    assert (counts["dates"].expected - counts["dates"].found, counts["dates"].wrong) == (1, 0)
    assert counts["actors"].found == counts["actors"].expected - len(second["actors"])


def test_a_link_that_leads_nowhere_is_asked_for_where_the_file_has_it() -> None:
    assert score(loaded(JULY), WHOLE, JULY)["links"].expected == 14
    assert score(loaded(JULY), KINDS["docx"], JULY)["links"].expected == 10
    text = score(loaded(JULY), KINDS["text"], JULY)["links"]
    assert (text.expected, text.proposed, text.wrong) == (0, 10, 10)


@pytest.mark.parametrize("month", MONTHS)
def test_the_register_is_that_of_the_other_months(month: str) -> None:
    actors = yaml.safe_load(register_without(month))["actors"]
    names = {actor["name"] for actor in actors}
    assert len(names) == len(actors) > 10
    assert ("Guo Jiakun" in names) == (month != "2025-06")
    assert ("Wan Gang" in names) == (month != "2025-07")
    assert ("Huang Zhen" in names) == (month != "2025-08")
    # Of two months each.
    assert {"Chinese Academy of Sciences", "China National Space Administration"} <= names
