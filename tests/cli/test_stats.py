"""The command `stats`, held against counts that were made by hand."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
import yaml

from tests.cli.inside import strevview
from tests.command import ROOT

DESK = ROOT / "tests" / "cases" / "index" / "actors-and-threads"
SUPARCO = "Space and Upper Atmosphere Research Commission"
CNSA = "China National Space Administration"
COUNTS = yaml.safe_load((DESK / "counts.yaml").read_text("utf-8"))


def stats(form: str) -> str:
    done = strevview("stats", "2025", "--today", "2025-10-01", "--format", form, cwd=DESK)
    assert done.code == 0, done.err
    return done.out


@pytest.fixture(scope="module")
def data() -> dict[str, list[dict[str, Any]]]:
    return dict(json.loads(stats("json")))


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
    rows = list(csv.DictReader(io.StringIO(stats("csv"))))
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
