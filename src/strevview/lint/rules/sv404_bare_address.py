"""An address stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.item_links import passage_span, problems
from strevview.lint.rule import Rule
from strevview.model.prose import ProblemKind

if TYPE_CHECKING:
    from strevview.model.issue import Item
    from strevview.model.loading import LoadedIssue
    from strevview.model.prose import Prose

_ADDRESS = re.compile(r"(?<![\w./])(?:https?://|www\.)[^\s<>\"“”]{3,}", re.IGNORECASE)
_AFTER = ".,;:!?)]}’'"


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each address in the text."""
    for passage, problem, span in problems(issue, ProblemKind.AUTOLINK):
        advice = _advice(passage.item, problem.target)
        yield error("SV404", "an address stands in the text", span, advice)
    for passage in issue.passages():
        for start, end in _bare(passage.text, passage.prose):
            advice = _advice(passage.item, passage.text[start:end])
            span = passage_span(issue, passage, start, end)
            yield error("SV404", "an address stands in the text", span, advice)


def _bare(text: str, prose: Prose) -> Iterator[tuple[int, int]]:
    if "://" not in text and "www." not in text.lower():
        return
    told = [(problem.start, problem.end) for problem in prose.problems]
    told += [(reference.start, reference.end) for reference in prose.references]
    for match in _ADDRESS.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip(_AFTER))
        if not any(first < end and start < last for first, last in told):
            yield start, end


def _advice(item: Item, address: str) -> str:
    for key, source in item.sources.items():
        if source.url is not None and source.url.rstrip("/") == address.rstrip("/"):
            return f"it is the source `{key}`: link the words that it supports, `[words][{key}]`"
    return "put it under `sources:` as `name:` with `url:`, and link `[words][name]`"


RULE = Rule(code="SV404", name="bare-address", severity=Severity.ERROR, check=check)
