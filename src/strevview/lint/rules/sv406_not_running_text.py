"""The text holds a heading, a rule or a block of code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.item_links import problems
from strevview.lint.rule import Rule
from strevview.model.prose import ProblemKind

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_ONE_PARAGRAPH = "write it as one paragraph"
_WORDS = {
    ProblemKind.HEADING: (
        "a heading stands in the text",
        "write it as `title:` of the item or the section",
    ),
    ProblemKind.RULE: (
        "a line across the page stands in the text",
        "delete it; an empty line starts a new paragraph",
    ),
    ProblemKind.CODE: (
        "a block of code stands in the text",
        "delete the fences; the text is paragraphs, quotations and lists",
    ),
}


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each block that is no running text."""
    for _, problem, span in problems(issue, *_WORDS):
        message, advice = _WORDS[problem.kind]
        yield error("SV406", message, span, advice)
    for passage in issue.passages():
        if passage.is_caption and len(passage.prose.blocks) > 1:
            span = issue.places.value(passage.path) if issue.places is not None else None
            yield error("SV406", "the caption has more than one paragraph", span, _ONE_PARAGRAPH)


RULE = Rule(code="SV406", name="not-running-text", severity=Severity.ERROR, check=check)
