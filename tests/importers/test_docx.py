"""Reading DOCX: what each paragraph is, by styles, numbering and looks."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from strevview.importers.docx.reading import read_docx
from strevview.importers.manuscript import Dropped, Kind
from tests.importers.docx_files import (
    BOLD,
    kinds,
    missing,
    paragraph,
    read,
    run,
    style,
    styled,
    texts,
)


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
