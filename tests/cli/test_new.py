from __future__ import annotations

import re
from pathlib import Path

import yaml

from tests.cli.inside import strevview


def test_the_example_of_an_actor_is_one_without_its_signs(tmp_path: Path) -> None:
    strevview("new", "2025-10", cwd=tmp_path)
    path = tmp_path / "issues" / "actors.yaml"
    path.write_text(re.sub(r"^  # ?", "  ", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    linted = strevview("lint", "issues/actors.yaml", "--ignore", "SV1", cwd=tmp_path)
    assert linted.code == 0, linted.out
    (actor,) = yaml.safe_load(path.read_text("utf-8"))["actors"]
    assert actor["acronym"] == "SUPARCO"


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
