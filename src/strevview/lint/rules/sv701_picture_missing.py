"""A picture is not there.

What:
    `file:` of a figure, or `image:` of the cover, names a file that does not exist, or a folder.

Why:
    The issue cannot be printed without it, and a picture that is left out in silence would be
    missed only by the reader.

Example:
    figures:
      - file: pictures/rokcet.jpg

Fix:
    Correct the path. It starts from the issue's folder, and capitals count.
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
    """Complain about each picture that is not there."""
    yield from picture_faults(issue, "SV701")


RULE = Rule(code="SV701", name="picture-missing", severity=Severity.ERROR, check=check)
