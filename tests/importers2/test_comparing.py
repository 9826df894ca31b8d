from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers2.comparing import differences
from strevview.model.loading import LoadedIssue, load_issue_text, load_shelf

ISSUE = """\
schema: 1
period: 2025-07
series:
  title: Review of Tests
  publisher:
    name: Institute of Tests
sections:
  - title: Space
    items:
      - id: launch
        date: 2025-07-05
        text: |
          A satellite of the agency was [launched][paper] on 5 July. It carries a camera.
        sources:
          paper:
            url: https://example.org/launch
      - id: rover
        date: 2025-07-09
        text: |
          A rover for the Moon left its works in Shanghai and was shown to the press.
  - title: Committees
    highlight: Neighbours meet
    items:
      - id: meeting
        date: 2025-07-20
        text: |
          The third meeting of the joint committee was [held][state] in Islamabad.

          Both sides took stock of eleven projects in farming and energy.
        sources:
          state:
            url: https://example.org/meeting
"""
SECOND = "          Both sides took stock"
NEW_ITEM = "        sources:\n          state:\n            url: https://example.org/meeting\n"


def issue(text: str = ISSUE) -> LoadedIssue:
    loaded = load_issue_text(text.encode(), "2025-07.yaml", load_shelf(Path("/nowhere")))
    assert loaded.diagnostics == ()
    return loaded


def test_an_issue_does_not_differ_from_itself() -> None:
    assert differences(issue(), issue()) == ()


def test_roles_ids_and_layout_do_not_count() -> None:
    other = ISSUE.replace("id: launch", "id: satellite").replace(
        "on 5 July. It", "on 5\n          July. It"
    )
    assert differences(issue(), issue(other)) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("period: 2025-07", "period: 2025-06", "is 2025-07; the old issue is of 2025-06"),
        ("title: Space", "title: SPACE", "section “SPACE”; the file has “Space”"),
        ("Neighbours meet", "Neighbours", "is “Neighbours meet”; the old issue has “Neighbours”"),
        ("    highlight: Neighbours meet\n", "    highlight: false\n", "the old issue has none"),
        ("date: 2025-07-05", "date: 2025-07-06", "2025-07-05; the old issue reads 2025-07-06"),
        ("a camera", "two cameras", "the file says “a camera.”; the old issue “two cameras.”"),
        ("carries a", "carries a large", "the old issue also says “large” after “It carries a”"),
        ("joint committee", "committee", "item meeting: “joint” is not in the old issue"),
        ("org/launch", "org/start", "the old issue links “launched” to https://example.org/start"),
        ("[held][state]", "held", "the link of “held” to https://example.org/meeting is not"),
    ],
)  # fmt: skip
def test_each_kind_of_difference_is_told_in_words(old: str, new: str, told: str) -> None:
    assert old in ISSUE
    found = differences(issue(), issue(ISSUE.replace(old, new)))
    assert any(told in one for one in found), found


def test_a_date_that_the_old_issue_does_not_tell_is_no_difference() -> None:
    assert differences(issue(), issue(ISSUE.replace("        date: 2025-07-05\n", ""))) == ()


def test_an_item_that_is_two_in_the_old_issue() -> None:
    head, _, tail = ISSUE.partition(SECOND)
    other = (
        head.rstrip() + "\n" + NEW_ITEM + "      - id: stock\n        text: |\n" + SECOND
        + tail.partition("        sources:")[0]
    )  # fmt: skip
    (found,) = differences(issue(), issue(other))
    assert found == (
        "item meeting is 2 items in the old issue; others begin at "
        "“Both sides took stock of eleven projects in …”"
    )
    back = differences(issue(other), issue())
    assert any("item stock: the old issue reads as one item with another" in one for one in back)


def test_an_item_that_is_on_one_side_alone() -> None:
    start = ISSUE.index("      - id: rover")
    end = ISSUE.index("  - title: Committees")
    without = issue(ISSUE[:start] + ISSUE[end:])
    (missing,) = differences(without, issue())
    assert missing == (
        "section “Space”: an item is not in the file: “A rover for the Moon left its works …”"
    )
    (extra,) = differences(issue(), without)
    assert extra == "item rover is not in the old issue: “A rover for the Moon left its works …”"


def test_sections_in_another_order() -> None:
    start = ISSUE.index("  - title: Space")
    end = ISSUE.index("  - title: Committees")
    turned = ISSUE[:start] + ISSUE[end:] + ISSUE[start:end]
    assert differences(issue(), issue(turned)) == (
        "the sections stand in another order; the old issue has Committees, Space",
    )
