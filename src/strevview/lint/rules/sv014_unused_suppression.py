"""A comment ignores a warning that is not there.

What:
    `# strevview: ignore[…]` names a rule that has nothing to complain about in what follows it,
    or the comment does not stand on a line of its own above a key.

Why:
    A comment left over would silence the next fault of its kind.

Example:
    # strevview: ignore[SV203] the event was told a month late
    - id: prss-1
      date: 2025-07-31

Fix:
    Delete the comment, or move it above the key or item it speaks of.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV014", name="unused-suppression", severity=Severity.WARNING)
