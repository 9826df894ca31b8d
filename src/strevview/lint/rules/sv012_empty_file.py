"""The file is empty."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV012", name="empty-file", severity=Severity.ERROR)
