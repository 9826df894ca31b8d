"""The command `index`, held against an index that was written by hand."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest

from strevview.audit.reading import PdfReading
from strevview.audit.wording import Flow
from tests.cli.inside import strevview
from tests.command import ROOT
from tests.desk import change, copy_samples
from tests.render.reading import not_conforming
from tests.style.styles import put_plain_style

CASE = ROOT / "tests" / "cases" / "index" / "actors-and-threads"
TODAY = ("--today", "2025-10-01")
# Which file the months of a locator name; the page in the PDF comes after the cover.
FILES = {"January 2025": "2025-01", "March 2025": "2025-03", "May–June 2025": "2025-05_2025-06"}
LOCATOR = re.compile(r"((?:May–)?[A-Z][a-z]+ 2025), (\d)")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index") / "desk"
    shutil.copytree(CASE, folder)
    done = strevview("index", "2025", *TODAY, cwd=folder)
    assert done.code == 0, done.err
    assert done.out.endswith("out/index-2025.pdf: 3 issues, 5 events, 2 pages, 40 links\n")
    return folder


def again(desk: Path, tmp_path: Path) -> Path:
    """Return a copy of the desk with all PDFs, to change."""
    return Path(shutil.copytree(desk, tmp_path / "again"))


def printed(pdf: Path) -> str:
    """Return the words of a PDF in reading order, running headers left out."""
    with closing(PdfReading(pdf.read_bytes())) as reading:
        return " ".join(Flow(reading.pages).wording.text.split())


def addresses(pdf: Path) -> list[str]:
    with pikepdf.open(pdf) as document:
        links = [link for page in document.pages for link in page.get("/Annots", ())]
        return [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A]


def test_the_index_is_the_one_written_by_hand(desk: Path) -> None:
    text = (CASE / "index.txt").read_text("utf-8")
    pdf = desk / "out" / "index-2025.pdf"
    # The style sets the publisher's name in capitals.
    assert printed(pdf).replace("INSTITUTE OF TESTS", "Institute of Tests") == " ".join(
        text.split()
    )
    wanted = {f"{FILES[months]}.pdf#page={int(page) + 1}" for months, page in LOCATOR.findall(text)}
    assert set(addresses(pdf)) == wanted
    assert len(addresses(pdf)) == len(LOCATOR.findall(text))


def test_the_index_conforms_to_both_standards(desk: Path) -> None:
    pdf = desk / "out" / "index-2025.pdf"
    assert not_conforming(pdf.read_bytes()) == []


def test_its_bookmarks_are_its_headings(desk: Path) -> None:
    with pikepdf.open(desk / "out" / "index-2025.pdf") as document, document.open_outline() as top:
        (title,) = top.root
        parts = [part.title for part in title.children]
        letters = [letter.title for letter in title.children[1].children]
    assert title.title == "Review of Tests"
    assert parts == ["Chronology", "Actors", "Places", "Themes"]
    assert letters == ["A", "C", "E", "M", "P", "S", "Han"]


def test_the_same_files_give_the_same_bytes(desk: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(CASE, tmp_path / "other place"))
    paths = sorted((other / "issues").glob("2025-0[135]*.yaml"), reverse=True)
    done = strevview("index", *paths, "-o", other / "index.pdf", cwd=tmp_path)
    assert done.code == 0, done.err
    assert (other / "index.pdf").read_bytes() == (desk / "out" / "index-2025.pdf").read_bytes()
    assert (other / "2025-01.pdf").exists()


def test_what_follows_no_item_is_told_where_the_issues_are_up_to_date(
    desk: Path, tmp_path: Path
) -> None:
    done = strevview("index", "2025", *TODAY, cwd=again(desk, tmp_path))
    assert done.code == 0
    assert done.err.count("SV802 warning: there is no issue 2024-12.yaml here") == 1


def test_drafts_of_a_series_in_another_language_with_an_address(desk: Path, tmp_path: Path) -> None:
    other = again(desk, tmp_path)
    words = "url: https://example.org/rt/\nlanguage: de"
    change(other / "issues" / "series.yaml", "language: en-GB", words)
    done = strevview("index", "--drafts", *TODAY, cwd=other)
    assert done.code == 0, done.err
    assert "5 issues, 7 events" in done.out
    text = printed(other / "out" / "index-2025.pdf")
    told = "A draft is told of in no index. (August 2025, 1)"
    wanted = ("Register", "Chronologie", "siehe", "(Entwurf)", told)
    assert [one for one in wanted if one not in text] == []
    address = "https://example.org/rt/2025-01/2025-01.pdf#page=3"
    assert addresses(other / "out" / "index-2025.pdf")[0] == address


def plain_style(desk: Path) -> None:
    put_plain_style(desk)
    change(desk / "issues" / "series.yaml", "style: mpidsa", "style: plain")


def test_a_style_without_an_index_gets_the_plain_one_in_its_fonts(
    desk: Path, tmp_path: Path
) -> None:
    other = again(desk, tmp_path)
    plain_style(other)
    done = strevview("index", *TODAY, cwd=other)
    assert done.code == 0, done.err
    pdf = other / "out" / "index-2025.pdf"
    assert printed(pdf) == " ".join((CASE / "index.txt").read_text("utf-8").split())
    assert not_conforming(pdf.read_bytes()) == []
    with closing(PdfReading(pdf.read_bytes())) as reading:
        fonts = {name for name, _ in reading.fonts.values()}
    assert all(name.startswith(("Source-Sans-3", "Noto-Sans-SC")) for name in fonts), fonts


def test_the_words_of_an_index_are_those_of_its_language(desk: Path, tmp_path: Path) -> None:
    other = again(desk, tmp_path)
    plain_style(other)
    style = other / "styles" / "plain" / "style.yaml"
    change(style, "      - Source Sans 3\n", "      - Source Sans 3\n      - Mukta\n")
    # A word of the style's own goes before that of the program.
    change(style, "labels:\n", "labels:\n  hi:\n    chronology: तिथियाँ\n")
    change(other / "issues" / "series.yaml", "language: en-GB", "language: hi")
    done = strevview("index", *TODAY, cwd=other)
    assert done.code == 0, done.err
    text = printed(other / "out" / "index-2025.pdf")
    assert "तिथियाँ जनवरी 2025" in text
    assert "CNSA, देखें" in text


@pytest.mark.parametrize("style", ["mpidsa", "plain"])
def test_an_index_from_right_to_left(desk: Path, tmp_path: Path, style: str) -> None:
    other = again(desk, tmp_path)
    if style == "plain":
        plain_style(other)
    change(other / "issues" / "series.yaml", "language: en-GB", "language: ar")
    done = strevview("index", *TODAY, cwd=other)
    assert done.code == 0, done.err
    pdf = other / "out" / "index-2025.pdf"
    assert "التسلسل الزمني" in printed(pdf)
    assert not_conforming(pdf.read_bytes()) == []
    with closing(PdfReading(pdf.read_bytes())) as reading:
        title = next(run for run in reading.pages[0].runs if "التسلسل" in run.text)
        middle = reading.pages[0].width / 2
    assert title.box[0] > middle


def test_the_samples_are_indexed(tmp_path: Path) -> None:
    done = strevview("index", cwd=copy_samples(tmp_path))
    assert done.code == 0, done.err
    text = printed(tmp_path / "out" / "index-2025.pdf")
    assert "SUPARCO, see Space and Upper Atmosphere Research Commission" in text
    assert "(July 2025, 4; continues June 2025, 2)" in text
