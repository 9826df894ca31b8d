"""Raised digits, drop caps, scripts from right to left, and text that stands on its side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from strevview.importers.blocks import Kind
from tests.importers.pdf.sheets import FOX, Sheets, printed, web, wrapped
from tests.importers.pdf.told import addresses, read, texts
from tests.importers.pdf.typeset import typeset


def test_raised_and_lowered_digits_stay_in_their_paragraph(tmp_path: Path) -> None:
    text = "It flew 3 × 10{}5{} km over 10{}12{} m{}2{} with CO{}2{}, on the 5{}th{}. "
    marks = ("<sup>", "</sup>") * 3 + ("<sub>", "</sub>", "<sup>", "</sup>")
    body = f"<p>{FOX} {text.format(*marks)} {FOX}</p>"
    found = texts(read(typeset(tmp_path / "a.pdf", body, tagged=False)))
    assert found == [
        f"{FOX} It flew 3 × 10⁵ km over 10¹² m² with CO₂, on the 5th. {FOX}",
    ]


CAP = wrapped(FOX[1:], 50)
STANDING = wrapped(FOX[1:], 54)


@pytest.mark.parametrize(
    "lines",
    [
        # Painted before all else, as floats are.
        [
            (70, 132, "T", 43), (98, 108, CAP[:3]),
            (70, 144, wrapped(" ".join(CAP[3:]))),
        ],
        [(70, 112, "T", 24), (85, 112, STANDING[0]), (70, 124, STANDING[1:])],
    ],
)  # fmt: skip
def test_a_large_first_letter_is_of_its_word(tmp_path: Path, lines: list[tuple[Any, ...]]) -> None:
    title = (70, 80, "Science Review", 16)
    assert texts(read(printed(tmp_path, title, *lines))) == ["Science Review", FOX]


def test_words_from_right_to_left_are_in_the_order_of_reading(tmp_path: Path) -> None:
    urdu = "پاکستان کا خلائی ادارہ"
    body = f"<p>Its name is <span lang=ur>{urdu}</span> in Urdu. {FOX}</p>"
    face = "@font-face { font-family: Amiri; src: url(Amiri-Regular.ttf) }"
    style = f"{face} :lang(ur) {{ font-family: Amiri }}"
    found = texts(read(typeset(tmp_path / "a.pdf", body, tagged=False, style=style)))
    assert found == [f"Its name is {urdu} in Urdu. {FOX}"]


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("told", [True, False])
def test_a_page_that_stands_on_its_side_is_read_along_its_lines(
    tmp_path: Path, quarters: int, told: bool
) -> None:
    sheets = Sheets()
    sheet = sheets.sheet(size=(842, 842))
    matrix = {1: "0 1 -1 0 842 0", 2: "-1 0 0 -1 842 842", 3: "0 -1 1 0 0 842"}[quarters]
    sheet.raw(f"q {matrix} cm")
    sheet.paragraph(100, FOX)
    sheet.paragraph(200, f"Another event. {FOX}")
    sheet.raw("Q")
    sheet.link(70, 100, 100, web("https://example.org/"))
    (note,) = sheet.notes
    x0, y0, x1, y1 = (float(each) for each in note.Rect)
    corners = {
        1: (842 - y1, x0, 842 - y0, x1),
        2: (842 - x1, 842 - y1, 842 - x0, 842 - y0),
        3: (y0, 842 - x1, y1, 842 - x0),
    }
    note.Rect = pikepdf.Array(corners[quarters])
    path = sheets.save(tmp_path / "a.pdf")
    if told:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[0].rotate(90 * quarters, relative=False)
            pdf.save(path)
    document = read(path)
    assert texts(document) == [FOX, f"Another event. {FOX}"]
    assert addresses(document) == {"https://example.org/"}


def test_a_table_of_the_tags_gives_an_entry_for_each_row(tmp_path: Path) -> None:
    rows = [("Country", "Field"), ("Pakistan", "Space"), ("Egypt", "Health of the people")]
    cells = "".join(f"<tr><td>{one}<td>{two}</tr>" for one, two in rows)
    document = read(typeset(tmp_path / "a.pdf", f"<p>{FOX}</p><table>{cells}</table>", tagged=True))
    entries = [block for block in document.blocks if block.kind is Kind.LIST_ENTRY]
    assert [block.text for block in entries] == [" · ".join(row) for row in rows]
    assert all(block.check for block in entries)


def test_a_table_that_only_lays_out_the_page_is_none(tmp_path: Path) -> None:
    body = f"<table><tr><td><h2>Space</h2><p>{FOX}</p></td></tr></table>"
    document = read(typeset(tmp_path / "a.pdf", body, tagged=True))
    assert [(block.kind, block.text) for block in document.blocks] == [
        (Kind.HEADING, "Space"),
        (Kind.PARAGRAPH, FOX),
    ]


def test_an_address_that_a_line_breaks_is_whole(tmp_path: Path) -> None:
    first = "The plan is printed, it is told, at https://example.org/reports/"
    lines = [first, "solar-2025.html and sent to all."]
    assert texts(read(printed(tmp_path, (70, 100, lines)))) == ["".join(lines)]
