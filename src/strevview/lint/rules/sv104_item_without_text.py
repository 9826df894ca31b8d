"""An item has no text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the items without words."""
    for path, _, prose in issue.items():
        place = (*path, "text")
        if not prose.text.strip() and not is_faulty(issue, place) and issue.places:
            yield error(
                "SV104",
                "item has no text",
                issue.places.key(place),
                "add `text: |` with the paragraphs indented below it",
            )


RULE = Rule(code="SV104", name="item-without-text", severity=Severity.ERROR, check=check)
