from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from strevview.source.disk import write_whole
from tests.command import strevview
from tests.desk import make_desk


def test_what_a_killed_build_left_is_swept_and_a_living_one_s_stays(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead = tmp_path / f".a.pdf.{gone.pid}-00000000.part"
    living = tmp_path / f".a.pdf.{os.getppid()}-00000000.part"
    other = tmp_path / f".b.pdf.{gone.pid}-00000000.part"
    for path in (dead, living, other):
        path.write_bytes(b"half")
    assert write_whole(tmp_path / "a.pdf", b"new") is None
    assert not dead.exists()
    assert living.exists()
    assert other.exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_file_whole(small_disk: Path) -> None:
    target = small_disk / "a.pdf"
    assert write_whole(target, b"old" * 1000) is None
    fault = write_whole(target, bytes(200_000))
    assert fault is not None
    assert "No space left" in fault.message
    assert target.read_bytes() == b"old" * 1000
    assert [path.name for path in small_disk.iterdir()] == ["a.pdf"]


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder with an old PDF that nothing can be written to: mounted so for root, else closed."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"old")
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    bind = ["mount", "--bind", str(folder), str(folder)]
    if subprocess.run(bind, capture_output=True, check=False).returncode != 0:
        pytest.skip("this root may not mount a folder")
    subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_folder_is_told_and_left_alone(read_only: Path) -> None:
    fault = write_whole(read_only / "a.pdf", b"new")
    assert fault is not None
    assert fault.code == "SV920"
    assert "Read-only file system" in fault.message or "Permission denied" in fault.message
    assert (read_only / "a.pdf").read_bytes() == b"old"
    assert [path.name for path in read_only.iterdir()] == ["a.pdf"]
    below = write_whole(read_only / "deep" / "a.pdf", b"new")
    assert below is not None
    assert below.code == "SV920"


def test_a_build_into_a_read_only_folder_fails_its_issue_and_names_the_folder(
    read_only: Path, tmp_path: Path
) -> None:
    desk = make_desk(tmp_path / "desk")
    done = strevview("build", "-o", read_only, cwd=desk)
    assert done.code == 1
    assert f"SV920 {read_only}/2025-07.pdf cannot be written: " in done.err
    assert "help: check that the folder may be written to" in done.err
    assert [path.name for path in read_only.iterdir()] == ["a.pdf"]
