"""What runs along the pages is dropped, with why, and nothing of the text is."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers2.blocks import Kind
from strevview.importers2.pdf_furniture import NUMBER, OUTSIDE, REPEATED, page_number
from tests.importers2.pdf.sheets import FOX, Sheets
from tests.importers2.pdf.told import read, texts


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
    assert [(each.page, each.text, each.why) for each in document.left_out][:4] == [
        (2, "CHINA REVIEW", REPEATED),
        (2, "July 2025", REPEATED),
        (2, "MP-IDSA", REPEATED),
        (2, "1", NUMBER),
    ]
    assert len(document.left_out) == 12


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


def test_running_titles_that_change_with_the_section(tmp_path: Path) -> None:
    sheets = Sheets()
    for number, title in enumerate(["Diplomacy", "Diplomacy", "Space", "Health", "Energy"], 1):
        sheet = sheets.sheet()
        sheet.text(70, 40, title, 8)
        if number != 2:
            sheet.text(70, 100, title, 15)
        sheet.paragraph(130, f"Page {number} begins. {FOX}")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert [each.text for each in document.left_out] == [
        "Diplomacy", "Diplomacy", "Space", "Health", "Energy",
    ]  # fmt: skip
    assert texts(document, Kind.HEADING) == ["Diplomacy", "Space", "Health", "Energy"]


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
        sheet.paragraph(90, FOX)
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
    (gone,) = read(sheets.save(tmp_path / "a.pdf")).dropped
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


def test_artifacts_of_a_tagged_pdf(tmp_path: Path) -> None:
    from weasyprint import HTML

    from tests.render.documents import font_face

    path = tmp_path / "a.pdf"
    face = font_face("Source Sans 3", "Source Sans 3/SourceSans3-Regular.ttf")
    style = f"{face} html {{ font-family: 'Source Sans 3' }}"
    HTML(string=f"<html lang=en><style>{style}</style><p>{FOX}</p>").write_pdf(path, pdf_tags=True)
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        text = pdf.pages[0].Contents.read_bytes()
        mark = b"\n/Artifact BMC BT /Own 9 Tf 1 0 0 1 60 20 Tm (Draft of the editors) Tj ET EMC"
        pdf.pages[0].Resources.Font.Own = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
        )
        pdf.pages[0].Contents = pdf.make_stream(b"q " + text + b" Q" + mark)
        pdf.save(path)
    (gone,) = read(path).dropped
    assert (gone.text, gone.why) == ("Draft of the editors", MARKED)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7), ("- 7 -", 7), ("Page 7 of 12", 7), ("7/12", 7), ("xiv", 14), ("– IX –", 9),
        ("| 3", 3), ("७", 7), ("第 3 页", 3), ("12 | Page", 12),
    ],
)  # fmt: skip
def test_what_says_a_page_number(text: str, number: int) -> None:
    assert page_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "7 July", "July 2025", "PRSS-1", "31 July 2025", "no. 7a", "1" * 50, "mix"],
)
def test_what_says_something_else(text: str) -> None:
    assert page_number(text) is None
