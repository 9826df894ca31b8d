"""Reading DOCX: links, fields, tracked changes, notes and signs, as Word writes them."""

from __future__ import annotations

from pathlib import Path

from strevview.importers.blocks import Kind, LeftOut
from strevview.importers.docx_reader import read_docx
from tests.importers.docx_files import (
    BOLD,
    docx_bytes,
    links,
    paragraph,
    read,
    run,
    style,
    styled,
    texts,
)


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
    )
    addresses = {"a": "https://a.example/?x=1&amp;y=2", "file": "file:///C:/Users/x%20y.docx"}
    first, second = read(tmp_path, body, links=addresses).blocks
    assert links(first) == [
        ("first", "https://a.example/?x=1&y=2"),
        ("second", "https://b.example"),
        ("third", "https://c.example/x"),
        (" word", "https://c.example/x"),
    ]
    assert first.text == "first second third word after"
    assert links(second) == [("dead", ""), ("lost", ""), ("local", "file:///C:/Users/x%20y.docx")]


def test_links_without_words_are_told_and_spaces_in_addresses_kept(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "https://c.example"'
        '</w:instrText><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = paragraph(
        f'{run("before")}<w:hyperlink r:id="a"/>'
        f'<w:hyperlink r:id="b">{run(" ")}</w:hyperlink>{field}'
        f'{run("after")}<w:hyperlink r:id="a">{run("spaced")}</w:hyperlink>'
    ) + paragraph('<w:hyperlink r:id="b"/>')
    addresses = {"a": "https://a.example/x y", "b": "https://b.example"}
    document = read(tmp_path, body, links=addresses)
    (block,) = document.blocks
    assert block.text == "before afterspaced"
    assert links(block) == [("spaced", "https://a.example/x%20y")]
    assert block.links == ("https://b.example",)
    assert document.left_out == (LeftOut("https://c.example", "a link without words"),)


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
    document = read(tmp_path, body)
    assert texts(document) == ["lost code", "The text goes on."]


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
    document = read(tmp_path, body, styles=style("TOC 1") + style("TOC 2"))
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        (Kind.LIST_ENTRY, 1, "Cooperation"),
        (Kind.LIST_ENTRY, 2, "Deeper"),
        (Kind.PARAGRAPH, 0, "Text."),
    ]
    assert document.left_out == (LeftOut("3", "a page number"),) * 2


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
    document = read(tmp_path, body)
    assert texts(document) == ["The new satellite", "joined to the next"]
    assert set(document.left_out) == {
        LeftOut("old", "deleted in a tracked change"),
        LeftOut("flew", "moved elsewhere in a tracked change"),
        LeftOut("gone row", "deleted in a tracked change"),
    }


def test_hidden_text_and_placeholders_are_dropped(tmp_path: Path) -> None:
    body = paragraph(
        run("seen ")
        + run("unseen", "<w:vanish/>")
        + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run(" Click here")
        + "</w:sdtContent></w:sdt>"
    )
    document = read(tmp_path, body)
    assert texts(document) == ["seen"]
    assert set(document.left_out) == {
        LeftOut("Click here", "the words of an empty form field"),
        LeftOut("unseen", "hidden text"),
    }


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
    separator = paragraph(run("____ Notes"))
    footnotes = (
        f'<w:footnote w:type="separator" w:id="-1">{separator}</w:footnote>'
        + note(1, paragraph(run("See https://a.example/x (accessed on 3 August 2025).")))
        + note(2, paragraph(run("A second satellite")) + paragraph(run("flew with it.")))
        + note(3, paragraph(run("Nobody asks.")))
    )
    endnotes = note(4, paragraph(run("https://b.example")), "endnote")
    document = read(tmp_path, body, footnotes=footnotes, endnotes=endnotes)
    assert texts(document) == [
        "It was launched, and it flew.",
        "A second satellite",
        "flew with it.",
        "It landed.",
        "The end.",
    ]
    assert links(document.blocks[0]) == [("launched", "https://a.example/x")]
    assert links(document.blocks[3]) == [("landed", "https://b.example")]
    assert [(one.text, one.why) for one in document.left_out] == [
        ("____ Notes", "the line above notes"),
        (
            "See https://a.example/x (accessed on 3 August 2025).",
            "a note: it gives the source of “launched”",
        ),
        ("https://b.example", "a note: it gives the source of “landed”"),
        ("Nobody asks.", "a note that nothing refers to"),
    ]


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


def test_raised_and_lowered_letters(tmp_path: Path) -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    body = paragraph(
        run("10")
        + run("5", up)
        + run(" km of CO")
        + run("2", down)
        + run(" on the 5")
        + run("th", up)
    )
    path = tmp_path / "x.docx"
    path.write_bytes(docx_bytes(body))
    assert texts(read_docx(path)) == ["10⁵ km of CO₂ on the 5th"]


def test_of_alternatives_the_first_that_can_be_read_is_taken(tmp_path: Path) -> None:
    body = paragraph(
        run("a smile ")
        + "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w:unknown/></mc:Choice>"
        + "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    path = tmp_path / "x.docx"
    path.write_bytes(docx_bytes(body))
    assert texts(read_docx(path)) == ["a smile ☺"]
