"""The date of the event that an item tells: the day of its linked verb, else of its first verb.

Days of background, of a report and of pages are not it; where only the month is told, the month.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from strevview.importers.facts import Guess
from strevview.importers.read_text import ReadText, Sentence, sentences
from strevview.lint.dates_in_text import DayMention, days_in
from strevview.lint.event_days import dated_links, is_led_in
from strevview.model.dates import EventDate, Period, Precision
from strevview.model.prose import PlainParagraph

_NAMES = "|".join(name for name in month_name if name)
_MONTH = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|of|throughout|for|(?:by\s)?the\s(?:end|start|beginning|middle)\sof)"
    r"\s(?:the\sfirst\s(?:half|week)\sof\s)?(?:early\s|late\s|mid-?\s?)?"
    rf"({_NAMES})\b(?:\s(\d{{4}})\b)?(?!\s\d)",
)
_EARLY_MONTH = re.compile(rf"\b(?:[Ee]arly|[Ll]ate|[Mm]id)[ -]({_NAMES})\b(?:\s(\d{{4}})\b)?")
_THIS_MONTH = re.compile(r"\b(?:this|last) month\b|\bearlier this month\b", re.IGNORECASE)
# The day that follows is one of a report, not of the event.
_REPORTED = re.compile(
    r"\b(?:as\s(?:was|were|it\swas)?\s?(?:made\spublic|reported|announced|published)"
    r"|(?:was|were|been)\smade\spublic|(?:was|were)\s(?:reported|published|made\sknown)"
    r"|according\sto\b[^.;]*\b(?:of|on|from)|it\swas\sreported|reported|published)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
# What goes before the event, or comes after it.
_BACKGROUND = re.compile(
    r"\b(?:since|until|till|before|after|following|ahead\sof|by|due|had\sbeen|had|will|would"
    r"|planned|scheduled|expected|to\sbe|first|previous(?:ly)?|earlier)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"\b(?:open(?:s|ed)|began|begins|start(?:s|ed)|kick(?:s|ed)\soff|commenced|convened|launched"
    r"|inaugurated|got\sunder\sway)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"\b(?:until|till|through|(?:closed|ended|ends|closes|concluded|concludes|finished)\son|to"
    r"|ended|(?:last(?:s|ed)|runs?|ran)\s(?:until|till|through|to))\s(?:the\s)?$",
    re.IGNORECASE,
)
_ACTED = re.compile(r"(?:[a-z]{2,}(?:ed|ld|de|gan|et|wn)|open|here)\s$")
# What is farther off says nothing of a day.
_REACH = 200
# An event's day may lie a little outside the period, and its year be the one before.
_NEAR = timedelta(days=45)
_LONGEST_RUN = timedelta(days=40)


class Told(NamedTuple):
    """Where a text tells its event: a sentence, and in its paragraph the linked verb of it.

    Where no link tells it, `start:end` are those of the day, and `linked` is false.
    """

    sentence: Sentence
    start: int
    end: int
    linked: bool = True


class DayFound(NamedTuple):
    """A day, or days, of an event, and where it is told; `why` is for the editor."""

    days: EventDate
    told: Told
    why: str
    sure: bool


def event_date(text: ReadText, period: Period) -> tuple[Guess | None, Told | None]:
    """Return the date of an item's event and where the event is told.

    The year is the one that is written, else the one that brings the day nearest to the period.
    Without a day the event is told beside the first link, or in the first sentence.
    """
    found = _beside_a_link(text, period) or _beside_a_verb(text, period) or _only_one(text, period)
    if found is not None:
        return Guess(str(found.days), found.why, found.sure), found.told
    return _month_alone(text, period), _first_told(text)


def _beside_a_link(text: ReadText, period: Period) -> DayFound | None:
    outside = None
    for number, paragraph in enumerate(text.paragraphs):
        for link in dated_links(paragraph, period.end.year):
            if link.mention is None:
                continue
            report = _report_before(paragraph, link.mention)
            # "published on 18 May" is an event where that is the linked verb.
            is_event = report is not None and link.start <= report < link.end
            if report is not None and not is_event:
                continue
            days = resolved(link.mention, period)
            if days is None or link.planned:
                continue
            sentence = _around(paragraph, link.start)
            told = Told(sentence, link.start, link.end)
            word = paragraph.text[link.start : link.end]
            why = f"the day beside “{word}”"
            if days.overlaps(period):
                run = _run(paragraph, link.mention, days, sentence, period)
                sure = not link.mention.ambiguous and run == days and not is_event
                return DayFound(run, told, why if run == days else f"{why}, and its end", sure)
            if outside is None and number == 0 and _is_near(days, period):
                outside = DayFound(days, told, f"{why}, outside the month", False)
    return outside


def _beside_a_verb(text: ReadText, period: Period) -> DayFound | None:
    """Return the first day that a sentence without a dated link gives to its own verb."""
    for paragraph in text.paragraphs:
        for sentence in sentences(paragraph):
            for mention in days_in(sentence.text):
                days = resolved(mention, period)
                if days is None or not days.overlaps(period):
                    continue
                if _tells(sentence.text, mention):
                    moved = mention._replace(
                        start=mention.start + sentence.start, end=mention.end + sentence.start
                    )
                    run = _run(paragraph, moved, days, sentence, period)
                    told = Told(sentence, moved.start, moved.end, False)
                    return DayFound(run, told, "the first day that the text gives", False)
    return None


def _only_one(text: ReadText, period: Period) -> DayFound | None:
    """Return the one day in the period that a text names, if that is not of something else."""
    found = [
        DayFound(
            days,
            Told(sentence, sentence.start, sentence.start, False),
            "the only day that the text gives",
            False,
        )
        for paragraph in text.paragraphs
        for sentence in sentences(paragraph)
        for mention in days_in(sentence.text)
        if (days := resolved(mention, period)) is not None
        and days.overlaps(period)
        and not _is_of_else(_before(sentence.text, mention))
    ]
    return found[0] if len(found) == 1 else None


def _before(sentence: str, mention: DayMention) -> str:
    return sentence[max(0, mention.start - _REACH) : mention.start]


def _is_of_else(before: str) -> bool:
    return _REPORTED.search(before) is not None or _BACKGROUND.search(before) is not None


def _tells(sentence: str, mention: DayMention) -> bool:
    before = _before(sentence, mention)
    if _is_of_else(before):
        return False
    opens = mention.start < _REACH and len(before.split()) <= 2
    return opens or is_led_in(before) or _ACTED.search(before) is not None


def _month_alone(text: ReadText, period: Period) -> Guess | None:
    for paragraph in text.paragraphs:
        for sentence in sentences(paragraph):
            for mention in days_in(sentence.text):
                days = resolved(mention, period)
                reported = _REPORTED.search(_before(sentence.text, mention))
                if days is not None and days.overlaps(period) and reported:
                    return Guess(_month_of(days.start), "reported in that month", False)
            for month in _months_told(sentence.text, period):
                return Guess(month, "the text gives the month alone", False)
    return None


def _months_told(sentence: str, period: Period) -> Iterator[str]:
    for pattern in (_MONTH, _EARLY_MONTH):
        for match in pattern.finditer(sentence):
            if pattern is _MONTH and _BACKGROUND.search(
                sentence[max(0, match.start() - _REACH) : match.start()]
            ):
                continue
            named, year = match.groups()
            number = list(month_name).index(named)
            for start in _months(period):
                if start.month == number and year in (None, str(start.year)):
                    yield _month_of(start)
    if period.is_month and _THIS_MONTH.search(sentence):
        yield _month_of(period.start)


def _months(period: Period) -> Iterator[date]:
    start = period.start
    while start <= period.end:
        yield start
        start = (start + timedelta(days=32)).replace(day=1)


def _month_of(day: date) -> str:
    return day.isoformat()[:7]


def resolved(mention: DayMention, period: Period) -> EventDate | None:
    """Return the days that are named, in the year written or the one nearest to the period."""
    if mention.ambiguous:
        # "28 to 3 August": the first day is one of the month before.
        month = (mention.first[0] - 2) % 12 + 1
        mention = mention._replace(first=(month, mention.first[1]))
    years = (
        (mention.year,)
        if mention.year is not None
        else range(period.start.year - 1, period.end.year + 2)
    )
    readings = [days for year in years if (days := mention.days(year)) is not None]
    if not readings:
        return None
    start, end = min(readings, key=lambda days: _distance(days, period))
    return EventDate(start, end, Precision.DAY)


def _distance(days: tuple[date, date], period: Period) -> timedelta:
    return max(period.start - days[1], days[0] - period.end, timedelta(0))


def _is_near(days: EventDate, period: Period) -> bool:
    return _distance((days.start, days.end), period) <= _NEAR


def _report_before(paragraph: PlainParagraph, mention: DayMention) -> int | None:
    """Return where the words begin that make a day one of a report, or None."""
    sentence = _around(paragraph, mention.start)
    first = max(sentence.start, mention.start - _REACH)
    match = _REPORTED.search(paragraph.text[first : mention.start])
    return None if match is None else first + match.start()


def _run(
    paragraph: PlainParagraph, mention: DayMention, days: EventDate, told: Sentence, period: Period
) -> EventDate:
    """Return the days to the end that the text gives an event that opened: "until 17 August"."""
    if days.start != days.end or not _OPENED.search(told.text):
        return days
    text = paragraph.text
    for later in days_in(text):
        if later.start < mention.end:
            continue
        more = resolved(later, period)
        if more is None or not days.end < more.end <= days.start + _LONGEST_RUN:
            continue
        goes_on = more.start != more.end and more.start <= days.end + timedelta(days=1)
        if goes_on or _UP_TO.search(text[max(mention.end, later.start - _REACH) : later.start]):
            return EventDate(days.start, more.end, Precision.DAY)
    return days


def _around(paragraph: PlainParagraph, place: int) -> Sentence:
    return next(s for s in reversed(sentences(paragraph)) if s.start <= place)


def _first_told(text: ReadText) -> Told | None:
    for paragraph in text.paragraphs:
        if paragraph.links:
            start, end, _ = paragraph.links[0]
            return Told(_around(paragraph, start), start, end)
    if not text.paragraphs:
        return None
    return Told(sentences(text.paragraphs[0])[0], 0, 0, False)
