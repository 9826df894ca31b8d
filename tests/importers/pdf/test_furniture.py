"""What runs along the pages is dropped, with why, and nothing of the text is."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers.pdf_layout import NUMBER, ON_FURNITURE, OUTSIDE, REPEATED, page_number
from tests.importers.pdf.sheets import FOX, Sheets, web
from tests.importers.pdf.told import left_out, read, texts


def test_headers_footers_and_page_numbers(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.sheet().text(100, 300, "CHINA REVIEW", 30)
    for number in range(1, 4):
        sheet = sheets.sheet()
        sheet.text(70, 40, "CHINA REVIEW", 8)
        sheet.text(460, 40, "July 2025", 8)
        sheet.paragraph(100, f"Page {number} begins here. {FOX}")
        sheet.text(70, 800, "MP-IDSA", 8)
        sheet.text(500, 800, str(number), 8)
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(document) == [
        "CHINA REVIEW",
        *(f"Page {n} begins here. {FOX}" for n in (1, 2, 3)),
    ]
    assert left_out(document) == [
        ("CHINA REVIEW", REPEATED, 3),
        ("July 2025", REPEATED, 3),
        ("MP-IDSA", REPEATED, 3),
        ("1", NUMBER, 1),
        ("2", NUMBER, 1),
        ("3", NUMBER, 1),
    ]


def test_headers_that_change_sides_and_carry_the_number(tmp_path: Path) -> None:
    sheets = Sheets()
    for number in range(1, 7):
        sheet = sheets.sheet()
        odd = number % 2
        sheet.text(
            70 if odd else 380,
            40,
            f"China Review | {number}" if odd else f"{number} | China Review",
        )
        sheet.paragraph(100, f"Page {number} begins. {FOX}")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert len(texts(document)) == 6
    assert {each.why for each in document.left_out} == {REPEATED}


def test_left_and_right_pages_have_headers_of_their_own(tmp_path: Path) -> None:
    sheets = Sheets()
    for number in range(1, 7):
        sheet = sheets.sheet()
        sheet.text(70, 40, "The Academy" if number % 2 else "Review of Science", 8)
        sheet.paragraph(100, f"Page {number} begins. {FOX}")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert left_out(document) == [("The Academy", REPEATED, 3), ("Review of Science", REPEATED, 3)]


def test_the_link_of_a_running_header_is_told(tmp_path: Path) -> None:
    sheets = Sheets()
    for number in range(1, 4):
        sheet = sheets.sheet()
        sheet.text(70, 40, "The Academy")
        sheet.link(70, 136, 40, web("https://example.org/academy"))
        sheet.paragraph(100, f"Page {number} begins. {FOX}")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert left_out(document) == [
        ("The Academy", REPEATED, 3),
        ("https://example.org/academy", ON_FURNITURE, 3),
    ]


def test_a_line_that_stands_on_few_pages_is_text(tmp_path: Path) -> None:
    sheets = Sheets()
    for number in range(1, 9):
        sheet = sheets.sheet()
        if number in {2, 4, 6}:
            sheet.text(70, 40, "Special pages", 8)
        sheet.paragraph(100, f"Page {number} begins. {FOX}")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(document).count("Special pages") == 3


def test_a_year_alone_on_a_cover_is_no_page_number(tmp_path: Path) -> None:
    sheets = Sheets()
    cover = sheets.sheet()
    cover.text(100, 300, "ANNUAL REVIEW", 30)
    cover.text(250, 790, "2024", 14)
    for number in range(2, 5):
        sheet = sheets.sheet()
        sheet.paragraph(100, FOX)
        sheet.text(290, 790, f"- {number} -")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert "2024" in texts(document)
    assert [each.text for each in document.left_out] == ["- 2 -", "- 3 -", "- 4 -"]


def test_lines_that_differ_stay_at_the_head_of_pages(tmp_path: Path) -> None:
    sheets = Sheets()
    for name in ("Alpha", "Beta", "Gamma", "Delta"):
        sheet = sheets.sheet()
        sheet.text(70, 60, f"{name} heads its page", 14)
        sheet.paragraph(100, FOX)
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert len(texts(document)) == 8
    assert document.left_out == ()


def test_a_line_of_the_text_that_stands_twice_stays(tmp_path: Path) -> None:
    sheets = Sheets()
    for number in range(6):
        sheet = sheets.sheet()
        if number in {2, 4}:
            sheet.text(70, 80, "The two sides met again.")
        sheet.paragraph(110, FOX)
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(document).count("The two sides met again.") == 2
    assert document.left_out == ()


def test_what_stands_outside_the_page(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    sheet.paragraph(100, FOX)
    sheet.text(70, -40, "a printer's mark")
    (gone,) = read(sheets.save(tmp_path / "a.pdf")).left_out
    assert (gone.text, gone.why) == ("a printer's mark", OUTSIDE)


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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7), ("- 7 -", 7), ("Page 7 of 12", 7), ("7/12", 7),
        ("| 3", 3), ("७", 7), ("第 3 页", 3), ("12 | Page", 12),
    ],
)  # fmt: skip
def test_what_says_a_page_number(text: str, number: int) -> None:
    assert page_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "7 July", "July 2025", "PRSS-1", "31 July 2025", "no. 7a", "1" * 50, "xiv"],
)
def test_what_says_something_else(text: str) -> None:
    assert page_number(text) is None
