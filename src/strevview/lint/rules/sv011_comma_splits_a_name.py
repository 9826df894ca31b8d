"""A comma inside brackets splits one name in two.

What:
    In `[…]` or `{…}` a comma ends a value, so `Changan Automobile Co., Ltd.` becomes two
    actors.

Why:
    Half a company would be printed, and the other half taken for an actor of its own.

Example:
    actors: [Huawei, Changan Automobile Co., Ltd.]

Fix:
    One name a line:

        actors:
          - Huawei
          - Changan Automobile Co., Ltd.
"""

from __future__ import annotations

from strevview.diagnostics import Severity
from strevview.lint.rule import Rule

RULE = Rule(code="SV011", name="comma-splits-a-name", severity=Severity.ERROR)
