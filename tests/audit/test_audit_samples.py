"""The sample issues in the institute's style pass, and a style that loses their text does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from strevview.audit import AuditResult, audit_pdf, expected_of
from strevview.model.loading import LoadedIssue, load_issue, load_shelf
from strevview.render.compose import compose
from strevview.render.metadata import PdfMetadata
from strevview.render.pdf import Renderer
from strevview.render.pictures import read_pictures
from strevview.style.css import StyleSheet
from strevview.style.style_folder import Style, find_style
from tests.command import SAMPLES

ISSUES = Path(__file__).resolve().parents[2] / "issues"


@dataclass(frozen=True, slots=True)
class Printed:
    """A sample issue in the institute's style."""

    pdf: bytes
    audit: AuditResult


@cache
def _loaded(name: str) -> LoadedIssue:
    return load_issue(ISSUES / f"{name}.yaml", load_shelf(ISSUES))


def _style(loaded: LoadedIssue) -> Style:
    style = find_style("mpidsa", loaded.folder, None)
    assert isinstance(style, Style)
    return style


def printed(name: str, css: str = "") -> Printed:
    loaded = _loaded(name)
    style = _style(loaded)
    composed = compose(loaded, style)
    sheet = StyleSheet("more.css", css, "strevview-test:more.css")
    pictures, faults = read_pictures(loaded)
    assert not faults
    rendered = Renderer((*composed.stylesheets, sheet), style.roots()).render(
        composed.html,
        metadata=PdfMetadata(title=name, language="en-GB", created=date(2025, 8, 1)),
        pictures={picture.file: picture.data for picture in pictures},
    )
    expected = expected_of(loaded, tuple(composed.families))
    return Printed(rendered.pdf, audit_pdf(rendered.pdf, expected))


@pytest.mark.parametrize("name", [path.stem for path in SAMPLES])
def test_a_sample_issue_passes(name: str) -> None:
    result = printed(name).audit
    assert [one.message for one in result.diagnostics] == []
    assert result.pages >= 3
    assert result.words > 700


@pytest.mark.parametrize(
    ("css", "code"),
    [
        ("main { float: left }", "SV910"),
        ("main { display: none }", "SV910"),
        ("h2 { display: none }", "SV913"),
        ("a { color: white !important }", "SV914"),
        ("img { display: none !important }", "SV912"),
    ],
)
def test_a_style_that_loses_something_does_not_pass(css: str, code: str) -> None:
    assert code in {one.code for one in printed("2025-07", css).audit.diagnostics}
