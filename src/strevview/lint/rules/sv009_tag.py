"""A YAML tag stands in the file.

What:
    A tag such as `!important` or `!!python/object`. strevview takes none.

Why:
    Tags turn text into something else, and a text that starts with `!` is mistaken for one.

Example:
    title: !Kung studies

Fix:
    Delete the tag, or put the text in quotes: `title: '!Kung studies'`.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV009", name="tag", severity=Severity.ERROR)
