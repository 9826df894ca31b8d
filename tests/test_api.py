from __future__ import annotations

from pathlib import Path

import pytest

from strevview import api
from tests.desk import change, make_desk


def test_an_issue_goes_the_whole_way_and_back(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    (issue,) = api.load(desk / "issues")
    assert api.lint(issue) == ()
    outcome = api.build(desk / "issues" / "2025-07.yaml", desk / "july.pdf")
    assert (outcome.done, outcome.pages, outcome.links) == (True, 2, 1)
    written = api.extract(desk / "july.pdf", desk / "again")
    assert desk / "again" / "issues" / "2025-07.yaml" in written


def test_errors_are_values_until_nothing_can_be_done(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    change(desk / "issues" / "2025-07.yaml", "date: 2025-07-21", "date: 2025-07-32")
    (issue,) = api.load(desk / "issues")
    assert [found.code for found in api.lint(issue)] == ["SV201"]
    assert not api.build(desk / "issues" / "2025-07.yaml", desk / "july.pdf").done
    assert not (desk / "july.pdf").exists()
    with pytest.raises(api.StrevviewError, match="no such file") as raised:
        api.load(desk / "missing.yaml")
    assert raised.value.diagnostics[0].code == "SV018"
