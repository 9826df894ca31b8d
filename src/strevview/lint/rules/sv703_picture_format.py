"""A picture is in a format that is not printed."""

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
