"""A source was published before the event that it reports."""

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
