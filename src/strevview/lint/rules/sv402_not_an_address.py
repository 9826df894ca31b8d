"""An address is no address of a web page."""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV402", name="not-an-address", severity=Severity.ERROR)
