"""Reading DOCX: looks, and odd packages; texts stand in tests/cases/blocks."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from tests.importers.block_lists import read, shown
from tests.importers.docx_files import (
    archive,
    docx_bytes,
    members,
    paragraph,
    renamed,
    run,
)


def test_looks_come_from_the_nearest_that_tells_them(tmp_path: Path) -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/>'
        '</w:rPr></w:style><w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/>'
        '<w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>'
    )
    strong = '<w:rStyle w:val="Strong"/>'
    body = (
        paragraph(run("bold", strong) + run(" plain") + run(" off", strong + '<w:b w:val="0"/>'))
        + paragraph(run("all", strong) + run(" of it"), '<w:pStyle w:val="Loud"/>')
        + paragraph(run("Larger", '<w:sz w:val="28"/>') + run(" by most", '<w:sz w:val="30"/>'))
    )
    document = read(tmp_path / "x.docx", docx_bytes(body, styles=styles))
    assert shown(document) == ["**bold** plain off", "**all of it**", "Larger by most"]
    assert [(block.bold, block.size) for block in document.blocks] == [
        (False, 11),
        (True, 15),
        (False, 15),
    ]


DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData><pic:pic>'
    '<pic:blipFill><a:blip r:embed="p"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


def test_the_strict_kind_and_a_main_part_of_any_name_are_read(tmp_path: Path) -> None:
    room = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(room, "PNG")
    usual = docx_bytes(
        paragraph(f'<w:hyperlink r:id="a">{run("held")}</w:hyperlink>{DRAWING}'),
        links={"a": "https://a.example"},
        pictures={"p": ("a.png", room.getvalue())},
    )
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
