"""A link covers exactly the words under its rectangles."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.importers.pdf.sheets import ADVANCE, FOX, Sheet, Sheets, web, wrapped
from tests.importers.pdf.told import links, read

LETTER = ADVANCE * 10


def cover(sheet: Sheet, line: str, words: str, y: float, action: Dictionary | None) -> None:
    """Link some words of a line that begins at the left."""
    start = 70 + LETTER * line.index(words)
    sheet.link(start, start + LETTER * len(words), y, action)


def one_line(
    tmp_path: Path, line: str, words: str, action: Dictionary | None
) -> list[tuple[str, str | None]]:
    sheets = Sheets()
    sheet = sheets.sheet()
    sheet.text(70, 100, line)
    cover(sheet, line, words, 100, action)
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert block.text == line
    return links(block)


def test_the_words_under_a_rectangle(tmp_path: Path) -> None:
    line = "The satellite was launched on 31 July, it is said."
    found = one_line(tmp_path, line, "launched", web("https://example.org/a?b=1&c=2"))
    assert found == [("launched", "https://example.org/a?b=1&c=2")]


def test_a_part_of_a_word(tmp_path: Path) -> None:
    found = one_line(tmp_path, "an S&T-related plan", "S&T", web("https://example.org/"))
    assert found == [("S&T", "https://example.org/")]


@pytest.mark.parametrize(
    ("action", "address"),
    [
        (None, ""),
        (Dictionary(S=Name.URI, URI=pikepdf.String("")), ""),
        (Dictionary(S=Name.URI, URI=pikepdf.String("javascript:alert(1)")), "javascript:alert(1)"),
        (Dictionary(S=Name.URI, URI=pikepdf.String("../old/report.htm")), "../old/report.htm"),
        (Dictionary(S=Name.Launch, F=pikepdf.String("report.doc")), ""),
        (
            Dictionary(S=Name.URI, URI=pikepdf.String("mailto:a@example.org")),
            "mailto:a@example.org",
        ),
        (
            Dictionary(S=Name.URI, URI=pikepdf.String(" https://example.org/é ")),
            "https://example.org/é",
        ),
    ],
)
def test_addresses_are_told_as_the_file_has_them(
    tmp_path: Path, action: Dictionary | None, address: str
) -> None:
    assert one_line(tmp_path, "it was held in Hefei", "held", action) == [("held", address)]


def test_a_link_within_the_pdf_is_none(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    sheet.text(70, 100, "China Science Diplomacy")
    goto = Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))
    cover(sheet, "China Science Diplomacy", "Science", 100, goto)
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert links(block) == []


def test_a_link_over_two_lines_is_one(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    first, second, *rest = wrapped(FOX)
    sheet.lines(70, 100, [first, second, *rest])
    address = web("https://example.org/long")
    cover(sheet, first, "stock of", 100, address)
    cover(sheet, second, "their joint", 112, address)
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert links(block) == [("stock of their joint", "https://example.org/long")]


def test_two_links_side_by_side_are_two(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    line = "read here and there too"
    sheet.text(70, 100, line)
    cover(sheet, line, "here", 100, web("https://example.org/1"))
    cover(sheet, line, "there", 100, web("https://example.org/2"))
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert links(block) == [("here", "https://example.org/1"), ("there", "https://example.org/2")]


def test_quadrilaterals_count_before_the_rectangle(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    first, second, *rest = wrapped(FOX)
    sheet.lines(70, 100, [first, second, *rest])
    sheet.link(70, 430, 112, web("https://example.org/"))
    (note,) = sheet.notes
    # The rectangle takes both lines whole, the quadrilaterals the last and the first word.
    note.Rect = Array([70, 842 - 116, 430, 842 - 88])
    end = 70 + LETTER * len(first)
    start = end - LETTER * len("stock of")
    tops = ((start, end, 842 - 91, 842 - 103), (70, 70 + LETTER * 5, 842 - 103, 842 - 115))
    note.QuadPoints = Array(
        [each for a, b, top, low in tops for each in (a, top, b, top, a, low, b, low)]
    )
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert links(block) == [("stock of their", "https://example.org/")]


def test_a_link_and_emphasis_go_their_own_ways(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    x = sheet.text(70, 100, "It was ")
    end = sheet.text(x, 100, "held", font="bold")
    sheet.text(end, 100, " in Hefei.")
    sheet.link(x, end, 100, web("https://example.org/"))
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert [(run.text, run.address, run.bold) for run in block.runs] == [
        ("It was ", None, False),
        ("held", "https://example.org/", True),
        (" in Hefei.", None, False),
    ]
