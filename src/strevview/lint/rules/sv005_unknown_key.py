"""A key that strevview does not know.

What:
    A key that has no meaning where it stands, mostly a typing error. If the key it should have
    been is missing, this is the only complaint.

Why:
    What stands under an unknown key would never be printed.

Example:
    acters:
      - SUPARCO

Fix:
    Spell it as the help says: `actors:`. Remarks go into a comment or under `note:`.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV005", name="unknown-key", severity=Severity.ERROR)
