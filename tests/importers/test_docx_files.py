"""Reading DOCX: pictures, other parts, kinds of packages, and files that cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from strevview.importers.blocks import Kind
from strevview.importers.docx_reader import read_docx
from tests.importers.docx_files import (
    docx_bytes,
    links,
    paragraph,
    read,
    run,
    style,
    styled,
    texts,
)


def drawing(relation: str, description: str = "", tag: str = "inline") -> str:
    return (
        f'<w:r><w:drawing><wp:{tag}><wp:docPr id="1" name="x" descr="{description}"/><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill>'
        f"</pic:pic></a:graphicData></a:graphic></wp:{tag}></w:drawing></w:r>"
    )


def picture(form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, form)
    return out.getvalue()


def test_pictures_and_their_captions(tmp_path: Path) -> None:
    png, gif, emf = picture(), picture("GIF"), b"\x01\0\0\0" + b"x" * 60
    body = (
        paragraph(drawing("p", "A red field"))
        + paragraph(run("Figure 1. The field."))
        + paragraph(run("Text before ") + drawing("g", tag="anchor") + run("and after it."))
        + paragraph(run("By style"), styled("caption"))
        + paragraph(
            '<w:r><w:pict><v:shape alt="Old"><v:imagedata r:id="p"/></v:shape></w:pict></w:r>'
        )
        + paragraph(run("Set in the middle"), '<w:jc w:val="center"/>')
        + paragraph(drawing("p", "IMG_2034.JPG"))
        + paragraph(drawing("e", "A drawing") + drawing("gone"))
    )
    document = read(
        tmp_path,
        body,
        pictures={
            "p": ("a.png", png),
            "g": ("b.gif", gif),
            "e": ("c.emf", emf),
        },
        styles=style("caption"),
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        (Kind.PICTURE, ""),
        (Kind.PARAGRAPH, "Figure 1. The field."),
        (Kind.PARAGRAPH, "Text before and after it."),
        (Kind.PICTURE, ""),
        (Kind.CAPTION, "By style"),
        (Kind.PICTURE, ""),
        (Kind.PARAGRAPH, "Set in the middle"),
        (Kind.PICTURE, ""),
    ]
    found = [block.picture for block in document.blocks if block.picture is not None]
    assert [(one.suffix, one.alt) for one in found] == [
        (".png", "A red field"),
        (".png", None),
        (".png", None),
        (".png", None),
    ]
    assert found[0].data == png
    assert found[1].data.startswith(b"\x89PNG")
    assert [(one.code, one.message) for one in document.diagnostics] == [
        (
            "SV948",
            "2 pictures were left out, the first of them the picture `word/media/c.emf`: "
            "it is in the format EMF, which no issue may hold",
        )
    ]
    assert document.left_out[0].text == "A drawing word/media/c.emf"
    assert document.left_out[1].why == "a picture: it is not in the file, which only names it"


def test_charts_and_files_inside_the_text_are_told(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph(run("Text.")), chart="", aFChunk="")
    assert [(found.code, found.message) for found in document.diagnostics] == [
        ("SV948", "a chart or diagram was left out: it is no picture"),
        ("SV949", "a part of the document is another file inside it, and was left out"),
    ]


def test_headers_and_footers_are_dropped(tmp_path: Path) -> None:
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("12")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = read(
        tmp_path,
        paragraph(run("Text.")),
        header=paragraph(run("Review")),
        footer=paragraph(run("Institute ") + page),
    )
    assert texts(document) == ["Text."]
    assert [(one.text, one.why) for one in document.left_out] == [
        ("Review", "a running header"),
        ("Institute 12", "a running footer"),
    ]


def test_a_macro_document_and_a_template_are_read(tmp_path: Path) -> None:
    for kind in (
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "template.main+xml",
    ):
        path = tmp_path / "x.docm"
        path.write_bytes(docx_bytes(paragraph(run("Text.")), main=kind))
        assert texts(read_docx(path)) == ["Text."]


def test_the_strict_kind_of_document_is_read(tmp_path: Path) -> None:
    usual = docx_bytes(
        paragraph(f'<w:hyperlink r:id="a">{run("held")}</w:hyperlink>') + paragraph(drawing("p")),
        links={"a": "https://a.example"},
        pictures={"p": ("p.png", picture())},
    )
    path = tmp_path / "strict.docx"
    with (
        zipfile.ZipFile(io.BytesIO(usual)) as source,
        zipfile.ZipFile(path, "w") as strict,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name.endswith((".xml", ".rels")) and "Content" not in name:
                for area in (b"wordprocessingml", b"officeDocument", b"drawingml"):
                    data = data.replace(
                        b"http://schemas.openxmlformats.org/%s/2006/" % area,
                        b"http://purl.oclc.org/ooxml/%s/" % area,
                    )
                assert b"purl.oclc.org" in data
            strict.writestr(name, data)
    document = read_docx(path)
    assert links(document.blocks[0]) == [("held", "https://a.example")]
    assert document.blocks[1].kind is Kind.PICTURE


def test_relations_that_lead_nowhere_do_no_harm(tmp_path: Path) -> None:
    whole = docx_bytes(paragraph(run("Text.") + drawing("p")), pictures={"p": ("p.png", picture())})
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(path, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if not name.endswith(".png"):
                made.writestr(name, data.replace(b"media/p.png", b"NULL"))
    document = read_docx(path)
    assert texts(document) == ["Text."]
    assert [found.code for found in document.diagnostics] == ["SV948"]


def test_a_linked_picture_keeps_its_link(tmp_path: Path) -> None:
    click = '<a:hlinkClick r:id="a"/></wp:docPr>'
    linked = drawing("p", "A field").replace('descr="A field"/>', f'descr="A field">{click}')
    body = paragraph(linked + drawing("gone").replace('descr=""/>', f'descr="">{click}'))
    body += paragraph(f'<w:hyperlink r:id="b">{drawing("p")}</w:hyperlink>{run("Text.")}')
    addresses = {"a": "https://a.example", "b": "https://b.example"}
    document = read(tmp_path, body, pictures={"p": ("p.png", picture())}, links=addresses)
    assert [(block.kind, block.links) for block in document.blocks] == [
        (Kind.PICTURE, ("https://a.example",)),
        (Kind.PICTURE, ("https://b.example",)),
        (Kind.PARAGRAPH, ()),
    ]


def test_a_picture_in_a_text_box_stands_once_and_what_is_in_a_footers_box_too(
    tmp_path: Path,
) -> None:
    inside = paragraph(drawing("p", "A field") + run("Below."))
    shape = f"<v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape>"
    box = paragraph(run("Before.") + f"<w:r><w:pict>{shape}</w:pict></w:r>")
    small = shape.replace(drawing("p", "A field"), "")
    footer = paragraph(f"<w:r><w:pict>{small}</w:pict></w:r>")
    document = read(tmp_path, box, pictures={"p": ("p.png", picture())}, footer=footer)
    assert [(block.kind, block.text) for block in document.blocks] == [
        (Kind.PARAGRAPH, "Before."),
        (Kind.PICTURE, ""),
        (Kind.PARAGRAPH, "Below."),
    ]
    assert [(one.text, one.times) for one in document.left_out] == [("Below.", 1)]


def renamed(data: bytes, change: dict[bytes, bytes], main: str) -> bytes:
    """Return a DOCX whose main part has another name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", 8) as made:
        for name in source.namelist():
            content = source.read(name)
            for old, new in change.items():
                content = content.replace(old, new) if "document" not in name else content
            made.writestr(main if name == "word/document.xml" else name, content)
    return out.getvalue()


