"""Columns are read one after the other, and what runs over all of them at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.pdf.sheets import FOX, Sheet, Sheets, wrapped
from tests.importers.pdf.told import read, texts

LEFT, RIGHT = 60.0, 320.0
OPENING = "The opening runs over the whole width of the page. " + FOX
CLOSING = "The closing does so too, under both columns. " + FOX


def halves(text: str) -> tuple[list[str], list[str]]:
    lines = wrapped(text, 38)
    return lines[: len(lines) // 2], lines[len(lines) // 2 :]


def test_a_paragraph_runs_from_one_column_into_the_next(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    left, right = halves(FOX)
    sheet.lines(LEFT, 100, left)
    sheet.lines(RIGHT, 100, right)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [FOX]


def test_columns_that_are_painted_row_by_row(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    left, right = halves(f"{FOX} {FOX}")
    for number in range(max(len(left), len(right))):
        for x, lines in ((LEFT, left), (RIGHT, right)):
            if number < len(lines):
                sheet.text(x, 100 + 12 * number, lines[number])
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [f"{FOX} {FOX}"]


def test_columns_whose_baselines_differ(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    left, right = halves(f"{FOX} {FOX}")
    sheet.lines(RIGHT, 105, right)
    sheet.lines(LEFT, 100, left)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [f"{FOX} {FOX}"]


@pytest.mark.parametrize("in_order", [True, False])
def test_what_stands_over_and_under_the_columns(tmp_path: Path, in_order: bool) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    left, right = halves(FOX)
    parts = [
        (LEFT, 100, wrapped(OPENING, 80)),
        (LEFT, 180, left),
        (RIGHT, 180, right),
        (LEFT, 300, wrapped(CLOSING, 80)),
    ]
    for x, y, lines in parts if in_order else reversed(parts):
        sheet.lines(x, y, lines)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [OPENING, FOX, CLOSING]


def test_a_heading_within_a_column_stays_in_it(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    _column(sheet, LEFT, "Alpha begins. ", "Left heading")
    _column(sheet, RIGHT, "Beta begins. ", "Right heading")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(document) == [
        f"Alpha begins. {FOX}", "Left heading", FOX, f"Beta begins. {FOX}", "Right heading", FOX,
    ]  # fmt: skip
    assert [block.text for block in document.blocks if block.size == 14] == [
        "Left heading",
        "Right heading",
    ]


def _column(sheet: Sheet, x: float, begin: str, heading: str) -> None:
    y = sheet.lines(x, 100, wrapped(begin + FOX, 38))
    sheet.text(x, y + 10, heading, 14)
    sheet.lines(x, y + 30, wrapped(FOX, 38))


def test_three_columns(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    text = FOX.replace(". They", ", and they").replace(". The", ", as the")
    lines = wrapped(f"{text} {FOX}", 25)
    third = -(-len(lines) // 3)
    for number, x in enumerate((400, 225, 50)):
        part = lines[(2 - number) * third : (3 - number) * third]
        sheet.lines(x, 100, part)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [f"{text} {FOX}"]


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    sheet.paragraph(100, FOX)
    rows = [("Country", "Field"), ("Pakistan", "Space"), ("Egypt", "Health"), ("Brazil", "Crops")]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.text(80 + 150 * column, 180 + 16 * number, cell)
    found = " ".join(texts(read(sheets.save(tmp_path / "a.pdf"))))
    assert found.endswith("Country Field Pakistan Space Egypt Health Brazil Crops")


def test_a_page_that_lies_on_its_side(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    for number, line in enumerate(wrapped(FOX)):
        # Turned left, to be looked at with the page turned right.
        sheet.raw(f"BT /regular 10 Tf 0 1 -1 0 {100 + 12 * number} 70 Tm ({line}) Tj ET")
    path = sheets.save(tmp_path / "a.pdf")
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        pdf.save(path)
    assert texts(read(path)) == [FOX]


def test_words_that_run_up_the_margin_come_last(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    sheet.raw("BT /regular 10 Tf 0 1 -1 0 30 300 Tm (Printed in Delhi) Tj ET")
    sheet.paragraph(100, FOX)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [FOX, "Printed in Delhi"]
