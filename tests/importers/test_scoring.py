"""The scorer finds each damage where it was done; what is whole is held in test_old_issues."""

from __future__ import annotations

import pytest

from strevview.model.loading import load_issue_text, load_shelf
from tests.importers.old_issues.kinds import KINDS
from tests.importers.old_issues.printed import ISSUES
from tests.importers.scoring import score

JULY = "2025-07"
WHOLE = KINDS["docx-plain"]


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
    text = (ISSUES / f"{JULY}.yaml").read_text("utf-8")
    assert old in text
    damaged = text.replace(old, new, 1).encode()
    draft = load_issue_text(damaged, f"{JULY}.yaml", load_shelf(ISSUES))
    count = score(draft, WHOLE, JULY)[name]
    assert (count.expected - count.found, count.wrong) == (missed, wrong), count.remarks
