from __future__ import annotations

from pathlib import Path

from strevview.importers.file_contents import docx_contents, markdown_contents, text_contents
from tests.importers.docx_files import docx_bytes, paragraph, run


def field(instruction: str, shown: str) -> str:
    """Return a complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_words_of_a_docx(tmp_path: Path) -> None:
    box = paragraph(run("boxed"))
    path = tmp_path / "x.docx"
    path.write_bytes(
        docx_bytes(
            paragraph(run("laun") + run("ched") + run(" it"))
            + paragraph("<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>" + run("kept"))
            + paragraph(f"<w:moveFrom>{run('moved')}</w:moveFrom><w:r><w:t>a</w:t><w:br/></w:r>")
            + paragraph(
                "<mc:AlternateContent><mc:Choice><w:r>" + box + "</w:r></mc:Choice>"
                "<mc:Fallback><w:r>" + box + "</w:r></mc:Fallback></mc:AlternateContent>"
            ),
            footnotes=f'<w:footnote w:id="1">{paragraph(run("A note."))}</w:footnote>',
        )
    )
    assert docx_contents(path).words == ("launched", "it", "kept", "a", "boxed", "A", "note.")


def test_links_of_a_docx(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(
        docx_bytes(
            paragraph(
                f'<w:hyperlink r:id="l1">{run("one")}</w:hyperlink>'
                f'<w:hyperlink w:anchor="place">{run("inside")}</w:hyperlink>'
                + field(' HYPERLINK "https://b.example/a b" \\o "tip" ', "two")
                + field(' HYPERLINK \\l "place" ', "inside")
                + f'<w:fldSimple w:instr="HYPERLINK https://c.example">{run("three")}</w:fldSimple>'
            ),
            links={"l1": "https://a.example", "unused": "https://u.example"},
        )
    )
    assert docx_contents(path).links == (
        "https://a.example",
        "https://b.example/a%20b",
        "https://c.example",
    )


def test_a_damaged_docx_has_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(docx_bytes(paragraph(run("words")))[:300])
    assert docx_contents(path).words == ()
    path.write_bytes(b"PK\x03\x04")
    assert docx_contents(path).words == ()


def test_contents_of_markdown(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(
        "---\ntitle: The Review\nlayout: post\n---\n# One [two](https://a.example/a b)\n\n"
        "*th*ree <b>four</b> <a href='https://b.example'>five</a><br>six[^n] <!-- no --> "
        "[in](#one)\n\n"
        "[^n]: seven\n\n[d]: https://d.example\n",
        "utf-8",
    )
    contents = markdown_contents(path)
    assert contents.words == (
        *("The", "Review", "One", "[two](https://a.example/a", "b)"),
        *("three", "four", "five", "six", "in", "seven"),
    )
    assert contents.links == ("https://b.example", "https://d.example")


def test_contents_of_text(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "1. See (https://a.example/x_(y)), www.b.example/z.\n  o inner [1]\n\f2 https://\n", "utf-8"
    )
    contents = text_contents(path)
    assert contents.words == (
        *("See", "(https://a.example/x_(y)),", "www.b.example/z.", "inner", "[1]", "2", "https://"),
    )
    assert contents.links == ("https://a.example/x_(y)", "https://www.b.example/z")
