"""There is no such day or month.

What:
    A date whose month or day does not exist.

Why:
    The day of an event is what a reader looks up first.

Example:
    date: 2025-06-31

Fix:
    Correct it: June has 30 days.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV201", name="impossible-date", severity=Severity.ERROR)
