"""From issue files to PDFs on the disk; `audit_pdf` is how a build reaches PDFium."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from strevview.audit import AuditResult, Expected


def audit_pdf(pdf: bytes, expected: Expected) -> AuditResult:
    """Compare a PDF with what its issue must have in it."""
    # Here alone a build loads PDFium, which one that finds all up to date does without.
    from strevview.audit.checks import check_pdf

    return check_pdf(pdf, expected)
