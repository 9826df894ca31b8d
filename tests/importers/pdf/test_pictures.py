"""Pictures keep their bytes; decoration is none."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from strevview.importers.blocks import Block, Kind
from tests.importers.pdf.sheets import FOX, Sheet, Sheets, web, wrapped
from tests.importers.pdf.told import read, texts


def jpeg(width: int = 60, height: int = 40) -> bytes:
    room = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(room, "JPEG")
    return room.getvalue()


def pictures(path: Path) -> list[Block]:
    return [block for block in read(path).blocks if block.kind is Kind.PICTURE]


def opened(block: Block) -> Image.Image:
    assert block.picture is not None
    return Image.open(io.BytesIO(block.picture.data))


def test_a_jpeg_is_kept_byte_by_byte(tmp_path: Path) -> None:
    data = jpeg()
    sheets = Sheets()
    sheets.jpeg("photo", data, 60, 40)
    sheet = sheets.sheet()
    y = sheet.paragraph(100, FOX)
    sheet.image((150, y, 350, y + 130), "photo")
    sheet.text(150, y + 145, "The two ministers.", 8)
    sheet.paragraph(y + 180, FOX)
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert [block.kind for block in document.blocks] == [
        Kind.PARAGRAPH, Kind.PICTURE, Kind.PARAGRAPH, Kind.PARAGRAPH,
    ]  # fmt: skip
    picture = document.blocks[1].picture
    assert picture is not None
    assert (picture.suffix, picture.data, picture.alt) == (".jpg", data, None)
    assert texts(document)[2] == "The two ministers."


def test_pixels_become_a_png_of_the_same_size(tmp_path: Path) -> None:
    sheets = Sheets()
    data = bytes(range(12)) * 10
    sheets.pixels("drawing", data, 8, 5)
    sheets.sheet().image((150, 100, 350, 225), "drawing")
    sheets.sheet().paragraph(100, FOX)
    (block,) = pictures(sheets.save(tmp_path / "a.pdf"))
    image = opened(block)
    assert (image.format, image.size) == ("PNG", (8, 5))
    assert image.convert("RGB").tobytes() == data


def table(sheet: Sheet) -> None:
    """Draw the rules of a table with words in its cells."""
    for number in range(6):
        sheet.raw(f"0.5 w 100 {400 + 20 * number} m 400 {400 + 20 * number} l S")
    for number in range(4):
        sheet.raw(f"0.5 w {100 + 100 * number} 400 m {100 + 100 * number} 500 l S")
    for row in range(5):
        for column in range(3):
            sheet.text(106 + 100 * column, 842 - 406 - 20 * row, f"Cell {row} {column}")


def box_of_text(sheet: Sheet) -> None:
    """Draw a rounded box around a paragraph."""
    sheet.raw("60 380 m 450 380 l 460 380 460 390 460 400 c 460 500 l 60 500 l h S")
    sheet.paragraph(842 - 480, FOX)


def bands(sheet: Sheet) -> None:
    """Draw what covers have: a ground, a band, rules and bullets."""
    sheet.raw("0.1 0.2 0.4 rg 0 400 595 442 re f 0.9 0.5 0.1 rg 0 395 595 5 re f")
    for number in range(5):
        sheet.raw(f"0.9 0.5 0.1 rg 70 {330 - 30 * number} 6 6 re f")
        sheet.raw(f"0.5 w 70 {320 - 30 * number} m 520 {320 - 30 * number} l S")


def test_the_link_of_a_picture_is_kept(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.jpeg("photo", jpeg(), 60, 40)
    sheet = sheets.sheet()
    sheet.paragraph(100, FOX)
    sheet.image((100, 300, 300, 420), "photo")
    sheet.link(150, 200, 350, web("https://example.org/photo"))
    (block,) = pictures(sheets.save(tmp_path / "a.pdf"))
    assert block.links == ("https://example.org/photo",)


@pytest.mark.parametrize("draw", [table, box_of_text, bands])
def test_rules_and_grounds_are_no_picture(tmp_path: Path, draw: Callable[[Sheet], None]) -> None:
    sheets = Sheets()
    sheet = sheets.sheet()
    draw(sheet)
    sheet.paragraph(700, FOX)
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert [block for block in document.blocks if block.picture] == []
    assert document.left_out == ()


def test_backgrounds_and_ornaments_are_no_picture(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.jpeg("photo", jpeg(), 60, 40)
    sheet = sheets.sheet()
    sheet.image((0, 0, 595, 842), "photo")
    sheet.image((70, 700, 90, 720), "photo")
    sheet.paragraph(100, FOX)
    assert pictures(sheets.save(tmp_path / "a.pdf")) == []


def test_text_runs_around_a_picture(tmp_path: Path) -> None:
    sheets = Sheets()
    sheets.jpeg("photo", jpeg(), 60, 40)
    sheet = sheets.sheet()
    lines = wrapped(f"{FOX} {FOX}", 30)[:9]
    rest = f"{FOX} {FOX}".removeprefix(" ".join(lines)).strip()
    sheet.lines(70, 100, lines)
    sheet.image((270, 90, 430, 92 + 12 * len(lines)), "photo")
    sheet.lines(70, 100 + 12 * len(lines), wrapped(rest))
    found = read(sheets.save(tmp_path / "a.pdf"))
    assert texts(found, Kind.PARAGRAPH) == [f"{FOX} {FOX}"]
    assert len(texts(found, Kind.PICTURE)) == 1
