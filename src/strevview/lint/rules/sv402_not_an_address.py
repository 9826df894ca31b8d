"""An address is no address of a web page.

What:
    `url:` or `archived:` is not a whole address that starts with `http://` or `https://` and
    names a host.

Why:
    A link that leads nowhere is worse than none: the reader cannot check the claim.

Example:
    sources:
      dawn:
        url: www.dawn.com/news/1

Fix:
    Write the whole address, `https://www.dawn.com/news/1`. Where none was found, write
    `unavailable: why` in the place of `url`.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV402", name="not-an-address", severity=Severity.ERROR)
