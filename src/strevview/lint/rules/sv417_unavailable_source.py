"""A source is still to be found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each source that is unavailable."""
    if issue.places is None:
        return
    for path, item, _ in issue.items():
        for key, source in item.sources.items():
            if source.unavailable is not None and source.url is None:
                span = issue.places.key((*path, "sources", key, "unavailable"))
                why = " ".join(source.unavailable.split())
                message = f"the source `{key}` is still to be found: {why}"
                advice = "write `url:` in its place as soon as the page is found"
                yield warning("SV417", message, span, advice)


RULE = Rule(code="SV417", name="unavailable-source", severity=Severity.WARNING, check=check)
