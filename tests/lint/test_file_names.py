"""Files that travel in a PDF have names that every system can write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.inside import strevview
from tests.desk import SQUARE, add_figures, make_desk


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
