from __future__ import annotations

import json
from pathlib import Path

from tests.cli.inside import strevview
from tests.command import ROOT

RULES = ROOT / "docs" / "rules"
CODES = sorted(path.stem for path in RULES.glob("SV*.md"))


def test_markdown_is_the_page_of_the_documentation(tmp_path: Path) -> None:
    done = strevview("rule", "SV102", "--format", "md", cwd=tmp_path)
    assert done.out == (RULES / "SV102.md").read_text("utf-8")


def test_without_a_code_all_codes_are_listed(tmp_path: Path) -> None:
    lines = strevview("rule", cwd=tmp_path).out.splitlines()
    assert [line[:5] for line in lines] == CODES


def test_all_codes_as_json_and_one_as_json(tmp_path: Path) -> None:
    pages = json.loads(strevview("rule", "--all", "--format", "json", cwd=tmp_path).out)
    assert [page["code"] for page in pages] == CODES
    assert all(page[key] for page in pages for key in ("what", "why", "example", "fix"))
    assert {page["stage"] for page in pages} == {
        "lint", "build", "audit", "extract", "import", "index", "site",
    }  # fmt: skip
    one = json.loads(strevview("rule", "SV102", "--format", "json", cwd=tmp_path).out)
    assert one in pages
    assert one["stage"] == "lint"
    lost = json.loads(strevview("rule", "SV910", "--format", "json", cwd=tmp_path).out)
    assert lost in pages
    assert (lost["stage"], lost["family"]) == ("build", "The audit of the PDF")
    assert lost.keys() == one.keys()
