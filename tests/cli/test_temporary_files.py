"""Nothing that a command keeps on the disk while it runs is left there when it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import environment
from tests.desk import make_desk

RUNS = {
    "one issue": ("build", "issues/2025-07.yaml"),
    "several issues in workers": ("build", "--jobs", "2"),
    "a worker that is given up": ("build", "--timeout", "0.1"),
    "an index": ("index", "2025"),
}


def start(desk: Path, scratch: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "strevview", *arguments],
        cwd=desk,
        env=environment(TMPDIR=str(scratch)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.skipif(os.name != "posix", reason="the folder is told otherwise there")
@pytest.mark.parametrize("run", RUNS)
def test_a_run_leaves_no_temporary_file(tmp_path: Path, run: str) -> None:
    desk, scratch = make_desk(tmp_path / "desk", 6, 7), tmp_path / "scratch"
    scratch.mkdir()
    start(desk, scratch, *RUNS[run]).wait()
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_no_temporary_file(tmp_path: Path, number: int) -> None:
    desk, scratch = make_desk(tmp_path / "desk", 6, 7), tmp_path / "scratch"
    scratch.mkdir()
    process = start(desk, scratch, "build", "--jobs", "2")
    while process.poll() is None and not list(scratch.rglob("strevview-*")):
        time.sleep(0.02)
    process.send_signal(number)
    process.wait()
    assert list(scratch.iterdir()) == []
