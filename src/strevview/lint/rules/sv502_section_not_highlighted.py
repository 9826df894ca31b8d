"""A section is missing from the highlights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each section that the cover does not name."""
    if issue.issue is None or issue.places is None:
        return
    for s, section in enumerate(issue.issue.sections):
        if section.highlight is False:
            message = f"the section “{section.title}” is missing from the highlights"
            span = issue.places.key(("sections", s, "highlight"))
            yield warning("SV502", message, span, "delete `highlight: false`")


RULE = Rule(
    code="SV502",
    name="section-not-highlighted",
    severity=Severity.WARNING,
    check=check,
    default=False,
)
