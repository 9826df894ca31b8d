from __future__ import annotations

import base64
import io
import os
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from strevview.importers.blocks import Document, Kind, LeftOut
from strevview.importers.file_contents import markdown_contents
from strevview.importers.markdown_reader import read_markdown
from tests.importers.block_lists import kinds, links, texts, untold

NETWORK = "it is not beside the text, and nothing is fetched from the network"


def read(folder: Path, text: str) -> Document:
    """Return what the reader makes of a text, with a proof that no word was lost or invented."""
    path = folder / "issue.md"
    path.write_text(text, "utf-8")
    document = read_markdown(path)
    assert untold(document, markdown_contents(path)) == (Counter(), [])
    return document


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "PNG")
    return out.getvalue()


def test_headings_lists_and_quotations(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "# Review\n\nSection\n-------\n\n**A heading in bold**\n\nText in\ntwo lines.\n\n"
        "- one\n  - two\n\n    and more\n3. three\n3. four\n\n"
        "> quoted\n>\n> - entry\n\n    code\n\n"
        "| a | b |\n|---|---|\n| c | d |\n",
    )
    assert [(b.kind, b.level, b.number, b.text) for b in document.blocks] == [
        (Kind.HEADING, 1, None, "Review"),
        (Kind.HEADING, 2, None, "Section"),
        (Kind.PARAGRAPH, 0, None, "A heading in bold"),
        (Kind.PARAGRAPH, 0, None, "Text in two lines."),
        (Kind.LIST_ENTRY, 1, None, "one"),
        (Kind.LIST_ENTRY, 2, None, "two"),
        (Kind.PARAGRAPH, 0, None, "and more"),
        (Kind.LIST_ENTRY, 1, 3, "three"),
        (Kind.LIST_ENTRY, 1, 4, "four"),
        (Kind.QUOTATION, 0, None, "quoted"),
        (Kind.LIST_ENTRY, 1, None, "entry"),
        (Kind.PARAGRAPH, 0, None, "code"),
        (Kind.LIST_ENTRY, 1, None, "a · b"),
        (Kind.LIST_ENTRY, 1, None, "c · d"),
    ]
    assert document.blocks[2].bold
    checks = [block.check for block in document.blocks if block.check]
    assert checks == ["code", "the row of a table", "the row of a table"]


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
        ("local", "a.docx"),
        ("nothing", ""),
    ]
    assert [run.text for run in paragraph.runs if run.bold] == ["launched"]
    assert [run.text for run in paragraph.runs if run.italic] == ["one"]


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


def test_front_matter_of_yaml(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        '---\ntitle: "China Review"\nsubtitle: A Monthly\nauthor:\n- One\n- Two\ndate: July 2025\n'
        "toc: true\n...\n\nText.\n\n---\n\nMore.\n",
    )
    assert texts(document) == ["Text.", "More."]
    assert document.front_matter == {
        "title": "China Review",
        "subtitle": "A Monthly",
        "author": "One, Two",
        "date": "July 2025",
        "toc": "true",
    }


def test_front_matter_that_is_nested_or_faulty(tmp_path: Path) -> None:
    document = read(
        tmp_path, "---\ntitle: ! 'Issue #0'\nshare:\n  image: a.png\nDATE: 2020-07-04\n---\nText.\n"
    )
    assert document.front_matter == {"title": "Issue #0", "date": "2020-07-04"}
    assert document.left_out == (
        LeftOut("share: {'image': 'a.png'}", "a setting of the front matter"),
    )
    document = read(tmp_path, "---\ntitle: Space: July\n* no key\n---\nText.\n")
    assert document.front_matter == {"title": "Space: July"}
    assert [left.text for left in document.left_out] == ["* no key"]


