"""An error is to be ignored; only warnings can be.

What:
    A comment or a setting names a rule whose complaint is an error here.

Why:
    An error says that the issue cannot be printed rightly: hiding it would not help.

Example:
    # strevview: ignore[SV102] nobody knows who did it
    - id: prss-1
      date: 2025-07-31

Fix:
    Mend the error. While an issue is not ready, `draft: true` turns its gaps (SV1xx) into
    warnings.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV017", name="suppressed-error", severity=Severity.WARNING)
