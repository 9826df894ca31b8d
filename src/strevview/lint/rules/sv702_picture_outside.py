"""A picture lies outside the issue's folder."""

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
