from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.inside import strevview

PDF = Path("out/2025-07.pdf")


def test_a_pdf_is_audited_against_what_it_carries(built_desk: Path) -> None:
    done = strevview("audit", PDF, cwd=built_desk)
    assert done.code == 0, done.out
    assert "nothing is missing" in done.out
    assert "conforms to PDF/A-3a and PDF/UA-1" in done.out


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


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%%EOF\n", "this PDF is not as strevview wrote it"),
        (b"", "this file is no PDF"),
        (b"no pdf at all", "this file is no PDF"),
        (bytes(5000), "this file is no PDF"),
    ],
)
def test_what_is_no_pdf_of_ours_is_refused(tmp_path: Path, data: bytes, what: str) -> None:
    (tmp_path / "other.pdf").write_bytes(data)
    done = strevview("audit", "other.pdf", cwd=tmp_path)
    assert done.code == 1
    assert f"SV919 {what}" in done.err


def test_a_missing_pdf_is_a_usage_fault(tmp_path: Path) -> None:
    done = strevview("audit", "missing.pdf", cwd=tmp_path)
    assert done.code == 2
    assert "missing.pdf:1:1 SV018 no such file" in done.err
