"""A small issue, laid out by a style that loses nothing; tests make it lose something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment

from strevview.audit import AuditResult, MarginsInPoints, expected_of
from strevview.audit.checks import check_pdf
from strevview.model.issue import ActorRegister
from strevview.model.loading import LoadedIssue, Shelf, load_issue_text
from strevview.render.compose import PdfMetadata
from strevview.render.pdf import Renderer
from strevview.render.pictures import picture_url
from strevview.style.css import StyleSheet
from tests.render.documents import FACES, ROOTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FAMILIES = ("Source Sans 3", "Mukta", "Noto Sans SC")
MARGINS = MarginsInPoints(56.7, 56.7, 56.7, 56.7)

ISSUE = Path(__file__).with_name("issue.yaml").read_text("utf-8")

SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">'
    b'<title>A red square</title><rect width="60" height="60" fill="#c00"/></svg>'
)

_CSS = Path(__file__).with_name("sound.css").read_text("utf-8")


@cache
def renderer(more: str = "") -> Renderer:
    """Return the renderer of the sound style, its fonts and `more` CSS loaded once."""
    sheet = StyleSheet("audit.css", FACES.text + _CSS + more, "strevview-test:audit.css")
    return Renderer([sheet], ROOTS)


def load(text: str = ISSUE) -> LoadedIssue:
    """Return an issue from YAML that must be sound."""
    shelf = Shelf(Path("issues"), None, ActorRegister(), ())
    loaded = load_issue_text(text.encode(), "issues/2025-07.yaml", shelf)
    assert not loaded.diagnostics, loaded.diagnostics
    return loaded


def is_of(value: object, kind: str) -> bool:
    """Return whether a value is of the class of that name."""
    return type(value).__name__ == kind


def document(loaded: LoadedIssue, css: str = "") -> str:
    """Return an issue as HTML; `css` comes after that of the sound style."""
    templates = Environment(autoescape=True)
    templates.tests["of"] = is_of
    page = templates.from_string(Path(__file__).with_name("issue.html").read_text("utf-8"))
    return page.render(
        issue=loaded.issue, series=loaded.series, proses=loaded.proses, css=css, url=picture_url
    )


@dataclass(frozen=True, slots=True)
class Audited:
    """A rendering and what its audit found."""

    pdf: bytes
    result: AuditResult

    @property
    def codes(self) -> list[str]:
        """The codes that were found, each once, in order."""
        return sorted({one.code for one in self.result.diagnostics})

    @property
    def messages(self) -> str:
        """All that was found, a line each."""
        return "\n".join(f"{one.code} {one.message}" for one in self.result.diagnostics)


def audited(
    css: str = "",
    text: str = ISSUE,
    change: Callable[[str], str] = str,
    pictures: Mapping[str, bytes] | None = None,
    faces: str = "",
    *,
    in_own_style: bool = True,
) -> Audited:
    """Render an issue with `css` and font `faces` added and its HTML changed, and audit it.

    A style that is not the user's own ships with strevview.
    """
    loaded = load(text)
    html = document(loaded, css)
    changed = change(html)
    assert change is str or changed != html, "the change found nothing to change"
    metadata = PdfMetadata(title="Test", language="en-GB", created=date(2025, 7, 31))
    served = {"square.svg": SQUARE} if pictures is None else pictures
    rendered = renderer(faces).render(changed, metadata=metadata, pictures=served)
    if pictures is None and change is str and not css:
        assert not rendered.diagnostics, rendered.diagnostics
    expected = replace(expected_of(loaded), families=FAMILIES, margins=MARGINS)
    expected = replace(expected, in_own_style=in_own_style)
    return Audited(rendered.pdf, check_pdf(rendered.pdf, expected))
