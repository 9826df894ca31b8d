"""A value is not of the kind its key takes."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV006", name="wrong-value", severity=Severity.ERROR)
