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

from strevview.audit.expected import Expected, Margins, expected_of
from strevview.diagnostics import Diagnostic

__all__ = ["AuditResult", "Expected", "Margins", "audit_pdf", "expected_of"]


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
