"""A picture lies outside the issue's folder.

What:
    The path of a picture leads out of the folder of the issues: it is absolute, has `..` in it, or
    is a link to somewhere else.

Why:
    The folder is all that an issue is made from: it can be copied, reviewed, and built elsewhere.
    Files of the machine that builds must not get into a PDF.

Example:
    figures:
      - file: /home/editor/Desktop/rocket.jpg

Fix:
    Put the picture into `pictures/` beside the issue and write `file: pictures/rocket.jpg`.
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
    """Complain about each picture outside the folder."""
    yield from picture_faults(issue, "SV702")


RULE = Rule(code="SV702", name="picture-outside", severity=Severity.ERROR, check=check)
