"""Reading DOCX: what each paragraph is, by styles, numbering and looks."""

from __future__ import annotations

from pathlib import Path

import docx

from strevview.importers.blocks import Kind, LeftOut
from strevview.importers.docx_reader import read_docx
from tests.importers.docx_files import (
    BOLD,
    kinds,
    links,
    lost_and_invented,
    paragraph,
    read,
    run,
    style,
    styled,
)


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
    made.sections[0].header.paragraphs[0].text = "Review, July 2025"
    made.add_comment(held.runs[0], text="check this", author="A", initials="A")
    made.save(str(tmp_path / "made.docx"))

    document = read_docx(tmp_path / "made.docx")

    assert lost_and_invented(tmp_path / "made.docx", document) == ("", "")
    assert kinds(document) == [
        (Kind.HEADING, "China Review"),
        (Kind.HEADING, "China-Pakistan Cooperation"),
        (Kind.PARAGRAPH, "The meeting was held on 23 July."),
        (Kind.LIST_ENTRY, "first"),
        (Kind.LIST_ENTRY, "second"),
        (Kind.QUOTATION, "A statement."),
    ]
    assert [run.italic for run in document.blocks[2].runs] == [False, True, False]
    assert [(block.level, block.number) for block in document.blocks[3:5]] == [(1, None), (2, 1)]
    assert [block.level for block in document.blocks[:2]] == [1, 2]
    assert document.blocks[1].size == 14
    assert document.language == "en-US"
    assert document.name == "made.docx"
    assert set(document.left_out) == {
        LeftOut("Review, July 2025", "a running header"),
        LeftOut("check this", "a comment"),
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


def test_a_title_stands_above_all_headings(tmp_path: Path) -> None:
    body = (
        paragraph(run("Science Review"), styled("Title"))
        + paragraph(run("July 2025"), styled("Subtitle"))
        + paragraph(run("Energy"), styled("heading1"))
        + paragraph(run("A dam"), styled("heading2"))
    )
    styles = style("Title") + style("Subtitle") + style("heading 1") + style("heading 2")
    blocks = read(tmp_path, body, styles=styles).blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (Kind.HEADING, 1),
        (Kind.PARAGRAPH, 0),
        (Kind.HEADING, 2),
        (Kind.HEADING, 3),
    ]


def test_looks_by_which_headings_may_be_told(tmp_path: Path) -> None:
    body = (
        paragraph(run("Scientific Breakthroughs", BOLD))
        + paragraph(
            run("Larger", '<w:sz w:val="28"/>') + run(" by most letters", '<w:sz w:val="30"/>')
        )
        + paragraph(run("Bold begins", BOLD) + run(" and plain goes on"))
    )
    size = '<w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
    defaults = f"<w:docDefaults>{size}</w:docDefaults>"
    blocks = read(tmp_path, body, styles=defaults).blocks
    assert [(block.kind, block.bold, block.size) for block in blocks] == [
        (Kind.PARAGRAPH, True, 11),
        (Kind.PARAGRAPH, False, 15),
        (Kind.PARAGRAPH, False, 11),
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

    body = (
        entry("outer", 0)
        + entry("inner", 1)
        + entry("another", 1)
        + entry("outer", 0)
        + entry("begins anew", 1)
        + entry("no sign", 2)
        + entry("taken out", 0, 0)
    )
    blocks = read(tmp_path, body, numbering=numbering).blocks
    assert [(block.kind, block.level, block.number) for block in blocks] == [
        (Kind.LIST_ENTRY, 1, None),
        (Kind.LIST_ENTRY, 2, 1),
        (Kind.LIST_ENTRY, 2, 2),
        (Kind.LIST_ENTRY, 1, None),
        (Kind.LIST_ENTRY, 2, 1),
        (Kind.PARAGRAPH, 0, None),
        (Kind.PARAGRAPH, 0, None),
    ]


def test_a_list_goes_on_or_starts_where_its_instance_says(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    abstract = '<w:abstractNumId w:val="1"/>'
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="lowerRoman"/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="1">{abstract}</w:num><w:num w:numId="2">{abstract}</w:num>'
        f'<w:num w:numId="3">{abstract}{override}</w:num>'
    )
    body = "".join(
        paragraph(run("entry"), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{one}"/></w:numPr>')
        for one in (1, 2, 3, 3)
    )
    assert [block.number for block in read(tmp_path, body, numbering=numbering).blocks] == [
        3,
        4,
        7,
        8,
    ]


def test_a_style_may_make_a_list(tmp_path: Path) -> None:
    styles = style("Dots", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = paragraph(run("an entry"), styled("Dots"))
    assert kinds(read(tmp_path, body, styles=styles)) == [(Kind.LIST_ENTRY, "an entry")]


def test_quotations_and_captions_by_style(tmp_path: Path) -> None:
    styles = style("Block Text") + style("Intense Quote") + style("caption")
    body = (
        paragraph(run("“By style.”"), styled("BlockText"))
        + paragraph(run("“By another.”"), styled("IntenseQuote"))
        + paragraph(run("A field"), styled("caption"))
    )
    blocks = read(tmp_path, body, styles=styles).blocks
    assert [block.kind for block in blocks] == [Kind.QUOTATION, Kind.QUOTATION, Kind.CAPTION]


def test_a_row_is_an_entry_where_its_cells_hold_a_paragraph_each(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    empty = paragraph("")
    link = f'<w:hyperlink r:id="a">{run("Two")}</w:hyperlink>'
    body = (
        "<w:tbl>"
        + row(paragraph(run("One")), empty, paragraph(link))
        + row(paragraph(run("Three")) + paragraph(run("Four")), paragraph(run("Five")))
        + row(paragraph(run("Chapter"), styled("heading1")), paragraph(run("Six")))
        + row(empty, paragraph(run("Seven")))
        + "</w:tbl>"
    )
    addresses = {"a": "https://a.example"}
    blocks = read(tmp_path, body, styles=style("heading 1"), links=addresses).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        (Kind.LIST_ENTRY, "One · · Two"),
        (Kind.PARAGRAPH, "Three"),
        (Kind.PARAGRAPH, "Four"),
        (Kind.PARAGRAPH, "Five"),
        (Kind.HEADING, "Chapter"),
        (Kind.PARAGRAPH, "Six"),
        (Kind.PARAGRAPH, "Seven"),
    ]
    assert [block.check is not None for block in blocks] == [True] + [False] * 6
    assert links(blocks[0]) == [("Two", "https://a.example")]


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
