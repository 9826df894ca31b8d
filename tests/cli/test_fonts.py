"""Fonts beside the issues, and those of packages: letters that the style's own fonts lack."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from strevview.style.fonts import package_folder
from tests.cli.inside import strevview
from tests.desk import change, make_desk
from tests.render.reading import opened, pdfium_text


def package(name: str) -> Path:
    spec = find_spec(name)
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(next(iter(spec.submodule_search_locations)))


SERVED = package("manimgx_fonts")
KOREAN = package("rendercv_fonts") / "Noto Sans" / "NotoSansKR-Regular.ttf"
TAMIL = SERVED / "NotoSansTamil[wght].ttf"


def desk_with(folder: Path, words: str, *fonts: Path) -> Path:
    """Return a desk whose issue says some words, with copies of fonts beside its issues."""
    desk = make_desk(folder)
    change(desk / "issues" / "2025-07.yaml", "It carries a camera", f"It carries {words}")
    (desk / "fonts").mkdir()
    for font in fonts:
        shutil.copy(font, desk / "fonts")
    return desk


def built(desk: Path, *options: str) -> bytes:
    done = strevview("build", *options, cwd=desk)
    assert done.code == 0, done.err
    return (desk / "out" / "2025-07.pdf").read_bytes()


def fonts_in(pdf: bytes) -> set[str]:
    """Return the names of the fonts in a PDF, without the mark of a subset."""
    with opened(pdf) as document:
        found = (one for one in document.pages[1].Resources.Font.values())
        return {str(one.BaseFont)[8:] for one in found}


def carried(pdf: bytes) -> set[str]:
    with opened(pdf) as document:
        return {name for name in document.attachments if name.startswith("fonts/")}


def test_a_japanese_months_name_stands_in_the_margin(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    change(desk / "issues" / "series.yaml", "language: en-GB", "language: ja")
    assert "2025年7月" in pdfium_text(built(desk))


def test_a_font_beside_the_issues_serves_and_travels_in_the_pdf(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "**தமிழ்** and தமிழ்", TAMIL, SERVED / "NotoSansThai[wght].ttf")
    pdf = built(desk)
    assert {"Noto-Sans-Tamil", "Noto-Sans-Tamil-Bold"} <= fonts_in(pdf)
    assert carried(pdf) == {f"fonts/{TAMIL.name}"}
    assert "தமிழ்" in pdfium_text(pdf)
    assert strevview("extract", "out/2025-07.pdf", "-o", "again", cwd=desk).code == 0
    assert built(desk / "again") == pdf
    assert strevview("audit", "out/2025-07.pdf", cwd=desk).code == 0


def test_a_pdf_is_stale_when_its_font_is_another_and_when_one_serves_better(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "தமிழ்")
    built(desk)
    assert "up to date" in strevview("build", cwd=desk).out
    shutil.copy(SERVED / "NotoSansThai[wght].ttf", desk / "fonts")
    assert "up to date" in strevview("build", cwd=desk).out
    shutil.copy(TAMIL, desk / "fonts")
    assert "up to date" not in strevview("build", "--dry-run", cwd=desk).out
    built(desk)
    font = TTFont(desk / "fonts" / TAMIL.name)
    font["head"].fontRevision += 1
    font.save(desk / "fonts" / TAMIL.name)
    assert f"fonts/{TAMIL.name} changed" in strevview("build", "--dry-run", cwd=desk).out


def test_a_large_font_is_named_and_put_back(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "한국어", KOREAN)
    pdf = built(desk)
    assert carried(pdf) == set()
    done = strevview("extract", "out/2025-07.pdf", "-o", "again", cwd=desk)
    assert done.code == 0
    assert "SV927" in done.out
    assert f"fonts/{KOREAN.name} is not in the PDF" in done.out
    assert strevview("audit", "out/2025-07.pdf", cwd=desk).code == 0
    (desk / "again" / "fonts").mkdir()
    shutil.copy(KOREAN, desk / "again" / "fonts")
    assert built(desk / "again") == pdf
    assert "SV927" not in strevview("extract", "out/2025-07.pdf", "-o", "again", cwd=desk).out


def test_a_collection_serves_each_script_from_its_own_face(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "ไทย and ქართული")
    collection = TTCollection()
    collection.fonts = [
        TTFont(SERVED / f"NotoSans{name}[wght].ttf") for name in ("Thai", "Georgian")
    ]
    for font in collection.fonts:
        del font["fvar"], font["gvar"]
    collection.save(desk / "fonts" / "both.ttc")
    pdf = built(desk)
    assert {"Noto-Sans-Thai", "Noto-Sans-Georgian"} <= fonts_in(pdf)
    assert carried(pdf) == {"fonts/both.ttc"}


def spoil_header(font: Path) -> None:
    font.write_bytes(b"<!DOCTYPE html>" + font.read_bytes()[15:])


def cut(font: Path) -> None:
    font.write_bytes(font.read_bytes()[:20_000])


def take_outlines(font: Path) -> None:
    bare = TTFont(font)
    for table in ("glyf", "loca", "gvar"):
        del bare[table]
    bare.save(font)


def forbid(font: Path) -> None:
    bare = TTFont(font)
    bare["OS/2"].fsType = 2
    bare.save(font)


def link_out(font: Path) -> None:
    font.unlink()
    font.symlink_to(TAMIL)


def rename(font: Path) -> None:
    font.rename(font.with_name("Tamil?.ttf"))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (spoil_header, "is no TrueType or OpenType font"),
        (cut, "is cut off"),
        (take_outlines, "has no outlines that print"),
        (forbid, "may not be embedded"),
        (link_out, "is a link out of the folder"),
        (rename, "cannot be written on every system"),
    ],
)
def test_a_font_that_cannot_be_used_is_told(
    tmp_path: Path, spoil: Callable[[Path], None], reason: str
) -> None:
    desk = desk_with(tmp_path, "தமிழ்", TAMIL)
    spoil(desk / "fonts" / TAMIL.name)
    for command in ("lint", "build"):
        done = strevview(command, cwd=desk)
        assert done.code == 1
        assert "SV717" in done.out + done.err
        assert reason in done.out + done.err
    change(desk / "issues" / "2025-07.yaml", "தமிழ்", "Tamil")
    assert strevview("lint", cwd=desk).code == 0


def test_emoji_and_signs_print_in_one_colour(tmp_path: Path) -> None:
    pdf = built(desk_with(tmp_path, "🚀, ★ and ✓, and a heart ❤️"))
    assert "Noto-Emoji-Signs" in fonts_in(pdf)
    assert all(sign in pdfium_text(pdf) for sign in "🚀★✓❤")
    with opened(pdf) as document:
        assert b"/Image" not in document.pages[1].obj.to_json()


def test_japanese_is_set_in_its_own_shapes(tmp_path: Path) -> None:
    assert "Noto-Sans-SC" in fonts_in(built(desk_with(tmp_path / "zh", "骨")))
    fonts = fonts_in(built(desk_with(tmp_path / "ja", "骨の")))
    assert "Noto-Sans-JP" in fonts
    assert "Noto-Sans-SC" not in fonts


def test_without_the_extra_its_name_is_the_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_extra(name: str) -> Path | None:
        return None if name == "manimgx_fonts" else package_folder(name)

    monkeypatch.setattr("strevview.style.script_fonts.package_folder", without_extra)
    done = strevview("lint", cwd=desk_with(tmp_path, "தமிழ்"))
    assert "pip install 'strevview[scripts]'" in done.out
