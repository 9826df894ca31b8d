"""Lines become the paragraphs that an editor had written."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers.blocks import Kind
from strevview.importers.pdf_document import read_document
from tests.importers.pdf.sheets import ADVANCE, FOX, Sheets, printed, wrapped
from tests.importers.pdf.told import read, texts

OTHER = "A second event began on 9 March in Chengdu. " + FOX
SHORT = "The report came out on 4 March, and it was read. It is short."
LINES = wrapped(FOX)
INDENTED = wrapped("#" * 3 + OTHER)
BEFORE, WORD, AFTER = LINES[2].partition("crops")
BEHIND_A_LARGE_T = wrapped(FOX[1:], 54)
ADDRESS = "The plan is printed, it is told, at https://example.org/reports/"
AT = 70 + ADVANCE * 10 * len(BEFORE)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [(70, 100, LINES), (88, 160, INDENTED[0][3:]), (70, 172, INDENTED[1:])],
            [FOX, OTHER],
            id="an indent",
        ),
        pytest.param([(70, 100, LINES), (70, 168, wrapped(OTHER))], [FOX, OTHER], id="a gap"),
        pytest.param(
            [(70, 100, LINES), (70, 160, [*wrapped(SHORT), *wrapped(OTHER)])],
            [FOX, SHORT, OTHER],
            id="room for the next word",
        ),
        pytest.param(
            [(70, 100, [*LINES[:2], "They met upon it at the", "meeting, and told of it."])],
            [f"{LINES[0]} {LINES[1]} They met upon it at the meeting, and told of it."],
            id="a line that ends early before a small letter",
        ),
        pytest.param(
            [(70, 100, LINES), (110, 168, wrapped(OTHER, 46)), (70, 284, LINES)],
            [FOX, OTHER, FOX],
            id="an indented block",
        ),
        pytest.param(
            [
                (70, 100, LINES[:2]), (70, 124, BEFORE), (AT + ADVANCE * 50, 124, AFTER),
                (70, 136, LINES[3:]), (AT, 124, WORD),
            ],
            [FOX],
            id="words painted after their line",
        ),
        pytest.param(
            # As LibreOffice writes Devanagari: the space, then back again over it.
            [(70, 100, "Delhi"), (106, 100, "i"), (100, 100, " "), (112, 100, "nstitute")],
            ["Delhi institute"],
            id="a space painted after the letter behind it",
        ),
        pytest.param(
            [
                (70, 112, "T", 24), (85, 112, BEHIND_A_LARGE_T[0]),
                (70, 124, BEHIND_A_LARGE_T[1:]),
            ],
            [FOX],
            id="a large first letter that stands on its line",
        ),
        pytest.param(
            [(70, 100, [ADDRESS, "solar-2025.html and sent to all."])],
            [f"{ADDRESS}solar-2025.html and sent to all."],
            id="an address that a line breaks",
        ),
    ],
)  # fmt: skip
def test_where_paragraphs_begin(
    tmp_path: Path, lines: list[tuple[float, float, object]], expected: list[str]
) -> None:
    assert texts(read(printed(tmp_path, *lines))) == expected


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


BROKEN = [*LINES[:3], "and then they signed the plan for their scientific coopera-"]
END = "tion, in which both have their part. It ends in 2027."
NOTE = "1 See the report of the ministry, page 4."


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            [(70, 600, wrapped(OTHER)), (70, 692, LINES[:2])],
            [(70, 100, LINES[2:]), (70, 150, wrapped(OTHER))],
            [OTHER, FOX, OTHER],
            id="over the page",
        ),
        pytest.param(
            [(70, 700, BROKEN)],
            [(70, 100, [END])],
            [f"{' '.join(BROKEN)[:-1]}{END}"],
            id="a word over the page",
        ),
        pytest.param(
            [(70, 600, LINES)],
            [(70, 100, wrapped(OTHER))],
            [FOX, OTHER],
            id="a sentence ends with a ragged page",
        ),
        pytest.param(
            [(70, 500, wrapped(OTHER)), (70, 640, LINES[:2]), (70, 700, NOTE, 7)],
            [(70, 100, LINES[2:])],
            [OTHER, FOX, NOTE],
            id="a note at the foot",
        ),
    ],
)
def test_what_runs_over_the_page(
    tmp_path: Path,
    first: list[tuple[float, float, object]],
    second: list[tuple[float, float, object]],
    expected: list[str],
) -> None:
    assert texts(read(printed(tmp_path, *first, next_page=second))) == expected


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
