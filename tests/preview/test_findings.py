from __future__ import annotations

from pathlib import Path

import pytest

from strevview.preview.board import NO_PAGES, Preview, ShownFinding
from strevview.preview.placing import COVER, NOT_YET, OTHER_FILE, WHOLE_ISSUE
from tests.desk import change
from tests.preview.turns import Desk, line_of


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk whose issue was built without complaint."""
    desk = Desk(tmp_path)
    assert desk.first.outcome.diagnostics == ()
    return desk


def findings(desk: Desk) -> tuple[ShownFinding, ...]:
    """Show the issue as it was at first, then as it is now; return what is found now."""
    preview = Preview(desk.task)
    preview.show(desk.first)
    preview.show(desk.turn())
    return preview.board.state.findings


def one(desk: Desk) -> ShownFinding:
    (found,) = findings(desk)
    return found


def test_a_finding_has_its_place_its_line_its_help_and_its_page(desk: Desk) -> None:
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    found = one(desk)
    line, column = line_of(desk.issue.read_text("utf-8"), "2025-07-39")
    assert (found.code, found.severity) == ("SV201", "error")
    assert found.where == f"{desk.issue}:{line}:{column}"
    assert found.message == "there is no day 2025-07-39"
    assert found.help == "2025-07 has the days 01 to 31"
    excerpt = {"line": line, "before": "date: ", "marked": "2025-07-39", "after": ""}
    assert found.excerpt == excerpt
    assert found.spot is not None
    assert (found.spot.page, found.unplaced) == (1, None)


def test_errors_come_before_warnings(desk: Desk) -> None:
    change(desk.issue, "a camera", "a  camera")
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    assert [found.severity for found in findings(desk)] == ["error", "warning"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("      - id: station\n", "      - id: [station\n", "not closed"),
        ("        date: 2025-07-09\n", "        date: 2025-07-09\n        plaice: X\n", "`plaice`"),
        ("title: Polar Research", "title: Polar Research\n    plaice: X", "`plaice`"),
    ],
)
def test_what_cannot_be_parsed_and_what_is_new_leads_to_where_it_was_added(
    desk: Desk, old: str, new: str, message: str
) -> None:
    change(desk.issue, old, new)
    found = one(desk)
    assert message in found.message
    assert found.spot is not None
    assert found.spot.page == 1


def test_lines_above_move_a_place_and_leave_its_page(desk: Desk) -> None:
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    spot = one(desk).spot
    assert spot is not None
    for old, new in (("schema: 1\n", "schema: 1\n" + "# more\n" * 9), ("sections:", "sections: #")):
        change(desk.issue, old, new)
        assert one(desk).spot == spot


@pytest.mark.parametrize("where", ["      - id: station\n", "  - title: Polar Research\n"])
def test_a_new_item_or_section_is_not_yet_in_the_pages(desk: Desk, where: str) -> None:
    new = "      - id: ship\n        date: 2025-07-41\n        actors:\n          - Polar Office\n"
    section = "  - title: The Sea\n    items:\n" if "title" in where else ""
    change(desk.issue, where, section + new + where)
    found = findings(desk)
    assert {(one.spot, one.unplaced) for one in found} == {(None, NOT_YET)}
    assert "there is no day 2025-07-41" in {one.message for one in found}


def test_a_missing_file_is_about_the_issue_as_a_whole(desk: Desk) -> None:
    desk.issue.unlink()
    found = one(desk)
    assert (found.spot, found.unplaced, found.excerpt) == (None, WHOLE_ISSUE, None)


def test_the_series_leads_to_the_cover_and_the_actors_nowhere(desk: Desk) -> None:
    change(desk.folder / "issues" / "series.yaml", "language: en-GB", "language: x-?")
    change(desk.folder / "issues" / "actors.yaml", "kind: organisation", "kind: robot")
    by_file = {
        Path((one.where or "").split(":")[0]).name: (one.spot, one.unplaced)
        for one in findings(desk)
    }
    assert by_file == {"series.yaml": (COVER, None), "actors.yaml": (None, OTHER_FILE)}


def test_without_pages_that_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "other")
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    preview = Preview(desk.task)
    preview.show(desk.turn())
    (found,) = preview.board.state.findings
    assert (found.spot, found.unplaced) == (None, NO_PAGES)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("title: Polar Research", "title: Polar \u202eResearch", "\\u202e"),
        ("          A second", f"          {'a b ' * 900}a  b second", "a  b second"),
    ],
)
def test_an_excerpt_is_short_and_shows_invisible_letters_as_escapes(
    desk: Desk, old: str, new: str, shown: str
) -> None:
    change(desk.issue, old, new)
    excerpts = [found.excerpt for found in findings(desk) if found.excerpt]
    lines = [f"{one['before']}{one['marked']}{one['after']}" for one in excerpts]
    assert any(shown in line for line in lines)
    assert all(len(line) < 400 and "\u202e" not in line for line in lines)


def test_long_texts_of_equal_lines_are_compared_at_once(desk: Desk) -> None:
    change(desk.issue, "schema: 1\n", "schema: 1\n" + "#\n" * 60_000)
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    assert one(desk).unplaced is None


def test_a_key_of_a_new_section_is_not_yet_in_the_pages(desk: Desk) -> None:
    with desk.issue.open("a", encoding="utf-8") as file:
        file.write("  - title: The Sea\n    plaice: X\n")
    unplaced = {found.unplaced for found in findings(desk) if "plaice" in found.message}
    assert unplaced == {NOT_YET}
