"""A file cannot be read.

What:
    It is a folder or a device, it went away, or may not be opened.

Why:
    An issue that cannot be opened must not pass for one that was checked.

Example:
    issues/2025-07.yaml   # a folder of that name

Fix:
    Check the path and the permissions.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV018", name="unreadable-file", severity=Severity.ERROR)
