"""The dates of an edition do not fit each other.

What:
    `revised` before `published`, or `corrections` in an issue that is not said to be revised.

Why:
    The imprint tells which edition a reader has in hand, and what it sets right.

Example:
    published: 2025-08-05
    revised: 2025-08-04

Fix:
    Correct the date, or add `revised:` with the day of the new edition.
"""

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
