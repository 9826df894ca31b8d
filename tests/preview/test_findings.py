from __future__ import annotations

from pathlib import Path

import pytest

from strevview.diagnostics import Diagnostic
from strevview.preview.findings import NO_PAGES, NOT_YET, OTHER_FILE, WHOLE_ISSUE, Finding
from strevview.preview.placing import COVER
from strevview.preview.watcher import Preview
from tests.desk import change
from tests.preview.turns import Desk, line_of


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def findings(desk: Desk) -> tuple[Finding, ...]:
    """Show the issue as it was at first, then as it is now; return what is found now."""
    preview = Preview(desk.task)
    now = desk.issue.read_bytes() if desk.issue.exists() else None
    # The good state is that before the change: the desk keeps it in mind.
    assert desk.first.outcome.done
    preview.show(desk.first)
    if now is not None:
        desk.issue.write_bytes(now)
    preview.show(desk.turn())
    return preview.board.state.findings


def one(desk: Desk) -> Finding:
    (found,) = findings(desk)
    return found


@pytest.fixture(autouse=True)
def built_before(desk: Desk) -> None:
    assert desk.first.outcome.diagnostics == ()


def test_a_finding_has_its_place_its_line_its_help_and_its_page(desk: Desk) -> None:
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    found = one(desk)
    data = found.data()
    line, column = line_of(desk.issue.read_text("utf-8"), "2025-07-39")
    assert data["code"] == "SV201"
    assert data["severity"] == "error"
    assert data["where"] == f"{desk.issue}:{line}:{column}"
    assert data["message"] == "there is no day 2025-07-39"
    assert data["help"] == "2025-07 has the days 01 to 31"
    assert data["excerpt"] == {
        "line": line,
        "before": "date: ",
        "marked": "2025-07-39",
        "after": "",
    }
    assert data["spot"][0] == 1
    assert data["unplaced"] is None


def test_errors_come_before_warnings(desk: Desk) -> None:
    change(desk.issue, "a camera", "a  camera")
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    found = findings(desk)
    assert [one.diagnostic.is_error for one in found] == [True, False]


def test_what_cannot_be_parsed_leads_to_where_it_was_printed(desk: Desk) -> None:
    station = desk.issue.read_text("utf-8").count("\n", 0, desk.issue.read_text().index("- id: st"))
    change(desk.issue, "      - id: station\n", "      - id: [station\n")
    found = one(desk)
    assert found.diagnostic.span is not None
    assert found.diagnostic.span.line in range(station, station + 4)
    assert found.spot is not None
    assert found.spot.page == 1


def test_a_new_item_is_not_yet_in_the_pages(desk: Desk) -> None:
    new = "      - id: ship\n        date: 2025-07-41\n        actors:\n          - Polar Office\n"
    change(desk.issue, "      - id: station\n", f"{new}      - id: station\n")
    found = findings(desk)
    assert {(one.spot, one.unplaced) for one in found} == {(None, NOT_YET)}
    assert "there is no day 2025-07-41" in {one.diagnostic.message for one in found}


def test_a_new_key_leads_to_its_item(desk: Desk) -> None:
    change(
        desk.issue, "        date: 2025-07-09\n", "        date: 2025-07-09\n        plaice: X\n"
    )
    found = one(desk)
    assert found.diagnostic.message == "unknown key `plaice`"
    assert found.spot is not None
    assert found.spot.page == 1


def test_a_missing_file_is_about_the_issue_as_a_whole(desk: Desk) -> None:
    desk.issue.unlink()
    found = one(desk)
    assert (found.spot, found.unplaced, found.excerpt) == (None, WHOLE_ISSUE, None)


def test_the_series_leads_to_the_cover_and_the_actors_nowhere(desk: Desk) -> None:
    change(desk.folder / "issues" / "series.yaml", "language: en-GB", "language: x-?")
    change(desk.folder / "issues" / "actors.yaml", "kind: organisation", "kind: robot")
    found = findings(desk)
    by_file = {
        Path(one.diagnostic.span.path).name: (one.spot, one.unplaced)
        for one in found
        if one.diagnostic.span is not None
    }
    assert by_file == {"series.yaml": (COVER, None), "actors.yaml": (None, OTHER_FILE)}


def test_without_pages_that_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "other")
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    preview = Preview(desk.task)
    preview.show(desk.turn())
    (found,) = preview.board.state.findings
    assert (found.spot, found.unplaced) == (None, NO_PAGES)


def test_invisible_letters_are_shown_as_escapes(desk: Desk) -> None:
    change(desk.issue, "title: Polar Research", "title: Polar \u202eResearch")
    shown = [one.data()["excerpt"] for one in findings(desk)]
    lines = ["".join((one["before"], one["marked"], one["after"])) for one in shown if one]
    assert any("\\u202e" in line for line in lines)
    assert not any("\u202e" in line for line in lines)


def test_of_a_very_long_line_the_part_around_the_place_is_shown(desk: Desk) -> None:
    change(desk.issue, "          A second paragraph", f"          {'a b ' * 900}a  b second")
    found = [one for one in findings(desk) if one.diagnostic.code != "SV910"]
    assert found
    excerpts = [one.data()["excerpt"] for one in found]
    assert all(one is None or len("".join(map(str, one.values()))) < 900 for one in excerpts)
    assert isinstance(found[0].diagnostic, Diagnostic)
