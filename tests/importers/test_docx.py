"""Reading DOCX: each thing that Word writes, as raw XML, and what comes of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from strevview.importers.docx.reading import read_docx
from strevview.importers.manuscript import Dropped, Kind
from tests.importers.docx_files import (
    docx_bytes,
    kinds,
    links,
    missing,
    paragraph,
    read,
    run,
    texts,
)

BOLD = "<w:b/>"


def style(name: str, inner: str = "", *, kind: str = "paragraph", based: str = "") -> str:
    identity = name.replace(" ", "")
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{base}{inner}'
        "</w:style>"
    )


def styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def test_a_document_as_python_docx_writes_it(tmp_path: Path) -> None:
    made = Document()
    made.add_heading("China Review", 0)
    made.add_heading("China-Pakistan Cooperation", 1)
    held = made.add_paragraph("The meeting was ")
    held.add_run("held").italic = True
    held.add_run(" on 23 July.")
    made.add_paragraph("first", style="List Bullet")
    made.add_paragraph("second", style="List Number 2")
    made.add_paragraph("A statement.", style="Intense Quote")
    made.sections[0].header.paragraphs[0].text = "Review, July 2025"
    made.add_comment(held.runs[0], text="check this", author="A", initials="A")
    made.save(str(tmp_path / "made.docx"))

    manuscript = read_docx(tmp_path / "made.docx")

    assert missing(manuscript) == ({}, {})
    assert kinds(manuscript) == [
        (Kind.HEADING, "China Review"),
        (Kind.HEADING, "China-Pakistan Cooperation"),
        (Kind.PARAGRAPH, "The meeting was held on 23 July."),
        (Kind.LIST_ENTRY, "first"),
        (Kind.LIST_ENTRY, "second"),
        (Kind.QUOTATION, "A statement."),
    ]
    assert [run.italic for run in manuscript.blocks[2].runs] == [False, True, False]
    assert [block.numbered for block in manuscript.blocks[3:5]] == [False, True]
    assert manuscript.blocks[1].size == 14
    assert manuscript.language == "en-US"
    assert manuscript.name == "made.docx"
    assert set(manuscript.dropped) == {
        Dropped("Review, July 2025", "a running header"),
        Dropped("check this", "a comment"),
    }


def test_headings_by_style_in_any_language_by_base_and_by_outline(tmp_path: Path) -> None:
    styles = (
        style("heading 1")
        + style("Kapitel", based="heading1")
        + style("Rubrik", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("Plain")
    )
    body = (
        paragraph(run("By name"), styled("heading1"))
        + paragraph(run("By base"), styled("Kapitel"))
        + paragraph(run("By outline"), styled("Rubrik"))
        + paragraph(run("By itself"), '<w:outlineLvl w:val="2"/>')
        + paragraph(run("Not at all, body text"), styled("heading1") + '<w:outlineLvl w:val="9"/>')
        + paragraph(run("Plain text"), styled("Plain"))
    )
    blocks = read(tmp_path, body, styles=styles).blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (Kind.HEADING, 1),
        (Kind.HEADING, 1),
        (Kind.HEADING, 2),
        (Kind.HEADING, 3),
        (Kind.PARAGRAPH, 0),
        (Kind.PARAGRAPH, 0),
    ]


def test_headings_by_look(tmp_path: Path) -> None:
    text = "The satellite was launched from Xichang, and it reached its orbit on the same day."
    body = (
        paragraph(run("Scientific Breakthroughs", BOLD))
        + paragraph(run(text))
        + paragraph(run("Larger Than the Text", '<w:sz w:val="28"/>'))
        + paragraph(run(text))
        + paragraph(run("A bold sentence ends with a stop.", BOLD))
        + paragraph(run("Bold begins", BOLD) + run(" and plain goes on"))
    )
    assert [block.kind for block in read(tmp_path, body).blocks] == [
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.PARAGRAPH,
        Kind.PARAGRAPH,
    ]


def test_lists_by_numbering_and_their_levels(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{shape}"/></w:lvl>'
        for level, shape in enumerate(("bullet", "decimal", "none"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )

    def entry(text: str, level: int, number: int = 3) -> str:
        return paragraph(
            run(text),
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
        )

    body = entry("outer", 0) + entry("inner", 1) + entry("no sign", 2) + entry("taken out", 0, 0)
    blocks = read(tmp_path, body, numbering=numbering).blocks
    assert [(block.kind, block.level, block.numbered) for block in blocks] == [
        (Kind.LIST_ENTRY, 1, False),
        (Kind.LIST_ENTRY, 2, True),
        (Kind.PARAGRAPH, 0, False),
        (Kind.PARAGRAPH, 0, False),
    ]


def test_a_style_may_make_a_list(tmp_path: Path) -> None:
    styles = style("Dots", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = paragraph(run("an entry"), styled("Dots"))
    assert kinds(read(tmp_path, body, styles=styles)) == [(Kind.LIST_ENTRY, "an entry")]


def test_bullets_and_numbers_typed_by_hand(tmp_path: Path) -> None:
    lines = (
        "•\tone",
        "\uf0b7 two",
        "- three",
        "- four",
        "1. five",
        "2. six",
        "- seven: alone",
        "8. x",
    )
    manuscript = read(tmp_path, "".join(paragraph(run(line)) for line in lines))
    entries = [block.text for block in manuscript.blocks if block.kind is Kind.LIST_ENTRY]
    assert entries == ["one", "two", "three", "four", "five", "six"]
    assert [block.numbered for block in manuscript.blocks] == [False] * 4 + [True] * 2 + [False] * 2
    assert texts(manuscript)[-2:] == ["- seven: alone", "8. x"]


def test_quotations_by_style_and_by_indents(tmp_path: Path) -> None:
    body = (
        paragraph(run("“By style.”"), styled("BlockText"))
        + paragraph(run("“By indents.”"), '<w:ind w:left="720" w:right="720"/>')
        + paragraph(run("A text that begins further right."), '<w:ind w:left="720"/>')
        + paragraph(run("A text of the usual width that most letters have."))
    )
    blocks = read(tmp_path, body, styles=style("Block Text")).blocks
    assert [block.kind for block in blocks] == [
        Kind.QUOTATION,
        Kind.QUOTATION,
        Kind.PARAGRAPH,
        Kind.PARAGRAPH,
    ]


def test_looks_come_from_runs_and_styles_and_cancel_out(tmp_path: Path) -> None:
    styles = style("Strong", "<w:rPr><w:b/></w:rPr>", kind="character") + style(
        "Loud", "<w:rPr><w:b/><w:sz w:val='30'/></w:rPr>"
    )
    strong = '<w:rStyle w:val="Strong"/>'
    body = paragraph(
        run("bold", strong) + run(" plain ") + run("off", strong + '<w:b w:val="0"/>')
    ) + paragraph(run("both cancel", strong) + run(" one is left."), styled("Loud"))
    first, second = read(tmp_path, body, styles=styles).blocks
    assert [(run.text, run.bold) for run in first.runs] == [("bold", True), (" plain off", False)]
    assert [(run.text, run.bold) for run in second.runs] == [
        ("both cancel", False),
        (" one is left.", True),
    ]
    assert second.size == 15


def test_links_of_each_form(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://c.example/</w:instrText></w:r>'
        '<w:r><w:instrText>x" \\o "a tip" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("third", BOLD)}{run(" word")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        '<w:bookmarkStart w:id="1" w:name="here"/>'
        + paragraph(
            f'<w:hyperlink r:id="a">{run("fir")}{run("st")}</w:hyperlink>{run(" ")}'
            f'<w:fldSimple w:instr=" HYPERLINK &quot;https://b.example&quot; ">{run("second")}'
            f"</w:fldSimple>{run(' ')}{field}{run(' after')}"
        )
        + paragraph(
            f'<w:hyperlink w:anchor="here">{run("inside")}</w:hyperlink>{run(" ")}'
            f'<w:hyperlink w:anchor="gone">{run("dead")}</w:hyperlink>{run(" ")}'
            f'<w:hyperlink r:id="none">{run("lost")}</w:hyperlink>{run(" ")}'
            f'<w:hyperlink r:id="file">{run("local")}</w:hyperlink>'
        )
        + paragraph(run("See https://d.example/a_(b). And (www.e.example/x)."))
    )
    addresses = {"a": "https://a.example/?x=1&amp;y=2", "file": "file:///C:/Users/x.docx"}
    manuscript = read(tmp_path, body, links=addresses)
    first, second, third = manuscript.blocks
    assert links(first) == [
        ("first", "https://a.example/?x=1&y=2"),
        ("second", "https://b.example"),
        ("third", "https://c.example/x"),
        (" word", "https://c.example/x"),
    ]
    assert first.text == "first second third word after"
    assert links(second) == [("dead", ""), ("lost", ""), ("local", "")]
    assert links(third) == [
        ("https://d.example/a_(b)", "https://d.example/a_(b)"),
        ("www.e.example/x", "https://www.e.example/x"),
    ]
    assert [found.code for found in manuscript.diagnostics] == ["SV949"]


def test_a_link_may_lead_to_a_place_on_a_page(tmp_path: Path) -> None:
    body = paragraph(f'<w:hyperlink r:id="a" w:anchor="part">{run("x")}</w:hyperlink>') + paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK \\l "gone"'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("y")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    first, second = read(tmp_path, body, links={"a": "https://a.example/"}).blocks
    assert links(first) == [("x", "https://a.example/#part")]
    assert links(second) == [("y", "")]


def test_a_field_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    body = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://a.b"'
        f"</w:instrText></w:r>{run('lost code')}"
    ) + paragraph(run("The text goes on."))
    manuscript = read(tmp_path, body)
    assert kinds(manuscript) == [(Kind.PARAGRAPH, "The text goes on.")]
    assert manuscript.dropped == (Dropped("lost code", "the code of a field"),)


def test_contents_are_a_list_without_their_page_numbers(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def code(text: str) -> str:
        return f"<w:r><w:instrText>{text}</w:instrText></w:r>"

    number = mark("begin") + code("PAGEREF _Toc1 \\h") + mark("separate") + run("3") + mark("end")
    tab = "<w:r><w:tab/></w:r>"
    body = (
        paragraph(
            mark("begin")
            + code('TOC \\o "1-2"')
            + mark("separate")
            + run("Cooperation")
            + tab
            + number,
            styled("TOC1"),
        )
        + paragraph(run("Deeper") + tab + number + mark("end"), styled("TOC2"))
        + paragraph(run("Text."))
    )
    manuscript = read(tmp_path, body, styles=style("TOC 1") + style("TOC 2"))
    assert [(block.kind, block.level, block.text) for block in manuscript.blocks] == [
        (Kind.LIST_ENTRY, 1, "Cooperation"),
        (Kind.LIST_ENTRY, 2, "Deeper"),
        (Kind.PARAGRAPH, 0, "Text."),
    ]
    assert manuscript.dropped == (Dropped("3", "a page number"),) * 2


def test_tracked_changes(tmp_path: Path) -> None:
    body = (
        paragraph(
            run("The ")
            + '<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>'
            + f'<w:ins w:id="2">{run("new")}</w:ins>'
            + run(" satellite")
            + f'<w:moveFrom w:id="3">{run(" flew")}</w:moveFrom>'
        )
        + paragraph(run("joined"), '<w:rPr><w:del w:id="4"/></w:rPr>')
        + paragraph(run(" to the next"))
        + '<w:tbl><w:tr><w:trPr><w:del w:id="5"/></w:trPr>'
        + f"<w:tc>{paragraph(run('gone row'))}</w:tc></w:tr></w:tbl>"
    )
    manuscript = read(tmp_path, body)
    assert texts(manuscript) == ["The new satellite", "joined to the next"]
    assert manuscript.dropped == (
        Dropped("old", "deleted in a tracked change"),
        Dropped("flew", "moved elsewhere in a tracked change"),
        Dropped("gone row", "deleted in a tracked change"),
    )


def test_hidden_text_and_placeholders_are_dropped(tmp_path: Path) -> None:
    body = paragraph(
        run("seen ")
        + run("unseen", "<w:vanish/>")
        + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run(" Click here")
        + "</w:sdtContent></w:sdt>"
    )
    manuscript = read(tmp_path, body)
    assert texts(manuscript) == ["seen"]
    assert [(one.text, one.why) for one in manuscript.dropped] == [
        ("unseen", "hidden text"),
        ("Click here", "the words of an empty form field"),
    ]


def note(identity: int, content: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{identity}">{content}</w:{kind}>'


def mark(identity: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'


def test_notes(tmp_path: Path) -> None:
    body = (
        paragraph(run("It was launched,") + mark(1) + run(" and it flew") + mark(2) + run("."))
        + paragraph(run("It landed.") + mark(4, "endnote"))
        + paragraph(run("The end."))
    )
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    footnotes = (
        separator
        + note(1, paragraph(run("See https://a.example/x (accessed on 3 August 2025).")))
        + note(2, paragraph(run("A second satellite")) + paragraph(run("flew with it.")))
        + note(3, paragraph(run("Nobody asks.")))
    )
    endnotes = note(4, paragraph(run("https://b.example")), "endnote")
    manuscript = read(tmp_path, body, footnotes=footnotes, endnotes=endnotes)
    assert texts(manuscript) == [
        "It was launched, and it flew.",
        "A second satellite",
        "flew with it.",
        "It landed.",
        "The end.",
    ]
    assert links(manuscript.blocks[0]) == [("launched", "https://a.example/x")]
    assert links(manuscript.blocks[3]) == [("landed", "https://b.example")]
    assert [(one.text, one.why) for one in manuscript.dropped] == [
        (
            "See https://a.example/x (accessed on 3 August 2025).",
            "a note: it gives the source of “launched”",
        ),
        ("https://b.example", "a note: it gives the source of “landed”"),
        ("Nobody asks.", "a note that nothing refers to"),
    ]
    assert manuscript.words.index("second") < manuscript.words.index("landed.")


def test_what_high_level_readers_pass_over(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph(run('In a box'))}</w:txbxContent>"
    body = (
        paragraph(
            f"<w:smartTag>{run('tagged ')}</w:smartTag>"
            f"<w:sdt><w:sdtContent>{run('controlled ')}</w:sdtContent></w:sdt>"
            f'<w:customXml w:element="x">{run("custom ")}</w:customXml>'
            "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"
        )
        + f"<w:sdt><w:sdtContent>{paragraph(run('A control of paragraphs'))}</w:sdtContent></w:sdt>"
        + paragraph(
            run("Beside it")
            + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
            + f"<wps:txbx>{box}</wps:txbx></wp:anchor></w:drawing></mc:Choice>"
            + f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            + "</mc:AlternateContent></w:r>"
        )
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('One'))}{paragraph(run('Two'))}</w:tc>"
        f"<w:sdt><w:sdtContent><w:tc>{paragraph(run('Three'))}</w:tc></w:sdtContent></w:sdt></w:tr>"
        "</w:tbl>"
    )
    assert texts(read(tmp_path, body)) == [
        "tagged controlled custom E=mc",
        "A control of paragraphs",
        "Beside it",
        "In a box",
        "One",
        "Two",
        "Three",
    ]


def test_signs_that_are_elements_or_unseen(tmp_path: Path) -> None:
    body = paragraph(
        run("coop\u00aderation")
        + "<w:r><w:softHyphen/><w:noBreakHyphen/><w:t>1</w:t><w:tab/><w:t>x</w:t><w:br/></w:r>"
        + run("next")
        + '<w:r><w:sym w:font="Symbol" w:char="F061"/>'
        + '<w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    ) + paragraph(run("one") + "<w:r><w:br/><w:br/></w:r>" + run("two"))
    assert texts(read(tmp_path, body)) == ["cooperation-1 x nextα→", "one", "two"]


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
