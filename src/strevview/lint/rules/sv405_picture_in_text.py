"""A picture stands in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.item_links import problems
from strevview.lint.rule import Rule
from strevview.model.prose import ProblemKind

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each picture in a text."""
    advice = "name it under the item's `figures:`, with `file:`, `alt:`, `caption:` and `credit:`"
    for _, _, span in problems(issue, ProblemKind.IMAGE):
        yield error("SV405", "a picture stands in the text", span, advice)


RULE = Rule(code="SV405", name="picture-in-text", severity=Severity.ERROR, check=check)
