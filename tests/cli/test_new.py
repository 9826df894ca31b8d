from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.cli.inside import strevview


def test_a_new_issue_is_valid_as_a_draft_and_says_what_to_do_next(tmp_path: Path) -> None:
    done = strevview("new", "2025-10", cwd=tmp_path)
    assert done.code == 0
    assert "strevview build issues/2025-10.yaml" in done.out
    linted = strevview("lint", "--format", "concise", cwd=tmp_path)
    assert linted.code == 0, linted.out
    codes = [line.split()[1] for line in linted.out.splitlines() if ".yaml:" in line]
    assert codes == ["SV101", "SV102", "SV103"]


def test_nothing_that_exists_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "issues"
    folder.mkdir()
    (folder / "series.yaml").write_text("# mine\n", "utf-8")
    (folder / "2025-10.yaml").write_text("# mine too\n", "utf-8")
    (folder / "2025-09.yaml").symlink_to("nowhere.yaml")
    first = strevview("new", "2025-10", cwd=tmp_path)
    assert first.code == 0
    assert "wrote issues/actors.yaml" in first.out
    assert "wrote issues/2025-10.yaml" not in first.out
    for month in ("2025-10", "2025-09"):
        again = strevview("new", month, cwd=tmp_path)
        assert again.code == 2
        assert f"issues/{month}.yaml exists already; it was left as it is" in again.err
    assert (folder / "2025-10.yaml").read_text("utf-8") == "# mine too\n"
    other = strevview("new", "2025-11", cwd=tmp_path)
    assert other.code == 0
    assert (folder / "series.yaml").read_text("utf-8") == "# mine\n"
    assert "wrote issues/series.yaml" not in other.out


def test_what_lacks_beside_an_issue_that_exists_is_written(tmp_path: Path) -> None:
    issue = tmp_path / "issues" / "2025-10.yaml"
    issue.parent.mkdir()
    issue.write_text("schema: 1\nperiod: 2025-10\nsections: []\n", "utf-8")
    assert "`strevview new 2025-10` does" in strevview("lint", cwd=tmp_path).out
    done = strevview("new", "2025-10", cwd=tmp_path)
    assert done.code == 0
    assert "wrote issues/series.yaml" in done.out
    assert "issues/2025-10.yaml exists already; it was left as it is" in done.out
    assert issue.read_text("utf-8") == "schema: 1\nperiod: 2025-10\nsections: []\n"
    assert "SV007" not in strevview("lint", cwd=tmp_path).out


def test_the_example_of_an_actor_is_one_without_its_signs(tmp_path: Path) -> None:
    strevview("new", "2025-10", cwd=tmp_path)
    path = tmp_path / "issues" / "actors.yaml"
    path.write_text(re.sub(r"^  # ?", "  ", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    linted = strevview("lint", "issues/actors.yaml", "--ignore", "SV1", cwd=tmp_path)
    assert linted.code == 0, linted.out
    (actor,) = yaml.safe_load(path.read_text("utf-8"))["actors"]
    assert actor["acronym"] == "SUPARCO"


@pytest.mark.parametrize("period", ["2025-13", "october", "2025", "../2025-10", ""])
def test_what_is_no_month_is_refused_in_words(tmp_path: Path, period: str) -> None:
    done = strevview("new", period, cwd=tmp_path)
    assert done.code == 2
    assert "month" in done.err or "text" in done.err
    assert list(tmp_path.iterdir()) == []


def test_two_months_make_one_file(tmp_path: Path) -> None:
    assert strevview("new", "2025-07/2025-08", cwd=tmp_path).code == 0
    assert (tmp_path / "issues" / "2025-07_2025-08.yaml").is_file()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "issues").write_text("a file, not a folder", "utf-8")
    done = strevview("new", "2025-10", cwd=tmp_path)
    assert done.code == 2
    assert "cannot be written" in done.err


# What may stay: a folder of fonts and looks, a language, an item's own name; and what is a fault of
# another kind: a picture that is not there, words for a day.
KEPT = {"mpidsa", "en-GB", "first-item", "2025-10"}
OTHERS = {"pictures/name.png", "the day it was published"}

COMMENTED = re.compile(r"^( *)# (?=place:|figures:|cover_title:|short:|names:|  )", re.MULTILINE)


def test_whatever_it_writes_is_to_be_written_over(tmp_path: Path) -> None:
    strevview("new", "2025-10", cwd=tmp_path)
    texts = []
    for name in ("2025-10.yaml", "series.yaml"):
        path = tmp_path / "issues" / name
        text = path.read_text("utf-8").replace("draft: true\n", "")
        text = COMMENTED.sub(r"\1", text)
        path.write_text(text, "utf-8")
        texts += [one for one in strings(yaml.safe_load(text)) if one not in KEPT | OTHERS]
    assert len(texts) > 14
    done = strevview("lint", "--select", "SV612", "--format", "concise", cwd=tmp_path)
    assert done.out.count(" SV612 ") == len(texts)


def strings(data: object) -> list[str]:
    """Return the texts in a file's data."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        return [text for part in data for text in strings(part)]
    return [data] if isinstance(data, str) else []
