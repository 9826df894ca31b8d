"""The file is larger or nested deeper than an issue can be.

What:
    A file of more than 4 MiB, with brackets or indents more than 40 deep, or with more than
    200,000 values after YAML's aliases are followed.

Why:
    Such a file is a mistake or an attack, and would cost time and memory without end.

Example:
    note: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]…

Fix:
    Look for stray brackets; keep pictures in files of their own.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV003", name="out-of-bounds", severity=Severity.ERROR)
