"""The file is in a form that this strevview does not read.

What:
    `schema` is newer than this strevview, or no number that ever was one.

Why:
    A newer form may hold what an older program would leave out.

Example:
    schema: 99

Fix:
    Update strevview; a new file says `schema: 1`.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV008", name="schema-version", severity=Severity.ERROR)
