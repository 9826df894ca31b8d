"""A comma inside brackets splits one name in two."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV011", name="comma-splits-a-name", severity=Severity.ERROR)
