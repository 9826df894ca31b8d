"""An interval ends before it starts.

What:
    The second day of a date, or the second month of a period, is earlier than the first.

Why:
    One of the two is wrong, and nobody can tell which.

Example:
    date: 2025-07-22/2025-07-20

Fix:
    Write the earlier day first: `date: 2025-07-20/2025-07-22`.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV202", name="reversed-dates", severity=Severity.ERROR)
