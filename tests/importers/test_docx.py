"""Reading DOCX: what each paragraph is, links, changes, notes, pictures, and odd packages."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from PIL import Image

from tests.importers.block_lists import left_out, read, shown, told
from tests.importers.docx_files import (
    BOLD,
    archive,
    docx_bytes,
    field,
    link,
    mark,
    members,
    paragraph,
    run,
    style,
    styled,
)

A, B = {"a": "https://a.example"}, {"b": "https://b.example"}
TAB = "<w:r><w:tab/></w:r>"


def table(*rows: list[str]) -> str:
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def box(inner: str, *, twice: bool = False) -> str:
    """Return a run with a text box, drawn in the new way, or in the new and the old one."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    new = f"<w:drawing><wp:anchor><wps:txbx>{content}</wps:txbx></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    if not twice:
        return f"<w:r>{old}</w:r>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{new}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


TEXTS = {
    "links of each form": (
        paragraph(
            link("a", run("fir") + run("st"))
            + '<w:fldSimple w:instr=" HYPERLINK &quot;https://b.example&quot; ">'
            + f"{run(' second')}</w:fldSimple>"
            + field('HYPERLINK "https://c.example/x" \\o "a tip"', run(" third", BOLD) + run(" w"))
            + run(" after")
        )
        + paragraph(
            link("a", run("page"), 'w:anchor="part"')
            + field('HYPERLINK "https://d.example" \\l "part"', run(" field"))
        )
        + '<w:bookmarkStart w:id="1" w:name="here"/>'
        + paragraph(
            link("", run("inside"), 'w:anchor="here"')
            + link("", run(" dead"), 'w:anchor="gone"')
            + field('HYPERLINK \\l "gone"', run(" too"))
            + link("none", run(" lost"))
        ),
        [
            "[first](https://a.example)[ second](https://b.example)"
            "[** third**](https://c.example/x)[ w](https://c.example/x) after",
            "[page](https://a.example#part)[ field](https://d.example#part)",
            "inside[ dead]()[ too]()[ lost]()",
        ],
    ),
    "links without words": (
        paragraph(run("one") + link("a", "") + link("b", run(" ")) + run("two"))
        + paragraph(field('HYPERLINK "https://c.example/x y"', "") + run("three")),
        ["one two<https://a.example><https://b.example>", "three<https://c.example/x%20y>"],
    ),
    "a field that goes on in another paragraph": (
        paragraph(mark("begin") + "<w:r><w:instrText>HYPERLINK https://c.example</w:instrText></w:r>"
        + mark("separate") + run("one")) + paragraph(run("two") + mark("end") + run(" three")),
        ["[one](https://c.example)", "[two](https://c.example) three"],
    ),
    "a field that is never closed": (
        paragraph(mark("begin") + "<w:r><w:instrText>HYPERLINK https://c.example</w:instrText></w:r>"
        + run("code")) + paragraph(run("goes on")),
        ["code", "goes on", "<https://c.example>"],
    ),
    "signs that are elements": (
        paragraph(
            run("coop\u00aderation")
            + "<w:r><w:softHyphen/><w:noBreakHyphen/><w:t>1</w:t><w:tab/><w:t>x</w:t><w:br/></w:r>"
            + run("next")
            + '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'
            + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
        )
        + paragraph(run("one") + "<w:r><w:br/><w:br/></w:r>" + run("two")),
        ["cooperation-1\tx nextα→", "one", "two"],
    ),
    "raised and lowered letters": (
        paragraph(
            run("10")
            + run("5", '<w:vertAlign w:val="superscript"/>')
            + run(" km of CO")
            + run("2", '<w:vertAlign w:val="subscript"/>')
            + run(" on the 5")
            + run("th", '<w:vertAlign w:val="superscript"/>')
        ),
        ["10⁵ km of CO₂ on the 5th"],
    ),
    "what stands in other elements": (
        paragraph(
            f"<w:smartTag>{run('tagged ')}</w:smartTag><w:sdt><w:sdtContent>{run('controlled ')}"
            f'</w:sdtContent></w:sdt><w:customXml w:element="x">{run("custom ")}</w:customXml>'
            "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"
            "<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:unknown/></mc:Choice>"
            "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        )
        + f"<w:sdt><w:sdtContent>{paragraph(run('A control'))}</w:sdtContent></w:sdt>"
        + paragraph(run("Before") + box(paragraph(run("In a box")), twice=True) + run(" after")),
        ["tagged controlled custom E=mc☺", "A control", "Before after", "In a box"],
    ),
    "tables": (
        table(
            [paragraph(run("One")), paragraph(""), paragraph(link("a", run("Two")))],
            [paragraph(run("Three")) + paragraph(run("Four")), paragraph(run("Five"))],
            [paragraph(run("Chapter"), '<w:outlineLvl w:val="0"/>'), paragraph(run("Six"))],
            [paragraph(""), paragraph(run("Seven"))],
        ),
        ["- One ·  · [Two](https://a.example)", "Three", "Four", "Five", "## Chapter", "Six",
         "Seven"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_text(tmp_path: Path, kind: str) -> None:
    body, expected = TEXTS[kind]
    document = read(tmp_path / "x.docx", docx_bytes(body, links={**A, **B}))
    assert shown(document) == expected
    assert left_out(document) == []


def test_what_is_no_text_is_left_out_and_told(tmp_path: Path) -> None:
    number = field("PAGEREF _Toc1 \\h", run("3"))
    footer = paragraph(run("Institute ") + field("PAGE", run("12")) + box(paragraph(run("box"))))
    note = '<w:footnote w:id="{0}">{1}</w:footnote>'.format
    body = (
        paragraph(
            mark("begin") + '<w:r><w:instrText>TOC \\o "1-2"</w:instrText></w:r>' + mark("separate")
            + run("Cooperation") + TAB + number, styled("TOC1"))
        + paragraph(run("Deeper") + TAB + number + mark("end"), styled("TOC2"))
        + paragraph(
            run("The ")
            + '<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>'
            + f'<w:ins w:id="2">{run("new")}</w:ins>{run(" satellite")}'
            + f'<w:moveFrom w:id="3">{run(" flew")}</w:moveFrom>'
        )
        + paragraph(run("joined"), '<w:rPr><w:del w:id="4"/></w:rPr>')
        + paragraph(run(" to the next") + run("unseen", "<w:vanish/>"))
        + f'<w:tbl><w:tr><w:trPr><w:del w:id="5"/></w:trPr><w:tc>{paragraph(run("row"))}</w:tc>'
        + "</w:tr></w:tbl><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + paragraph(run("Click here"))
        + "</w:sdtContent></w:sdt>"
        + paragraph(
            run("Launched,") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + run(" and it flew")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(".")
            + '<w:r><w:sym w:font="Odd" w:char="F021"/></w:r>'
        )
        + paragraph(run("Landed.") + '<w:r><w:endnoteReference w:id="4"/></w:r>')
    )  # fmt: skip
    data = docx_bytes(
        body,
        styles=style("TOC 1") + style("TOC 2"),
        footnotes=f'<w:footnote w:type="separator" w:id="-1">{paragraph(run("__ Notes"))}'
        "</w:footnote>"
        + note(1, paragraph(run("See https://a.example/x (accessed on 3 August 2025).")))
        + note(2, paragraph(run("A second")) + paragraph(run("flew with it.")))
        + note(3, paragraph(run("Nobody asks."))),
        endnotes=f'<w:endnote w:id="4">{paragraph(run("https://b.example"))}</w:endnote>',
        comments=paragraph(run("check this")),
        header=paragraph(run("Review")),
        footer=footer,
    )
    document = read(tmp_path / "x.docx", data)
    assert shown(document) == [
        "- Cooperation\t3",
        "  - Deeper\t3",
        "The new satellite",
        "joined to the next",
        "[Launched](https://a.example/x), and it flew.",
        "A second",
        "flew with it.",
        "[Landed](https://b.example).",
    ]
    assert sorted(left_out(document)) == [
        ("Click here", "the words of an empty form field"),
        ("Institute 12 box", "a running footer"),
        ("Nobody asks.", "a note that nothing refers to"),
        ("Odd F021", "a sign of a font of symbols"),
        ("Review", "a running header"),
        (
            "See https://a.example/x (accessed on 3 August 2025).",
            "a note: it gives the source of “Launched”",
        ),
        ("__ Notes", "the line above notes"),
        ("check this", "a comment"),
        ("flew", "moved elsewhere in a tracked change"),
        ("https://b.example", "a note: it gives the source of “Landed”"),
        ("old", "deleted in a tracked change"),
        ("row", "deleted in a tracked change"),
        ("unseen", "hidden text"),
    ]


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


def test_kinds_of_paragraphs_by_styles(tmp_path: Path) -> None:
    styles = (
        style("heading 1")
        + style("Kapitel", based="heading1")
        + style("Rubrik", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("Dots", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + "".join(map(style, ("Title", "Subtitle", "Block Text", "caption")))
    )
    body = "".join(
        paragraph(run(name), styled(name.replace(" ", "")) + more)
        for name, more in (
            ("Title", ""),
            ("Subtitle", ""),
            ("heading 1", ""),
            ("Kapitel", ""),
            ("Rubrik", ""),
            ("Unknown", '<w:outlineLvl w:val="2"/>'),
            ("heading 1", '<w:outlineLvl w:val="9"/>'),
            ("Block Text", ""),
            ("caption", ""),
            ("Dots", ""),
        )
    )
    assert shown(read(tmp_path / "x.docx", docx_bytes(body, styles=styles))) == [
        "# Title",
        "Subtitle",
        "## heading 1",
        "## Kapitel",
        "### Rubrik",
        "#### Unknown",
        "heading 1",
        "> Block Text",
        "^ caption",
        "- Dots",
    ]


def test_lists_by_their_numbering(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{shape}"/></w:lvl>'
        for level, shape in enumerate(("bullet", "decimal", "none"))
    )
    abstract = '<w:abstractNumId w:val="1"/>'
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="lowerRoman"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="1">{abstract}</w:num><w:num w:numId="2">{abstract}</w:num>'
        f'<w:num w:numId="3">{abstract}{override}</w:num>'
    )
    # The list's number, the level, and what is shown of the entry.
    entries = (
        (9, 0, "- x"), (9, 1, "  1. x"), (9, 1, "  2. x"), (9, 0, "- x"), (9, 1, "  1. x"),
        (9, 2, "x"), (0, 0, "x"), (1, 0, "3. x"), (2, 0, "4. x"), (3, 0, "7. x"), (3, 0, "8. x"),
    )  # fmt: skip
    body = "".join(
        paragraph(
            run("x"), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        )
        for number, level, _ in entries
    )
    document = read(tmp_path / "x.docx", docx_bytes(body, numbering=numbering))
    assert shown(document) == [expected for _, _, expected in entries]


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


def test_pictures_captions_and_parts_that_are_none(tmp_path: Path) -> None:
    old = '<w:r><w:pict><v:shape><v:imagedata r:id="p"/></v:shape></w:pict></w:r>'
    body = (
        paragraph(drawing("p", "A red field", click="a"))
        + paragraph(run("Figure 1. The field."))
        + paragraph(run("Text before ") + drawing("g") + run("and after it."))
        + paragraph(run("By style"), styled("caption"))
        + paragraph(old)
        + paragraph(link("b", drawing("p", "IMG_2034.JPG")) + run("Linked."))
        + paragraph(run("Outside") + box(paragraph(drawing("p", "Inside") + run("Below."))))
        + paragraph(drawing("e", "A drawing") + drawing("gone"))
    )
    styles = style("caption")
    data = docx_bytes(
        body, pictures=PICTURES, links={**A, **B}, styles=styles, chart="", aFChunk=""
    )
    document = read(tmp_path / "x.docx", data)
    assert shown(document) == [
        "!.png A red field<https://a.example>",
        "Figure 1. The field.",
        "Text before and after it.",
        "!.png",
        "^ By style",
        "!.png",
        "!.png<https://b.example>",
        "Linked.",
        "Outside",
        "!.png Inside",
        "Below.",
    ]
    first, second = [block.picture for block in document.blocks if block.picture][:2]
    assert first.data == PICTURES["p"][1]
    assert second.data.startswith(b"\x89PNG")
    assert told(document) == [
        (
            "SV948",
            "3 pictures were left out, the first of them the picture `word/media/c.emf`: "
            "it is in the format EMF, which no issue may hold",
        ),
        ("SV949", "a part of the document is another file inside it, and was left out"),
    ]
    assert left_out(document) == [
        (
            "A drawing word/media/c.emf",
            "a picture: it is in the format EMF, which no issue may hold",
        ),
        ("#", "a picture: it is not in the file, which only names it"),
    ]


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
