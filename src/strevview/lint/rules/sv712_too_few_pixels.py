"""A picture has too few pixels for its size in print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.issue_pictures import measured_pictures
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

# The width of a text column of A4, and what printers ask for at least.
PRINTED_WIDTH_MM = 150
FEWEST_PER_INCH = 200
FEWEST_PIXELS = round(PRINTED_WIDTH_MM / 25.4 * FEWEST_PER_INCH)


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each picture that is too small to print."""
    for picture, found in measured_pictures(issue):
        if not isinstance(found, str) and found.width < FEWEST_PIXELS:
            dots = int(found.width / PRINTED_WIDTH_MM * 25.4)
            message = f"the picture is {found.width} pixels wide, which prints at {dots} an inch"
            advice = f"{FEWEST_PIXELS:,} across are needed; a drawing is best saved as SVG"
            yield warning("SV712", message, picture.span, advice)


RULE = Rule(code="SV712", name="too-few-pixels", severity=Severity.WARNING, check=check)
