"""The command `stats`, held against counts that were made by hand."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.inside import strevview
from tests.command import ROOT
from tests.desk import change

DESK = ROOT / "tests" / "cases" / "index" / "actors-and-threads"
SUPARCO = "Space and Upper Atmosphere Research Commission"
CNSA = "China National Space Administration"
CLIMATE = "Ministry of Climate Change"
COUNTS = yaml.safe_load((DESK / "counts.yaml").read_text("utf-8"))
NOT_OUT = (
    "left out as not published yet (--drafts takes it in): issues/2025-08.yaml "
    "(a draft), issues/2025-09.yaml (to be published on 2025-10-15)\n"
)


def stats(*arguments: str) -> str:
    done = strevview("stats", "2025", "--today", "2025-10-01", *arguments, cwd=DESK)
    left_out = "" if "--drafts" in arguments else NOT_OUT
    assert (done.code, done.err) == (0, left_out)
    return done.out


@pytest.fixture(scope="module")
def data() -> dict[str, list[dict[str, Any]]]:
    return dict(json.loads(stats("--format", "json")))


def test_json_has_all_counts(data: dict[str, list[dict[str, Any]]]) -> None:
    pairs = data.pop("together")
    assert {
        table: [[row["name"], row["number"]] for row in rows] for table, rows in data.items()
    } == COUNTS
    assert pairs[0] == {"name": CNSA, "with": SUPARCO, "number": 2}
    assert len(pairs) == 8
    assert {row["number"] for row in pairs[1:]} == {1}
    data["together"] = pairs


def test_csv_says_the_same_as_json(data: dict[str, list[dict[str, Any]]]) -> None:
    rows = list(csv.DictReader(io.StringIO(stats("--format", "csv"))))
    assert rows == [
        {
            "table": table,
            "name": row["name"],
            "with": row.get("with", ""),
            "number": str(row["number"]),
        }
        for table, found in data.items()
        for row in found
    ]


def test_the_table_shows_countries_by_name() -> None:
    assert "Countries\nPakistan  5\nChina     2\n\n" in stats()


def test_a_country_by_its_code_and_by_its_name_is_one(tmp_path: Path) -> None:
    shutil.copytree(DESK / "issues", tmp_path / "issues")
    change(
        tmp_path / "issues" / "actors.yaml",
        "Climate Ministry\n    country: PK",
        "Climate Ministry\n    country: Pakistan",
    )
    call = ("stats", "2025", "--today", "2025-10-01")
    assert "Countries\nPakistan  5\nChina     2\n\n" in strevview(*call, cwd=tmp_path).out
    told = json.loads(strevview(*call, "--format", "json", cwd=tmp_path).out)
    assert [[row["name"], row["number"]] for row in told["countries"]] == COUNTS["countries"]


def test_the_table_shows_the_largest() -> None:
    text = stats("--top", "1")
    assert f"Actors (the first 1 of 6)\n{CLIMATE}  3\n\n" in text
    assert f"{CNSA} + {SUPARCO}  2\n" in text
    assert "2025-02  0\n" in text
    assert "Émile Laurent" not in text


def test_drafts_count_when_asked_for() -> None:
    text = stats("--drafts")
    assert "issues   5\nevents   7\n" in text


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    issues = tmp_path / "issues"
    issues.mkdir()
    for path in (DESK / "issues").iterdir():
        text = path.read_text("utf-8").replace("Jiuquan", '"Jiu\\u202equan"')
        (issues / path.name).write_text(text, "utf-8")
    done = strevview("stats", "issues/2025-03.yaml", cwd=tmp_path)
    assert "Jiu\\u202equan" in done.out
