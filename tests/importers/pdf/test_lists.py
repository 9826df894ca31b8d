"""Entries of lists are told by their markers, which are no words of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers.blocks import Kind
from strevview.importers.pdf_blocks import A_BULLET
from tests.importers.pdf.sheets import FOX, Sheets, printed, wrapped
from tests.importers.pdf.told import left_out, read, texts


@pytest.mark.parametrize("marker", ["•", "–", "-", "*", "1.", "12)", "(3)"])
def test_what_may_begin_an_entry(tmp_path: Path, marker: str) -> None:
    # Once before the words and once after them, as some programs paint it.
    lines = [(50, 100, marker), (80, 100, "First entry"), (80, 112, "Second"), (50, 112, marker)]
    document = read(printed(tmp_path, *lines))
    assert texts(document, Kind.LIST_ENTRY) == ["First entry", "Second"]


@pytest.mark.parametrize("word", ["2025.", "S&T", "a", "31", "CPEC.", "(JWG)", "O", "a)"])
def test_what_begins_no_entry(tmp_path: Path, word: str) -> None:
    document = read(printed(tmp_path, (50, 100, word), (80, 100, "no entry")))
    assert texts(document, Kind.LIST_ENTRY) == []


def test_a_bullet_of_a_symbol_font_and_one_beside_its_word(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    sheet.raw(f"BT /symbol 10 Tf 1 0 0 1 80 {842 - 100} Tm <b7> Tj ET")
    sheet.text(98, 100, "Of Symbol")
    sheet.text(80, 112, "• Beside it")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(document, Kind.LIST_ENTRY) == ["Of Symbol", "Beside it"]


def test_a_letter_that_is_a_bullet_is_told(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    for number in range(2):
        sheet.text(80, 100 + 12 * number, "o")
        sheet.text(98, 100 + 12 * number, "An entry of Word's")
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(document, Kind.LIST_ENTRY) == ["An entry of Word's"] * 2
    assert left_out(document) == [("o", A_BULLET, 2)]


def test_numbers_and_lines_that_hang(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    y = 100.0
    for number in ("1.", "2.", "3."):
        sheet.text(70, y, number)
        y = sheet.lines(94, y, wrapped(FOX, 56))
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert [(block.kind, block.number, block.text) for block in document.blocks] == [
        (Kind.LIST_ENTRY, number, FOX) for number in (1, 2, 3)
    ]


def test_lists_in_lists(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    sheet.paragraph(60, FOX)
    for number, (deep, text) in enumerate(
        [(0, "One"), (1, "One and one"), (2, "Deeper"), (1, "One and two"), (0, "Two")]
    ):
        sheet.text(80 + 20 * deep, 140 + 12 * number, "•")
        sheet.text(95 + 20 * deep, 140 + 12 * number, text)
    _, *found = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert [(block.level, block.text) for block in found] == [
        (1, "One"),
        (2, "One and one"),
        (3, "Deeper"),
        (2, "One and two"),
        (1, "Two"),
    ]


def test_a_line_that_begins_with_a_number_or_a_dash_is_no_entry(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    lines = [
        *wrapped(FOX)[:2],
        "The meeting in the capital of Sichuan took place on the day of",
        "31. March, it was said, was too late for it, as the month was",
    ]
    sheet.lines(70, 100, [*lines, "– as everybody knew – that of another meeting of the two."])
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert block.kind is Kind.PARAGRAPH
