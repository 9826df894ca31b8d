"""A weekday does not fit its date."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.dates_in_text import DayMention, days_in
from strevview.lint.event_days import event_days
from strevview.lint.folding import folded_items
from strevview.lint.item_links import text_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.dates import Period
    from strevview.model.loading import LoadedIssue
    from strevview.model.prose import PlainParagraph
    from strevview.source.nodes import Path


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the weekdays that do not fit the day beside them."""
    if issue.issue is None or ("period",) in issue.faulty:
        return
    told = {event.path: event.link.mention for event in event_days(issue) if event.conflict}
    for path, _, paragraphs in folded_items(issue):
        for paragraph in paragraphs:
            for mention in days_in(paragraph.text) if "day" in paragraph.text else ():
                if mention.weekday is not None and told.get(path) != mention:
                    yield from _judge(issue, path, paragraph, mention, issue.issue.period)


def _judge(
    issue: LoadedIssue,
    path: Path,
    paragraph: PlainParagraph,
    mention: DayMention,
    period: Period,
) -> Iterator[Diagnostic]:
    right: dict[int, str] = {}
    for year in mention.years(period):
        days = mention.days(year)
        if days is not None:
            day = days[0] if mention.weekday_end <= mention.start else days[1]
            right[day.weekday()] = f"{day.day} {day:%B %Y} is a {day_name[day.weekday()]}"
    if not right or mention.weekday in right:
        return
    start = paragraph.offsets[mention.weekday_start]
    end = paragraph.offsets[mention.weekday_end - 1] + 1
    words = paragraph.text[mention.start : mention.end]
    weekday = paragraph.text[mention.weekday_start : mention.weekday_end]
    advice = f"{' and '.join(right.values())}: correct the weekday or the day"
    place = text_span(issue, path, start, end)
    yield warning("SV205", f"{words} is no {weekday}", place, advice)


RULE = Rule(code="SV205", name="weekday-does-not-fit", severity=Severity.WARNING, check=check)
