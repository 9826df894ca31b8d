"""strevview itself failed: a fault of its own, not of the issue."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV000", name="internal-fault", severity=Severity.ERROR)
