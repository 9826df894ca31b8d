"""A word stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.printed_texts import (
    MOST_FINDINGS,
    fix_in,
    is_english,
    printed_texts,
    span_in,
)
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_PAIR = re.compile(
    r"(?<![\w’'/.@#$-])([A-Za-z][a-z]{0,30})[ \n]{1,9}([a-z]{1,31})(?![\w’'/@-])(?!\.\w)"
)
# Words of two and three letters that stand twice by mistake only; others may be terms.
_SHORT = (
    frozenset({"a", "an", "the", "of", "to", "in", "on", "at", "by", "as", "it", "be", "or", "if"})
    | frozenset({"and", "are", "was", "for", "not", "but", "has", "can", "may", "we", "he", "his"})
    | frozenset({"its", "she", "all", "any", "new", "two", "one", "our", "own", "how", "now", "up"})
)
_ALLOWED = frozenset(
    {"had", "that", "so", "very", "long", "far", "no", "many", "much", "is", "really", "bye"}
    | {"hear", "knock", "ha", "tut", "win", "do", "her", "who", "aye", "beep", "blah", "yes"}
)


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each word that stands twice."""
    if not is_english(issue):
        return
    for text in printed_texts(issue):
        for match in islice(_doubled(text.text), MOST_FINDINGS):
            span = span_in(issue, text, *match.span(2))
            message = f"the word `{match.group(2)}` stands twice"
            fix = fix_in(issue, text, match.end(1), match.end(2), "", "delete the second one")
            yield warning("SV605", message, span, "delete one of the two")._replace(fix=fix)


def _doubled(text: str) -> Iterator[re.Match[str]]:
    match = _PAIR.search(text)
    while match is not None:
        first, second = match.groups()
        doubled = first.lower() == second and second not in _ALLOWED
        if doubled and (len(second) > 3 or second in _SHORT):
            yield match
        # The second word may be the first of the next pair.
        match = _PAIR.search(text, match.start(2))


RULE = Rule(code="SV605", name="doubled-word", severity=Severity.WARNING, check=check)
