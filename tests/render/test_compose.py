from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from strevview.model.loading import LoadedIssue, load_issue, load_shelf
from strevview.render.compose import Composed, compose
from tests.style.styles import copy_of_mpidsa, found, write_style

SERIES = """\
schema: 1
title: Review <b>of</b> all
publisher:
  name: House & Sons
  short: H&S
  names:
    hi: मनोहर पर्रिकर
style: {style}
"""
ISSUE = Path(__file__).with_name("compose.yaml").read_text("utf-8")
PLAIN = ISSUE.format(title="T", text="Words.")


class Elements(HTMLParser):
    """The elements and texts of an HTML document."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.starts: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.starts if name == tag]


def composed(folder: Path, issue: str, *, style: str = "mpidsa", series: str = SERIES) -> Composed:
    return compose(loaded(folder, issue, style=style, series=series), found(folder, style))


def loaded(folder: Path, issue: str, *, style: str = "mpidsa", series: str = SERIES) -> LoadedIssue:
    issues = folder / "issues"
    issues.mkdir(exist_ok=True)
    (issues / "series.yaml").write_text(series.format(style=style), "utf-8")
    (issues / "2025-07.yaml").write_text(issue, "utf-8")
    shelf = load_shelf(issues)
    found_issue = load_issue(issues / "2025-07.yaml", shelf)
    assert found_issue.diagnostics == shelf.diagnostics == ()
    return found_issue


def test_everything_is_escaped(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }} {% raw %} & \"x\" '' --></style>"
    issue = ISSUE.format(title=hostile, text=hostile.replace("''", "'"))
    result = composed(tmp_path, issue)
    assert result.diagnostics == ()
    page = Elements(result.html)
    assert page.all("script") == page.all("b") == []
    # Title in the highlights and as the heading, and the item's text.
    assert page.text.count("<script>alert(1)</script> {{ 7*7 }} {% raw %} & ") == 3
    assert "49" not in result.html
    assert "Review <b>of</b> all" in page.text
    assert [link["href"] for link in page.all("a")] == ["#section-1"]


def test_only_sources_with_an_address_are_links(tmp_path: Path) -> None:
    text = "It was *[launched][a]*, [seen][b], [read][c] and [heard][d]."
    result = composed(tmp_path, ISSUE.format(title="T", text=text))
    page = Elements(result.html)
    assert [a["href"] for a in page.all("a")] == ["#section-1", 'https://example.org/?a=1&b="2"']
    assert "It was launched, seen, read and heard." in " ".join(page.text.split())
    assert "<em><a " in result.html
    assert result.facts.links == 1
    assert result.facts.words == 8


def test_blocks_become_their_elements(tmp_path: Path) -> None:
    text = "One\n\n> Two **three**\n\n- four\n\n5. five\n6. six\n".replace("\n", "\n          ")
    result = composed(tmp_path, ISSUE.format(title="T", text=text))
    html = re.sub(r'<span class="last-word">(\w+)</span>', r"\1", result.html)
    assert "<blockquote><p>Two <strong>three</strong></p></blockquote>" in html
    assert "<ul><li><p>four</p></li></ul>" in html
    fifth = '<li value="5" style="counter-increment: list-item 5"><p>five</p></li>'
    assert f"<ol>{fifth}<li><p>six</p></li></ol>" in html


def test_other_scripts_bear_their_language_and_font(tmp_path: Path) -> None:
    issue = ISSUE.format(title="AI 人工智能", text="Said दोस्ती, 21 बार and دوستی ہے.")
    result = composed(tmp_path, issue)
    zh = '<span class="script-hani" lang="zh">人工智能</span>'
    assert result.html.count(zh) == 2
    assert '<span lang="hi"><span class="script-deva">दोस्ती</span>,' in result.html
    assert '<span class="script-arab" lang="ur" dir="rtl">دوستی ہے</span>' in result.html
    name = '<p class="publisher-name"><span class="script-deva" lang="hi">मनोहर पर्रिकर</span></p>'
    assert name in result.html
    assert result.scripts == {"Arab", "Deva", "Hani"}
    assert result.families == {"Amiri", "EB Garamond", "Mukta", "Noto Sans SC", "Source Sans 3"}


def test_lines_of_the_file_are_no_borders_of_a_run(tmp_path: Path) -> None:
    issue = ISSUE.format(title="T", text="The name मनोहर\n          पर्रिकर and the\n          end.")
    html = composed(tmp_path, issue).html
    assert ">मनोहर\nपर्रिकर</span> and" in html.replace("मनोहर पर्रिकर", "मनोहर\nपर्रिकर")
    assert '<span class="last-word">end.</span></p>' in html


def test_a_cover_with_twelve_highlights_links_each_to_its_section(tmp_path: Path) -> None:
    head, section = ISSUE.split("sections:\n")
    sections = "".join(
        section.format(title=f"Theme {n}", text="Words.").replace("id: one", f"id: item-{n}")
        for n in range(12)
    )
    page = Elements(composed(tmp_path, f"{head}sections:\n{sections}").html)
    links = [link["href"] for link in page.all("a")]
    assert links == [f"#section-{n + 1}" for n in range(12)]
    headings = [heading["id"] for heading in page.all("h2")]
    assert [f"#{heading}" for heading in headings] == links
    ids = [attributes["id"] for _, attributes in page.starts if "id" in attributes]
    assert len(ids) == len(set(ids)) == 1 + 12 + 12


def test_a_section_without_highlight_is_not_on_the_cover(tmp_path: Path) -> None:
    issue = PLAIN.replace("    items:", "    highlight: false\n    items:")
    page = Elements(composed(tmp_path, issue).html)
    assert page.all("a") == page.all("nav") == []
    assert len(page.all("h2")) == 1


def test_what_is_not_given_is_not_printed_and_what_is_given_is(tmp_path: Path) -> None:
    bare = composed(tmp_path, PLAIN).html
    for word in ("Editors", "Published", "Revised", "Corrections", "ISSN", "No.", "colophon"):
        assert word not in bare
    about = (
        "number: 7\npublished: 2025-08-05\nrevised: 2025-09-01\neditors:\n  - A. Writer\n"
        "corrections:\n  - text: Read PRSS-1.\n    date: 2025-09-01\n"
    )
    series = SERIES + "issn: 1234-5679\nrights: © House\nurl: https://example.org/review\n"
    full = composed(tmp_path, PLAIN.replace("sections:", about + "sections:"), series=series).html
    text = " ".join(Elements(full).text.split())
    for words in (
        "July 2025 No. 7",
        "Editors A. Writer",
        "Published 5 August 2025",
        "Revised 1 September 2025",
        "Corrections 1 September 2025 Read PRSS-1.",
        "© House ISSN 1234-5679 https://example.org/review",
    ):
        assert words in text


def test_pictures_have_alternatives_and_our_own_address(tmp_path: Path) -> None:
    figures = """\
        figures:
          - file: pictures/a b.png
            alt: A "quoted" alternative
          - file: pictures/c.png
            caption: A caption
          - file: pictures/d.png
