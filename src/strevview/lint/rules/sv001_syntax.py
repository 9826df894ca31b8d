"""The file is no YAML.

What:
    The file breaks the rules of YAML, so nothing of it can be read: a quotation mark that is
    never closed, a tab in the indent, a colon inside a value, a line that fits none above it.

Why:
    What cannot be read cannot be checked or printed. The place and the advice come from the
    text around the fault.

Example:
    title: Space: the second half   # a colon and a space start a key

Fix:
    Do what the help says; most often the value wants quotes:

        title: 'Space: the second half'
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV001", name="syntax", severity=Severity.ERROR)
