"""The words of a link do not say what it supports, or are too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.printed_texts import PrintedText, TextKind, printed_texts, span_in
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

MOST_WORDS = 6
_EMPTY_WORDS = frozenset(
    {"here", "this", "that", "it", "click", "click here", "see here", "read here", "link", "url"}
    | {"the link", "this link", "a link", "this page", "the page", "page", "web page", "webpage"}
    | {"website", "web site", "the website", "this website", "source", "the source", "this source"}
    | {"more", "read more", "see more", "learn more", "find out more", "details", "article"}
    | {"this article", "the article", "see", "see this", "see link", "1", "2", "3"}
)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each link whose words are empty or too many."""
    for text in printed_texts(issue):
        if text.kind is TextKind.PARAGRAPH:
            for start, end, _ in text.links:
                message = _fault(text, start, end)
                if message is not None:
                    advice = "link the verb that the source supports: `was [launched][name] on …`"
                    yield warning("SV414", message, span_in(issue, text, start, end), advice)


def _fault(text: PrintedText, start: int, end: int) -> str | None:
    words = text.text[start:end].strip()
    if not words:
        # Told by SV407.
        return None
    begins = start == 0 or text.text[:start].rstrip()[-1:] in (".", "!", "?", ":", "”")
    # "Based on [Click]" names something.
    named = words[:1].isupper() and not begins
    if words.casefold().strip(".,:;!") in _EMPTY_WORDS and not named:
        return f"the words “{words}” do not say what the link supports"
    if _ADDRESS.match(words):
        return "the words of the link are an address"
    count = len(words.split())
    if count > MOST_WORDS:
        return f"the link is {count} words long"
    after = text.text[end : end + 1] if words[-1:] not in ".!?" else words[-1]
    if count > 2 and begins and words[:1].isupper() and after in (".", "!", "?"):
        return "the link is a whole sentence"
    return None


RULE = Rule(code="SV414", name="link-words", severity=Severity.WARNING, check=check)
