"""The dates of an edition do not fit each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield a revision before the first edition, and corrections without a revision."""
    whole, places = issue.issue, issue.places
    if whole is None or places is None or is_faulty(issue, ("revised",)):
        return
    if whole.corrections and whole.revised is None:
        message = "corrections are listed, but the issue has no day of revision"
        advice = "add `revised:` with the day of the new edition"
        yield warning("SV208", message, places.key(("corrections",)), advice)
    if whole.published is None or whole.revised is None or is_faulty(issue, ("published",)):
        return
    if whole.revised < whole.published:
        message = f"the issue was revised before it was published, on {whole.published}"
        yield warning("SV208", message, places.value(("revised",)), "correct one of the two days")


RULE = Rule(code="SV208", name="edition-dates", severity=Severity.WARNING, check=check)
