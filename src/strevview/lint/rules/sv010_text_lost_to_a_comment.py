"""The end of a value is lost: YAML takes it for a comment.

What:
    A plain value followed by a space and `#` with a word right after it.

Why:
    ` #` starts a comment in YAML, so `China #1` is read as `China`, and nothing else would
    tell.

Example:
    title: China #1 in patents

Fix:
    Put the value in quotes: `title: 'China #1 in patents'`. A remark has a space after its `#`.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV010", name="text-lost-to-a-comment", severity=Severity.ERROR)
