"""A key stands twice in one place."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV004", name="duplicate-key", severity=Severity.ERROR)
