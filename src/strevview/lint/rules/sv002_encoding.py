"""The file is not UTF-8 text.

What:
    A byte that is no UTF-8, a file in UTF-16, a binary file, or a control character in the
    text.

Why:
    Names in Hindi and Chinese come out right only from one encoding, and control characters
    come from pasted PDF text and print as nothing.

Example:
    title: S?o Paulo   # saved as Latin-1: the byte 0xE3

Fix:
    Save the file as UTF-8; delete control characters.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV002", name="encoding", severity=Severity.ERROR)
