"""A key that cannot be done without is missing.

What:
    An issue without `schema`, `period` or `sections`, an item without `id`, a section without
    `title`, a figure without `file`, or an issue that belongs to no series. (Dates, actors,
    texts and sources of items have rules of their own: SV101 to SV104.)

Why:
    Without it the issue cannot be printed, or its parts cannot be referred to.

Example:
    sections:
      - items:
          - id: prss-1

Fix:
    Add the key: `title: China-Pakistan S&T Cooperation`.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV007", name="missing-key", severity=Severity.ERROR)
