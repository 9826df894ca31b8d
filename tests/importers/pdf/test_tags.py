"""Tags tell what the looks cannot, and what has no tags is read by its looks."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Name

from strevview.importers.blocks import Document, Kind
from tests.importers.pdf.sheets import FOX, wrapped
from tests.importers.pdf.told import kinds, read, texts
from tests.importers.pdf.typeset import typeset

BODY = f"""
<h1>China Review</h1><p>{FOX}</p>
<h2>Diplomacy</h2><p>{FOX} {FOX}</p>
<ul><li>One entry<ul><li>One in one</li></ul></li><li>Another entry</li></ul>
<ol><li>First</li><li>Second</li></ol>
<blockquote>Quoted: {FOX}</blockquote>
<p>The end. {FOX}</p>
"""
LOOKS_ALIKE = "h1, h2, h3 { font: 11pt 'Gentium Book Plus'; margin: 0 } blockquote { margin: 0 }"


def test_the_tags_tell_where_the_looks_are_alike(tmp_path: Path) -> None:
    document = read(typeset(tmp_path / "a.pdf", BODY, tagged=True, style=LOOKS_ALIKE))
    assert [(block.kind, block.level) for block in document.blocks] == [
        (Kind.HEADING, 1),
        (Kind.PARAGRAPH, 0),
        (Kind.HEADING, 2),
        (Kind.PARAGRAPH, 0),
        (Kind.LIST_ENTRY, 1),
        (Kind.LIST_ENTRY, 2),
        (Kind.LIST_ENTRY, 1),
        (Kind.LIST_ENTRY, 1),
        (Kind.LIST_ENTRY, 1),
        (Kind.QUOTATION, 0),
        (Kind.PARAGRAPH, 0),
    ]
    entries = [block for block in document.blocks if block.kind is Kind.LIST_ENTRY]
    assert [(block.text, block.number) for block in entries] == [
        ("One entry", None),
        ("One in one", None),
        ("Another entry", None),
        ("First", 1),
        ("Second", 2),
    ]
    assert document.language == "en-GB"


def test_the_places_tell_the_same_paragraphs_without_tags(tmp_path: Path) -> None:
    tagged = read(typeset(tmp_path / "a.pdf", BODY, tagged=True))
    bare = read(typeset(tmp_path / "b.pdf", BODY, tagged=False))
    assert texts(bare) == texts(tagged)
    assert texts(bare, Kind.LIST_ENTRY) == texts(tagged, Kind.LIST_ENTRY)
    # Their bookmarks tell the headings.
    assert texts(bare, Kind.HEADING) == texts(tagged, Kind.HEADING)
    assert [block.size for block in bare.blocks] == [block.size for block in tagged.blocks]


def test_words_without_a_tag_are_not_lost(tmp_path: Path) -> None:
    path = typeset(tmp_path / "a.pdf", BODY, tagged=True)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.Resources.Font.Own = pikepdf.Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier
        )
        stamp = b" Q BT /Own 11 Tf 1 0 0 1 75 300 Tm (A line that no tag knows of.) Tj ET"
        page.Contents = pdf.make_stream(b"q " + page.Contents.read_bytes() + stamp)
        pdf.save(path)
    assert "A line that no tag knows of." in texts(read(path))


def test_tags_that_take_each_line_for_a_paragraph(tmp_path: Path) -> None:
    parts = [FOX, f"A second event. {FOX} {FOX}", f"A third. {FOX}"]
    line = "<p style='margin: 0'>{}</p>"
    blocks = ["".join(map(line.format, wrapped(part, 70))) for part in parts]
    body = "<div style='height: 8pt'></div>".join(blocks)
    assert texts(read(typeset(tmp_path / "a.pdf", body, tagged=True))) == parts


def test_tags_that_take_all_for_one_paragraph(tmp_path: Path) -> None:
    part = "<span style='display: block; margin-bottom: 8pt'>{}</span>"
    parts = [f"{name} begins. {FOX}" for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")]
    body = f"<p>{''.join(map(part.format, parts))}</p>"
    assert texts(read(typeset(tmp_path / "a.pdf", body, tagged=True))) == parts


def starts(document: Document) -> list[str]:
    return [text.split(".")[0] for text in texts(document)]


def test_the_order_of_the_tags_is_the_order_of_the_text(tmp_path: Path) -> None:
    body = f"""<p>Alpha. {FOX}</p>
    <p style="position: absolute; top: 170mm">Last. {FOX}</p>
    <p style="position: absolute; top: 90mm">Before the last. {FOX}</p>"""
    document = read(typeset(tmp_path / "a.pdf", body, tagged=True))
    assert [text.split(".")[0] for text in texts(document)] == [
        "Alpha",
        "Last",
        "Before the last",
    ]
    bare = read(typeset(tmp_path / "b.pdf", body, tagged=False))
    assert [text.split(".")[0] for text in texts(bare)] == ["Alpha", "Before the last", "Last"]


def test_figures_have_their_alternative_and_their_caption(tmp_path: Path) -> None:
    drawing = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120">
    <title>Bars</title><rect x="10" y="60" width="30" height="50" fill="navy"/>
    <rect x="60" y="20" width="30" height="90" fill="navy"/>
    <text x="10" y="50" font-size="10">June</text></svg>"""
    body = f"""<p>{FOX}</p><figure><img alt="Two bars" src="bars.svg">
    <figcaption>Bars of the year.</figcaption></figure><p>{FOX}</p>"""
    (tmp_path / "bars.svg").write_text(drawing, "utf-8")
    document = read(typeset(tmp_path / "a.pdf", body, tagged=True))
    # The label in the drawing is text, too.
    assert [kind for kind, _ in kinds(document)] == [
        Kind.PARAGRAPH,
        Kind.PARAGRAPH,
        Kind.PICTURE,
        Kind.CAPTION,
        Kind.PARAGRAPH,
    ]
    picture = document.blocks[2].picture
    assert picture is not None
    assert (picture.alt, picture.suffix) == ("Two bars", ".png")
    assert texts(document, Kind.CAPTION) == ["Bars of the year."]
    assert texts(document)[1] == "June"


def test_scripts_come_out_in_logical_order(tmp_path: Path) -> None:
    chinese = "<span lang=zh>中国科学院</span>"
    body = f"<p>The academy {chinese} of Beijing, its office and affluent staff.</p>"
    document = read(typeset(tmp_path / "a.pdf", body, tagged=True))
    words = "The academy 中国科学院 of Beijing, its office and affluent staff."
    assert texts(document) == [words]


def test_a_table_of_the_tags_gives_an_entry_for_each_row(tmp_path: Path) -> None:
    rows = [("Country", "Field"), ("Pakistan", "Space"), ("Egypt", "Health of the people")]
    cells = "".join(f"<tr><td>{one}<td>{two}</tr>" for one, two in rows)
    document = read(typeset(tmp_path / "a.pdf", f"<p>{FOX}</p><table>{cells}</table>", tagged=True))
    entries = [block for block in document.blocks if block.kind is Kind.LIST_ENTRY]
    assert [block.text for block in entries] == [" · ".join(row) for row in rows]
    assert all(block.check for block in entries)


def test_a_table_that_only_lays_out_the_page_is_none(tmp_path: Path) -> None:
    body = f"<table><tr><td><h2>Space</h2><p>{FOX}</p></td></tr></table>"
    document = read(typeset(tmp_path / "a.pdf", body, tagged=True))
    assert [(block.kind, block.text) for block in document.blocks] == [
        (Kind.HEADING, "Space"),
        (Kind.PARAGRAPH, FOX),
    ]
