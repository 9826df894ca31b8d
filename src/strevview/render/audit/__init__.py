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

from dataclasses import dataclass
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import (
    BLANK_PAGE,
    FONT,
    HEADING_LOST,
    LINK,
    NOT_OURS,
    NOT_VISIBLE,
    ORDER,
    PICTURE_LOST,
    WORDS_LOST,
)
from strevview.render.audit.expected import Expected, Margins, expected_of
from strevview.render.audit.flow import Flow
from strevview.render.audit.headings import check_headings
from strevview.render.audit.links import check_links
from strevview.render.audit.matching import match_issue
from strevview.render.audit.order import check_order
from strevview.render.audit.pages import check_fonts, check_glyphs, check_pages
from strevview.render.audit.pictures import check_pictures
from strevview.render.audit.sight import check_sight
from strevview.render.audit.words import check_words

if TYPE_CHECKING:
    from strevview.render.audit.reading import Reading

__all__ = ["AuditResult", "Expected", "Margins", "audit_pdf", "expected_of"]

# How to lay out is the business of those who make styles.
_IN_OUR_STYLE = dict.fromkeys(
    (WORDS_LOST, LINK, PICTURE_LOST, HEADING_LOST, NOT_VISIBLE, BLANK_PAGE, FONT, ORDER),
    "nothing is wrong with the issue: the style lays it out badly; please report it with the file",
)
_ANEW = "take the PDF from where it was made"


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
    from strevview.render.audit.pdfium import TURN
    from strevview.render.audit.reading import NotReadableError, Reading

    try:
        with TURN, Reading(pdf) as reading:
            return _audit(reading, expected)
    except NotReadableError as reason:
        message = f"the PDF cannot be audited: {reason}"
        return AuditResult((error(NOT_OURS, message, help=_ANEW),), 0, 0, 0)


def _audit(reading: Reading, expected: Expected) -> AuditResult:
    flow = Flow(reading.pages)
    links = sum(len(page.links) for page in reading.pages)
    size = (len(reading.pages), len(flow.wording.words), links)
    if reading.pages and all(page.structure is None for page in reading.pages):
        message = "the PDF has no tags: it was not made by strevview"
        return AuditResult((error(NOT_OURS, message, help=_ANEW),), *size)
    matches = match_issue(flow, expected)
    found: tuple[Diagnostic, ...] = (
        *check_words(flow, expected, matches),
        *check_order(flow, matches),
        *check_headings(flow, reading, matches),
        *check_links(flow, reading.pages, expected, matches),
        *check_pictures(reading.pages, expected),
        *check_sight(flow, reading.pages, expected.margins, matches),
        *check_pages(reading),
        *check_glyphs(reading),
        *check_fonts(reading, expected.families),
    )
    if not expected.in_own_style:
        found = tuple(one._replace(help=_IN_OUR_STYLE.get(one.code, one.help)) for one in found)
    return AuditResult(found, *size)
