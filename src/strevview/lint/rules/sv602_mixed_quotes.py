"""Straight and curly quotes are mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.printed_texts import MOST_FINDINGS, fix_in, span_in
from strevview.lint.rule import Rule
from strevview.lint.typography import curly_for, quote_marks, straight_for

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each mark of the rarer kind."""
    marks = quote_marks(issue)
    straight = sum(mark.is_straight for mark in marks)
    if straight in (0, len(marks)):
        return
    wrong = straight * 2 <= len(marks)
    kinds = ("curly", "straight") if wrong else ("straight", "curly")
    told: Counter[Path] = Counter()
    for mark in marks:
        if mark.is_straight is not wrong or told[mark.text.path] == MOST_FINDINGS:
            continue
        told[mark.text.path] += 1
        text, place = mark.text, mark.place
        meant = curly_for(text.text, place) if wrong else straight_for(mark.mark)
        message = f"a {kinds[1]} quote, where the issue has {kinds[0]} ones"
        advice = f"write `{meant}`" if meant else f"write the {kinds[0]} mark that is meant"
        found = warning("SV602", message, span_in(issue, text, place, place + 1), advice)
        if meant is not None:
            fix = fix_in(issue, text, place, place + 1, meant, f"write `{meant}`")
            found = found._replace(fix=fix)
        yield found


RULE = Rule(code="SV602", name="mixed-quotes", severity=Severity.WARNING, check=check)
