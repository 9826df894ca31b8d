"""A picture does not say who made it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.issue_pictures import figures
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each picture without a credit."""
    if issue.places is None:
        return
    for figure in figures(issue):
        if figure.credit is None and (*figure.path, "credit") not in issue.faulty:
            span = issue.places.nearest((*figure.path, "credit"))
            advice = "name in `credit:` who made it"
            yield warning("SV713", "the picture has no `credit`", span, advice)


RULE = Rule(code="SV713", name="figure-without-credit", severity=Severity.WARNING, check=check)
