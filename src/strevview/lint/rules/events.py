"""SV2xx, SV801, SV802, SV805: when events were, which are told twice, what they continue; numbers.

Dates that cannot be (SV201, SV202) are found while a file is read. Of many issues one is in memory
at a time: a rule across issues gathers plain values from each, and compares these, the oldest
first.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from strevview.diagnostics import Related, Span
from strevview.lint.checked_issue import CheckedIssue, CheckedItem, repeated
from strevview.lint.dates_in_text import (
    DatedLink,
    DayMention,
    dated_links,
    days_in,
    weekday_beside,
)
from strevview.lint.folding import fold_text
from strevview.lint.item_links import unused_sources
from strevview.lint.printed_texts import PrintedText, Stretch
from strevview.lint.registry import Finding, rule, rule_across
from strevview.model.dates import DateError, EventDate, Period
from strevview.model.web_pages import page_identity
from strevview.source.disk import read_file
from strevview.source.nodes import Path, Scalar, scalars
from strevview.source.parser import read_places


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


def named_days(issue: CheckedIssue) -> tuple[tuple[CheckedItem, Stretch, DayMention], ...]:
    """Return the days that the items' texts name, with the words that do."""
    return tuple(
        (item, Stretch(text, day.start, day.end), day)
        for item in issue.items
        for text in item.paragraphs
        for day in days_in(text.text)
    )


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
        # The first verb may tell of what went before or came after, and a later one of the event.
        agreeing = (one for one in links if one[1].mention and one[1].mention.within(date))
        text, link = next(agreeing, links[0])
        day = link.mention
        conflict = day is not None and not day.ambiguous and not day.within(date)
        if conflict and missing:
            # A day of a source without a link may be that of the event.
            named = (day for of_item, _, day in issue.once(named_days) if of_item is item)
            conflict = not any(one.within(date) for one in named)
        found.append(EventDay(item, date, text, link, conflict, not missing))
    return tuple(found)


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
    for item, said, day in issue.once(named_days):
        place = weekday_beside(said.text.text, day)
        if place is not None and told.get(item) != day:
            weekday = Stretch(said.text, *place)
            right = _weekdays(day, place[1] <= day.start, issue.model.period)
            if right and not any(name.startswith(weekday.words) for name in right):
                message = f"{said.words} is no {weekday.words}"
                advice = f"{' and '.join(right.values())}: correct the weekday or the day"
                yield Finding(weekday.place, message, advice)


def _weekdays(mention: DayMention, is_first: bool, period: Period) -> dict[str, str]:
    """Return the weekdays of the first or the last day in the years that may be meant, in words."""
    readings = filter(None, map(mention.days, mention.years(period)))
    days = [first if is_first else last for first, last in readings]
    weekdays = [day_name[day.weekday()] for day in days]
    return {
        weekday: f"{day.day} {day:%B %Y} is a {weekday}"
        for day, weekday in zip(days, weekdays, strict=True)
    }


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
    for _, said, days in issue.once(named_days):
        if days.ambiguous:
            # "28–3 August" names the later month, "August 28–3" the earlier.
            late_month = days.last[0] % 12 + 1 if said.words[0].isalpha() else days.last[0]
            early = f"{days.first[1]} {month_name[late_month - 1 or 12]}"
            late = f"{days.last[1]} {month_name[late_month]}"
            message = f"“{said.words}” runs across two months and names one"
            yield Finding(said.place, message, f"write {early} to {late}, if that is meant")


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


class NumberedIssue(NamedTuple):
    """An issue's number, and where it stands; `counted` is one for issues that are counted on."""

    number: int
    counted: tuple[object, ...]
    place: Span
    issue: str


def _numbered(issue: CheckedIssue) -> NumberedIssue | None:
    """Return an issue's number among those of its year: some series count each year anew."""
    model, series = issue.model, issue.series
    number = model.number_in(series) if series else None
    if series is None or number is None or issue.is_lost("period"):
        return None
    place = issue.place("period" if model.number is None else "number")
    counted = (issue.folder, series.title, model.period.start.year)
    return NumberedIssue(number, counted, place, issue.stem)


@rule_across("SV805", _numbered)
def number_of_another(issues: Sequence[NumberedIssue | None]) -> Iterator[Finding]:
    """Yield the issues that have the number of an earlier one of their year."""
    for first, one in repeated(filter(None, issues), lambda one: (one.counted, one.number)):
        message = f"{first.issue} is number {one.number} already"
        there = Related("its number", first.place)
        yield Finding(one.place, message, "give each issue its own number", related=(there,))


# The words that carry a text.
_WORD = re.compile(r"[^\W\d_]{4,}")
# Two texts of one event share most of their words; shorter texts than this show nothing.
_ALIKE = 0.6
_FEWEST_WORDS = 8
# Items of one month with one actor that are compared with each other; an issue has fewer.
_MOST_COMPARED = 60


class ToldEvent(NamedTuple):
    """An item with what tells its event from others: date, actors, words and source pages.

    `issue` is the file's name, `path` the item's, `reference` the way in which `follows:` names
    the item, `place` that of its id.
    """

    issue: str
    path: Path
    reference: str
    place: Span
    follows: tuple[str, ...]
    date: EventDate
    actors: frozenset[str]
    words: frozenset[str]
    pages: frozenset[str]


