"""A warning is ignored without a reason.

What:
    `# strevview: ignore[…]` with nothing after the bracket.

Why:
    The next editor cannot tell whether it is still right.

Example:
    # strevview: ignore[SV203]
    - id: prss-1

Fix:
    Say why: `# strevview: ignore[SV203] published late, see the note`.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV016", name="suppression-without-reason", severity=Severity.WARNING)
