"""An interval ends before it starts."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV202", name="reversed-dates", severity=Severity.ERROR)
