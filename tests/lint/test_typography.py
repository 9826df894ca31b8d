from __future__ import annotations

import pytest

from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.quotations import is_inside, quotations
from strevview.lint.rules.typography import curly_for, quote_marks
from tests.lint.examples import GOOD, read


@pytest.mark.parametrize(
    ("text", "place", "mark"),
    [
        ("it's", 2, "’"),
        ("the makers' own", 10, None),
        ('a "good" one', 2, "“"),
        ('a "good" one', 7, "”"),
        ('("good")', 1, "“"),
        ('a "good."', 8, "”"),
        ('a " b', 2, None),
        ('a"b', 1, None),
    ],
)
def test_a_straight_mark_is_changed_where_it_is_certain(
    text: str, place: int, mark: str | None
) -> None:
    assert curly_for(text, place) == mark


def test_minutes_and_inches_are_no_quotes() -> None:
    issue = CheckedIssue.of(read(GOOD.replace("The craft rose", "The craft’s 6'4\" mast rose")))
    assert issue is not None
    assert [mark.mark for text in issue.texts for mark in quote_marks(text)] == ["’"]


def test_quotations_with_their_marks() -> None:
    text = 'He said “good”, "bad" and ‘ugly’; it’s the makers’ own.'
    found = quotations(text)
    assert [text[start:end] for start, end in found] == ["“good”", '"bad"', "‘ugly’"]
    assert is_inside(text.index("ood"), found)
    assert not is_inside(text.index("own"), found)
