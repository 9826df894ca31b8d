"""A YAML tag stands in the file."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV009", name="tag", severity=Severity.ERROR)
