"""A quotation mark or a bracket has no partner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.pairs import unbalanced
from strevview.lint.printed_texts import (
    MOST_FINDINGS,
    PrintedText,
    is_english,
    printed_texts,
    span_in,
)
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each mark without its partner."""
    texts = printed_texts(issue)
    english = is_english(issue)
    for number, text in enumerate(texts):
        follower = texts[number + 1] if number + 1 < len(texts) else None
        for place in unbalanced(text.text, english, _runs_on(text, follower))[:MOST_FINDINGS]:
            mark = text.text[place]
            if mark in "[]":
                advice = "a link is written `[words][name]`; a bracket that is meant, in a pair"
            else:
                advice = "add its partner, or delete it"
            message = f"`{mark}` has no partner"
            yield warning("SV607", message, span_in(issue, text, place, place + 1), advice)


def _runs_on(text: PrintedText, follower: PrintedText | None) -> bool:
    """Whether the next paragraph opens the quotation once more, as quoted paragraphs do."""
    return follower is not None and follower.path == text.path and follower.text[:1] in ("“", '"')


RULE = Rule(code="SV607", name="unbalanced-pair", severity=Severity.WARNING, check=check)