def test_a_main_part_of_any_name_is_read_and_bounded(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    change = {b"word/document.xml": b"word/text.bin"}
    path.write_bytes(renamed(docx_bytes(paragraph(run("Text."))), change, "word/text.bin"))
    assert texts(read_docx(path)) == ["Text."]
    large = docx_bytes(paragraph(run("x" * 40_000_000)))
    many = docx_bytes(paragraph("<w:r/>" * 600_000))
    for data in (large, renamed(large, change, "word/text.bin"), many):
        path.write_bytes(data)
        assert len(data) < 200_000
        assert [found.code for found in read_docx(path).diagnostics] == ["SV944"]


def test_a_file_that_declares_entities_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes(""))) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                space = b"<!--" + b" " * 9000 + b"-->"
                start = b"?>" + space + b'<!DOCTYPE x [<!ENTITY a "b">]>'
                content = content.replace(b"?>", start, 1)
            made.writestr(name, content)
    path = tmp_path / "x.docx"
    path.write_bytes(out.getvalue())
    assert [found.message for found in read_docx(path).diagnostics] == [
        "the file declares entities of its own"
    ]


@pytest.mark.parametrize(
    ("root", "says"), [("presentation", "a presentation"), ("workbook", "a spreadsheet")]
)
def test_other_office_files_are_refused(tmp_path: Path, root: str, says: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes(""))) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            is_main = name == "word/document.xml"
            made.writestr(name, f"<{root}/>" if is_main else source.read(name))
    path = tmp_path / "x.docx"
    path.write_bytes(out.getvalue())
    found = read_docx(path).diagnostics[0]
    assert (found.code, found.message) == ("SV940", f"this is {says}, not a DOCX")


def test_tables_too_deep_to_follow_are_a_fault_and_no_crash(tmp_path: Path) -> None:
    deep = 3000
    body = "<w:tbl><w:tr><w:tc>" * deep + paragraph(run("x")) + "</w:tc></w:tr></w:tbl>" * deep
    path = tmp_path / "x.docx"
    path.write_bytes(docx_bytes(body))
    assert [found.code for found in read_docx(path).diagnostics] == ["SV942"]


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "SV943",
            "pass",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "SV940", "DOC"),
        (b"PK\x03\x04 and then nothing of the kind", "SV942", "damaged"),
        (docx_bytes(paragraph(run("x")))[:900], "SV942", "damaged"),
        (docx_bytes(""), "SV945", "no words"),
        (docx_bytes("<w:p><w:r><w:t>open"), "SV942", "broken"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, code: str, says: str) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    document = read_docx(path)
    assert document.blocks == ()
    assert document.diagnostics[0].code == code
    assert document.diagnostics[0].is_error
    assert says in document.diagnostics[0].message
    assert document.diagnostics[0].help