"""
    result = composed(tmp_path, PLAIN + figures)
    images = Elements(result.html).all("img")
    assert [(image["src"], image["alt"]) for image in images] == [
        ("strevview:pictures/a%20b.png", 'A "quoted" alternative'),
        ("strevview:pictures/c.png", "A caption"),
        ("strevview:pictures/d.png", "pictures/d.png"),
    ]


def test_a_logo_is_served_from_the_style(tmp_path: Path) -> None:
    style = copy_of_mpidsa(tmp_path, "house")
    (style / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    file = style / "style.yaml"
    file.write_text(file.read_text("utf-8") + "logo:\n  file: logo.svg\n  alt: House\n", "utf-8")
    result = composed(tmp_path, PLAIN, style="house")
    (image,) = Elements(result.html).all("img")
    assert (image["src"], image["alt"]) == ("strevview:style%3Alogo.svg", "House")
    assert result.style_pictures == (("style:logo.svg", (style / "logo.svg").read_bytes()),)


def test_a_styles_pictures_have_the_same_address_in_any_folder(tmp_path: Path) -> None:
    addresses = []
    for folder in (tmp_path / "a", tmp_path / "b" / "c"):
        folder.mkdir(parents=True)
        style = write_style(folder, "house")
        (style / "art").mkdir()
        (style / "art" / "dot.png").write_bytes(b"png")
        css = "p { background: url('art/dot.png') } b { background: url(lost.png) }"
        (style / "page.css").write_text(css, "utf-8")
        result = composed(folder, PLAIN, style="house")
        addresses.append(result.stylesheets[1].text)
        assert result.style_pictures == (("style:art/dot.png", b"png"),)
    assert addresses[0] == addresses[1]
    assert 'url("strevview:style%3Aart/dot.png")' in addresses[0]
    assert "url(lost.png)" in addresses[0]


def test_a_draft_gets_the_stylesheets_of_a_draft(tmp_path: Path) -> None:
    sheets = [sheet.name for sheet in composed(tmp_path, PLAIN).stylesheets]
    draft = [sheet.name for sheet in composed(tmp_path, "draft: true\n" + PLAIN).stylesheets]
    assert draft == [*sheets, "styles/mpidsa/draft.css"]
    assert sheets[0] == "styles/mpidsa/style.yaml"


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("<p>\n{{ nothing }}</p>", 2, "'nothing' is undefined"),
        ("<p>\n\n{{ month.__class__.__mro__ }}</p>", 3, "unsafe"),
        ("{{ month.format.__globals__ }}", 1, "unsafe"),
        ("a\n{% for x in sections %}\n", 2, "Unexpected end"),
        ("a\n{% include 'other.html' %}", 2, "`other.html`"),
        ("a\n{% include '../../secret.html' %}", 2, "`../../secret.html`"),
        ("a\n\n\n{{ 1 // 0 }}", 4, "zero"),
        ("a\n\n<p>{{ published }}</p>", 3, "is printed as `None`"),
        ("a\n{{ 'x' * 999999999999 }}", 2, "multiply"),
        ("{% macro f() %}{{ f() }}{% endmacro %}\n{{ f() }}", 1, "recursion"),
    ],
)
def test_a_template_that_fails_is_told_with_file_and_line(
    tmp_path: Path, template: str, line: int, words: str
) -> None:
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    write_style(tmp_path, "house", template=template)
    result = composed(tmp_path, PLAIN, style="house")
    (fault,) = result.diagnostics
    assert (fault.code, fault.is_error, result.html) == ("SV906", True, "")
    assert words in fault.message
    assert fault.span is not None
    assert fault.span.path == str(tmp_path / "styles" / "house" / "page.html")
    assert fault.span.line == line


def test_the_fault_of_an_included_template_is_told_where_it_is(tmp_path: Path) -> None:
    style = copy_of_mpidsa(tmp_path, "house")
    item = style / "item.html"
    item.write_text("ok\n" + item.read_text("utf-8") + "{{ item.secret }}\n", "utf-8")
    result = composed(tmp_path, PLAIN, style="house")
    (fault,) = result.diagnostics
    assert fault.span is not None
    assert fault.span.path.endswith("item.html")
    assert fault.span.line == len(item.read_text("utf-8").splitlines())


def test_the_faulty_parts_of_a_draft_are_left_out(tmp_path: Path) -> None:
    issues = tmp_path / "issues"
    issues.mkdir()
    (issues / "series.yaml").write_text(SERIES.format(style="mpidsa"), "utf-8")
    text = PLAIN.replace("id: one", "id: ONE!")
    (issues / "2025-07.yaml").write_text("draft: true\n" + text, "utf-8")
    issue = load_issue(issues / "2025-07.yaml", load_shelf(issues))
    assert issue.diagnostics != ()
    assert compose(issue, found(tmp_path, "mpidsa")).diagnostics == ()


def test_a_link_holds_either_words_or_elements(tmp_path: Path) -> None:
    issue = ISSUE.format(title="AI 人工智能 now", text="See [the 国家 lab][a] and [this][a].")
    html = composed(tmp_path, issue).html
    zh = '<span class="script-hani" lang="zh">'
    assert f"><span>the </span>{zh}国家</span><span> lab</span></a>" in html
    assert f'"#section-1"><span>AI </span>{zh}人工智能</span><span> now</span></a>' in html
    assert ">this</a>" in html
