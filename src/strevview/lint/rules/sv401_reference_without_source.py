"""A link names no source of its item."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.item_links import NAMELESS, dangling, passage_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.issue import Item
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each link to no source, and about links that name none."""
    for passage in issue.passages():
        item = passage.item
        if not item.sources:
            continue
        for reference in dangling(issue, passage):
            name = reference.source
            start = reference.source_start
            span = passage_span(issue, passage, start, max(start + len(name), start + 1))
            message = f"`{name}` is no source of this item"
            yield error("SV401", message, span, _advice(name, item))
        for match in NAMELESS.finditer(passage.text):
            span = passage_span(issue, passage, match.start() + 1, match.end())
            yield error("SV401", "the link names no source", span, _known(item))


def _advice(name: str, item: Item) -> str:
    folded = {key.casefold(): key for key in item.sources}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    if close:
        return f"did you mean `{folded[close[0]]}`?"
    return _known(item)


def _known(item: Item) -> str:
    names = ", ".join(f"`{key}`" for key in item.sources)
    return f"the item's sources are {names}; name one of them, or add the source"


RULE = Rule(code="SV401", name="reference-without-source", severity=Severity.ERROR, check=check)
