"""What stays whole: words over a line's end, the bytes of pictures, words that no tag knows.

Where blocks begin and end stands in tests/cases/sheets.
"""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from strevview.importers.blocks import Document, FoundPicture
from strevview.importers.pdf_reader import read_document
from tests.importers.pdf.sheets import FOX, Sheets, jpeg, wrapped
from tests.importers.pdf.told import read, texts
from tests.importers.pdf.typeset import typeset


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
        sheet.paragraph(y + 8, f"A second event began on 9 March in Chengdu. {FOX}")
    sheet = sheets.sheet()
    sheet.lines(70, 150, [*wrapped(FOX)[:3], "and they agreed to take part in the growth of high-"])
    sheet.text(70, 186, "quality crops in the provinces.")
    assert texts(read(sheets.save(tmp_path / "a.pdf")))[-1].endswith(
        "high-quality crops in the provinces."
    )


def picture(document: Document) -> FoundPicture:
    """Return the one picture of a document."""
    (found,) = (block.picture for block in document.blocks if block.picture is not None)
    return found


def test_a_jpeg_is_kept_byte_by_byte(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.jpeg("photo", jpeg(), 60, 40)
    sheet = sheets.sheet()
    sheet.image((150, 300, 350, 430), "photo")
    sheet.paragraph(100, FOX)
    found = picture(read(sheets.save(tmp_path / "a.pdf")))
    assert (found.suffix, found.data, found.alt) == (".jpg", jpeg(), None)


def test_pixels_become_a_png_of_the_same_size(tmp_path: Path) -> None:
    sheets = Sheets()
    data = bytes(range(12)) * 10
    sheets.pixels("drawing", data, 8, 5)
    sheets.sheet().image((150, 100, 350, 225), "drawing")
    sheets.sheet().paragraph(100, FOX)
    image = Image.open(io.BytesIO(picture(read(sheets.save(tmp_path / "a.pdf"))).data))
    assert (image.format, image.size) == ("PNG", (8, 5))
    assert image.convert("RGB").tobytes() == data


def test_words_without_a_tag_are_not_lost(tmp_path: Path) -> None:
    path = typeset(tmp_path / "a.pdf", f"<p>{FOX}</p>", tagged=True)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.Resources.Font.Own = pikepdf.Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier
        )
        stamp = b" Q BT /Own 11 Tf 1 0 0 1 75 300 Tm (A line that no tag knows of.) Tj ET"
        page.Contents = pdf.make_stream(b"q " + page.Contents.read_bytes() + stamp)
        pdf.save(path)
    document = read(path)
    assert texts(document) == [FOX, "A line that no tag knows of."]
    assert document.language == "en-GB"
