"""Issues under tests/cases/build, built through the command: what comes of each stands in it.

A folder is a desk with its `issues/`; where there is no `series.yaml`, tests/desk.py has one. Lines
of the issue say what is right:

    # builds: yes                    whether a PDF is written
    # finds: SV409 4:16              a finding by code, line and column; no other may come
    # finds: SV901 styles/t/a.css    one in another file
    # prints: 3. three               words that poppler finds in the PDF, on one line or more

What a PDF carries builds to the same bytes again, in another folder.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.inside import strevview
from tests.command import ROOT
from tests.desk import SERIES
from tests.render.reading import not_conforming

CASES = ROOT / "tests" / "cases" / "build"
_LINE = re.compile(r"^# (builds|finds|prints): (.+)$", re.MULTILINE)
NAMES = sorted(path.name for path in CASES.iterdir())


def expectations(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"builds": [], "finds": [], "prints": []}
    for kind, what in _LINE.findall(text):
        found[kind].append(what.strip())
    return found


def test_there_are_cases() -> None:
    assert len(NAMES) > 1


@pytest.mark.parametrize("name", NAMES)
def test_an_issue_gives_what_it_says(name: str, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(CASES / name, desk)
    (issue,) = (desk / "issues").glob("20*.yaml")
    if not (desk / "issues" / "series.yaml").exists():
        (desk / "issues" / "series.yaml").write_text(SERIES, "utf-8")
    expected = expectations(issue.read_text("utf-8"))
    assert expected["builds"] in (["yes"], ["no"])
    builds = expected["builds"] == ["yes"]

    done = strevview("build", "--format", "json", f"issues/{issue.name}", cwd=desk)
    (result,) = json.loads(done.out)["issues"]
    found = [_finding(one, f"issues/{issue.name}") for one in result["diagnostics"]]
    assert Counter(found) == Counter(expected["finds"]), result["diagnostics"]
    pdf = desk / "out" / f"{issue.stem}.pdf"
    assert (done.code, pdf.exists()) == ((0, True) if builds else (1, False))
    if builds:
        printed = " ".join(_words(pdf).split())
        assert [one for one in expected["prints"] if one not in printed] == []
        # A letter without a sign, which a draft may have, conforms to nothing.
        is_draft = "\ndraft: true\n" in issue.read_text("utf-8")
        assert is_draft or not_conforming(pdf.read_bytes()) == []
        again = tmp_path / "again"
        assert strevview("extract", pdf, "-o", again, cwd=desk).code == 0
        shutil.copytree(desk / "out", again / "out")
        checked = strevview("build", "--check", cwd=again)
        assert checked.out.endswith(f"out/{pdf.name}: a build gives the same bytes\n")


def _finding(found: dict[str, Any], issue: str) -> str:
    """Return a finding as the cases write it; of another file than the issue with its name."""
    span = found["span"]
    if span is None:
        return str(found["code"])
    if span["path"] != issue:
        return f"{found['code']} {span['path']}"
    return f"{found['code']} {span['line']}:{span['column']}"


def _words(pdf: Path) -> str:
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()
