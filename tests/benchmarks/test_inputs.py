"""The generated issues are issues: as many items as asked for, and each reads without error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.inputs import eight_pages, issue_of, make_desk, write_archive
from strevview.diagnostics import has_errors
from strevview.model.loading import load_issue, load_shelf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("items", [9, 40, 400])
def test_an_issue_grows_to_any_size(tmp_path: Path, items: int) -> None:
    desk = make_desk(tmp_path / "desk")
    path = desk / "issues" / "grown.yaml"
    path.write_text(issue_of(items), "utf-8")
    loaded = load_issue(path, load_shelf(path.parent))
    assert not has_errors(loaded.diagnostics)
    found = loaded.items()
    assert len(found) == items
    assert len({item.id for _, item, _ in found}) == items


def test_an_issue_does_not_shrink() -> None:
    with pytest.raises(ValueError, match="more than 8"):
        issue_of(8)


def test_the_issue_of_eight_pages_has_sections_of_three_months(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk")
    path = desk / "issues" / "2025-07.yaml"
    path.write_text(eight_pages(), "utf-8")
    loaded = load_issue(path, load_shelf(path.parent))
    assert not has_errors(loaded.diagnostics)
    months = {str(item.date)[:7] for _, item, _ in loaded.items()}
    assert months == {"2025-06", "2025-07", "2025-08"}
    assert not any(item.figures for _, item, _ in loaded.items())


def test_an_archive_has_other_dates_and_other_names(tmp_path: Path) -> None:
    paths = write_archive(tmp_path / "issues", 12)
    assert [path.stem for path in paths[:4]] == ["2022-06", "2022-07", "2022-08", "2023-06"]
    shelf = load_shelf(tmp_path / "issues")
    loaded = [load_issue(path, shelf) for path in paths]
    assert not any(has_errors(one.diagnostics) for one in loaded)
    assert all(one.issue is not None and str(one.issue.period) == one.stem for one in loaded)
    july = [path.read_text("utf-8") for path in paths if path.stem.endswith("-07")]
    assert len(july) == 4
    assert len({"Ahsan Iqbal" in text for text in july}) == 2
    assert all("2025" not in text for text in july[:-1] if "timeline-2025" not in text)
