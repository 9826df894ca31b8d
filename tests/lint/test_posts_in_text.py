"""Posts are read from running text, and compared by what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.rules.actors import (
    is_former,
    one_body,
    one_office,
    posts_in_text,
    ranks_differ,
)
from strevview.model.loading import load_issue, load_shelf

ISSUES = Path(__file__).parent.parent.parent / "issues"


def test_the_posts_of_july() -> None:
    issue = CheckedIssue.of(load_issue(ISSUES / "2025-07.yaml", load_shelf(ISSUES)))
    assert issue is not None
    posts = list(posts_in_text(issue.paragraphs, issue.names))
    assert {
        ("Dong Yuhui", "Deputy Director", "IHEP"),
        ("Caterina Biscari", "Director", "CELLS"),
        ("Chen Jiachang", "Vice Minister", "Chinese Ministry of Science and Technology"),
        ("Wan Gang", "President", "CAST"),
    } <= {(post.person.name, post.rank, post.body) for post in posts}
    assert all(post.at.words == post.rank for post in posts)


@pytest.mark.parametrize(
    ("one", "other", "differ", "office"),
    [
        ("Director", "Deputy Director", True, True),
        ("Director", "director", False, True),
        ("Chairman", "Chairwoman", False, True),
        ("Director-General", "Director General", False, True),
        ("Director", "Director General", True, False),
        ("Minister", "Governor", True, False),
        ("academician", "President", True, False),
    ],
)
def test_ranks(one: str, other: str, differ: bool, office: bool) -> None:
    assert ranks_differ(one, other) is differ
    assert one_office(one, other) is office


def test_bodies_are_one_under_any_name() -> None:
    register = load_shelf(ISSUES).register
    assert one_body("IHEP", "Institute of High Energy Physics", register)
    assert one_body("Ministry of Science", "Chinese Ministry of Science and Technology", register)
    assert not one_body("IHEP", "CAST", register)
    assert not one_body("Lahore Fund", "CAST", register)
    assert is_former("former Director")
    assert not is_former("Director")
