"""The audit is silent about a sound PDF, and tells what another layout loses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from strevview.audit import audit_pdf
from strevview.audit.expected import expected_of
from tests.audit.audit_document import (
    FAMILIES,
    FONTS,
    ISSUE,
    audited,
    load,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SECOND = "The second item has words of its own, in one paragraph, and then it ends in Beijing."


def replacing(old: str, new: str) -> Callable[[str], str]:
    def change(html: str) -> str:
        assert old in html
        return html.replace(old, new, 1)

    return change


def with_second_text(*paragraphs: str) -> str:
    assert f"          {SECOND}\n" in ISSUE
    body = "\n\n".join(f"          {paragraph}" for paragraph in paragraphs)
    return ISSUE.replace(f"          {SECOND}", body)


def test_a_sound_pdf_passes() -> None:
    found = audited()
    assert found.messages == ""
    assert found.result.pages == 2
    # Three to web pages, two to sections.
    assert found.result.links == 5
    assert found.result.words > 140


MANY = [
    f"The committee met in the capital and agreed on the terms of a common laboratory, which "
    f"will be opened at the end of the year. Paragraph {number} ends with mark{number}."
    for number in range(24)
]


@pytest.mark.parametrize(
    ("css", "losses"),
    [
        # WeasyPrint 70 drops these without a word.
        ("#second { float: left; width: 50% }", "mark23"),
        ("#second { position: absolute }", "mark23"),
        ("#second { overflow: hidden; height: 60mm }", "mark23"),
    ],
)
def test_a_layout_that_drops_text_fails(css: str, losses: str) -> None:
    found = audited(css, with_second_text(*MANY))
    assert "SV910" in found.codes
    assert f"to “{losses}.”" in found.messages
    assert "item second" in found.messages
    assert "mark0." not in found.messages


@pytest.mark.parametrize(
    "css",
    [
        "#second { columns: 2 }",
        "#second p:nth-child(odd) { float: left; width: 50% }",
        "#second { display: table }",
        "h2 { text-transform: uppercase } p { text-transform: uppercase }",
        "p { hyphenate-limit-chars: 4 2 2; width: 25mm }",
        "#second p { color: #888 } #second { opacity: .6 }",
        "@page { @top-left { content: 'China China Diplomacy DRAFT'; font-size: 30pt } }",
        "p { letter-spacing: .2em; word-spacing: 1em }",
        "figure { float: right; width: 40mm }",
        "html { font-variant-ligatures: common-ligatures discretionary-ligatures }",
        "p::first-letter { font-size: 30pt }",
        ".item { break-inside: avoid } section { break-before: page }",
    ],
)
def test_a_layout_that_keeps_text_passes(css: str) -> None:
    assert audited(css, with_second_text(*MANY[:12])).messages == ""


def test_every_script_is_compared() -> None:
    text = with_second_text(
        "The poem 交响一见钟秦 was read, then 中国科学技术 followed it, and मनोहर पर्रिकर "
        "रक्षा spoke of S&T-based work: 1,440 words – efficient, affluent, flowing “offices”."
    )
    assert audited(" ", text).messages == ""
    found = audited(text=text, change=replacing("一见钟秦", "一见秦"))
    assert found.codes == ["SV910"]
    assert "“钟”" in found.messages
    found = audited(text=text, change=replacing("पर्रिकर रक्षा spoke", "रक्षा spoke"))
    assert found.codes == ["SV910"]
    assert "“पर्रिकर”" in found.messages


def test_a_word_that_stands_elsewhere_too_is_missed() -> None:
    found = audited(change=replacing("China and its neighbours", "and its neighbours"))
    assert found.codes == ["SV910"]
    assert "item third: the word “China” is lost, after “was held in Dushanbe.”" in found.messages


def test_a_complaint_points_into_the_issue() -> None:
    found = audited(change=replacing("China and its neighbours", "and its neighbours"))
    (complaint,) = found.result.diagnostics
    assert complaint.span is not None
    assert complaint.span.path == "issues/2025-07.yaml"
    line = ISSUE.splitlines()[complaint.span.line - 1]
    assert line.strip().startswith("The committee was [held]")


def test_words_in_a_running_header_do_not_stand_for_lost_ones() -> None:
    found = audited("h2 { display: none } @page { @top-left { content: 'Diplomacy' } }")
    assert {"SV910", "SV913"} <= set(found.codes)
    assert "section “Diplomacy”: the word “Diplomacy” is lost" in found.messages


def test_an_item_that_is_hidden_is_lost() -> None:
    for css in ("#second { display: none }", "#second { visibility: hidden }"):
        found = audited(css)
        assert found.messages == (
            "SV910 item second: all 17 words lost, from “The” to “Beijing.”"
        ), css


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '<a href="https://www.app.com.pk/satellite">stated</a>',
            "stated",
            "item prss: the words “stated” on page 2 are no link any more",
        ),
        (
            "https://www.app.com.pk/satellite",
            "https://www.app.com.pk/other",
            "the link “stated” on page 2 leads to https://www.app.com.pk/other, not to",
        ),
        ("https://www.khovar.tj/en", "#", "a link on page 2"),
        ('<a href="#s1">', '<a href="#s0">', "its link leads to page 2, where the section does"),
        (
            '<a href="#s1">Diplomats meet in Dushanbe</a>',
            "Diplomats meet in Dushanbe",
            "highlight of section “Diplomacy”: its words on page 1 are no link",
        ),
        ("in Beijing.", 'in <a href="https://evil.test/">Beijing</a>.', "https://evil.test/"),
        (
            '<a href="https://www.khovar.tj/en">held</a> in',
            'held <a href="https://www.khovar.tj/en">in</a>',
            "item third: the words “held” on page 2 are no link any more",
        ),
    ],
)
def test_a_link_dropped_or_changed_is_told(old: str, new: str, message: str) -> None:
    found = audited(change=replacing(old, new))
    assert "SV911" in found.codes
    assert message in found.messages


@pytest.mark.parametrize(
    ("css", "message"),
    [
        (
            "#second p { color: white }",
            "item second: 17 words, from “The” to “Beijing.”, are not to be seen, on page 2",
        ),
        ("#second p { color: #fdfdfd }", "17 words, from “The”"),
        ("#second { opacity: 0 }", "17 words, from “The”"),
        ("#second p { font-size: .1pt }", "17 words, from “The”"),
        (
            "#second { position: relative } #second::after "
            "{ content: ''; position: absolute; inset: 0; background: #eee }",
            "17 words, from “The”",
        ),
        ("#second p { overflow: hidden; white-space: nowrap; width: 40mm }", "are cut off"),
        ("#second { overflow: hidden; height: 16pt }", "2 words, from “in” to “Beijing.”"),
        ("#second { position: relative; left: -30mm }", "outside the margins"),
        ("#second { position: absolute; left: -300mm }", "17 words, from “The”"),
        ("#second p { white-space: nowrap }", "2 words, from “in” to “Beijing.”, are outside"),
        ("#third p { position: relative; top: 200mm }", "outside the margins"),
        ("#second p { line-height: 0; width: 40mm }", "are printed on other words"),
    ],
)
def test_a_word_that_nobody_sees_is_told(css: str, message: str) -> None:
    found = audited(css)
    assert "SV914" in found.codes
    assert message in found.messages


def test_a_half_covered_line_is_told_by_its_words() -> None:
    css = (
        "#second { position: relative } #second::after { content: ''; position: absolute; "
        "left: 0; top: 0; width: 30mm; height: 100%; background: white }"
    )
    found = audited(css)
    assert found.codes == ["SV914"]
    words = re.search(r"(\d+) words", found.messages)
    assert words is not None
    assert 4 <= int(words[1]) <= 10


@pytest.mark.parametrize(
    ("css", "codes"),
    [
        ("main section { display: flex; flex-direction: column } #second { order: -1 }", "SV918"),
        ("main section:first-child { display: flex; flex-direction: column-reverse }", "SV918"),
        ("#second { position: relative; top: -48mm }", "SV918"),
    ],
)
def test_text_out_of_order_is_told(css: str, codes: str) -> None:
    found = audited(css)
    assert codes in found.codes
    assert "item second" in found.messages


def test_paragraphs_that_change_places_are_told() -> None:
    def change(html: str) -> str:
        return html.replace(SECOND, "@").replace(
            "</div></section></main>", f"<p>{SECOND}</p></div></section></main>"
        ).replace("<p>@</p>", "")  # fmt: skip

    found = audited(change=change)
    assert found.codes == ["SV918"]
    assert "stands out of order, on page 2" in found.messages


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("img { display: none }", "no picture described as “A red square” is in the PDF"),
        ("figure { display: none }", "no picture described as “A red square” is in the PDF"),
        ("img { width: 1pt; height: 1pt }", "nothing of the picture shows on page 2"),
        ("img { position: absolute; left: -200mm }", "nothing of the picture shows on page 2"),
    ],
)
def test_a_picture_dropped_is_told(css: str, message: str) -> None:
    found = audited(css)
    assert "SV912" in found.codes
    assert message in found.messages


def test_a_picture_that_cannot_be_read_is_told() -> None:
    assert "SV912" in audited(pictures={}).codes


def test_captions_of_a_dropped_figure_are_lost_words() -> None:
    found = audited("figcaption { display: none }")
    assert found.messages.splitlines() == [
        "SV910 figure square.svg of item prss, caption: all 4 words lost, from “The” to “drawn.”",
        "SV910 figure square.svg of item prss, credit: all 2 words lost, from “The” to “editors”",
    ]


def test_a_figure_away_from_its_item_is_told() -> None:
    figure = re.compile(r"<figure>.*?</figure>", re.DOTALL)

    def change(html: str) -> str:
        (found,) = figure.findall(html)
        return html.replace(found, "").replace("</main>", f"{found}</main>")

    found = audited(change=change)
    assert found.codes == ["SV918"]
    assert "away from its item" in found.messages


@pytest.mark.parametrize(
    ("css", "change", "codes"),
    [
        ("#s1 { display: none }", None, ["SV910", "SV911", "SV913"]),
        ("#s1 { bookmark-level: none }", None, ["SV913"]),
        ("", ('<h2 id="s1">Diplomacy</h2>', '<p id="s1">Diplomacy</p>'), ["SV913"]),
    ],
)
def test_a_heading_dropped_is_told(
    css: str, change: tuple[str, str] | None, codes: list[str]
) -> None:
    found = audited(css, change=replacing(*change) if change else str)
    assert set(found.codes) <= set(codes)
    assert "SV913" in found.codes


def test_a_blank_page_is_told() -> None:
    blank = '<div style="break-before: page; height: 1px"></div></main>'
    found = audited(change=replacing("</main>", blank))
    assert found.result.pages == 3
    assert found.messages == "SV915 page 3 is blank"


def test_a_font_that_the_style_does_not_name_is_told() -> None:
    loaded = load()
    pdf = audited().pdf
    result = audit_pdf(pdf, expected_of(loaded, ("Mukta", "Noto Sans SC")))
    assert {one.code for one in result.diagnostics} == {"SV916"}
    assert "Source-Sans-3" in result.diagnostics[0].message
    assert audit_pdf(pdf, expected_of(loaded, FAMILIES)).diagnostics == ()


def test_a_fallback_font_is_told() -> None:
    garamond = next(FONTS.rglob("EBGaramond-Regular.ttf")).as_uri()
    face = f"@font-face {{ font-family: Other; src: url({garamond}) }}"
    found = audited("#second p { font-family: Other }", faces=face)
    assert found.codes == ["SV916"]


def test_a_character_that_no_font_has_is_told() -> None:
    found = audited(" ", with_second_text("A word in Georgian: \u10d0\u10d1."))
    assert found.codes == ["SV917"]
    assert "no font has these 2 characters: \u10d0 \u10d1: " in found.messages
    found = audited(" ", with_second_text("A letter in Georgian: \u10d0."))
    assert "no font has the character “\u10d0”: " in found.messages
    many = "".join(map(chr, range(0x10D0, 0x10F0)))
    found = audited(" ", with_second_text(f"An alphabet: {many}."))
    assert "these 32 characters: " in found.messages
    assert "\u10db …: " in found.messages


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Institute for Defence Studies</p>", "</p>", "publisher's name: "),
        ("मनोहर पर्रिकर रक्षा अध्ययन", "", "publisher's name (hi): "),
        ("July 2025, No. 7", "No. 7", "the month, 2025-07, is not printed"),
        ("July 2025, No. 7", "July 2025", "the issue's number, 7, is not printed"),
        ("July 2025, No. 7", "August 2025, No. 7", "the month, 2025-07, is not printed"),
        ("July 2025, No. 7", "No. 7, August 2025", "the month, 2025-07, is not printed"),
        ("Published on 5 August 2025", "", "the day of publication, 2025-08-05, is not printed"),
        ("Published on 5", "Published on 6", "the day of publication, 2025-08-05"),
        ("Jane O&#39;Neill", "", "editor: all 2 words lost, from “Jane” to “O'Neill”"),
        ("In June the rocket was a Kuaizhou-1A.", "", "correction: all 7 words lost"),
        ("ISSN 1234-5679", "ISSN 1234-5678", "ISSN: the word “1234-5679” is lost"),
        ("All rights reserved by the Institute.", "", "rights: all 6 words lost"),
        ("Diplomats meet in Dushanbe", "Diplomats meet", "highlight of section “Diplomacy”: all 4"),
    ],
)
def test_a_lost_part_of_the_cover_is_told(old: str, new: str, message: str) -> None:
    found = audited(change=replacing(old, new))
    assert "SV910" in found.codes
    assert message in found.messages


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("ol { list-style: none }", "item prss: the number 1 of a list’s entry is not printed"),
        ("ol { counter-reset: list-item 4 }", "the number 2 of a list’s entry is printed as 6"),
    ],
)
def test_the_number_of_a_list_s_entry_is_told(css: str, message: str) -> None:
    found = audited(css)
    assert found.codes == ["SV910"]
    assert message in found.messages


@pytest.mark.parametrize("kind", ["lower-roman", "lower-alpha", "decimal-leading-zero"])
def test_how_a_list_is_numbered_is_the_style_s_choice(kind: str) -> None:
    assert audited(f"ol {{ list-style-type: {kind} }}").messages == ""


def test_a_style_that_prints_no_works_is_told_of_in_a_warning() -> None:
    found = audited(change=replacing("<p>A Book, Dawn</p>", ""))
    (complaint,) = found.result.diagnostics
    assert not complaint.is_error
    assert complaint.message == "item prss, `book`: “A Book” is not printed by this style"
    assert complaint.span is not None
    assert ISSUE.splitlines()[complaint.span.line - 1].strip() == "title: A Book"


def test_a_style_that_prints_no_licence_is_told_of_in_a_warning() -> None:
    credit = "            credit: The editors\n"
    found = audited(text=ISSUE.replace(credit, credit + "            licence: CC BY 4.0\n"))
    (complaint,) = found.result.diagnostics
    assert not complaint.is_error
    where = "figure square.svg of item prss, licence"
    assert complaint.message == f"{where}: “CC BY 4.0” is not printed by this style"
    assert complaint.span is not None


@pytest.mark.parametrize("title", ["The editors", "Square", "The first square", "drawn"])
def test_a_title_that_is_not_printed_takes_no_words_from_others(title: str) -> None:
    text = ISSUE.replace("      - id: second\n", f"      - id: second\n        title: {title}\n")
    found = audited(text=text)
    assert found.messages == f"SV910 item second, title: “{title}” is not printed by this style"
    assert not found.result.diagnostics[0].is_error


def test_the_day_stands_below_the_number() -> None:
    found = audited(change=replacing("July 2025, No. 7", "July 2025</p><p>No. 7"))
    assert found.messages == ""


def test_bytes_that_are_no_pdf_are_one_complaint() -> None:
    for data in (b"", b"no PDF", b"%PDF-1.7\n%%EOF", audited().pdf[:3000]):
        result = audit_pdf(data, expected_of(load()))
        assert [one.code for one in result.diagnostics] == ["SV919"]
        assert result.pages == 0


def test_an_untagged_pdf_is_not_ours() -> None:
    import weasyprint

    pdf = weasyprint.HTML(string="<p>Space").write_pdf()
    result = audit_pdf(pdf, expected_of(load()))
    assert [one.code for one in result.diagnostics] == ["SV919"]
    assert "no tags" in result.diagnostics[0].message


def test_of_two_items_with_the_same_words_the_first_may_be_divided_by_a_page_end() -> None:
    words = (
        "The committee [met][SOURCE] in the capital and agreed on the terms of a laboratory, "
        "which will be opened at the end of the year, once the ministries of both countries have "
        "named the members of its board and have found the money that it needs for five years."
    )
    fourth = f"""\
      - id: fourth
        date: 2025-07-22
        actors:
          - CAST
        text: |
          {words.replace("SOURCE", "asia")}
        sources:
          asia:
            url: https://asiaplus.example/news
"""
    held = "The committee was [held][khovar] in Dushanbe. China and its neighbours agreed."
    text = ISSUE.replace(held, words.replace("SOURCE", "khovar")) + fourth
    found = audited("#third { margin-top: 148mm } p { orphans: 1; widows: 1 }", text)
    assert found.result.pages == 4
    assert found.messages == ""
