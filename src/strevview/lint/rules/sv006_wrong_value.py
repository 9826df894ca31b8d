"""A value is not of the kind its key takes.

What:
    A list where a text is expected, a date in words, a language that is no code, an id with
    capitals.

Why:
    A value that cannot be understood cannot be printed rightly.

Example:
    date: 31 July 2025

Fix:
    Write what the help says: `date: 2025-07-31`.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV006", name="wrong-value", severity=Severity.ERROR)
