"""Templates that make too much: an error at the place, and the machine goes on."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, strevview
from tests.desk import change, make_desk

# What one call makes, what one loop makes, and what grows step by step.
HUGE = [
    '{{ "x".ljust(9999999999) }}',
    '{% for one in [1]|batch(300000000, "x") %}{% endfor %}',
    '{% set a = "x".ljust(90000000) %}{% set a = a ~ a ~ a %}{% set a = a ~ a ~ a %}{{ a }}',
]
TOO_LARGE_A_PAGE = '{{ "x".ljust(5000000) }}'


@pytest.mark.skipif(sys.platform != "linux", reason="the memory is bounded on Linux alone")
@pytest.mark.parametrize("template", [*HUGE, TOO_LARGE_A_PAGE])
def test_a_template_that_makes_too_much_is_told_at_its_line(template: str, tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    shutil.copytree(ROOT / "styles" / "mpidsa", desk / "styles" / "own")
    change(desk / "issues" / "series.yaml", "style: mpidsa", "style: own")
    (desk / "styles" / "own" / "issue.html").write_text(f"\n{template}\n", "utf-8")
    done = strevview("build", "--format", "json", cwd=desk)
    assert done.code == 1, done.err
    (issue,) = json.loads(done.out)["issues"]
    (found,) = issue["diagnostics"]
    assert (found["code"], found["span"]["path"]) == ("SV906", "styles/own/issue.html")
    if template in HUGE:
        assert "too much memory" in found["message"]
        assert found["span"]["line"] == 2
    assert not (desk / "out").exists()
