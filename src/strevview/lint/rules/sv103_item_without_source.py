"""An item has no source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule
from strevview.model.prose import ProblemKind

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the items without a source."""
    for path, item, prose in issue.items():
        place = (*path, "sources")
        # Told by SV403, whose cure makes a source of the link.
        pasted = any(p.kind is ProblemKind.INLINE_LINK and p.target for p in prose.problems)
        if not item.sources and not pasted and not is_faulty(issue, place) and issue.places:
            yield error(
                "SV103",
                "item has no source",
                issue.places.key(place),
                "add `sources:` with at least one, and link a word of the text to it",
            )


RULE = Rule(code="SV103", name="item-without-source", severity=Severity.ERROR, check=check)
