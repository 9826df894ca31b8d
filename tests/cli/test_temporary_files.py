"""Nothing that a command keeps on the disk while it runs is left there when it ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.command import strevview
from tests.desk import make_desk

RUNS = {
    "one issue": ("build", "issues/2025-07.yaml"),
    "several issues in workers": ("build", "--jobs", "2"),
    "a worker that is given up": ("build", "--timeout", "0.1"),
    "an index": ("index", "2025", "--jobs", "1"),
}


@pytest.mark.skipif(os.name != "posix", reason="the folder is told otherwise there")
@pytest.mark.parametrize("run", RUNS)
def test_a_run_leaves_no_temporary_file(tmp_path: Path, run: str) -> None:
    desk, scratch = make_desk(tmp_path / "desk", 6, 7), tmp_path / "scratch"
    scratch.mkdir()
    strevview(*RUNS[run], cwd=desk, env={"TMPDIR": str(scratch)})
    assert list(scratch.iterdir()) == []
