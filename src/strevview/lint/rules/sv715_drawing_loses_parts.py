"""Part of a drawing would not print.

What:
    An SVG has text set as HTML (`<foreignObject>`, as draw.io and Mermaid write it) or along a
    line (`<textPath>`), a picture that a filter paints (`<feImage>`), or a picture, a part or a
    fill that stands in another file (`<image>`, `<use>`, `fill="url(…)"`). Of one with
    `@import "…"` nothing can be drawn.

Why:
    What is printed is what stands in the file as shapes, plain text and embedded pictures. The
    rest would be missing from the page, and only a reader who knows the drawing would miss it.

Example:
    figures:
      - file: pictures/how-it-flew.svg   # <foreignObject>…Ground station…</foreignObject>

Fix:
    Export it anew from the program that drew it: as plain SVG, with text turned into paths and
    pictures embedded. Where the program cannot, export a PNG of at least 2,000 pixels across.
"""

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
