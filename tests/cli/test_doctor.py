from __future__ import annotations

import json
from pathlib import Path

from tests.cli.inside import strevview


def test_the_doctor_finds_what_a_build_needs(tmp_path: Path) -> None:
    done = strevview("doctor", "--json", cwd=tmp_path)
    findings = {finding["name"]: finding for finding in json.loads(done.out)}
    assert done.code == 0, done.out
    assert {"python", "weasyprint", "pango", "harfbuzz", "fonts of mpidsa"} <= set(findings)
    styles = Path(findings["styles"]["found"])
    assert (styles / "mpidsa" / "style.yaml").is_file()
    assert findings["pango"]["found"][0].isdigit()
    assert all(finding["ok"] for finding in findings.values())


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    done = strevview("doctor", "-o", "out/deeper", cwd=tmp_path)
    assert done.code == 1
    lines = [line for line in done.out.splitlines() if line.startswith("NOT")]
    assert len(lines) == 1
    assert "write access" in lines[0]
    assert "help: choose another folder" in done.out
