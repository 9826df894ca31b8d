"""Reading Markdown: its marks, front matter, templates' tags, raw HTML and pictures."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from strevview.importers.file_formats import read_document
from tests.importers.block_lists import left_out, read, shown, told

NETWORK = "it is not beside the text, and nothing is fetched from the network"

TEXTS = {
    "headings, lists and quotations": (
        "# Review\n\nSection\n-------\n\n**A heading in bold**\n\nText in\ntwo lines.\n\n"
        "- one\n  - two\n\n    and more\n3. three\n1. four\n\n"
        "> quoted\n>\n> - entry\n\n    code\n\n"
        "| a | b |\n|---|---|\n| c | d |\n",
        ["# Review", "## Section", "**A heading in bold**", "Text in two lines.", "- one",
         "  - two", "and more", "3. three", "4. four", "> quoted", "- entry", "code", "- a · b",
         "- c · d"],
        [],
    ),
    "links and looks": (
        "# Part One\n\nIt was [held](https://a.example/x?y=1&z=2) and **[launched][l]** by *one*; "
        "<https://b.example>, www.c.example/d. [Inside](#part-one) [dead](#gone) [local](a.docx) "
        "[nothing]() [](https://e.example) [two](<https://f.example/a b>)\n\n"
        "## [Energy](https://g.example)\n\n"
        "[![gone](https://h.example/p.png)](https://h.example)\n\n"
        "[l]: https://l.example/ö 'title'\n[u]: https://u.example\n",
        ["# Part One",
         "It was [held](https://a.example/x?y=1&z=2) and [**launched**](https://l.example/ö) by "
         "*one*; [https://b.example](https://b.example), [www.c.example/d](https://www.c.example/d)"
         ". Inside [dead]() [local](a.docx) [nothing]()  [two](https://f.example/a%20b)"
         "<https://e.example>",
         "## [Energy](https://g.example)", "<https://h.example>"],
        ["title", "gone https://h.example/p.png", "https://u.example"],
    ),
    "footnotes": (
        "It was launched.[^a] It flew[^long] away.\n\nThe end. Not a note: [^x]\n\n"
        "[^a]: <https://a.example>\n[^long]: It did *fly*.\n\n    Far.\n\n[^u]: Unused\n",
        ["It was [launched](https://a.example). It flew away.", "It did *fly*.", "Far.",
         "The end. Not a note: [^x]"],
        ["https://a.example", "Unused"],
    ),
    "a rule at the top": ("---\n\nOne.\n\n---\n\nTwo.\n", ["One.", "Two."], []),
    "a first line like front matter": ("Note: this.\n", ["Note: this."], []),
    "pandoc's marks": (
        "# Part {#part .unnumbered}\n\n::: {.box}\n[Under]{.underline}lined "
        '[held](https://a.example){.uri target="_blank"}\n:::\n\n``` text\n# code {#x}\n```\n\n'
        "Set {1, 2} and {#tag}.\n",
        ["# Part", "Underlined [held](https://a.example)", "# code {#x}", "Set {1, 2} and {#tag}."],
        [],
    ),
    "raised and lowered text": (
        "3 × 10^5^ km, 10<sup>12</sup> m<sup>2</sup>, H~2~O, 5<sup>th</sup>, $E=mc^2$, `a^2^`.\n",
        ["3 × 10⁵ km, 10¹² m², H₂O, 5th, $E=mc^2$, a^2^."],
        [],
    ),
    "tags of templates": (
        '{% assign base = "https://a.example/" %}\n{% include x.md url="https://b.example" %}\n'
        "One [link][l]. {{< figure src='p.png' >}}\n\n{% comment %}A remark.{% endcomment %}\n\n"
        "{% highlight text %}\n{% kept %}\n{% endhighlight %}\n\n[l]: {{base}}1\n",
        ["One [link](https://a.example/1).", "{% kept %}"],
        ["{% highlight text %}", "{% endhighlight %}", '{% assign base = "https://a.example/" %}',
         '{% include x.md url="https://b.example" %}', "{{< figure src='p.png' >}}",
         "{% comment %}A remark.{% endcomment %}"],
    ),
    "raw HTML": (
        "One<br/>two <u>three</u> <a href='https://a.example'>four</a> <b>five</b> a < b & c\n\n"
        "<div><h2>Title</h2><ul><li>entry</li></ul><blockquote>said</blockquote></div>\n\n"
        "<!-- a remark -->\n\n<script>alert(1)</script>\n\n"
        "A `Vec` is Vec<u8>, <b>open\n\nNot bold. <iframe src='https://v.example'></iframe>\n\n"
        "<div\n",
        ["One two three [four](https://a.example) **five** a < b & c", "## Title", "- entry",
         "> said", "A Vec is Vec<u8>, **open**", "Not bold.", "<div"],
        ["a remark", "alert(1)", "https://v.example"],
    ),
    "tables of HTML": (
        "<table><tr><th>Day</th><th>Event</th></tr>\n<tr><td>8 July</td><td><p>One<br>two</p></td>"
        "</tr><tr><td>9 July</td><td><p>Three</p><p>Four</p></td></tr></table>\n",
        ["- Day · Event", "- 8 July · One two", "9 July", "Three", "Four"],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_text(tmp_path: Path, kind: str) -> None:
    text, expected, told_apart = TEXTS[kind]
    document = read(tmp_path / "x.md", text)
    assert shown(document) == expected
    assert [words for words, _ in left_out(document)] == told_apart


FRONTS = {
    "YAML": (
        '---\ntitle: "China Review"\nauthor:\n- One\n- Two\ndate: July 2025\ntoc: true\n...\n',
        {"title": "China Review", "author": "One, Two", "date": "July 2025", "toc": "true"},
        [],
    ),
    "nested YAML": (
        "---\ntitle: ! 'Issue #0'\nshare:\n  image: a.png\nDATE: 2020-07-04\n---\n",
        {"title": "Issue #0", "date": "2020-07-04"},
        ["share: {'image': 'a.png'}"],
    ),
    "faulty YAML": (
        "---\ntitle: Space: July\n* no key\nby: 'me'\n---\n",
        {"title": "Space: July", "by": "me"},
        ["* no key"],
    ),
    "TOML": (
        '+++\ntitle = "Review"\ndate = 2013-10-31\ntags = ["a", "b"]\n[x]\ny = 1\n+++\n',
        {"title": "Review", "date": "2013-10-31", "tags": "a, b"},
        ["x: {'y': 1}"],
    ),
    "faulty TOML": ("+++\ntitle = Review\n+++\n", {}, ["title = Review"]),
    "lines": (
        "Number: 12\nTitle: This Month\nDate: 2020-06-30\n\n",
        {"number": "12", "title": "This Month", "date": "2020-06-30"},
        [],
    ),
}


@pytest.mark.parametrize("kind", FRONTS)
def test_front_matter(tmp_path: Path, kind: str) -> None:
    text, values, told_apart = FRONTS[kind]
    document = read(tmp_path / "x.md", f"{text}## Africa\n\n---\n\nMore.\n")
    assert document.front_matter == values
    assert shown(document) == ["## Africa", "More."]
    assert left_out(document) == [(one, "a setting of the front matter") for one in told_apart]


def test_pictures_below_the_folder_alone(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "PNG")
    folder = tmp_path / "issue"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "a b.png").write_bytes(out.getvalue())
    (tmp_path / "secret.png").write_bytes(out.getvalue())
    try:
        (folder / "link.png").symlink_to(tmp_path / "secret.png")
    except OSError:
        (folder / "link.png").write_bytes(b"")
    inside = base64.b64encode(out.getvalue()).decode()
    document = read(
        folder / "x.md",
        '![The alt](media/a%20b.png "A title"){width="4in"}\n\n'
        f"![in itself](data:image/png;base64,{inside})\n\n"
        "[![alt](media/a%20b.png)](https://a.example)\n\n"
        "<figure><img src='media/a b.png' alt='Red'/><figcaption>Below</figcaption></figure>\n\n"
        "![](../secret.png) ![](link.png) ![](https://a.example/x.png) ![](/etc/passwd) "
        "![](file:///etc/passwd) ![](none.png) ![](//a.example/x.png) ![](\\\\\\\\a\\x.png)\n\n"
        "Text.\n",
    )
    assert shown(document) == [
        "!.png The alt",
        "^ A title",
        "!.png",
        "^ in itself",
        "!.png<https://a.example>",
        "^ alt",
        "!.png Red",
        "^ Below",
        "Text.",
    ]
    pictures = [block.picture.data for block in document.blocks if block.picture is not None]
    assert pictures == [out.getvalue()] * 4
    outside = "it lies outside the text's folder"
    what = f"8 pictures were left out, the first of them the picture `../secret.png`: {outside}"
    assert told(document) == [("SV948", what)]
    why = {text: why.removeprefix("a picture: ") for text, why in left_out(document)}
    assert why == {
        "../secret.png": outside,
        "link.png": outside,
        "https://a.example/x.png": NETWORK,
        "/etc/passwd": outside,
        "file:///etc/passwd": NETWORK,
        "none.png": "there is no such file",
        "//a.example/x.png": NETWORK,
        "\\\\a\\x.png": NETWORK,
    }


@pytest.mark.parametrize("sign", ["[", "*a ", "<", "a`", "![[]", "_", "~~", "> "])
def test_signs_without_end(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "x.md"
    if sign != "> ":
        assert read(path, f"Text. {sign * 300}").blocks
    path.write_text(f"{sign * (200 if sign == '> ' else 100_000)}deep", "utf-8")
    document, _ = read_document(path)
    assert document.blocks == ()
    assert [code for code, _ in told(document)] == ["SV944"]
