"""The file is empty.

What:
    The file holds nothing but white space and comments.

Why:
    An empty file in the issues' folder is an issue that was lost or never written.

Example:
    # July 2025

Fix:
    `strevview new 2025-07` writes a skeleton; or delete the file.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV012", name="empty-file", severity=Severity.ERROR)
