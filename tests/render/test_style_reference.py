"""docs/styles.md: its tables are the code's, and its smallest style prints the sample issues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.style_reference import styles_page
from tests.command import ROOT, strevview
from tests.desk import copy_samples

PAGE = (ROOT / "docs" / "styles.md").read_text("utf-8")


def test_the_tables_are_those_of_the_code() -> None:
    assert styles_page(PAGE) == PAGE, "run `python -m scripts.write_generated`"
    assert "| `style.yaml` | `template` | **required**. " in PAGE
    assert "- **item**: `id` (text)," in PAGE


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="0 places for `keys`"):
        styles_page("# Styles\n")


def test_the_smallest_style_prints_the_samples_whole(tmp_path: Path) -> None:
    series = copy_samples(tmp_path) / "issues" / "series.yaml"
    text = series.read_text("utf-8")
    assert "style: mpidsa" in text
    series.write_text(text.replace("style: mpidsa", "style: plain"), "utf-8")
    files = re.findall(r"`(styles/plain/\S+)`:\n\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert len(files) == 3
    for name, content in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    done = strevview("build", cwd=tmp_path)
    assert done.code == 0, done.err
    assert not re.search("SV[79]", done.err), done.err
    checked = strevview("audit", tmp_path / "out" / "2025-07.pdf", cwd=tmp_path)
    assert checked.code == 0, checked.err
    assert "conforms to PDF/A-3a and PDF/UA-1" in checked.out + checked.err
