"""A key that strevview does not know."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV005", name="unknown-key", severity=Severity.ERROR)
