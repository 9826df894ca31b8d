"""An item does not say who took part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the items without actors."""
    for path, item, _ in issue.items():
        place = (*path, "actors")
        if not item.actors and not is_faulty(issue, place) and issue.places:
            yield error(
                "SV102",
                "item has no actors",
                issue.places.key(place),
                "add `actors:` with at least one name",
            )


RULE = Rule(code="SV102", name="item-without-actors", severity=Severity.ERROR, check=check)
