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


def test_write_puts_all_of_them_beside_the_issues(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    done = strevview("schema", "--write", "issues", cwd=tmp_path)
    assert done.code == 0
    written = sorted(path.name for path in (tmp_path / "issues").iterdir())
    assert written == ["actors.schema.json", "issue.schema.json", "series.schema.json"]


def test_an_unknown_schema_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    done = strevview("schema", "isue", cwd=tmp_path)
    assert done.code == 2
    assert "issue, series, actors" in done.err


def test_no_folder_is_made_for_the_schemas(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    for name, what in (("nowhere", "no such folder"), ("file", "this is no folder")):
        done = strevview("schema", "--write", name, cwd=tmp_path)
        assert done.code == 2
        assert done.err == f"strevview schema: {name}: {what}; name that of the issues\n"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
