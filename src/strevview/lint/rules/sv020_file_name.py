"""The name of an issue's file is not one that every system can write."""

from __future__ import annotations

from collections.abc import Iterator

from strevview.diagnostics import Diagnostic, Severity, Span, error
from strevview.lint.rule import Rule
from strevview.model.collecting import STANDARD_INPUT
from strevview.model.file_names import name_fault
from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about the name of the issue's file."""
    if issue.issue is None or issue.name == STANDARD_INPUT:
        return
    fault = name_fault(f"{issue.stem}.yaml")
    if fault is not None:
        message = f"a file of this name cannot be written on every system: {fault}"
        advice = f"rename the file to {issue.issue.period.stem}.yaml"
        yield error("SV020", message, Span.point(issue.name), advice)


RULE = Rule(code="SV020", name="file-name", severity=Severity.ERROR, check=check)
