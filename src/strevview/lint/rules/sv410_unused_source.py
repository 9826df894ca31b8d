"""A source has no link in the text.

What:
    A source of an item is named by no link of the item's text.

Why:
    The reader cannot tell what the source supports, and it does not print: most often the link was
    lost while the text was edited.

Example:
    text: |
      The satellite was launched on 31 July.
    sources:
      dawn:
        url: https://www.dawn.com/news/1927952

Fix:
    Link the verb that the source supports, `[launched][dawn]`, or delete the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.item_links import unused
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each source that no link names."""
    if issue.places is None:
        return
    for path, item, _ in issue.items():
        for key in unused(issue, path, item):
            message = f"no link in the text names the source `{key}`"
            advice = f"link the words that it supports, `[words][{key}]`, or delete it"
            yield warning("SV410", message, issue.places.key((*path, "sources", key)), advice)


RULE = Rule(code="SV410", name="unused-source", severity=Severity.WARNING, check=check)
