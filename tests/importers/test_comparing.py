from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers.proof import differences
from strevview.model.loading import LoadedIssue, load_issue_text, load_shelf

ISSUE = Path(__file__).with_name("comparing.yaml").read_text("utf-8")
SPACE, COMMITTEES = ISSUE.index("  - title: Space"), ISSUE.index("  - title: Committees")
ROVER = ISSUE[ISSUE.index("      - id: rover") : COMMITTEES]
NEXT_ITEM = """
        sources:
          state:
            url: https://example.org/meeting
      - id: stock
        text: |
          Both"""
ONE_ITEM = ISSUE[COMMITTEES:]
TWO_ITEMS = ONE_ITEM.replace("\n          Both", NEXT_ITEM).partition("energy.\n")[0] + "energy.\n"


def issue(text: str) -> LoadedIssue:
    loaded = load_issue_text(text.encode(), "2025-07.yaml", load_shelf(Path("/nowhere")))
    assert loaded.diagnostics == ()
    return loaded


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ()),
        ("id: launch", "id: satellite", ()),
        ("on 5 July. It", "on 5\n          July. It", ()),
        ("        date: 2025-07-05\n", "", ()),
        ("period: 2025-07", "period: 2025-06",
         ["the period is 2025-07; the old issue is of 2025-06"]),
        ("title: Space", "title: SPACE", ["section “SPACE”; the file has “Space”"]),
        ("Neighbours meet", "Neighbours",
         ["section “Committees”: the highlight is “Neighbours meet”; "
          "the old issue has “Neighbours”"]),
        ("    highlight: Neighbours meet\n", "    highlight: false\n",
         ["section “Committees”: the highlight is “Neighbours meet”; the old issue has none"]),
        ("date: 2025-07-05", "date: 2025-07-06",
         ["item launch is dated 2025-07-05; the old issue reads 2025-07-06"]),
        ("a camera", "two cameras",
         ["item launch: the file says “a camera.”; the old issue “two cameras.”"]),
        ("carries a", "carries a large",
         ["item launch: the old issue also says “large” after “It carries a”"]),
        ("joint committee", "committee", ["item meeting: “joint” is not in the old issue"]),
        ("org/launch", "org/start",
         ["item launch: the old issue links “launched” to https://example.org/start",
          "item launch: the link of “launched” to https://example.org/launch is not in the "
          "old issue"]),
        (ROVER, "",
         ["item rover is not in the old issue: “A rover for the Moon left its works …”"]),
        (ISSUE[SPACE:], ONE_ITEM + ISSUE[SPACE:COMMITTEES],
         ["the sections stand in another order; the old issue has Committees, Space"]),
        (ONE_ITEM, TWO_ITEMS,
         ["item meeting is 2 items in the old issue; others begin at "
          "“Both sides took stock of eleven projects in …”"]),
    ],
)  # fmt: skip
def test_each_kind_of_difference_is_told_in_words(old: str, new: str, told: list[str]) -> None:
    assert old in ISSUE
    assert differences(issue(ISSUE), issue(ISSUE.replace(old, new, 1))) == tuple(told)


def test_what_the_file_has_not_and_what_it_has_apart() -> None:
    assert differences(issue(ISSUE.replace(ROVER, "")), issue(ISSUE)) == (
        "section “Space”: an item is not in the file: “A rover for the Moon left its works …”",
    )
    back = differences(issue(ISSUE.replace(ONE_ITEM, TWO_ITEMS)), issue(ISSUE))
    assert "item stock: the old issue reads as one item with another" in "\n".join(back)
