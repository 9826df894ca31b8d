"""The place of the event that an item tells: a town of the gazetteer after "in" or "at".

It stands in the sentence that tells the event, beside its verb and not in a clause about something
else; or, to be checked, in another sentence beside "held", "met", "spoke" and the like. "from"
leads to it before a launch site alone. A meeting on screens has no place. The town is written as
an editor does, with its region or country behind it: "Xichang, Sichuan", "Doha, Qatar".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from strevview.importers.event_dates import Event
from strevview.importers.gazetteer import Gazetteer, gazetteer
from strevview.importers.guesses import Guess
from strevview.importers.item_text import ItemText, Sentence, sentences
from strevview.lint.event_days import turns_to_another

_WORD = r"[^\W\d_a-z][\w'-]*"
_UNIT = (
    r"(?:(?:Autonomous|New|High-tech) )?(?:Province|County|City|Prefecture|District|Municipality"
    r"|Region|Town|province|county|city|prefecture|district|municipality|region)\b"
)
_PLACE = re.compile(
    r"\b([Ii]n|[Aa]t|[Ff]rom) (?:the )?(?:(?:city|county|town|capital|port) of )?"
    rf"({_WORD}(?: (?:(?:de|do|dos|da|del|la|les|sur|am) )?{_WORD}){{0,5}})"
)
_AREA = re.compile(rf"(?:, (?:in )?| in )(?:the )?({_WORD}(?: (?!{_UNIT}){_WORD}){{0,2}})")
_UNIT_AFTER = re.compile(rf" {_UNIT}")
_LAUNCH_SITE = re.compile(
    r" (?:(?:Satellite|Spacecraft|Space|Commercial Space(?:craft)?) )?(?:Launch|Cosmodrome)\b"
)
_INSTITUTE = re.compile(
    r" (?:[^\W\d_a-z][\w'-]* ){0,4}(?:Institute|University|Hospital|Laboratory|Observatory|Base)\b"
)
_ON_SCREENS = re.compile(
    r"\b(?:virtual(?:ly)?|online|by video|via video|video ?conference|webinar|teleconference)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|\b(?:that|which|who|whose|where|when|after|before)\b")
_HELD = re.compile(r"\b(?:held|convened|opened|hosted|met|speaking|asked)\s$", re.IGNORECASE)
_TOOK_PLACE = re.compile(
    r"\b(?:held|housed|located|met|opened|reporters|signed|sits|speaking|spoke|took place)"
    r"\b[^.,;]{0,80}$"
)
_MUNICIPALITIES = ("Beijing", "Shanghai", "Tianjin", "Chongqing")
_MOST_PLACES = 20
_FEW_WORDS = 3
_REACH = 200


class _Found(NamedTuple):
    """A place that begins at `start` of a paragraph; `sure` where the gazetteer has the town."""

    start: int
    place: str
    sure: bool


def event_place(text: ItemText, event: Event | None) -> Guess | None:
    """Return the place of an item's event, or None where the text tells none."""
    if event is None or _ON_SCREENS.search(event.sentence.text):
        return None
    for found in _places(text, event.sentence):
        if _is_beside(event, found.start):
            return Guess(found.place, "the place beside the event's verb", found.sure)
    for sentence in sentences(event.sentence.paragraph):
        for found in _places(text, sentence):
            before = sentence.text[: found.start - sentence.start][-_REACH:]
            verb = _TOOK_PLACE.search(before)
            if verb is not None and not _CLAUSE.search(before, verb.start()):
                return Guess(found.place, "a place that another sentence names", False)
    return None


def _places(item: ItemText, sentence: Sentence) -> Iterator[_Found]:
    """Yield the towns behind "in" and "at" in a sentence, with the regions behind them."""
    known, text = gazetteer(), sentence.paragraph.text
    for match in islice(_PLACE.finditer(text, sentence.start, sentence.end), _MOST_PLACES):
        name, end = match.group(2), match.end()
        launch, institute = _LAUNCH_SITE.search(name), _INSTITUTE.search(name)
        if match.group(1).lower() == "from" and launch is None:
            continue
        site = launch or institute
        name, possessive, _ = (name[: site.start()] if site else name).partition("'s")
        unit = _UNIT_AFTER.search(f"{name}{text[end : end + 40]}")
        if unit is not None and unit.start() <= len(name):
            end = max(end, match.start(2) + unit.end())
            name = name[: unit.start()]
        area = None if possessive else _area(text, end, known)
        town = known.town(name)
        # A small town is known by the region behind it: "Huailai County, Hebei Province".
        small = unit is not None and area is not None and len(name.split()) <= 2
        goes_on = site is None and re.match(r"-| (?:of|&) [A-Z]", text[end : end + 8])
        if goes_on or not (town or small):
            continue
        if area is None and town is not None and town.province and _names(item, town.province):
            area = town.province
        written = item.as_written(sentence.paragraph, match.start(2), match.start(2) + len(name))
        place = f"{written}, {area}" if area and area not in (name, "China") else written
        yield _Found(match.start(), place, town is not None and institute is None)


def _area(text: str, end: int, known: Gazetteer) -> str | None:
    """Return the region or country that follows a town."""
    match = _AREA.match(text, end)
    name = match.group(1) if match is not None else ""
    while name:
        # "Haidian District, Beijing": a municipality is the region of its districts.
        municipality = name in _MUNICIPALITIES and text[end] == ","
        if known.region(name) or known.is_country(name) or municipality:
            return known.region(name) or name
        name = name.rpartition(" ")[0]
    return None


def _names(item: ItemText, province: str) -> bool:
    pattern = re.compile(rf"\b{province}\b")
    return any(pattern.search(paragraph.text) for paragraph in item.paragraphs)


def _is_beside(event: Event, start: int) -> bool:
    """Return whether a place is that of the event's verb, not of another clause."""
    text, sentence = event.sentence.paragraph.text, event.sentence
    if start >= event.end:
        between = text[event.end : start]
        return not (turns_to_another(between) if event.linked else _CLAUSE.search(between))
    before, between = text[sentence.start : start], text[start : event.start]
    opens = len(before.split()) <= _FEW_WORDS or _HELD.search(before) is not None
    return ";" not in between and opens if event.linked else not _CLAUSE.search(between)
