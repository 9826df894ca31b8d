from __future__ import annotations

import base64
import io
import os
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from strevview.importers2.blocks import Document, Kind, LeftOut
from strevview.importers2.markdown_reader import read_markdown
from tests.importers2.block_lists import kinds, links, texts


def read(folder: Path, text: str) -> Document:
    """Return what the reader makes of a text, with a proof that no word was lost or invented."""
    path = folder / "issue.md"
    path.write_text(text, "utf-8")
    document = read_markdown(path)
    assert missing(document) == (Counter(), Counter())
    return document


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "PNG")
    return out.getvalue()


def test_headings_lists_and_quotations(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "# Review\n\nSection\n-------\n\n**A heading in bold**\n\nText in\ntwo lines.\n\n"
        "- one\n  - two\n\n    and more\n1. three\n\n> quoted\n>\n> - entry\n\n    code\n\n"
        "| a | b |\n|---|---|\n| c | d |\n",
    )
    assert [(b.kind, b.level, b.numbered, b.text) for b in document.blocks] == [
        (Kind.HEADING, 1, False, "Review"),
        (Kind.HEADING, 2, False, "Section"),
        (Kind.HEADING, 0, False, "A heading in bold"),
        (Kind.PARAGRAPH, 0, False, "Text in two lines."),
        (Kind.LIST_ENTRY, 1, False, "one"),
        (Kind.LIST_ENTRY, 2, False, "two"),
        (Kind.PARAGRAPH, 0, False, "and more"),
        (Kind.LIST_ENTRY, 1, True, "three"),
        (Kind.QUOTATION, 0, False, "quoted"),
        (Kind.LIST_ENTRY, 1, False, "entry"),
        (Kind.PARAGRAPH, 0, False, "code"),
        (Kind.PARAGRAPH, 0, False, "a"),
        (Kind.PARAGRAPH, 0, False, "b"),
        (Kind.PARAGRAPH, 0, False, "c"),
        (Kind.PARAGRAPH, 0, False, "d"),
    ]


def test_links_and_looks(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "# Part One\n\nIt was [held](https://a.example/x?y=1&z=2) and **[launched][l]** by *one*; "
        "<https://b.example>, www.c.example/d. [Inside](#part-one) [dead](#gone) [local](a.docx) "
        "[nothing]()\n\n[l]: https://l.example/ö 'title'\n",
    )
    paragraph = document.blocks[1]
    assert links(paragraph) == [
        ("held", "https://a.example/x?y=1&z=2"),
        ("launched", "https://l.example/ö"),
        ("https://b.example", "https://b.example"),
        ("www.c.example/d", "https://www.c.example/d"),
        ("dead", ""),
        ("local", ""),
        ("nothing", ""),
    ]
    assert [run.text for run in paragraph.runs if run.bold] == ["launched"]
    assert [run.text for run in paragraph.runs if run.italic] == ["one"]
    assert [found.code for found in document.diagnostics] == ["SV949"]


def test_footnotes(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "It was launched.[^a] It flew[^long] away.\n\nThe end. Not a note: [^x]\n\n"
        "[^a]: <https://a.example>\n[^long]: It did *fly*.\n\n    Far.\n\n[^u]: Unused\n",
    )
    assert texts(document) == [
        "It was launched. It flew away.",
        "It did fly.",
        "Far.",
        "The end. Not a note: [^x]",
    ]
    assert links(document.blocks[0]) == [("launched", "https://a.example")]
    assert document.left_out == (
        LeftOut("https://a.example", "a note: it gives the source of “launched”"),
        LeftOut("Unused", "a note that nothing refers to"),
    )


def test_front_matter_is_kept_as_words(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        '---\ntitle: "China Review"\nsubtitle: A Monthly\nauthor:\n- One\n- Two\ndate: July 2025\n'
        "toc: true\n...\n\nText.\n\n---\n\nMore.\n",
    )
    assert kinds(document) == [
        (Kind.HEADING, "China Review"),
        (Kind.HEADING, "A Monthly"),
        (Kind.PARAGRAPH, "One"),
        (Kind.PARAGRAPH, "Two"),
        (Kind.PARAGRAPH, "July 2025"),
        (Kind.PARAGRAPH, "Text."),
        (Kind.PARAGRAPH, "More."),
    ]
    assert "true" in [one.text for one in document.left_out]


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "---\n\nOne.\n\n---\n\nTwo.\n")) == ["One.", "Two."]


