"""The audit: a PDF proves that nothing of its issue was lost.

It reads the PDF alone, through another engine than the one that wrote it, and compares it with the
model. Only what is surely missing is an error:

- SV910 words are lost, SV918 they are out of order
- SV911 a link is lost, leads elsewhere, or is not the issue's
- SV912 a picture is lost
- SV913 a section's heading or bookmark is lost
- SV914 a word is outside the margins, cut off, or not to be seen
- SV915 a page is blank
- SV916 a font is not embedded, or not named by the style
- SV917 a character has no glyph
- SV919 the PDF cannot be read, or has no tags
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from strevview.audit.expected import Expected, Margins, expected_of
from strevview.diagnostics import Diagnostic
from strevview.model.loading import LoadedIssue
from strevview.render.date_labels import is_from_right_to_left
from strevview.style.style_file import millimetres
from strevview.style.style_folder import Style

_POINTS_PER_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What the audit found, and the size of the PDF: pages, words of text, links."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    words: int
    links: int


def audit_pdf(pdf: bytes, expected: Expected) -> AuditResult:
    """Compare a PDF with what its issue must have in it."""
    # Here alone a build loads PDFium, which one that finds all up to date does without.
    from strevview.audit.checks import audit

    return AuditResult(*audit(pdf, expected))


def margins_of(style: Style, *, right_to_left: bool) -> Margins:
    """Return the margins of a style's text pages, in points."""
    page = style.file.page.margins_of(right_to_left=right_to_left)
    sides = (page.top, page.right, page.bottom, page.left)
    return Margins(*(millimetres(side) * _POINTS_PER_MILLIMETRE for side in sides))


def audit_issue(
    pdf: bytes, loaded: LoadedIssue, style: Style | None = None, families: Iterable[str] = ()
) -> AuditResult:
    """Audit a PDF against its issue; without the style, fonts and margins are not judged.

    `families` are the fonts that may be in it.
    """
    if style is None or loaded.series is None:
        return audit_pdf(pdf, expected_of(loaded))
    turned = is_from_right_to_left(loaded.series.language)
    margins = margins_of(style, right_to_left=turned)
    wanted = tuple(sorted(families))
    return audit_pdf(pdf, expected_of(loaded, wanted, margins, in_own_style=not style.ships))
