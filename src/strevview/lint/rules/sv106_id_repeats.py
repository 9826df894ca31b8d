"""Two items of an issue have one id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the ids that stand a second time."""
    first: dict[str, Path] = {}
    for path, item, _ in issue.items():
        place = (*path, "id")
        if issue.places is None or is_faulty(issue, place):
            continue
        known = first.setdefault(item.id, place)
        if known != place:
            message = f"the id `{item.id}` stands here a second time"
            related = (Related("first here", issue.places.value(known)),)
            span, advice = issue.places.value(place), "give this item an id of its own"
            yield Diagnostic("SV106", Severity.ERROR, message, span, advice, related=related)


RULE = Rule(code="SV106", name="id-repeats", severity=Severity.ERROR, check=check)
