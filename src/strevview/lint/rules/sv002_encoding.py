"""The file is not UTF-8 text."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV002", name="encoding", severity=Severity.ERROR)
