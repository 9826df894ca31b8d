"""Words without a tag; what tags tell stands in tests/cases/blocks."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Name

from tests.importers.pdf.sheets import FOX
from tests.importers.pdf.told import read, texts
from tests.importers.pdf.typeset import typeset


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
