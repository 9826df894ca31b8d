"""Issues in many scripts, with fonts of `fonts/`, conform and are copied letter for letter."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import yaml

from tests.command import strevview
from tests.desk import make_desk
from tests.programs import need_programs
from tests.render.reading import not_conforming, opened, pdfium_text, poppler_text

NOTO = Path("/usr/share/fonts/truetype/noto")
CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
ARTICLES = {
    name: (row["article"], row["font"])
    for name, row in yaml.safe_load(
        Path(__file__).with_name("scripts.yaml").read_text("utf-8")
    ).items()
}
SECTION = Path(__file__).with_name("scripts_section.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_programs("pdftotext", fonts=("Noto Sans Tamil", "Noto Sans CJK JP"))
    folder = make_desk(tmp_path_factory.mktemp("many"))
    fonts = folder / "fonts"
    fonts.mkdir()
    shutil.copy(CJK, fonts)
    for name in ARTICLES:
        for weight in ("Regular", "Bold"):
            path = NOTO / f"Noto{'Serif' if name == 'Tibetan' else 'Sans'}{name}-{weight}.ttf"
            if path.exists():
                shutil.copy(path, fonts)
    sections = "".join(
        SECTION.format(name=name, id=name.lower(), article=article, word=article.split()[-1])
        for name, (article, _) in ARTICLES.items()
    )
    text = f"schema: 1\nperiod: 2025-07\nsections:\n{sections}"
    (folder / "issues" / "2025-07.yaml").write_text(text, "utf-8")
    done = strevview("build", cwd=folder)
    assert done.code == 0, done.err
    return folder


def letters(text: str) -> str:
    """Return a text as it is read, without spaces, hyphens at lines' ends and what has no shape."""
    kept = (one for one in text if not one.isspace() and unicodedata.category(one)[0] != "C")
    return unicodedata.normalize("NFC", "".join(kept)).replace("-", "")


def test_many_scripts_conform_to_both_standards(desk: Path) -> None:
    assert not_conforming((desk / "out" / "2025-07.pdf").read_bytes()) == []


@pytest.mark.parametrize("reader", [poppler_text, pdfium_text], ids=["poppler", "pdfium"])
def test_many_scripts_are_copied_letter_for_letter(
    desk: Path, reader: Callable[[bytes], str]
) -> None:
    read = letters(reader((desk / "out" / "2025-07.pdf").read_bytes()))
    assert [name for name, (article, _) in ARTICLES.items() if letters(article) not in read] == []


def test_each_script_is_set_in_its_own_font(desk: Path) -> None:
    with opened((desk / "out" / "2025-07.pdf").read_bytes()) as pdf:
        names = {str(one.BaseFont)[8:] for one in pdf.objects if is_font(one)}
    assert {font for _, font in ARTICLES.values()} <= names


def is_font(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
