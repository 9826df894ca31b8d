"""A drawing prints otherwise than it was drawn.

What:
    Labels of an SVG are in letters that join (Hindi, Tamil, Thai) or run from right to left
    (Arabic, Urdu, Hebrew), or the SVG has a stylesheet in another file, brings a font along, gives
    a colour by `var()` or `color-mix()`, or has a `<switch>` with several choices.

Why:
    The text of a drawing is printed letter by letter, in the fonts of the style: letters that join
    stand apart and in the wrong order. Only what stands in the file itself counts. A colour that is
    not given plainly prints black, and of a `<switch>` every choice prints, such as the “Text is
    not SVG” of draw.io.

Example:
    figures:
      - file: pictures/orbit.svg   # <text>उपग्रह</text>

Fix:
    Turn the text into paths in the program that drew it (Inkscape: Path > Object to Path) and
    export plain SVG with its looks inside, or a PNG. Where it looks right in print, suppress the
    warning and say so.
"""

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
