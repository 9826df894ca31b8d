"""A picture that cannot be a file to print; others are in tests/cases/commands/pictures.yaml."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from strevview.model.picture_files import MAX_BYTES
from tests.cli.inside import strevview
from tests.desk import add_figures, make_desk


@pytest.mark.parametrize(
    ("name", "code"),
    [("fifo.png", "SV701"), ("huge.png", "SV703"), ("x" * 300 + ".png", "SV704")],
)
def test_what_is_no_file_to_print(tmp_path: Path, name: str, code: str) -> None:
    desk = make_desk(tmp_path)
    add_figures(desk, {name: None})
    if name == "fifo.png":
        os.mkfifo(desk / "issues" / name)
    elif name == "huge.png":
        (desk / "issues" / name).touch()
        os.truncate(desk / "issues" / name, MAX_BYTES + 1)
    done = strevview("lint", "--format", "concise", "--select", "SV7", cwd=desk)
    assert done.code == 1
    assert f":20:19 {code} " in done.out
