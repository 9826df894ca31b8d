"""A source has no link in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.item_links import unused
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each source that no link names."""
    if issue.places is None:
        return
    for path, item, _ in issue.items():
        for key in unused(issue, path, item):
            message = f"no link in the text names the source `{key}`"
            advice = f"link the words that it supports, `[words][{key}]`, or delete it"
            yield warning("SV410", message, issue.places.key((*path, "sources", key)), advice)


RULE = Rule(code="SV410", name="unused-source", severity=Severity.WARNING, check=check)
