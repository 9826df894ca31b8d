"""A dependency file is read by a real `make`, whatever signs the names hold."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.command import ROOT, strevview
from tests.desk import SQUARE, add_figures, change, make_desk

PICTURE = "a $5 #1 b's.svg"
OUTPUT = "out $HOME #2"
RULE = "include made.d\n%.pdf: ; @echo made\n"


def make(desk: Path) -> int:
    """Ask make whether the PDF is up to date: 0, or 1 where something is newer."""
    asked = [
        shutil.which("make") or "make",
        "--question",
        "--file=rule.mk",
        f"{OUTPUT}/2025-07.pdf",
    ]
    done = subprocess.run(asked, cwd=desk, capture_output=True, check=False, text=True)
    assert done.stderr == ""
    return done.returncode


# One moment for all: a slow machine must not change which file is newer.
NOW = time.time()


def age(path: Path, seconds: float) -> None:
    os.utime(path, (NOW - seconds, NOW - seconds))


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
def test_make_finds_every_file_and_no_other(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk")
    shutil.copytree(ROOT / "styles" / "mpidsa", desk / "styles" / "house style")
    change(desk / "issues" / "series.yaml", "style: mpidsa", "style: house style")
    picture = desk / "issues" / "pictures" / PICTURE
    add_figures(desk, {f"pictures/{PICTURE}": SQUARE})
    (desk / "rule.mk").write_text(RULE, "utf-8")
    done = strevview("build", "-o", OUTPUT, "--depfile", "made.d", cwd=desk)
    assert done.code == 0, done.err
    pdf = desk / OUTPUT / "2025-07.pdf"
    # None from the future: make complains of such.
    for path in (path for path in desk.rglob("*") if path.is_file()):
        age(path, 40)
    age(pdf, 20)
    assert make(desk) == 0
    named = [
        picture,
        desk / "issues" / "2025-07.yaml",
        desk / "issues" / "actors.yaml",
        desk / "styles" / "house style" / "cover.css",
    ]
    for path in named:
        age(path, 1)
        assert make(desk) == 1, path
        age(path, 40)
    assert make(desk) == 0
    (desk / "issues" / "2025-08.yaml").write_text("another issue", "utf-8")
    assert make(desk) == 0
