"""There is no such day or month."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV201", name="impossible-date", severity=Severity.ERROR)
