"""What runs along the pages is dropped, with why, and nothing of the text is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from strevview.importers.blocks import Document
from strevview.importers.pdf_layout import NUMBER, ON_FURNITURE, OUTSIDE, REPEATED
from tests.importers.pdf.sheets import FOX, Sheet, Sheets, web
from tests.importers.pdf.told import read, texts


def pages(tmp_path: Path, last: int, draw: Callable[[Sheet, int], object]) -> Document:
    """Return what is read of pages from 1 to the last one, each with a paragraph of its own."""
    sheets = Sheets()
    for number in range(1, last + 1):
        sheet = sheets.sheet()
        draw(sheet, number)
        sheet.paragraph(100, f"Page {number} begins. {FOX}")
    return read(sheets.save(tmp_path / "a.pdf"))


def left_out(document: Document) -> list[tuple[str, str, int]]:
    """Return the words of what was left out, why, and how often they stand there."""
    return [(each.text, each.why, each.times) for each in document.left_out]


def test_headers_footers_and_page_numbers(tmp_path: Path) -> None:
    def draw(sheet: Sheet, number: int) -> None:
        sheet.text(70, 40, "CHINA REVIEW", 8)
        sheet.link(70, 136, 40, web("https://example.org/academy"))
        sheet.text(460, 40, "July 2025", 8)
        sheet.text(70, 800, "MP-IDSA", 8)
        sheet.text(500, 800, str(number), 8)

    document = pages(tmp_path, 3, draw)
    assert texts(document) == [f"Page {n} begins. {FOX}" for n in (1, 2, 3)]
    assert left_out(document) == [
        ("CHINA REVIEW", REPEATED, 3), ("https://example.org/academy", ON_FURNITURE, 3),
        ("July 2025", REPEATED, 3), ("MP-IDSA", REPEATED, 3),
        *((number, NUMBER, 1) for number in "123"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("x", "text"),
    [
        ((70, 380), ("{} | China Review", "China Review | {}")),
        ((70, 70), ("The Academy", "Review of Science")),
    ],
)
def test_headers_of_left_and_right_pages(
    tmp_path: Path, x: tuple[int, int], text: tuple[str, str]
) -> None:
    document = pages(
        tmp_path, 6, lambda sheet, n: sheet.text(x[n % 2], 40, text[n % 2].format(n), 8)
    )
    assert len(texts(document)) == 6
    assert {each.why for each in document.left_out} == {REPEATED}


@pytest.mark.parametrize(
    "form", ["{}", "- {} -", "Page {} of 12", "{}/12", "| {}", "p. {}", "{} | Page"]
)
def test_what_says_a_page_number(tmp_path: Path, form: str) -> None:
    document = pages(tmp_path, 3, lambda sheet, n: sheet.text(290, 800, form.format(n)))
    assert left_out(document) == [(form.format(n), NUMBER, 1) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("last", "draw"),
    [
        pytest.param(
            8, lambda sheet, n: n in {2, 4, 6} and sheet.text(70, 40, "Special"), id="on few pages"
        ),
        pytest.param(
            6, lambda sheet, n: n in {2, 4} and sheet.text(70, 80, "They met."), id="twice"
        ),
        pytest.param(
            4, lambda sheet, n: sheet.text(70, 60, f"{'ABCD'[n - 1]} heads it", 14), id="differ"
        ),
        pytest.param(3, lambda sheet, n: n == 1 and sheet.text(250, 790, "2024", 14), id="a year"),
    ],
)
def test_what_stands_on_few_pages_is_text(
    tmp_path: Path, last: int, draw: Callable[[Sheet, int], object]
) -> None:
    document = pages(tmp_path, last, draw)
    assert document.left_out == ()
    assert len(texts(document)) > last


def test_what_stands_outside_the_page(tmp_path: Path) -> None:
    document = pages(tmp_path, 1, lambda sheet, _: sheet.text(70, -40, "a printer's mark"))
    assert left_out(document) == [("a printer's mark", OUTSIDE, 1)]


def test_a_logo_on_every_page_is_no_picture(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.pixels("logo", bytes(range(48)), 4, 4)
    for number in range(3):
        sheet = sheets.sheet()
        sheet.image((450, 20, 530, 80), "logo")
        sheet.paragraph(120, FOX)
        if number == 1:
            sheet.image((100, 300, 300, 420), "logo")
    pictures = [block for block in read(sheets.save(tmp_path / "a.pdf")).blocks if block.picture]
    assert [block.page for block in pictures] == [2]
