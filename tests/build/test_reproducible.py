"""Every issue built twice, with nothing alike but the files: the PDFs are the same to the byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import ROOT, SAMPLES, python
from tests.desk import copy_samples, make_desk

NOBODY = 65534
# Builds once, so that all is loaded, then as another user, who may not read this one's files.
AS_NOBODY = """
import os, sys
from strevview.cli.main import app
for user in (None, int(sys.argv[1])):
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    assert os.getuid() == (user or 0)
    if app(["build", "--force", "-o", f"out-{user}"], standalone_mode=False):
        sys.exit(1)
"""


def desk(folder: Path) -> Path:
    """Copy the issues and their style, which then travels in the PDFs, into a folder."""
    shutil.copytree(ROOT / "styles", folder / "styles")
    return copy_samples(folder)


def start(folder: Path, *arguments: str, env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a build in a folder, with nothing of this process's environment."""
    return subprocess.Popen(
        [sys.executable, "-m", "strevview", "build", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_the_same_bytes_whoever_builds_where_and_when(tmp_path: Path) -> None:
    one, other = desk(tmp_path / "a"), desk(tmp_path / "another place" / "with ümlauts" / "b")
    names = [f"issues/{path.name}" for path in SAMPLES]
    assert len(names) == 3
    first = {"HOME": "/root", "USER": "one", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8",
             "PYTHONHASHSEED": "1"}  # fmt: skip
    second = {"HOME": "/nowhere", "USER": "two", "LOGNAME": "two", "TZ": "America/Los_Angeles",
              "LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "hi",
              "PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1", "COLUMNS": "40",
              "PYTHONUTF8": "1"}  # fmt: skip
    # One after the other in one process, in their order; and in two processes, backwards.
    builds = [
        start(one, "--jobs", "1", env=first),
        start(other, "--jobs", "2", *reversed(names), env=second),
    ]
    said = [build.communicate(timeout=300)[0].decode() for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    for path in SAMPLES:
        pdf = Path("out") / f"{path.stem}.pdf"
        data = (one / pdf).read_bytes()
        assert data.startswith(b"%PDF-1.7")
        assert data == (other / pdf).read_bytes(), pdf
        for trace in (b"/nowhere", b"another place", b"Kiritimati", b"/root"):
            assert trace not in data


@pytest.fixture
def open_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that other users reach: pytest's own is closed to them."""
    monkeypatch.delenv("TMPDIR")
    monkeypatch.setattr(tempfile, "tempdir", None)
    with tempfile.TemporaryDirectory(prefix="strevview-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another user")
def test_another_user_gets_the_same_bytes(open_folder: Path) -> None:
    folder = make_desk(open_folder / "desk")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    done = python(AS_NOBODY, str(NOBODY), cwd=folder)
    assert done.code == 0, done.err
    ours, theirs = (folder / f"out-{user}" / "2025-07.pdf" for user in (None, NOBODY))
    assert theirs.stat().st_uid == NOBODY
    assert ours.read_bytes() == theirs.read_bytes()
