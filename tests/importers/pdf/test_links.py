"""A link covers exactly the words under its rectangles."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.importers.pdf.sheets import ADVANCE, FOX, Sheet, Sheets, web, wrapped
from tests.importers.pdf.told import links, read

LETTER = ADVANCE * 10
WEB, ADDRESS = web("https://example.org/a?b=1&c=2"), "https://example.org/a?b=1&c=2"


def cover(sheet: Sheet, line: str, words: str, y: float, action: Dictionary | None) -> None:
    """Link some words of a line that begins at the left."""
    start = 70 + LETTER * line.index(words)
    sheet.link(start, start + LETTER * len(words), y, action)


def uri(address: str) -> Dictionary:
    return Dictionary(S=Name.URI, URI=pikepdf.String(address))


@pytest.mark.parametrize(
    ("words", "action", "address"),
    [
        ("held", WEB, ADDRESS),
        ("S&T", WEB, ADDRESS),
        ("held", None, ""),
        ("held", uri(""), ""),
        ("held", uri("javascript:alert(1)"), "javascript:alert(1)"),
        ("held", uri("../old/report.htm"), "../old/report.htm"),
        ("held", Dictionary(S=Name.Launch, F=pikepdf.String("report.doc")), ""),
        ("held", uri("mailto:a@example.org"), "mailto:a@example.org"),
        ("held", uri(" https://example.org/é "), "https://example.org/é"),
        ("held", Dictionary(S=Name.GoTo, D=Array([0, Name.Fit])), None),
    ],
)
def test_the_words_under_a_rectangle_and_the_address_as_the_file_has_it(
    tmp_path: Path, words: str, action: Dictionary | None, address: str | None
) -> None:
    line = "it was held in Hefei, on an S&T-related plan"
    sheets = Sheets()
    sheet = sheets.sheet()
    sheet.text(70, 100, line)
    cover(sheet, line, words, 100, action)
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert block.text == line
    assert links(block) == ([] if address is None else [(words, address)])


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        pytest.param(
            [("stock of", 100, ADDRESS), ("their joint", 112, ADDRESS)],
            [("stock of their joint", ADDRESS)],
            id="over two lines is one",
        ),
        pytest.param(
            [("their", 112, "https://example.org/1"), ("joint", 112, "https://example.org/2")],
            [("their", "https://example.org/1"), ("joint", "https://example.org/2")],
            id="side by side are two",
        ),
    ],
)
def test_one_link_and_two(
    tmp_path: Path, covered: list[tuple[str, float, str]], expected: list[tuple[str, str]]
) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    lines = wrapped(FOX)
    sheet.lines(70, 100, lines)
    for words, y, address in covered:
        cover(sheet, lines[y > 100], words, y, web(address))
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert links(block) == expected


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
