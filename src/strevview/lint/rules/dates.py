"""SV2xx: the dates of items, the days in their texts, and the days of the issue itself.

Dates that cannot be (SV201, SV202) are found while a file is read.
"""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Related
from strevview.lint.dates_in_text import DayMention, days_in
from strevview.lint.registry import Finding, rule

if TYPE_CHECKING:
    from strevview.lint.checked_issue import CheckedIssue
    from strevview.model.dates import Period


@rule("SV203")
def outside_the_period(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the dates outside the issue's period."""
    for item in issue.items():
        if item.date is not None and not issue.covers(item.date):
            message = f"the date {item.date} is outside the issue's period, {issue.model.period}"
            advice = "correct the date, or move the item to the issue it belongs to"
            yield Finding(item.place("date"), message, advice)


@rule("SV204")
def day_differs_from_date(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the days beside the verb of the event that are not in the item's date."""
    for event in issue.event_days:
        day = event.link.mention
        if event.conflict and day is not None and issue.covers(event.date):
            words = event.text.text[day.start : day.end]
            yield Finding(
                event.text.span(day.start, day.end),
                f"the text says {words}, the item's date is {event.date}",
                "look the day up in the source, and correct the date or the text",
                related=(Related(f"the date is {event.date}", event.item.place("date")),),
            )


@rule("SV205")
def weekday_does_not_fit(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the weekdays that do not fit the day beside them."""
    if issue.is_lost("period"):
        return
    # The day of an event that is not in the item's date is told by SV204.
    told = {event.item: event.link.mention for event in issue.event_days if event.conflict}
    for item in issue.items():
        for text in item.paragraphs:
            for day in days_in(text.text) if "day" in text.text else ():
                if day.weekday is None or told.get(item) == day:
                    continue
                right = _weekdays(day, issue.model.period)
                if right and day.weekday not in right:
                    words = text.text[day.start : day.end]
                    weekday = text.text[day.weekday_start : day.weekday_end]
                    advice = f"{' and '.join(right.values())}: correct the weekday or the day"
                    place = text.span(day.weekday_start, day.weekday_end)
                    yield Finding(place, f"{words} is no {weekday}", advice)


def _weekdays(mention: DayMention, period: Period) -> dict[int, str]:
    """Return the weekdays on which a day falls in the years that may be meant, each in words."""
    found: dict[int, str] = {}
    for year in mention.years(period):
        days = mention.days(year)
        if days is not None:
            day = days[0] if mention.weekday_end <= mention.start else days[1]
            found[day.weekday()] = f"{day.day} {day:%B %Y} is a {day_name[day.weekday()]}"
    return found


@rule("SV206")
def source_before_event(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the dates of sources that are before the event they report."""
    for event in issue.event_days:
        item, name = event.item, event.link.source
        source = item.model.sources.get(name)
        if (
            source is None
            or source.published is None
            or not item.reads("sources", name, "published")
        ):
            continue
        # A date that another rule complains of would put the source in the wrong here too.
        known = event.conflict or not issue.covers(event.date)
        if not known and not event.link.planned and source.published.end < event.date.start:
            yield Finding(
                item.place("sources", name, "published"),
                f"the source is of {source.published}, the event it reports of {event.date}",
                "correct one of the two, or find a source that reports the event itself",
                related=(Related("the event", item.place("date")),),
            )


@rule("SV207")
def ambiguous_range(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the ranges that name one month of two."""
    for text in issue.paragraphs:
        for days in days_in(text.text):
            if days.ambiguous:
                words = text.text[days.start : days.end]
                # "28–3 August" names the later month, "August 28–3" the earlier.
                late_month = days.last[0] % 12 + 1 if words[0].isalpha() else days.last[0]
                early = f"{days.first[1]} {month_name[late_month - 1 or 12]}"
                late = f"{days.last[1]} {month_name[late_month]}"
                message = f"“{words}” runs across two months and names one"
                advice = f"write {early} to {late}, if that is meant"
                yield Finding(text.span(days.start, days.end), message, advice)


@rule("SV208")
def edition_dates(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield a revision before the first edition, and corrections without a revision."""
    published, revised = issue.model.published, issue.model.revised
    if not issue.reads("revised"):
        return
    if issue.model.corrections and revised is None:
        message = "corrections are listed, but the issue has no day of revision"
        advice = "add `revised:` with the day of the new edition"
        yield Finding(issue.key("corrections"), message, advice)
    if published is None or revised is None or not issue.reads("published"):
        return
    if revised < published:
        message = f"the issue was revised before it was published, on {published}"
        yield Finding(issue.place("revised"), message, "correct one of the two days")