def told_events(issue: CheckedIssue) -> tuple[ToldEvent, ...]:
    """Return the dated items of an issue."""
    found = []
    stem = issue.stem if issue.is_lost("period") else issue.model.period.stem
    for item in issue.items:
        date = item.date
        if date is None:
            continue
        names = (entry.name for entry in item.model.actors)
        known = ((name, issue.names.actor(name)) for name in names)
        actors = frozenset(actor.name if actor else fold_text(name) for name, actor in known)
        text = " ".join(paragraph.text for paragraph in item.paragraphs)
        event = ToldEvent(
            issue=issue.name,
            path=item.path,
            reference=f"{stem}/{item.model.id}",
            place=item.place("id"),
            follows=item.model.follows,
            date=date,
            actors=actors,
            words=frozenset(_WORD.findall(text.casefold())),
            pages=frozenset(page_identity(s.url) for s in item.model.sources.values() if s.url),
        )
        found.append(event)
    return tuple(found)


def told_twice(events: Iterable[ToldEvent], across: bool) -> Iterator[tuple[ToldEvent, ToldEvent]]:
    """Yield each event that an earlier one tells already, with that one first.

    `across`: only those of two issues, where one source page is enough; else only those of one.
    """
    seen: dict[tuple[int, int, str], list[ToldEvent]] = {}
    for event in events:
        keys = [(event.date.start.year, event.date.start.month, a) for a in sorted(event.actors)]
        earlier = {id(e): e for key in keys for e in seen.get(key, [])[-_MOST_COMPARED:]}
        for other in earlier.values():
            follows = other.reference in event.follows or event.reference in other.follows
            if follows or (other.issue != event.issue) is not across:
                continue
            same_page = across and not other.pages.isdisjoint(event.pages)
            is_near = other.date.overlaps(event.date)
            if is_near and (same_page or _are_alike(other.words, event.words)):
                yield other, event
                break
        for key in keys:
            seen.setdefault(key, []).append(event)


def repeated_events(issue: CheckedIssue) -> tuple[tuple[ToldEvent, ToldEvent], ...]:
    """Return the events that an earlier item of the issue tells already, with that one first."""
    return tuple(told_twice(issue.once(told_events), across=False))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    are_long = min(len(one), len(other)) >= _FEWEST_WORDS
    return are_long and len(one & other) >= _ALIKE * len(one | other)


@rule("SV801")
def event_told_twice(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the items that tell the event of an earlier one of the issue."""
    for earlier, event in issue.once(repeated_events):
        # Told by SV106: the item was copied whole.
        if earlier.reference != event.reference:
            yield _told_before(earlier, event)


@rule_across("SV801", lambda issue: issue.once(told_events))
def event_told_before(issues: Sequence[tuple[ToldEvent, ...]]) -> Iterator[Finding]:
    """Yield the items that tell an event of an earlier issue."""
    for earlier, event in told_twice((e for told in issues for e in told), across=True):
        # Told by SV013: the issue was copied whole.
        if earlier.reference != event.reference:
            yield _told_before(earlier, event)


def _told_before(earlier: ToldEvent, event: ToldEvent) -> Finding:
    return Finding(
        event.place,
        f"this seems to be the event of {earlier.reference}",
        f"delete one; if this is what came after, add `follows:` with {earlier.reference}",
        related=(Related("told here", earlier.place),),
    )


@rule("SV802")
def follows_nothing(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the references to an issue that is not there, or to no other item of an issue."""
    own = {issue.stem, "" if issue.is_lost("period") else issue.model.period.stem}
    # Kept with the shelf: of many issues that are checked none is read once more.
    known: dict[str, list[str] | None] = vars(issue.shelf).setdefault("ids_by_issue", {})
    known[issue.stem] = _ids_of(issue.values)
    for item in issue.items:
        for number, reference in enumerate(item.model.follows):
            if not item.reads("follows", number):
                continue
            place, (said, _, name) = item.place("follows", number), reference.partition("/")
            stem = issue.stem if said in own else said
            file = issue.folder / f"{stem}.yaml"
            if stem not in known and file.exists():
                places, _ = read_places(read_file(file, file.name))
                known[stem] = _ids_of(scalars(places.root)) if places else None
            ids = known.get(stem, [])
            if stem == issue.stem and name == item.model.id:
                advice = "name the item that it continues"
                yield Finding(place, "an item cannot follow itself", advice)
            elif stem not in known:
                advice = "correct the entry, or put the issue into the folder"
                yield Finding(place, f"there is no issue {stem}.yaml here", advice)
            elif ids is not None and name not in ids:
                close = get_close_matches(name, ids, n=1)
                advice = f"did you mean {said}/{close[0]}?" if close else "look the item's id up"
                yield Finding(place, f"{said} has no item `{name}`", advice)


def _ids_of(values: Iterable[tuple[Path, Scalar]]) -> list[str]:
    """Return the ids of the items among an issue's values, as they are written."""
    return [one.value for path, one in values if path[::2] == ("sections", "items", "id")]
