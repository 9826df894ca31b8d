"""A warning is ignored without a reason."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV016", name="suppression-without-reason", severity=Severity.WARNING)
