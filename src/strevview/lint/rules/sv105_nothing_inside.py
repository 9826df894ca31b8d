"""A section has no items, or the issue no sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the issue without sections, or the sections without items."""
    if issue.issue is None or issue.places is None or is_faulty_list(issue):
        return
    if not issue.issue.sections:
        advice = "add a section with a title and items"
        yield error("SV105", "issue has no sections", issue.places.key(("sections",)), advice)
    for index, section in enumerate(issue.issue.sections):
        path = ("sections", index, "items")
        if not section.items and not is_faulty(issue, path):
            advice = "add `items:` with at least one item, or delete the section"
            yield error("SV105", "section has no items", issue.places.key(path), advice)


def is_faulty_list(issue: LoadedIssue) -> bool:
    """Return whether the list of sections itself could not be read."""
    return ("sections",) in issue.faulty


RULE = Rule(code="SV105", name="nothing-inside", severity=Severity.ERROR, check=check)
