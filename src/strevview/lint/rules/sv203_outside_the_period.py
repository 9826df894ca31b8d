"""An event lies outside the months that the issue covers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.event_days import in_period
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the dates outside the issue's period."""
    if issue.issue is None or issue.places is None:
        return
    for path, item, _ in issue.items():
        place = (*path, "date")
        if item.date is None or is_faulty(issue, place) or in_period(issue, item.date):
            continue
        message = f"the date {item.date} is outside the issue's period, {issue.issue.period}"
        advice = "correct the date, or move the item to the issue it belongs to"
        yield warning("SV203", message, issue.places.value(place), advice)


RULE = Rule(code="SV203", name="outside-the-period", severity=Severity.WARNING, check=check)
