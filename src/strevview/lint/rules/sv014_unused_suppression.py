"""A comment ignores a warning that is not there."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV014", name="unused-suppression", severity=Severity.WARNING)
