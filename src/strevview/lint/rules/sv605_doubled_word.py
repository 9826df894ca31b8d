"""A word stands twice.

What:
    A word is followed by itself: "the the", "of of". Names (Bora Bora), numbers, and words that
    English does double ("had had", "that that") are no fault.

Why:
    The eye skips it, above all where a line ends between the two.

Example:
    text: |
      The satellite was [launched][dawn] from the
      the Xichang Satellite Launch Center.

Fix:
    Delete one; `strevview lint --fix` does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.printed_texts import fix_in, is_english, printed_texts, span_in
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_DOUBLED = re.compile(
    r"(?<![\w’'/.@#$-])([A-Za-z][a-z]{0,30})[ \n]{1,9}([a-z]{1,31})(?![\w’'/@-])(?!\.\w)"
)
# Words of two and three letters that stand twice by mistake only; others may be terms.
_SHORT = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "as",
        "is",
        "it",
        "its",
        "be",
        "or",
        "and",
    }
    | {
        "are",
        "was",
        "for",
        "not",
        "but",
        "has",
        "had",
        "can",
        "may",
        "we",
        "he",
        "his",
        "she",
        "her",
    }
    | {
        "if",
        "up",
        "all",
        "any",
        "new",
        "two",
        "one",
        "out",
        "who",
        "how",
        "now",
        "our",
        "see",
        "own",
    }
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
        place = 0
        while (match := _DOUBLED.search(text.text, place)) is not None:
            first, second = match.groups()
            # The second word may be the first of the next pair.
            place = match.start(2)
            if first.lower() != second or second in _ALLOWED:
                continue
            if len(second) < 4 and second not in _SHORT:
                continue
            span = span_in(issue, text, match.start(2), match.end(2))
            found = warning(
                "SV605", f"the word `{second}` stands twice", span, "delete one of the two"
            )
            start, end = match.end(1), match.end(2)
            yield replace(found, fix=fix_in(issue, text, start, end, "", "delete the second one"))


RULE = Rule(code="SV605", name="doubled-word", severity=Severity.WARNING, check=check)
