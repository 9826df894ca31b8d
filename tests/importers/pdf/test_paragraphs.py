"""Lines become the paragraphs that an editor had written."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers.blocks import Kind
from strevview.importers.pdf_document import read_document
from tests.importers.pdf.sheets import ADVANCE, FOX, Sheets, wrapped
from tests.importers.pdf.told import read, texts

OTHER = "A second event began on 9 March in Chengdu. " + FOX


def test_an_indent_begins_a_paragraph(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    y = sheet.paragraph(100, FOX)
    y = sheet.paragraph(y, OTHER, indent=3)
    sheet.paragraph(y, FOX, indent=3)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [FOX, OTHER, FOX]


def test_a_gap_begins_a_paragraph(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    y = sheet.paragraph(100, FOX)
    y = sheet.paragraph(y + 8, OTHER)
    sheet.paragraph(y + 8, FOX)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [FOX, OTHER, FOX]


def test_a_line_with_room_for_the_next_word_ends_a_paragraph(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    short = "The report came out on 4 March, and it was read. It is short."
    y = sheet.paragraph(100, FOX)
    y = sheet.paragraph(y, short)
    sheet.paragraph(y, OTHER)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [FOX, short, OTHER]


def test_a_line_that_ends_early_before_a_small_letter_goes_on(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    y = sheet.lines(70, 100, [*wrapped(FOX)[:2], "They agreed upon it at the"])
    sheet.lines(70, y, ["meeting", "and told more of what the two sides had in mind for it."])
    (text,) = texts(read(sheets.save(tmp_path / "a.pdf")))
    assert text.endswith("at the meeting and told more of what the two sides had in mind for it.")


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the plan for coopera-", "tion was signed", "the plan for cooperation was signed"),
        ("and the China-", "Pakistan plan was signed", "and the China-Pakistan plan was signed"),
        ("the rocket CZ-", "4C was launched", "the rocket CZ-4C was launched"),
        ("the new remote-", "sensing plan", "the new remote-sensing plan"),
    ],
)
def test_hyphenation_is_undone_and_compounds_stay(
    tmp_path: Path, first: str, second: str, whole: str
) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    lines = wrapped(FOX)
    y = sheet.lines(70, 100, lines[:3])
    pad = "a" * (59 - len(first))
    sheet.lines(70, y, [f"{pad} {first}", f"{second} on the day. And so it went."])
    sheet.text(70, 400, "Of remote places and of sensing them more is told.")
    document, contents = read_document(sheets.save(tmp_path / "a.pdf"))
    assert f"{pad} {whole} on the day." in texts(document)[0]
    # The words are those of the file: as one, with the hyphen of the line's end.
    assert first.rsplit(maxsplit=1)[-1] + second.split(maxsplit=1)[0] in contents.words


def test_a_file_that_breaks_no_words_keeps_the_hyphen_at_a_line_s_end(tmp_path: Path) -> None:
    sheets = Sheets()
    for number in range(10):
        sheet = sheets.sheet()
        y = sheet.paragraph(150, f"Page {number} begins. {FOX}")
        sheet.paragraph(y + 8, OTHER)
    sheet = sheets.sheet()
    sheet.lines(70, 150, [*wrapped(FOX)[:3], "and they agreed to take part in the growth of high-"])
    sheet.text(70, 186, "quality crops in the provinces.")
    assert texts(read(sheets.save(tmp_path / "a.pdf")))[-1].endswith(
        "high-quality crops in the provinces."
    )


def test_a_paragraph_runs_over_the_page(tmp_path: Path) -> None:
    sheets = Sheets()
    lines = wrapped(FOX)
    first, second = sheets.sheet(), sheets.sheet()
    y = first.paragraph(600, OTHER)
    first.lines(70, y + 8, lines[:2])
    y = second.lines(70, 100, lines[2:])
    second.paragraph(y + 8, OTHER)
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(document) == [OTHER, FOX, OTHER]
    assert [block.page for block in document.blocks] == [1, 1, 2]


def test_a_word_broken_by_the_page_is_whole(tmp_path: Path) -> None:
    sheets = Sheets()
    first, second = sheets.sheet(), sheets.sheet()
    lines = [*wrapped(FOX)[:3], "and then they signed the plan for their scientific coopera-"]
    first.lines(70, 700, lines)
    second.lines(70, 100, ["tion, in which both have their part. It ends in 2027."])
    (text,) = texts(read(sheets.save(tmp_path / "a.pdf")))
    assert text.endswith("scientific cooperation, in which both have their part. It ends in 2027.")


def test_a_sentence_that_ends_with_the_page_ends_the_paragraph_where_lines_are_ragged(
    tmp_path: Path,
) -> None:
    sheets = Sheets()
    first, second = sheets.sheet(), sheets.sheet()
    first.paragraph(600, FOX)
    second.paragraph(100, OTHER)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [FOX, OTHER]


def test_notes_at_the_foot_do_not_part_a_paragraph(tmp_path: Path) -> None:
    sheets = Sheets()
    lines = wrapped(FOX)
    first, second = sheets.sheet(), sheets.sheet()
    first.paragraph(500, OTHER)
    first.lines(70, 640, lines[:2])
    first.text(70, 700, "1 See the report of the ministry, page 4.", size=7)
    second.lines(70, 100, lines[2:])
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(document) == [OTHER, FOX, "1 See the report of the ministry, page 4."]


def test_sizes_and_weights_are_told_and_no_headings_made_of_them(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    sheet.text(70, 90, "China Science Diplomacy", 16)
    y = sheet.paragraph(120, FOX)
    sheet.text(70, y + 14, "A bold heading of its own", font="bold")
    y = sheet.paragraph(y + 34, OTHER)
    sheet.lines(70, y + 20, ["A heading so long that it does", "not fit upon one line"], 19, 16)
    sheet.paragraph(y + 66, FOX)
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert [(block.text, block.size, block.bold) for block in document.blocks] == [
        ("China Science Diplomacy", 16, False),
        (FOX, 10, False),
        ("A bold heading of its own", 10, True),
        (OTHER, 10, False),
        ("A heading so long that it does not fit upon one line", 16, False),
        (FOX, 10, False),
    ]
    assert {block.kind for block in document.blocks} == {Kind.PARAGRAPH}
    title, text = document.blocks[4], document.blocks[5]
    assert title.runs[0].text == "A heading so long that it does\nnot fit upon one line"
    assert "\n" not in text.runs[0].text


def test_emphasis_is_kept_word_by_word(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    x = sheet.text(70, 100, "The book ")
    x = sheet.text(x, 100, "Water and Power", font="italic")
    x = sheet.text(x, 100, " is ")
    x = sheet.text(x, 100, "not", font="bold")
    sheet.text(x, 100, " about the moon, it is about rivers.")
    (block,) = read(sheets.save(tmp_path / "a.pdf")).blocks
    assert [(run.text, run.bold, run.italic) for run in block.runs] == [
        ("The book ", False, False),
        ("Water and Power", False, True),
        (" is ", False, False),
        ("not", True, False),
        (" about the moon, it is about rivers.", False, False),
    ]


def test_an_indented_block_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    y = sheet.paragraph(100, FOX)
    y = sheet.lines(110, y + 8, wrapped(OTHER, 46))
    sheet.paragraph(y + 8, FOX)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [FOX, OTHER, FOX]


def test_words_painted_after_their_line_stand_in_it(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    lines = wrapped(FOX)
    before, word, after = lines[2].partition("crops")
    sheet.lines(70, 100, lines[:2])
    x = sheet.text(70, 124, before)
    sheet.text(x + ADVANCE * 10 * len(word), 124, after)
    sheet.lines(70, 136, lines[3:])
    sheet.text(x, 124, word)
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == [FOX]


def test_a_space_painted_after_the_letter_behind_it_parts_no_word(tmp_path: Path) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    # As LibreOffice writes Devanagari: the space, then back again over it.
    sheet.text(70, 100, "Delhi")
    sheet.text(106, 100, "i")
    sheet.text(100, 100, " ")
    sheet.text(112, 100, "nstitute")
    assert texts(read(sheets.save(tmp_path / "a.pdf"))) == ["Delhi institute"]
