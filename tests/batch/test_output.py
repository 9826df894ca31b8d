from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from strevview.batch.output import write_whole


def test_a_file_is_replaced_and_nothing_else_stays(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.pdf"
    assert write_whole(target, b"old") is None
    assert write_whole(target, b"new") is None
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["a.pdf"]


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    fault = write_whole(tmp_path / "out" / "a.pdf", b"new")
    assert fault is not None
    assert fault.code == "SV920"
    assert "cannot be written" in fault.message


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
