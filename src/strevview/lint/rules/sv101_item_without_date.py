"""An item does not say when it happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the items without a date."""
    for path, item, _ in issue.items():
        place = (*path, "date")
        if item.date is None and not is_faulty(issue, place) and issue.places:
            yield error(
                "SV101",
                "item has no date",
                issue.places.key(place),
                "add `date:`, such as 2025-07-31, or 2025-07 where only the month is known",
            )


RULE = Rule(code="SV101", name="item-without-date", severity=Severity.ERROR, check=check)
