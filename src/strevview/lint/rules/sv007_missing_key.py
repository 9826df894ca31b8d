"""A key that cannot be done without is missing."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV007", name="missing-key", severity=Severity.ERROR)
