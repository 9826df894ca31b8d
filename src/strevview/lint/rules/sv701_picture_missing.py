"""A picture is not there."""

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
