"""A rule is ignored that does not exist."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV015", name="unknown-suppression", severity=Severity.WARNING)
