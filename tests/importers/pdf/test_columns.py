"""Columns are read one after the other, and what runs over all of them at its place."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.importers.pdf.sheets import FOX, Sheet, Sheets, printed, wrapped
from tests.importers.pdf.told import read, texts

LEFT, RIGHT = 60.0, 320.0
OPENING = "The opening runs over the whole width of the page. " + FOX
CLOSING = "The closing does so too, under both columns. " + FOX
LONG = f"{FOX} {FOX}"
COMMAS = FOX.replace(". They", ", and they").replace(". The", ", as the") + " " + FOX


def parts(text: str, letters: int, number: int) -> list[list[str]]:
    lines = wrapped(text, letters)
    each = -(-len(lines) // number)
    return [lines[at : at + each] for at in range(0, len(lines), each)]


SHORT_LEFT, SHORT_RIGHT = parts(FOX, 38, 2)
LONG_LEFT, LONG_RIGHT = parts(LONG, 38, 2)
FIRST, SECOND, THIRD = parts(COMMAS, 25, 3)
AROUND = [
    (LEFT, 100, wrapped(OPENING, 80)), (LEFT, 180, SHORT_LEFT),
    (RIGHT, 180, SHORT_RIGHT), (LEFT, 300, wrapped(CLOSING, 80)),
]  # fmt: skip
ROW_BY_ROW = [
    (x, 100 + 12 * number, line)
    for number in range(len(LONG_LEFT))
    for x, lines in ((LEFT, LONG_LEFT), (RIGHT, LONG_RIGHT))
    for line in lines[number : number + 1]
]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [(LEFT, 100, SHORT_LEFT), (RIGHT, 100, SHORT_RIGHT)], [FOX], id="one paragraph"
        ),
        pytest.param(ROW_BY_ROW, [LONG], id="painted row by row"),
        pytest.param(
            [(RIGHT, 105, LONG_RIGHT), (LEFT, 100, LONG_LEFT)], [LONG], id="other baselines"
        ),
        pytest.param(AROUND, [OPENING, FOX, CLOSING], id="over and under"),
        pytest.param(AROUND[::-1], [OPENING, FOX, CLOSING], id="painted backwards"),
        pytest.param(
            [(400, 100, THIRD), (225, 100, SECOND), (50, 100, FIRST)], [COMMAS], id="three"
        ),
    ],
)
def test_columns_are_read_one_after_the_other(
    tmp_path: Path, lines: list[tuple[float, float, object]], expected: list[str]
) -> None:
    assert texts(read(printed(tmp_path, *lines))) == expected


def test_a_heading_within_a_column_stays_in_it(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    _column(sheet, LEFT, "Alpha begins. ", "Left heading")
    _column(sheet, RIGHT, "Beta begins. ", "Right heading")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(document) == [
        f"Alpha begins. {FOX}", "Left heading", FOX, f"Beta begins. {FOX}", "Right heading", FOX,
    ]  # fmt: skip
    large = [block.text for block in document.blocks if block.size == 14]
    assert large == ["Left heading", "Right heading"]


def _column(sheet: Sheet, x: float, begin: str, heading: str) -> None:
    y = sheet.lines(x, 100, wrapped(begin + FOX, 38))
    sheet.text(x, y + 10, heading, 14)
    sheet.lines(x, y + 30, wrapped(FOX, 38))


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [("Country", "Field"), ("Pakistan", "Space"), ("Egypt", "Health"), ("Brazil", "Crops")]
    cells = [
        (80 + 150 * column, 180 + 16 * number, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    found = " ".join(texts(read(printed(tmp_path, (70, 100, wrapped(FOX)), *cells))))
    assert found.endswith("Country Field Pakistan Space Egypt Health Brazil Crops")


def test_a_page_that_lies_on_its_side(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    for number, line in enumerate(wrapped(FOX)):
        # Turned left, to be looked at with the page turned right.
        sheet.raw(f"BT /regular 10 Tf 0 1 -1 0 {100 + 12 * number} 70 Tm ({line}) Tj ET")
    path = sheets.save(tmp_path / "a.pdf")
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
