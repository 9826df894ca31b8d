"""Files that travel in a PDF have names that every system can write."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.inside import strevview
from tests.command import ROOT
from tests.desk import SQUARE, add_figures, change, make_desk


@pytest.mark.parametrize(
    "names", [("a.svg", "A.svg"), ("\u00e9.svg", "e\u0301.svg")], ids=["capitals", "accents"]
)
def test_pictures_that_are_one_on_some_systems(tmp_path: Path, names: tuple[str, str]) -> None:
    desk = make_desk(tmp_path)
    add_figures(desk, {f"pictures/{name}": SQUARE for name in names})
    if len(list((desk / "issues" / "pictures").iterdir())) < 2:
        pytest.skip("this file system does not tell them apart")
    done = strevview("lint", "issues/2025-07.yaml", cwd=tmp_path)
    assert done.code == 1
    assert ":23:19 SV704 `pictures/" in done.out
    assert " are one file on some systems" in done.out


@pytest.mark.parametrize("name", ["What is it?.css", "CON.css", "two \u2028 lines.css", "end ."])
def test_a_file_of_a_style_that_could_not_be_taken_out_of_the_pdf(
    tmp_path: Path, name: str
) -> None:
    desk = make_desk(tmp_path)
    style = Path(shutil.copytree(ROOT / "styles" / "mpidsa", desk / "styles" / "own"))
    change(desk / "issues" / "series.yaml", "style: mpidsa", "style: own")
    (style / name).write_text("", "utf-8")
    done = strevview("build", cwd=desk)
    assert done.code == 1
    assert "styles/own/style.yaml:1:1 SV907 " in done.err
    assert " cannot be written on every system: " in done.err
    assert not (desk / "out").exists()


def test_a_style_whose_name_could_not_be_taken_out_of_the_pdf(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    shutil.copytree(ROOT / "styles" / "mpidsa", desk / "styles" / "NUL")
    change(desk / "issues" / "series.yaml", "style: mpidsa", "style: NUL")
    done = strevview("build", cwd=desk)
    assert done.code == 1
    assert "SV905 `NUL` is no name of a style" in done.err


def test_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    issues = make_desk(tmp_path) / "issues"
    name = os.fsencode(issues) + b"/2025\xff.yaml"
    try:
        Path(os.fsdecode(name)).write_bytes((issues / "2025-07.yaml").read_bytes())
    except OSError:
        pytest.skip("this file system takes no such name")
    for command in (("build", "issues"), ("lint", "issues"), ("lint", "--format", "sarif")):
        done = strevview(*command, cwd=tmp_path)
        assert done.code == 2
        assert "issues/2025\\xff.yaml" in done.err
        assert "the name of this file is not UTF-8" in done.err


def test_a_series_that_is_passed_over(tmp_path: Path) -> None:
    issues = make_desk(tmp_path) / "issues"
    (issues / "series.yaml").rename(issues / "series.yml")
    done = strevview("lint", cwd=tmp_path)
    assert done.code == 1
    assert "SV007 the issue belongs to no series: series.yml is passed over" in done.out
    assert "rename series.yml to series.yaml" in done.out


def test_an_issue_beside_others_that_is_passed_over(tmp_path: Path) -> None:
    issues = make_desk(tmp_path, 6, 7) / "issues"
    (issues / "2025-06.yaml").rename(issues / "2025-06.yml")
    (issues / "notes.yml").write_text("a: b\n", "utf-8")
    done = strevview("lint", cwd=tmp_path)
    assert done.code == 0
    assert "issues/2025-06.yml:1:1 SV013 warning: 2025-06.yml is passed over" in done.out
    assert "rename it 2025-06.yaml" in done.out
    assert "notes.yml" not in done.out
    assert strevview("build", cwd=tmp_path).code == 0
    assert "up to date" in strevview("build", cwd=tmp_path).out
