"""The file is larger or nested deeper than an issue can be."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV003", name="out-of-bounds", severity=Severity.ERROR)