def test_front_matter_of_toml_and_of_lines(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        '+++\ntitle = "Review"\ndate = 2013-10-31\ntags = ["a", "b"]\n[x]\ny = 1\n+++\nText.\n',
    )
    assert document.front_matter == {"title": "Review", "date": "2013-10-31", "tags": "a, b"}
    assert [left.text for left in document.left_out] == ["x: {'y': 1}"]
    document = read(tmp_path, "Number: 12\nTitle: This Month\nDate: 2020-06-30\n\n## Africa\n")
    assert document.front_matter == {"number": "12", "title": "This Month", "date": "2020-06-30"}
    assert kinds(document) == [(Kind.HEADING, "Africa")]
    assert texts(read(tmp_path, "Note: this is text.\n")) == ["Note: this is text."]


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
    assert [one.why for one in document.left_out] == [
        "a comment",
        "a script, style or drawing of HTML",
    ]


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
        (".png", None),
    ]
    assert pictures[0].data == pictures[1].data == png()
    assert kinds(document)[1] == (Kind.CAPTION, "A title")
    assert kinds(document)[3] == (Kind.CAPTION, "in itself")
    assert [(found.code, found.message) for found in document.diagnostics] == [
        (
            "SV948",
            "7 pictures were left out, the first of them the picture `../secret.png`: it "
            "lies outside the text's folder",
        )
    ]
    left_out = [(one.text, one.why) for one in document.left_out]
    assert ("https://a.example/x.png", f"a picture: {NETWORK}") in left_out
    assert len(left_out) == 7


def test_links_without_words_and_links_of_headings(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(png())
    document = read(
        tmp_path,
        "## [Energy](https://a.example/x)\n\n[![alt](p.png)](https://a.example/picture)\n\n"
        "[![gone](https://b.example/p.png)](https://a.example/gone)\n\n"
        "One [](https://a.example/empty) and [two](<https://a.example/a b>).\n",
    )
    heading, picture, caption, without_words, paragraph = document.blocks
    assert links(heading) == [("Energy", "https://a.example/x")]
    assert (picture.kind, picture.links) == (Kind.PICTURE, ("https://a.example/picture",))
    assert (caption.kind, caption.text) == (Kind.CAPTION, "alt")
    assert (without_words.text, without_words.links) == ("", ("https://a.example/gone",))
    assert paragraph.links == ("https://a.example/empty",)
    assert links(paragraph) == [("two", "https://a.example/a%20b")]
    assert document.left_out[0].text == "gone https://b.example/p.png"


def test_raised_and_lowered_text(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "3 × 10^5^ km, 10<sup>12</sup> m<sup>2</sup>, H~2~O, 5<sup>th</sup>, $E=mc^2$, `a^2^`.\n",
    )
    assert texts(document) == ["3 × 10⁵ km, 10¹² m², H₂O, 5th, $E=mc^2$, a^2^."]


def test_tags_of_templates_are_told_whole(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        '{% assign base = "https://a.example/" %}\n{% include x.md url="https://b.example" %}\n'
        "One [link][l]. {{< figure src='p.png' >}}\n\n{% comment %}A remark.{% endcomment %}\n\n"
        "{% highlight text %}\n{% kept %}\n{% endhighlight %}\n\n[l]: {{base}}1\n[u]: https://u.example\n",
    )
    assert texts(document) == ["One link.", "{% kept %}"]
    assert links(document.blocks[0]) == [("link", "https://a.example/1")]
    assert [left.text for left in document.left_out] == [
        "{% highlight text %}",
        "{% endhighlight %}",
        '{% assign base = "https://a.example/" %}',
        '{% include x.md url="https://b.example" %}',
        "{{< figure src='p.png' >}}",
        "{% comment %}A remark.{% endcomment %}",
        "https://u.example",
    ]


def test_html_of_tables_and_tags_that_html_does_not_know(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "<table><tr><th>Day</th><th>Event</th></tr>\n<tr><td>8 July</td><td><p>One<br>two</p></td>"
        "</tr><tr><td>9 July</td><td><p>Three</p><p>Four</p></td></tr></table>\n\n"
        "A `Vec` is Vec<u8>, <b>open\n\nNot bold. <iframe src='https://v.example'>"
        "</iframe>\n\n<div\n",
    )
    assert kinds(document) == [
        (Kind.LIST_ENTRY, "Day · Event"),
        (Kind.LIST_ENTRY, "8 July · One two"),
        (Kind.PARAGRAPH, "9 July"),
        (Kind.PARAGRAPH, "Three"),
        (Kind.PARAGRAPH, "Four"),
        (Kind.PARAGRAPH, "A Vec is Vec<u8>, open"),
        (Kind.PARAGRAPH, "Not bold."),
        (Kind.PARAGRAPH, "<div"),
    ]
    assert not any(run.bold for run in document.blocks[6].runs)
    assert document.left_out[0].text == "https://v.example"


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
