"""An error is to be ignored; only warnings can be."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV017", name="suppressed-error", severity=Severity.WARNING)
