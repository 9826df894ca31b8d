from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.inside import strevview
from tests.command import ROOT


@pytest.mark.parametrize("name", ["issue", "series", "actors"])
def test_the_schemas_beside_the_issues_are_those_of_the_command(tmp_path: Path, name: str) -> None:
    done = strevview("schema", name, cwd=tmp_path)
    assert done.code == 0
    assert json.loads(done.out)["$schema"].endswith("2020-12/schema")
    committed = ROOT / "issues" / f"{name}.schema.json"
    assert committed.read_text("utf-8") == done.out
