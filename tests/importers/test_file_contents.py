"""The words and links of a file, as the proof counts them."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.importers.blocks import FileContents
from strevview.importers.file_contents import docx_contents, markdown_contents, text_contents
from tests.importers.docx_files import archive, docx_bytes, field, members, paragraph, run

BOX = paragraph(run("boxed"))
DOCX = docx_bytes(
    paragraph(run("laun") + run("ched") + run(" it"))
    + paragraph("<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>" + run("kept"))
    + paragraph(f"<w:moveFrom>{run('moved')}</w:moveFrom><w:r><w:t>a</w:t><w:br/></w:r>")
    + paragraph(
        "<mc:AlternateContent><mc:Choice><w:r>" + BOX + "</w:r></mc:Choice>"
        "<mc:Fallback><w:r>" + BOX + "</w:r></mc:Fallback></mc:AlternateContent>"
    )
    + paragraph(
        f'<w:hyperlink r:id="l1">{run("one ")}</w:hyperlink>'
        f'<w:hyperlink w:anchor="place">{run("inside ")}</w:hyperlink>'
        + field(' HYPERLINK "https://b.example/a b" \\o "tip" ', run("two "))
        + field(' HYPERLINK \\l "place" ', run("inside "))
        + f'<w:fldSimple w:instr="HYPERLINK https://c.example">{run("three")}</w:fldSimple>'
    ),
    footnotes=f'<w:footnote w:id="1">{paragraph(run("A note."))}</w:footnote>',
    links={"l1": "https://a.example", "unused": "https://u.example"},
)
DECLARED = archive({**members(DOCX), "word/document.xml": b"<!DOCTYPE x><x/>"})
MARKDOWN = """\
---
title: The Review
layout: post
---
# One [two](https://a.example/a b)

*th*ree <b>four</b> <a href='https://b.example'>five</a><br>six[^n] <!-- no --> [in](#one)

- an open <title> tag
- goes no further

<script>nor is this</script>

[^n]: seven

[d]: https://d.example
"""
TEXT = "1. See (https://a.example/x_(y)), www.b.example/z.\n  o inner [1]\n\f2 https://\n"


@pytest.mark.parametrize(
    ("count", "data", "words", "links"),
    [
        (docx_contents, DOCX,
         "launched it kept a boxed one inside two inside three A note.",
         ("https://a.example", "https://b.example/a%20b", "https://c.example")),
        (docx_contents, DOCX[:300], "", ()),
        (docx_contents, b"PK\x03\x04", "", ()),
        (docx_contents, DECLARED, "", ()),
        (markdown_contents, MARKDOWN.encode(),
         "The Review One [two](https://a.example/a b) three four five six in an open goes no "
         "further – seven", ("https://b.example", "https://d.example")),
        (text_contents, TEXT.encode(),
         "See (https://a.example/x_(y)), www.b.example/z. inner [1] 2 https://",
         ("https://a.example/x_(y)", "https://www.b.example/z")),
    ],
)  # fmt: skip
def test_words_and_links_of_a_file(
    tmp_path: Path, count: object, data: bytes, words: str, links: tuple[str, ...]
) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    assert callable(count)
    found = count(path if count is docx_contents else data.decode())
    assert found == FileContents(tuple(words.split()), links)
