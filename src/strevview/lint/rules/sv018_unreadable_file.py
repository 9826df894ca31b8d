"""A file cannot be read."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV018", name="unreadable-file", severity=Severity.ERROR)
