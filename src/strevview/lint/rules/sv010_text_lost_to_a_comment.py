"""The end of a value is lost: YAML takes it for a comment."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV010", name="text-lost-to-a-comment", severity=Severity.ERROR)
