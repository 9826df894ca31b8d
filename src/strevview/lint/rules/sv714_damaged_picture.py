"""A picture cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.issue_pictures import measured_pictures
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each picture that cannot be opened."""
    for picture, found in measured_pictures(issue):
        if isinstance(found, str):
            message = f"`{picture.file}` {found}"
            advice = "save it once more as JPEG or PNG, or get it again"
            yield error("SV714", message, picture.span, advice)


RULE = Rule(code="SV714", name="damaged-picture", severity=Severity.ERROR, check=check)
