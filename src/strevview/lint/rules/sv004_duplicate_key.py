"""A key stands twice in one place.

What:
    The same key twice in one mapping: two `text:` in one item, two sources under one name.

Why:
    YAML readers keep the last and drop the first without a word: text is lost.

Example:
    date: 2025-07-31
    text: Pakistan's satellite was launched.
    text: It carries a camera.

Fix:
    Join what the two say, or give the second its own name.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV004", name="duplicate-key", severity=Severity.ERROR)