def test_what_pandoc_adds_is_no_text(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "# Part {#part .unnumbered}\n\n::: {.box}\n[Under]{.underline}lined [held](https://a.example)"
        '{.uri target="_blank"}\n:::\n\n``` text\n# code {#x}\n```\n\nSet {1, 2} and {#tag}.\n',
    )
    assert texts(document) == [
        "Part",
        "Underlined held",
        "# code {#x}",
        "Set {1, 2} and {#tag}.",
    ]


def test_raw_html_gives_its_words(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(png())
    document = read(
        tmp_path,
        "One<br/>two <u>three</u> <a href='https://a.example'>four</a> <b>five</b> a < b & c\n\n"
        "<figure><img src='p.png' alt='Red'/><figcaption>The caption</figcaption></figure>\n\n"
        "<div><h2>Title</h2><ul><li>entry</li></ul><blockquote>said</blockquote></div>\n\n"
        "<!-- a remark -->\n\n<script>alert(1)</script>\n",
    )
    assert kinds(document) == [
        (Kind.PARAGRAPH, "One two three four five a < b & c"),
        (Kind.PICTURE, ""),
        (Kind.CAPTION, "The caption"),
        (Kind.HEADING, "Title"),
        (Kind.LIST_ENTRY, "entry"),
        (Kind.QUOTATION, "said"),
    ]
    assert links(document.blocks[0]) == [("four", "https://a.example")]
    assert [one.why for one in document.left_out] == ["a comment", "a script or style of HTML"]


def test_pictures_below_the_folder_alone(tmp_path: Path) -> None:
    folder = tmp_path / "issue"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "a b.png").write_bytes(png())
    (tmp_path / "secret.png").write_bytes(png())
    try:
        (folder / "link.png").symlink_to(tmp_path / "secret.png")
    except OSError:
        (folder / "link.png").write_bytes(b"")
    inside = base64.b64encode(png()).decode()
    document = read(
        folder,
        '![The alt](media/a%20b.png "A title"){width="4in"}\n\n'
        f"![in itself](data:image/png;base64,{inside})\n\n"
        "![](../secret.png) ![](link.png) ![](https://a.example/x.png) ![](/etc/passwd) "
        "![](file:///etc/passwd) ![](none.png) ![](//a.example/x.png)\n\nText.\n",
    )
    pictures = [block.picture for block in document.blocks if block.picture is not None]
    assert [(one.suffix, one.alt) for one in pictures] == [
        (".png", "The alt"),
        (".png", "in itself"),
    ]
    assert pictures[0].data == pictures[1].data == png()
    assert kinds(document)[1] == (Kind.CAPTION, "A title")
    assert [found.code for found in document.diagnostics] == ["SV948"] * 7
    assert "network" in document.diagnostics[2].message


def test_a_caption_after_a_picture(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(png())
    document = read(tmp_path, "![a](p.png)\n\n*The field in red.*\n\n*Not a caption.*\n")
    assert [kind for kind, _ in kinds(document)] == [Kind.PICTURE, Kind.CAPTION, Kind.PARAGRAPH]


def test_what_stands_too_deep_is_told_and_not_lost_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "deep.md"
    path.write_text("> " * 200 + "deep\n", "utf-8")
    document = read_markdown(path)
    assert [found.code for found in document.diagnostics] == ["SV944"]
    assert document.blocks == ()


@pytest.mark.parametrize("sign", ["[", "*a ", "<", "a`", "![[]", "_", "~~"])
def test_signs_without_end(tmp_path: Path, sign: str) -> None:
    assert read(tmp_path, f"Text. {sign * 300}").blocks
    path = tmp_path / "issue.md"
    path.write_text(sign * 100_000, "utf-8")
    assert [found.code for found in read_markdown(path).diagnostics] == ["SV944"]


def test_a_file_without_words(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("\n---\n\n", "utf-8")
    found = read_markdown(path).diagnostics
    assert [(one.code, one.is_error) for one in found] == [("SV945", True)]
    assert os.fspath(path) == (found[0].span and found[0].span.path)
