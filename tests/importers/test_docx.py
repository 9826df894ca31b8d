"""Reading DOCX: looks, pictures and odd packages; texts stand in tests/cases/blocks."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from PIL import Image

from tests.importers.block_lists import read, shown
from tests.importers.docx_files import (
    archive,
    docx_bytes,
    link,
    members,
    paragraph,
    run,
    style,
    styled,
)

A, B = {"a": "https://a.example"}, {"b": "https://b.example"}


def box(inner: str) -> str:
    """Return a run with a text box."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"


def test_a_document_as_python_docx_writes_it(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("China Review", 0)
    made.add_heading("China-Pakistan Cooperation", 1)
    held = made.add_paragraph("The meeting was ")
    held.add_run("held").italic = True
    held.add_run(" on 23 July.")
    made.add_paragraph("first", style="List Bullet")
    made.add_paragraph("second", style="List Number 2")
    made.add_paragraph("A statement.", style="Intense Quote")
    out = io.BytesIO()
    made.save(out)
    document = read(tmp_path / "made.docx", out.getvalue())
    assert [line.replace("*", "") for line in shown(document)] == [
        "# China Review",
        "## China-Pakistan Cooperation",
        "The meeting was held on 23 July.",
        "- first",
        "  1. second",
        "> A statement.",
    ]
    assert [run.italic for run in document.blocks[2].runs] == [False, True, False]
    assert document.blocks[1].size == 14
    assert (document.language, document.name) == ("en-US", "made.docx")


def test_looks_come_from_the_nearest_that_tells_them(tmp_path: Path) -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        + style("Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
        + style("Loud", "<w:rPr><w:b/><w:sz w:val='30'/></w:rPr>")
    )
    strong = '<w:rStyle w:val="Strong"/>'
    body = (
        paragraph(run("bold", strong) + run(" plain") + run(" off", strong + '<w:b w:val="0"/>'))
        + paragraph(run("all", strong) + run(" of it"), styled("Loud"))
        + paragraph(run("Larger", '<w:sz w:val="28"/>') + run(" by most", '<w:sz w:val="30"/>'))
    )
    document = read(tmp_path / "x.docx", docx_bytes(body, styles=styles))
    assert shown(document) == ["**bold** plain off", "**all of it**", "Larger by most"]
    assert [(block.bold, block.size) for block in document.blocks] == [
        (False, 11),
        (True, 15),
        (False, 15),
    ]


def picture(form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, form)
    return out.getvalue()


def drawing(relation: str, alt: str = "", click: str = "") -> str:
    leads = f'<a:hlinkClick r:id="{click}"/>' if click else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}">{leads}</wp:docPr>'
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{relation}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


PICTURES = {
    "p": ("a.png", picture()),
    "g": ("b.gif", picture("GIF")),
    "e": ("c.emf", b"\x01\0\0\0" + b"x" * 60),
}


def test_the_strict_kind_and_a_main_part_of_any_name_are_read(tmp_path: Path) -> None:
    usual = docx_bytes(paragraph(link("a", run("held")) + drawing("p")), links=A, pictures=PICTURES)
    files = {
        name: data.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
                           b"http://purl.oclc.org/ooxml/wordprocessingml/")
        .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/",
                 b"http://purl.oclc.org/ooxml/officeDocument/")
        if name.endswith((".xml", ".rels")) else data
        for name, data in members(usual).items()
    }  # fmt: skip
    document = read(tmp_path / "x.docx", renamed(archive(files)))
    assert shown(document) == ["[held](https://a.example)", "!.png"]


def renamed(data: bytes) -> bytes:
    """Return a DOCX whose main part is no `.xml` by its name."""
    files = members(data)
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"word/document.xml", b"word/text.bin")
    files["word/text.bin"] = files.pop("word/document.xml")
    files["word/_rels/text.bin.rels"] = files.pop("word/_rels/document.xml.rels")
    return archive(files)


def changed(old: bytes, new: bytes, data: bytes = b"") -> bytes:
    """Return a DOCX with other bytes in all of its parts."""
    whole = data or docx_bytes(paragraph(run("Text.")))
    return archive({name: part.replace(old, new) for name, part in members(whole).items()})


DEEP = 3000
REFUSED = {
    "a presentation": (changed(b"w:document", b"w:presentation"), "SV940", "a presentation, not"),
    "a spreadsheet": (changed(b"w:document", b"w:workbook"), "SV940", "a spreadsheet, not a DOCX"),
    "XML that is not closed": (docx_bytes("<w:p><w:r><w:t>open"), "SV942", "broken"),
    "entities far from the start": (
        changed(b"<w:document", b"<!--%9000s--><!DOCTYPE x [<!ENTITY a 'b'>]><w:document" % b""),
        "SV942",
        "the file declares entities of its own",
    ),
    "tables too deep to follow": (
        docx_bytes(
            "<w:tbl><w:tr><w:tc>" * DEEP + paragraph(run("x")) + "</w:tc></w:tr></w:tbl>" * DEEP
        ),
        "SV942",
        "broken",
    ),
    "a text that grows": (docx_bytes(paragraph(run("x" * 40_000_000))), "SV944", "too large"),
    "a text that grows under another name": (
        renamed(docx_bytes(paragraph(run("x" * 40_000_000)))),
        "SV944",
        "too large",
    ),
    "too many elements": (docx_bytes(paragraph("<w:r/>" * 600_000)), "SV944", "too many parts"),
    "no words": (docx_bytes(""), "SV945", "no words"),
    "a picture alone": (docx_bytes(drawing("p"), pictures=PICTURES), "SV945", "no words"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read(tmp_path: Path, kind: str) -> None:
    data, code, says = REFUSED[kind]
    document = read(tmp_path / "x.docx", data)
    assert document.blocks == ()
    assert (document.diagnostics[0].code, document.diagnostics[0].is_error) == (code, True)
    assert says in document.diagnostics[0].message
    assert document.diagnostics[0].help
