from __future__ import annotations

from pathlib import Path

from strevview.style.css import expected_families, tokens_css
from tests.style.styles import PLAIN, copy_of_mpidsa, found, write_style


def test_every_token_is_a_custom_property(tmp_path: Path) -> None:
    tokens = """\
page:
  margins:
    top: 11mm
    right: 12mm
    bottom: 13mm
    left: 14mm
tokens:
  colours:
    ink: '#1b2a4a'
  sizes:
    text: 12.4pt
  lengths:
    line: 17pt
  numbers:
    leading: '1.40'
"""
    write_style(tmp_path, "house", file=PLAIN + tokens)
    css = tokens_css(found(tmp_path, "house"))
    for line in (
        "--colour-ink: #1b2a4a;",
        "--size-text: 12.4pt;",
        "--length-line: 17pt;",
        "--number-leading: 1.4;",
        "--page-margin-left: 14mm;",
        "--figure-width: 150mm;",
        "@page { size: 210mm 297mm; margin: 11mm 12mm 13mm 14mm }",
    ):
        assert line in css


def test_the_families_a_pdf_may_hold_depend_on_its_scripts(tmp_path: Path) -> None:
    style = found(tmp_path, "mpidsa")
    assert expected_families(style) == {"EB Garamond", "Source Sans 3"}
    assert expected_families(style, {"Hani"}) == {"EB Garamond", "Source Sans 3", "Noto Sans SC"}


def test_a_token_cannot_carry_css(tmp_path: Path) -> None:
    style = copy_of_mpidsa(tmp_path, "house") / "style.yaml"
    text = style.read_text("utf-8")
    from strevview.style.style_folder import Style, find_style

    for old, new in (("'#1b2a4a'", "'red; } body { display: none'"), ("12.4pt", "calc(1pt)")):
        style.write_text(text.replace(old, new), "utf-8")
        result = find_style("house", tmp_path / "issues")
        assert not isinstance(result, Style)
        line = text[: text.index(old)].count("\n") + 1
        assert [(fault.code, fault.span and fault.span.line) for fault in result] == [
            ("SV006", line)
        ]
