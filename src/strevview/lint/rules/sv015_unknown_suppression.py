"""A rule is ignored that does not exist.

What:
    A comment `# strevview: ignore[…]`, or `lint: ignore:` in series.yaml, names no rule; or a
    comment that starts with `# strevview:` is not understood.

Why:
    It ignores nothing, though it looks as if it did.

Example:
    # strevview: ignore[SV2O3] a letter O in place of the zero
    - id: prss-1

Fix:
    Name the rule by its code, as the complaint about the text does.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV015", name="unknown-suppression", severity=Severity.WARNING)
