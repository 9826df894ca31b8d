"""docs/styles.md: its tables are the code's, and its smallest style prints every key there is."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
import yaml
from PIL import Image

from scripts.style_reference import styles_page
from strevview.api import load
from strevview.model.fault_words import keys_at, paths_inside
from strevview.model.issue import Issue
from strevview.model.printed import printed
from tests.cli.inside import strevview
from tests.command import ROOT
from tests.desk import change, copy_samples
from tests.style.styles import put_plain_style

PAGE = (ROOT / "docs" / "styles.md").read_text("utf-8")


def test_the_tables_are_those_of_the_code() -> None:
    assert styles_page(PAGE) == PAGE, "run `python -m scripts.write_generated`"
    assert "| `style.yaml` | `template` | **required**. " in PAGE
    assert "- **item**: `id` (text)," in PAGE


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="0 places for `keys`"):
        styles_page("# Styles\n")


HERE = Path(__file__).parent
# An issue with each key that is meant to be read, and what of each is read in the PDF.
ISSUE = (HERE / "every_key.yaml").read_text("utf-8")
PRINTED = yaml.safe_load((HERE / "every_key_printed.yaml").read_text("utf-8"))
# Keys that the smallest style does without, each of which is a warning.
LEFT_OUT: set[str] = set()


def test_the_smallest_style_prints_a_sample_whole(tmp_path: Path) -> None:
    series = copy_samples(tmp_path) / "issues" / "series.yaml"
    change(series, "style: mpidsa", "style: plain")
    put_plain_style(tmp_path)
    done = strevview("build", "issues/2025-07.yaml", cwd=tmp_path)
    assert done.code == 0, done.err
    assert not re.search("SV[79]", done.err), done.err
    checked = strevview("audit", tmp_path / "out" / "2025-07.pdf", cwd=tmp_path)
    assert checked.code == 0, checked.err
    assert "conforms to PDF/A-3a and PDF/UA-1" in checked.out + checked.err


def test_the_smallest_style_prints_every_key(tmp_path: Path) -> None:
    known = {
        ".".join(map(str, (*path, key)))
        for path in ((), *paths_inside(Issue))
        for key in keys_at(Issue, path)
        if key != "note"
    }
    assert known == PRINTED.keys()
    write_every_key(tmp_path, "plain")
    put_plain_style(tmp_path)
    done = strevview("build", cwd=tmp_path)
    assert done.code == 0, done.err
    # One for each entry of a list.
    warned = done.err.count("SV910 warning")
    assert warned >= len(LEFT_OUT), done.err
    assert bool(warned) == bool(LEFT_OUT), done.err
    assert not re.search("SV(?!910 warning)[79]", done.err), done.err
    pdf = pypdfium2.PdfDocument(tmp_path / "out" / "2025-07.pdf")
    text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    assert {key for key, words in PRINTED.items() if (words or "") not in text} == LEFT_OUT
    # In points: the paper's 210 mm less its margins of 25 mm, and 40 % of that.
    measure = 160 / 25.4 * 72
    cover, figure = (
        right - left
        for page in pdf
        for left, _, right, _ in (one.get_bounds() for one in page.get_objects(filter=[3]))
    )
    assert cover == pytest.approx(150 / 25.4 * 72, abs=1)
    assert figure == pytest.approx(0.4 * measure, abs=1)


def test_the_institute_s_style_and_the_web_edition_print_every_key(tmp_path: Path) -> None:
    write_every_key(tmp_path, "mpidsa")
    for command in ("build", "site --drafts --no-search"):
        done = strevview(*command.split(), cwd=tmp_path)
        assert done.code == 0, done.err
        assert "SV9" not in done.err, done.err


def test_what_is_read_as_it_is_typed_is_among_what_an_issue_prints(tmp_path: Path) -> None:
    write_every_key(tmp_path, "mpidsa")
    loaded, *_ = load(tmp_path / "issues" / "2025-07.yaml")
    paths = (one.path[:-1] if one.path[-1] == 0 else one.path for one in printed(loaded))
    texts = {".".join(map(str, path)).replace(".plan.", ".*.") for path in paths}
    # Days, the number, the label of drafts, and a work's publisher stand in words of the style.
    said = re.compile(r"period|number|draft|series\..*|.*publi.*|revised|.*\.date")
    assert {key for key, words in PRINTED.items() if words and not said.fullmatch(key)} <= texts


def write_every_key(folder: Path, style: str) -> None:
    issues = folder / "issues"
    issues.mkdir()
    (issues / "2025-07.yaml").write_text(ISSUE.replace("style: plain", f"style: {style}"), "utf-8")
    for name in ("cover.png", "figure.png"):
        Image.new("RGB", (1700, 900), "white").save(issues / name)
