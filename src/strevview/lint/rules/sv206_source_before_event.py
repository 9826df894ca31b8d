"""A source was published before the event that it reports.

What:
    The source behind the verb of the event is dated before the first day of the item's `date:`.
    Older sources behind other verbs, for what went before, are no fault; nor is a source for what
    is only planned ("will be [held][preview]").

Why:
    A page cannot report what had not happened. Mostly a year is mistyped, or the link leads to a
    preview.

Example:
    date: 2025-07-31
    text: |
      A satellite was [launched][dawn] on 31 July.
    sources:
      dawn:
        published: 2025-07-01

Fix:
    Correct the day of the source or of the event, or find a source that reports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity
from strevview.lint.event_days import event_days, in_period
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the dates of sources that are before the event they report."""
    for event in event_days(issue):
        date, source = event.item.date, event.item.sources.get(event.link.source)
        place = (*event.path, "sources", event.link.source, "published")
        if source is None or source.published is None or date is None or issue.places is None:
            continue
        # A date that another rule complains of would put the source in the wrong here too.
        known = is_faulty(issue, place) or event.conflict or not in_period(issue, date)
        if known or event.link.planned or source.published.end >= date.start:
            continue
        related = (Related("the event", issue.places.value((*event.path, "date"))),)
        yield Diagnostic(
            "SV206",
            Severity.WARNING,
            f"the source is of {source.published}, the event it reports of {date}",
            issue.places.value(place),
            "correct one of the two, or find a source that reports the event itself",
            related=related,
        )


RULE = Rule(code="SV206", name="source-before-event", severity=Severity.WARNING, check=check)
