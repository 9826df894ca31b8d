"""Part of a drawing would not print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.issue_pictures import drawings
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_HELP = "export plain SVG with text turned into paths and pictures embedded, or a large PNG"


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each drawing of which a part would not print."""
    for picture, drawing in drawings(issue):
        if drawing.lost:
            message = f"part of the drawing does not print: {'; '.join(drawing.lost)}"
            yield error("SV715", message, picture.span, _HELP)


RULE = Rule(code="SV715", name="drawing-loses-parts", severity=Severity.ERROR, check=check)
