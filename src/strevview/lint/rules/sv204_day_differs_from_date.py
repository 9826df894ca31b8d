"""The text gives the event another day than the item's date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity
from strevview.lint.event_days import event_days, in_period
from strevview.lint.item_links import text_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the days beside the verb of the event that are not in the item's date."""
    for event in event_days(issue):
        date, mention, text = event.item.date, event.link.mention, event.link.paragraph
        if not event.conflict or mention is None or date is None or not in_period(issue, date):
            continue
        start, end = text.offsets[mention.start], text.offsets[mention.end - 1] + 1
        words = text.text[mention.start : mention.end]
        related: tuple[Related, ...] = ()
        if issue.places is not None:
            place = issue.places.value((*event.path, "date"))
            related = (Related(f"the date is {date}", place),)
        yield Diagnostic(
            "SV204",
            Severity.WARNING,
            f"the text says {words}, the item's date is {date}",
            text_span(issue, event.path, start, end),
            "look the day up in the source, and correct the date or the text",
            related=related,
        )


RULE = Rule(code="SV204", name="day-differs-from-date", severity=Severity.WARNING, check=check)
