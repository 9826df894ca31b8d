"""SV2xx: the dates of items, the days in their texts, and the days of the issue itself.

Dates that cannot be (SV201, SV202) are found while a file is read.
"""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Iterator
from typing import NamedTuple

from strevview.diagnostics import Related
from strevview.lint.checked_issue import CheckedIssue, CheckedItem
from strevview.lint.dates_in_text import DatedLink, DayMention, dated_links, days_in
from strevview.lint.item_links import unused_sources
from strevview.lint.printed_texts import PrintedText, Stretch
from strevview.lint.registry import Finding, rule
from strevview.model.dates import DateError, EventDate, Period


@rule("SV203")
def outside_the_period(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the dates outside the issue's period."""
    for item in issue.items:
        if item.date is not None and not issue.covers(item.date):
            if _in_named_period(issue, item.date):
                # The period is wrong, and not the date: SV013 tells it.
                continue
            message = f"the date {item.date} is outside the issue's period, {issue.model.period}"
            advice = "correct the date, or move the item to the issue it belongs to"
            yield Finding(item.place("date"), message, advice)


def _in_named_period(issue: CheckedIssue, date: EventDate) -> bool:
    """Return whether a date is in the period that the file's name says."""
    try:
        return date.overlaps(Period.parse(issue.stem.replace("_", "/")))
    except DateError:
        return False


class EventDay(NamedTuple):
    """The link that carries an item's event, and whether its day is not in the item's date.

    It is `certain` where each source has a link: else that of the event may be missing.
    """

    item: CheckedItem
    date: EventDate
    text: PrintedText
    link: DatedLink
    conflict: bool
    certain: bool


def event_days(issue: CheckedIssue) -> tuple[EventDay, ...]:
    """Return what the text of each dated item with links says of the day of its event."""
    found = []
    for item in issue.items:
        date = item.date
        if date is None:
            continue
        links = [(text, link) for text in item.paragraphs for link in dated_links(text)]
        sources, linked = set(item.model.sources), {link.source for _, link in links}
        missing = sources - linked
        # Where a link is broken, which others tell of, the first one left may be of another event.
        unused = unused_sources(item) if missing else []
        if not links or not linked <= sources or unused is None or not missing.issubset(unused):
            continue
        mention = links[0][1].mention
        agreeing = next(
            (one for one in links if one[1].mention and one[1].mention.within(date)), None
        )
        # The first verb may tell of what went before, and a later one of the event.
        conflict = (
            mention is not None
            and not mention.ambiguous
            and agreeing is not links[0]
            and not (agreeing and _is_earlier(mention, date))
            and not (missing and _is_named(date, item))
        )
        text, link = links[0] if conflict or agreeing is None else agreeing
        found.append(EventDay(item, date, text, link, conflict, not missing))
    return tuple(found)


def _is_named(date: EventDate, item: CheckedItem) -> bool:
    return any(day.within(date) for text in item.paragraphs for day in days_in(text.text))


def _is_earlier(mention: DayMention, date: EventDate) -> bool:
    days = mention.days(mention.year or date.start.year)
    return days is not None and days[1] < date.start


@rule("SV204")
def day_differs_from_date(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the days beside the verb of the event that are not in the item's date."""
    for event in issue.once(event_days):
        day = event.link.mention
        if event.conflict and day is not None and issue.covers(event.date):
            said = Stretch(event.text, day.start, day.end)
            message = f"the text says {said.words}, the item's date is {event.date}"
            advice = "look the day up in the source, and correct the date or the text"
            related = (Related(f"the date is {event.date}", event.item.place("date")),)
            yield Finding(said.place, message, advice, related=related)


@rule("SV205")
def weekday_does_not_fit(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the weekdays that do not fit the day beside them."""
    if issue.is_lost("period"):
        return
    # The day of an event that is not in the item's date is told by SV204.
    told = {event.item: event.link.mention for event in issue.once(event_days) if event.conflict}
    for item in issue.items:
        for text in item.paragraphs:
            for day in days_in(text.text) if "day" in text.text else ():
                if day.weekday is None or told.get(item) == day:
                    continue
                right = _weekdays(day, issue.model.period)
                if right and day.weekday not in right:
                    said = Stretch(text, day.start, day.end)
                    weekday = Stretch(text, day.weekday_start, day.weekday_end)
                    message = f"{said.words} is no {weekday.words}"
                    advice = f"{' and '.join(right.values())}: correct the weekday or the day"
                    yield Finding(weekday.place, message, advice)


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
    for event in issue.once(event_days):
        item, name = event.item, event.link.source
        published = item.model.sources[name].published
        # A date that another rule complains of would put the source in the wrong here too.
        doubtful = event.conflict or event.link.planned or not issue.covers(event.date)
        doubtful = doubtful or not event.certain
        if published is None or doubtful or not item.reads("sources", name, "published"):
            continue
        if published.end < event.date.start:
            message = f"the source is of {published}, the event it reports of {event.date}"
            advice = "correct one of the two, or find a source that reports the event itself"
            related = (Related("the event", item.place("date")),)
            yield Finding(
                item.place("sources", name, "published"), message, advice, related=related
            )


@rule("SV207")
def ambiguous_range(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the ranges that name one month of two."""
    for text in issue.paragraphs:
        for days in days_in(text.text):
            if days.ambiguous:
                said = Stretch(text, days.start, days.end)
                # "28–3 August" names the later month, "August 28–3" the earlier.
                late_month = days.last[0] % 12 + 1 if said.words[0].isalpha() else days.last[0]
                early = f"{days.first[1]} {month_name[late_month - 1 or 12]}"
                late = f"{days.last[1]} {month_name[late_month]}"
                message = f"“{said.words}” runs across two months and names one"
                advice = f"write {early} to {late}, if that is meant"
                yield Finding(said.place, message, advice)


@rule("SV208")
def edition_dates(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield an edition before the period, a revision before it, corrections without a revision."""
    published, revised, period = issue.model.published, issue.model.revised, issue.model.period
    if published is not None and not issue.is_lost("period") and published < period.start:
        message = f"the issue was published on {published}, before its period, {period}, began"
        yield Finding(issue.place("published"), message, "correct the day, above all the year")
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


@rule("SV208")
def before_the_first_number(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the issue that its series counts from a later month."""
    period, first = issue.model.period, issue.series.first_number if issue.series else None
    if first is None or issue.model.number is not None or issue.is_lost("period"):
        return
    if period.start < first.start:
        message = f"the issue has no number: the series counts from {first}"
        advice = "correct `first_number:` of the series, or write `number:`"
        yield Finding(issue.place("period"), message, advice)
