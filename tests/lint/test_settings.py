from __future__ import annotations

from pathlib import Path

import pytest

from strevview.diagnostics import Diagnostic
from strevview.lint.engine import check
from strevview.lint.selection import Selection
from tests.lint.examples import ACTORS, DATE, GOOD, codes, read, shelf_with

DRAFT = GOOD.replace("period:", "draft: true\nperiod:").replace(DATE, "").replace(ACTORS, "")


def lint_with(folder: Path, settings: str, text: str, *select: str) -> tuple[Diagnostic, ...]:
    return check((read(text, shelf=shelf_with(folder, settings)),), Selection(select))


@pytest.mark.parametrize(
    ("settings", "left"),
    [
        ("lint:\n  ignore: []\n", ["SV101", "SV102"]),
        ("lint:\n  ignore:\n    - SV102\n", ["SV101"]),
        ("lint:\n  per_issue:\n    2025-07:\n      - SV101\n", ["SV102"]),
        ("lint:\n  per_issue:\n    2025-08:\n      - SV101\n", ["SV101", "SV102"]),
    ],
)
def test_warnings_are_ignored_in_all_issues_or_in_one(
    tmp_path: Path, settings: str, left: list[str]
) -> None:
    found = lint_with(tmp_path, settings, DRAFT)
    assert [d.code for d in found if d.span and d.span.path != "issues/series.yaml"] == left


def test_errors_cannot_be_ignored_and_that_is_said(tmp_path: Path) -> None:
    settings = "lint:\n  ignore:\n    - SV102\n"
    found = lint_with(tmp_path, settings, GOOD.replace(ACTORS, ""))
    assert codes(found) == ["SV102", "SV017"]
    assert "stands for errors" in found[1].message
    assert found[1].span
    assert (found[1].span.path, found[1].span.column) == ("issues/series.yaml", 7)


def test_unknown_codes_are_complained_about_at_their_place(tmp_path: Path) -> None:
    found = lint_with(tmp_path, "lint:\n  ignore:\n    - SV2O3\n", GOOD)
    assert codes(found) == ["SV015"]
    assert found[0].help == "did you mean `SV203`?"
    assert found[0].span
    assert found[0].span.column == 7


def test_what_is_selected_by_its_code_is_shown(tmp_path: Path) -> None:
    settings = "lint:\n  ignore:\n    - SV102\n"
    assert codes(lint_with(tmp_path, settings, DRAFT, "SV102")) == ["SV102"]
    assert codes(lint_with(tmp_path, settings, DRAFT, "SV1")) == ["SV101"]


def test_an_issue_without_series_file_has_settings_of_its_own() -> None:
    series = "series:\n  title: T\n  publisher:\n    name: P\n  lint:\n    ignore:\n"
    text = DRAFT.replace("sections:", f"{series}      - SV1O1\n      - SV102\nsections:")
    found = check((read(text),))
    assert sorted(codes(found)) == ["SV015", "SV017", "SV101"]
