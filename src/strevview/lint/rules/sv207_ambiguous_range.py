"""Days across two months, of which only one is named."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.dates_in_text import days_in
from strevview.lint.folding import folded_items
from strevview.lint.item_links import text_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the ranges that name one month of two."""
    for path, _, paragraphs in folded_items(issue):
        for paragraph in paragraphs:
            for mention in days_in(paragraph.text):
                if not mention.ambiguous:
                    continue
                start = paragraph.offsets[mention.start]
                end = paragraph.offsets[mention.end - 1] + 1
                words = paragraph.text[mention.start : mention.end]
                # "28–3 August" names the later month, "August 28–3" the earlier.
                late_month = mention.last[0] % 12 + 1 if words[0].isalpha() else mention.last[0]
                early = f"{mention.first[1]} {month_name[late_month - 1 or 12]}"
                late = f"{mention.last[1]} {month_name[late_month]}"
                message = f"“{words}” runs across two months and names one"
                advice = f"write {early} to {late}, if that is meant"
                yield warning("SV207", message, text_span(issue, path, start, end), advice)


RULE = Rule(code="SV207", name="ambiguous-range", severity=Severity.WARNING, check=check)
