"""strevview itself failed: a fault of its own, not of the issue.

What:
    One of strevview's own rules broke off, or the printing of an issue did. The findings of all
    other rules are complete and the other issues are printed; the exit code is 2.

Why:
    A check that did not run must not look like one that found nothing.

Example:
    sections:
      - title: Space   # whatever it was that the rule could not cope with

Fix:
    Report it with the file that brings it about. Until it is mended, `lint --ignore` with the
    rule's code leaves the rule out.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV000", name="internal-fault", severity=Severity.ERROR)
