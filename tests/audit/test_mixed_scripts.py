"""Names in other scripts inside the running text: they build, and readers find them again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from strevview.audit import expected_of
from strevview.audit.checks import check_pdf
from strevview.model.loading import load_issue_text, load_shelf
from tests.cli.inside import strevview
from tests.desk import issue_text, make_desk
from tests.render.reading import not_conforming, pdfium_text, poppler_text

TEXTS = yaml.safe_load(Path(__file__).with_name("mixed_scripts.yaml").read_text("utf-8"))
PROSE, JUSTIFIED, PERSIAN = TEXTS["prose"], TEXTS["justified"], TEXTS["persian"]


def with_prose(prose: str) -> str:
    return re.sub(r"(text: \|\n).*?(?= +sources:)", rf"\g<1>{prose}", issue_text(), flags=re.DOTALL)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = make_desk(tmp_path_factory.mktemp("scripts"))
    file = folder / "issues" / "2025-07.yaml"
    more = f"          {JUSTIFIED * 4}\n\n          And so they say ({PERSIAN}) too.\n"
    file.write_text(with_prose(f"{PROSE}\n{more}"), "utf-8")
    done = strevview("build", file, cwd=folder)
    assert done.code == 0, done.err
    assert "SV910" not in done.err
    return (folder / "out" / "2025-07.pdf").read_bytes()


@pytest.mark.parametrize("reader", [poppler_text, pdfium_text], ids=["poppler", "pdfium"])
def test_hindi_in_justified_lines_reads_back_letter_for_letter(
    built: bytes, reader: Callable[[bytes], str]
) -> None:
    """With its spaces and no others, its signs beside their words."""
    text = " ".join(reader(built).split())
    shown = " ".join(re.sub(r"\[(.+?)\]\[paper\]|\*", r"\1", JUSTIFIED * 4).split())
    assert [words for words in (*TEXTS["hindi"], shown) if words not in text] == []
    assert not re.search("[\u2060\u200b]", text)


def test_joiners_of_persian_are_copied_and_all_conforms(built: bytes) -> None:
    assert PERSIAN in poppler_text(built)
    assert not_conforming(built) == []


def test_a_missing_urdu_word_is_told(built: bytes, tmp_path: Path) -> None:
    """The words are found in the order of reading, so one more than was printed is not."""
    desk = make_desk(tmp_path)
    prose = PROSE.replace("خلائی تحقیقاتی", "خلائی بین تحقیقاتی")
    assert prose != PROSE
    text = with_prose(prose).encode()
    loaded = load_issue_text(text, "issues/2025-07.yaml", load_shelf(desk / "issues"))
    families = ("EB Garamond", "Source Sans 3", "Mukta", "Amiri")
    result = check_pdf(built, replace(expected_of(loaded), families=families))
    lost = [one.message for one in result.diagnostics if one.code == "SV910"]
    assert len(lost) == 1
    assert "“بین”" in lost[0]
