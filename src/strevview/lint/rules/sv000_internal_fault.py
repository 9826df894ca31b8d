"""A rule failed: a fault of strevview, not of the issue.

What:
    One of strevview's own rules broke off. The findings of all other rules are complete; `lint`
    ends with exit code 2.

Why:
    A check that did not run must not look like one that found nothing.

Example:
    sections:
      - title: Space   # whatever it was that the rule could not cope with

Fix:
    Report it with the file that brings it about. Until then `--ignore` with the rule's code
    leaves the rule out.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV000", name="internal-fault", severity=Severity.ERROR)
