"""A source is dated after the issue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.issue import Issue
    from strevview.model.loading import LoadedIssue

_MONTH = timedelta(days=31)


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each source that is later than the issue."""
    whole = issue.issue
    if whole is None or issue.places is None or ("period",) in issue.faulty:
        return
    last, reason = _last_day(whole)
    for path, item, _ in issue.items():
        for key, source in item.sources.items():
            if source.published is not None and source.published.start > last:
                span = issue.places.value((*path, "sources", key, "published"))
                message = f"the source `{key}` is of {source.published}, {reason}"
                yield warning("SV418", message, span, "check the day, above all the year")


def _last_day(issue: Issue) -> tuple[date, str]:
    printed = issue.revised or issue.published
    if printed is not None:
        return printed, f"after the issue of {printed}"
    return issue.period.end + _MONTH, f"more than a month after the period, {issue.period}"


RULE = Rule(code="SV418", name="source-after-issue", severity=Severity.WARNING, check=check)
