from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.inside import strevview

PDF = Path("out/2025-07.pdf")


def test_without_a_validator_it_is_said_what_to_install(
    built_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("page", "outloud"):
        monkeypatch.setitem(sys.modules, module, None)
    done = strevview("audit", PDF, cwd=built_desk)
    assert done.code == 0
    assert "PDF/A-3a and PDF/UA-1: not checked again, as no validator is installed" in done.out
    assert " install page-validation" in done.out


def test_one_byte_changed_is_told(built_desk: Path, tmp_path: Path) -> None:
    data = bytearray((built_desk / PDF).read_bytes())
    place = data.index(b"startxref") - 400
    data[place] ^= 0xFF
    (tmp_path / "changed.pdf").write_bytes(data)
    done = strevview("audit", "changed.pdf", cwd=tmp_path)
    assert done.code == 1
    assert "SV919" in done.err or "SV921" in done.err or "SV9" in done.out


def test_a_file_larger_than_any_pdf_of_ours_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "huge.pdf").touch()
    os.truncate(tmp_path / "huge.pdf", 10_000_000_000)
    for command in ("audit", "extract"):
        done = strevview(command, "huge.pdf", cwd=tmp_path)
        assert (done.code, done.out) == (2, "")
        assert "huge.pdf:1:1 SV003 the file is too large" in done.err
