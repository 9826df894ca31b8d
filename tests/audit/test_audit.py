"""The audit is silent about a sound PDF, and tells what another layout loses.

Most layouts stand in layouts.yaml, which says what is told of each.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from strevview.audit import expected_of
from strevview.audit.checks import check_pdf
from tests.audit.audit_document import FAMILIES, ISSUE, audited, load
from tests.render.documents import FONTS

SECOND = "The second item has words of its own, in one paragraph, and then it ends in Beijing."
LAYOUTS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("layouts.yaml").read_text("utf-8")
)


def replaced(text: str, changes: list[list[str]]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def with_second_text(text: str) -> str:
    """Return the issue with another text of its second item, or with so many paragraphs."""
    number, _, word = text.partition(" ")
    if word == "paragraphs":
        text = "\n\n          ".join(
            "The committee met in the capital and agreed on the terms of a common laboratory, "
            f"which will be opened at the end of the year. Paragraph {n} ends with mark{n}."
            for n in range(int(number))
        )
    return replaced(ISSUE, [[SECOND, text]])


def test_a_sound_pdf_passes() -> None:
    found = audited()
    assert found.messages == ""
    assert found.result.pages == 2
    # Three to web pages; two to sections do not count.
    assert found.result.links == 3
    assert found.result.words == 116


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case.get("name", case.get("css")))
def test_what_a_layout_loses_is_told(case: dict[str, Any]) -> None:
    text = replaced(with_second_text(case.get("second", SECOND)), case.get("issue", []))
    changes = case.get("change", [])
    change = (lambda html: replaced(html, changes)) if changes else str
    own = not case.get("ships", False)
    found = audited(case.get("css", " "), text, change, in_own_style=own)
    if "codes" in case:
        assert found.codes == case["codes"]
    if "all" in case:
        assert found.messages == case["all"]
    assert [words for words in case.get("tells", []) if words not in found.messages] == []
    assert [words for words in case.get("untold", []) if words in found.messages] == []
    first = found.result.diagnostics[0] if found.result.diagnostics else None
    assert first is None or first.is_error is not case.get("warning", False)
    assert first is None or case.get("helps", "") in str(first.help)
    if "at" in case:
        assert first is not None
        assert first.span is not None
        assert first.span.path == "issues/2025-07.yaml"
        assert text.splitlines()[first.span.line - 1].strip() == case["at"]


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


def test_a_picture_that_cannot_be_read_is_told() -> None:
    assert "SV912" in audited(pictures={}).codes


def test_a_figure_away_from_its_item_is_told() -> None:
    figure = re.compile(r"<figure>.*?</figure>", re.DOTALL)

    def change(html: str) -> str:
        (found,) = figure.findall(html)
        return html.replace(found, "").replace("</main>", f"{found}</main>")

    found = audited(change=change)
    assert found.codes == ["SV918"]
    assert "away from its item" in found.messages


def test_a_font_that_the_style_does_not_name_is_told() -> None:
    loaded = load()
    pdf = audited().pdf
    result = check_pdf(pdf, replace(expected_of(loaded), families=("Mukta", "Noto Sans SC")))
    assert {one.code for one in result.diagnostics} == {"SV916"}
    assert "Source-Sans-3" in result.diagnostics[0].message
    assert check_pdf(pdf, replace(expected_of(loaded), families=FAMILIES)).diagnostics == ()


def test_a_fallback_font_is_told() -> None:
    garamond = next(FONTS.rglob("EBGaramond-Regular.ttf")).as_uri()
    face = f"@font-face {{ font-family: Other; src: url({garamond}) }}"
    found = audited("#second p { font-family: Other }", faces=face)
    assert found.codes == ["SV916"]


def test_bytes_that_are_no_pdf_are_one_complaint() -> None:
    for data in (b"", b"no PDF", b"%PDF-1.7\n%%EOF", audited().pdf[:3000]):
        result = check_pdf(data, expected_of(load()))
        assert [one.code for one in result.diagnostics] == ["SV919"]
        assert result.pages == 0


def test_an_untagged_pdf_is_not_ours() -> None:
    import weasyprint

    pdf = weasyprint.HTML(string="<p>Space").write_pdf()
    result = check_pdf(pdf, expected_of(load()))
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
