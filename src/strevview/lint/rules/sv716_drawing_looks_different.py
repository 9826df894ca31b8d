"""A drawing prints otherwise than it was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.issue_pictures import drawings
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_HELP = "export plain SVG with its text turned into paths, or a large PNG"


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each drawing that prints otherwise than it was drawn."""
    for picture, drawing in drawings(issue):
        if drawing.different:
            message = f"the drawing prints otherwise than drawn: {'; '.join(drawing.different)}"
            yield warning("SV716", message, picture.span, _HELP)


RULE = Rule(code="SV716", name="drawing-looks-different", severity=Severity.WARNING, check=check)
