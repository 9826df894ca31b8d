"""Days named in English running text, and which of them is the day of a linked verb.

Days are written "31 July", "20 to 22 July", "Thursday, July 31, 2025".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from strevview.lint.printed_texts import PrintedText, sentence_starts
from strevview.model.dates import EventDate, Period
from strevview.model.prose import PlainParagraph

_MONTHS = dict(zip(month_name[1:], range(1, 13), strict=True))
_SHORT_MONTHS = dict(zip((*month_abbr[1:], "Sept"), (*range(1, 13), 9), strict=True))
# May is never shortened.
del _SHORT_MONTHS["May"]
_NUMBER: dict[str, int] = _MONTHS | _SHORT_MONTHS

_MONTH = rf"(?:(?:{'|'.join(_MONTHS)})\b|(?:{'|'.join(sorted(_SHORT_MONTHS, reverse=True))})\b\.?)"
_TH = r"(?:st|nd|rd|th)?(?!\d)"
_FIRST_DAY, _LAST_DAY = (rf"(?P<{name}_day>\d{{1,2}}){_TH}" for name in ("first", "last"))
_JOIN = r"\s?(?P<join>-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b)\s?(?:the\s)?"
_YEAR = r"(?:,?\s(?P<last_year>\d{4})\b)?"
_DAY_FIRST = re.compile(
    rf"(?<![\w.,:/–-]){_FIRST_DAY}"
    rf"(?:(?:\s(?:of\s)?(?P<first_month>{_MONTH})(?:,?\s(?P<first_year>\d{{4}})\b)?)?"
    rf"{_JOIN}{_LAST_DAY})?"
    rf"\s(?:of\s)?(?P<last_month>{_MONTH})(?!-?\d){_YEAR}"
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?<!Long\s)(?P<first_month>{_MONTH})\s{_FIRST_DAY}(?![.:]\d|\s?%)"
    rf"(?:{_JOIN}(?:(?P<last_month>{_MONTH})\s)?{_LAST_DAY}(?![.:]\d|\s?%))?{_YEAR}"
)
# The Sun is a newspaper.
_WEEKDAY = rf"({'|'.join((*day_name, *day_abbr[:6]))})\b"
_WEEKDAY_BEFORE = re.compile(rf"(?<!\w){_WEEKDAY}\.?,?\s(?:the\s)?$")
_WEEKDAY_AFTER = re.compile(rf"(?:,\sa\s|\s\((?=\w+\))){_WEEKDAY}")
_LONGEST_WEEKDAY = 20
_DIGIT = re.compile(r"\d")

_UTTERANCE = (
    "release|statement|report|post|notice|interview|article|communiqué|announcement|letter|message"
)
# What may stand right before the day of an event: "on the evening of 14 August".
_LEAD = re.compile(
    r"(?:\b(?:on|from|between|during|over|dated)(?:\sthe\s(?:\w+\s){1,2}of)?"
    rf"|\b(?:{_UTTERANCE})\sof|\()(?:\sthe)?(?:\s(?:\w+day|[A-Z][a-z]{2}\.?),?)?\s?$",
    re.IGNORECASE,
)
# Between a verb and a day, these say that the day belongs to another event.
_ANOTHER_EVENT = re.compile(
    r";|\b(?:that|which|who|whom|whose|where|when|while|since|until|till|before|after|following"
    r"|ahead|due|will|would|to be|had|has|have|held|begun|began|set up|built|made|met|born|went"
    r"|came|gave|took|led|grown"
    r"|(?!(?:dated|seed|speed|need|feed|breed|indeed|hundred)\b)[a-z]{2,}ed)\b"
)
_HELD_ON = re.compile(r"\b(?:held|convened|opened|meeting|met)\b[^;]{0,80}$", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:first|last|previously|earlier|after|since|following|of)\b")
# No sentence that an editor writes is longer; what stands farther off is not beside the verb.
_REACH = 400
_LONGEST_LEAD = 60
# The days of one sentence that are looked at; no sentence of an editor names more.
_FEW = 4
_PLANNED = re.compile(r"\b(?:will|to be|planned|scheduled|expected|due|shall)\b")


class DayMention(NamedTuple):
    """A day, or days from first to last as (month, day), named at `start:end` of a paragraph.

    `ambiguous` are days across two months of which one is named, "28–3 August".
    """

    start: int
    end: int
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None
    ambiguous: bool = False

    def days(self, year: int) -> tuple[date, date] | None:
        """Return the first and the last day, read in a year; None where there is no such day."""
        try:
            last = date(year, *self.last)
            first = date(year - 1 if self.first > self.last else year, *self.first)
        except ValueError:
            return None
        return first, last

    def years(self, period: Period) -> tuple[int, ...]:
        """Return the years that may be meant: the one named, else those near the period."""
        if self.year is not None:
            return (self.year,)
        near = {period.start.year, period.end.year}
        if self.last[0] > period.end.month:
            near.add(period.start.year - 1)
        if self.first[0] < period.start.month:
            near.add(period.end.year + 1)
        return tuple(sorted(near))

    def within(self, event: EventDate) -> bool:
        """Return whether all the days belong to a date."""
        years = (self.year,) if self.year is not None else (event.start.year, event.end.year)
        for year in years:
            days = self.days(year)
            if days is not None and event.start <= days[0] and days[1] <= event.end:
                return True
        return False


class DatedLink(NamedTuple):
    """A linked verb, and the day named beside it, if one is."""

    source: str
    start: int
    end: int
    mention: DayMention | None
    planned: bool


def days_in(text: str) -> tuple[DayMention, ...]:
    """Return the days named in a text, in order."""
    if not _DIGIT.search(text):
        return ()
    found = list(_mentions(text, _DAY_FIRST))
    taken = {place for day in found for place in range(day.start, day.end)}
    found += (
        day for day in _mentions(text, _MONTH_FIRST) if taken.isdisjoint(range(day.start, day.end))
    )
    return tuple(sorted(found))


def _mentions(text: str, pattern: re.Pattern[str]) -> Iterator[DayMention]:
    for match in pattern.finditer(text):
        said = match.groupdict()
        named = filter(None, (said["first_month"], said["last_month"]))
        months = [_NUMBER[month.rstrip(".")] for month in named]
        days = [int(day) for day in (said["first_day"], said["last_day"]) if day]
        if 0 in days:
            continue
        first, last = (months[0], days[0]), (months[-1], days[-1])
        # A day after the 31st is kept: beside the verb of an event it is a fault.
        ambiguous = first[0] == last[0] and last[1] < first[1] <= 31
        if ambiguous and said["join"] == "and":
            first, last, ambiguous = last, first, False
        year = said["last_year"] or said.get("first_year")
        yield DayMention(*match.span(), first, last, int(year) if year else None, ambiguous)


def weekday_beside(text: str, day: DayMention) -> tuple[int, int] | None:
    """Return where a weekday stands before a day, its first, or behind it: that of its last."""
    before = _WEEKDAY_BEFORE.search(text, max(0, day.start - _LONGEST_WEEKDAY), day.start)
    found = before or _WEEKDAY_AFTER.match(text, day.end)
    return found.span(1) if found else None


def dated_links(
    paragraph: PlainParagraph | PrintedText, year: int | None = None
) -> list[DatedLink]:
    """Return the links of a folded paragraph, each with the day of its verb.

    A day in front of the verb that names a year is one of background, unless it is `year`.
    """
    if not paragraph.links:
        return []
    text = paragraph.text
    days = days_in(text)
    starts = [*sentence_starts(text), len(text)]
    found = []
    for start, end, source in paragraph.links:
        sentence = min(bisect_right(starts, start), len(starts) - 1)
        first = max(starts[sentence - 1], start - _REACH)
        last = min(starts[sentence], end + _REACH)
        near = [day for day in days if first <= day.start < last]
        inside = next((day for day in near if start <= day.start < end), None)
        day = inside or _after(text, near, end) or _before(text, near, first, start, year)
        planned = _PLANNED.search(text, max(first, start - 60), start) is not None
        found.append(DatedLink(source, start, end, day, planned))
    return found


def _after(text: str, days: Sequence[DayMention], end: int) -> DayMention | None:
    day = next((day for day in days if day.start >= end), None)
    if day is None:
        return None
    between = text[end : day.start]
    return day if is_led_in(between) and not _ANOTHER_EVENT.search(between) else None


def is_led_in(before: str) -> bool:
    """Return whether what stands before a day makes it the day of a verb: "on the evening of"."""
    return _LEAD.search(before[-_LONGEST_LEAD:]) is not None


def _before(
    text: str, days: Sequence[DayMention], first: int, start: int, year: int | None
) -> DayMention | None:
    earlier = [day for day in days if day.end <= start and day.year in (None, year)]
    for day in earlier[:_FEW]:
        before = text[first : day.start]
        if not is_led_in(before):
            continue
        opens = len(before.split()) <= 2
        held = _HELD_ON.search(before) is not None and not _EARLIER.search(before)
        if opens or held:
            return day
    return None
