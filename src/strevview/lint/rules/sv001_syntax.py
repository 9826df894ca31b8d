"""The file is no YAML."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV001", name="syntax", severity=Severity.ERROR)
