"""The file is in a form that this strevview does not read."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV008", name="schema-version", severity=Severity.ERROR)
