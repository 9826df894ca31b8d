"""A picture is in a format that is not printed.

What:
    The file is no JPEG, PNG or SVG by its ending, or is larger than 64 MiB.

Why:
    These three formats can be printed and kept for good; others may look different tomorrow or not
    print at all.

Example:
    figures:
      - file: pictures/rocket.webp

Fix:
    Save it as PNG (drawings, screenshots), JPEG (photographs) or SVG, and name the new file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity
from strevview.lint.issue_pictures import picture_faults
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each picture in a format that is not printed."""
    yield from picture_faults(issue, "SV703")


RULE = Rule(code="SV703", name="picture-format", severity=Severity.ERROR, check=check)
