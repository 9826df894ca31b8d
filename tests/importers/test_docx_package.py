"""Reading DOCX: pictures, other parts, kinds of packages, and files that cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from strevview.importers.docx.reading import read_docx
from strevview.importers.manuscript import Kind
from tests.importers.docx_files import docx_bytes, links, paragraph, read, run, style, styled, texts


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
    manuscript = read(
        tmp_path,
        body,
        pictures={
            "p": ("a.png", png),
            "g": ("b.gif", gif),
            "e": ("c.emf", emf),
        },
        styles=style("caption"),
    )
    assert [block.kind for block in manuscript.blocks] == [
        Kind.PICTURE,
        Kind.CAPTION,
        Kind.PARAGRAPH,
        Kind.PICTURE,
        Kind.CAPTION,
        Kind.PICTURE,
        Kind.CAPTION,
        Kind.PICTURE,
    ]
    found = [block.picture for block in manuscript.blocks if block.picture is not None]
    assert [(one.suffix, one.alt) for one in found] == [
        (".png", "A red field"),
        (".png", None),
        (".png", "Old"),
        (".png", None),
    ]
    assert found[0].data == png
    assert found[1].data.startswith(b"\x89PNG")
    assert [one.message for one in manuscript.diagnostics] == [
        "the picture “A drawing” was left out: it is in the format EMF, which no issue may hold",
        "a picture was left out: it is not in the file, which only names it",
    ]
    assert {one.code for one in manuscript.diagnostics} == {"SV948"}


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_is_cropped_as_it_was_printed(tmp_path: Path, form: str) -> None:
    made = io.BytesIO()
    image = Image.new("RGB", (40, 20), "red")
    image.paste("blue", (20, 0, 40, 20))
    image.save(made, form, quality=95)
    crop = '<a:srcRect l="50000" t="10000" r="-9" b="25000"/>'
    body = paragraph(drawing("p").replace("</pic:blipFill>", f"{crop}</pic:blipFill>"))
    body += paragraph(drawing("p")) + paragraph(run("Text."))
    found = [
        block.picture
        for block in read(tmp_path, body, pictures={"p": ("p.png", made.getvalue())}).blocks
        if block.picture is not None
    ]
    assert [one.suffix for one in found] == [{"PNG": ".png", "JPEG": ".jpg"}[form]] * 2
    with Image.open(io.BytesIO(found[0].data)) as cut:
        assert cut.size == (20, 13)
        assert cut.convert("RGB").getpixel((12, 8)) == pytest.approx((0, 0, 255), abs=12)
    assert found[1].data == made.getvalue()


def test_charts_and_diagrams_are_told(tmp_path: Path) -> None:
    graph = (
        '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><{0} xmlns:{1}="http://schemas.'
        'openxmlformats.org/drawingml/2006/{2}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    body = paragraph(
        run("Text.")
        + graph.format("c:chart", "c", "chart")
        + graph.format("dgm:relIds", "dgm", "diagram")
    )
    assert [found.message for found in read(tmp_path, body).diagnostics] == [
        "a chart is no picture and was left out",
        "a diagram (SmartArt) is no picture and was left out",
    ]


def test_headers_and_footers_are_dropped(tmp_path: Path) -> None:
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("12")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    manuscript = read(
        tmp_path,
        paragraph(run("Text.")),
        header=paragraph(run("Review")),
        footer=paragraph(run("Institute ") + page),
    )
    assert texts(manuscript) == ["Text."]
    assert [(one.text, one.why) for one in manuscript.dropped] == [
        ("Review", "a running header"),
        ("Institute", "a running footer"),
        ("12", "a page number"),
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
    manuscript = read_docx(path)
    assert links(manuscript.blocks[0]) == [("held", "https://a.example")]
    assert manuscript.blocks[1].kind is Kind.PICTURE


def test_relations_that_lead_nowhere_do_no_harm(tmp_path: Path) -> None:
    whole = docx_bytes(paragraph(run("Text.") + drawing("p")), pictures={"p": ("p.png", picture())})
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(path, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if not name.endswith(".png"):
                made.writestr(name, data.replace(b"media/p.png", b"NULL"))
    manuscript = read_docx(path)
    assert texts(manuscript) == ["Text."]
    assert [found.code for found in manuscript.diagnostics] == ["SV948"]


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "SV945", "no words"),
        (b"PK\x03\x04 and then nothing of the kind", "SV942", "damaged"),
        (docx_bytes(paragraph(run("x")))[:900], "SV942", "damaged"),
        (docx_bytes(""), "SV945", "no words"),
        (docx_bytes("<w:p><w:r><w:t>open"), "SV942", "broken"),
        (
            docx_bytes(
                "", main="application/vnd.openxmlformats-officedocument.presentationml.main+xml"
            ),
            "SV940",
            "presentation",
        ),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, code: str, says: str) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    manuscript = read_docx(path)
    assert manuscript.blocks == ()
    assert manuscript.diagnostics[0].code == code
    assert manuscript.diagnostics[0].is_error
    assert says in manuscript.diagnostics[0].message
    assert manuscript.diagnostics[0].help
