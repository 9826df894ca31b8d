"""A picture has no description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.issue_pictures import figures
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each picture without a description."""
    if issue.places is None:
        return
    for figure in figures(issue):
        if figure.alt is None and (*figure.path, "alt") not in issue.faulty:
            span = issue.places.nearest((*figure.path, "alt"))
            yield warning("SV710", "the picture has no `alt`", span, "say in `alt:` what it shows")


RULE = Rule(code="SV710", name="figure-without-alt", severity=Severity.WARNING, check=check)
