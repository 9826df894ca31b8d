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

from strevview.importers2.event_dates import Event
from strevview.importers2.gazetteer import Gazetteer, gazetteer
from strevview.importers2.guesses import Guess
from strevview.importers2.item_text import ItemText, Sentence, sentences
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
_CHINA = re.compile(r"(?:People's Republic of )?China$")
_MOST_PLACES = 20
_FEW_WORDS = 3
_REACH = 200


class _Found(NamedTuple):
    """A town at `start:end` of a paragraph, and the region or country that stands behind it."""

    start: int
    end: int
    town: str
    area: str | None
    sure: bool = True


def event_place(text: ItemText, event: Event | None) -> Guess | None:
    """Return the place of an item's event, or None where its sentence tells none."""
    if event is None or _ON_SCREENS.search(event.sentence.text):
        return None
    known = gazetteer()
    for found in islice(_places(event.sentence, known), _MOST_PLACES):
        if _is_beside(event, found):
            value = _written(text, found, known)
            return Guess(value, "the place beside the event's verb", found.sure)
    for sentence in sentences(event.sentence.paragraph):
        for found in islice(_places(sentence, known), _MOST_PLACES):
            before = sentence.text[: found.start - sentence.start][-_REACH:]
            verb = _TOOK_PLACE.search(before)
            if verb is not None and not _CLAUSE.search(before, verb.start()):
                value = _written(text, found, known)
                return Guess(value, "a place that another sentence names", False)
    return None


def _places(sentence: Sentence, known: Gazetteer) -> Iterator[_Found]:
    """Yield the towns behind "in" and "at" in a sentence."""
    text = sentence.paragraph.text
    for match in _PLACE.finditer(text, sentence.start, sentence.end):
        word, name = match.group(1).lower(), match.group(2)
        start, end = match.start(2), match.end(2)
        launch, institute = _LAUNCH_SITE.search(name), _INSTITUTE.search(name)
        if launch is not None:
            name = name[: launch.start()]
        elif word == "from":
            continue
        elif institute is not None and word == "at":
            name = name[: institute.start()]
        name, possessive, _ = name.partition("'s")
        unit = _UNIT_AFTER.search(f"{name}{text[end : end + 40]}")
        if unit is not None and unit.start() <= len(name):
            end = max(end, start + unit.end())
            name = name[: unit.start()]
        end, area = (end, None) if possessive else _area(text, end, known)
        # A small town is known by the region behind it: "Huailai County, Hebei Province".
        small = unit is not None and area is not None and len(name.split()) <= 2
        cut = launch is not None or institute is not None
        goes_on = not cut and re.match(r"-| (?:of|&) [A-Z]", text[end : end + 8])
        if (known.town(name) or small) and not goes_on:
            sure = not (small or institute)
            yield _Found(match.start(), end, name, area, sure)


def _area(text: str, end: int, known: Gazetteer) -> tuple[int, str | None]:
    """Return the region or country that follows a town, and where it ends."""
    match = _AREA.match(text, end)
    name = match.group(1) if match is not None else ""
    while match is not None and name:
        # "Haidian District, Beijing": a municipality is the region of its districts.
        municipality = name in _MUNICIPALITIES and text[end] == ","
        if known.region(name) or known.is_country(name) or municipality:
            stop = match.start(1) + len(name)
            unit = _UNIT_AFTER.match(text, stop)
            return unit.end() if unit else stop, known.region(name) or name
        name = name.rpartition(" ")[0]
    return end, None


def _is_beside(event: Event, found: _Found) -> bool:
    """Return whether a place is that of the event's verb, not of another clause."""
    text, sentence = event.sentence.paragraph.text, event.sentence
    if not event.linked:
        first, last = sorted(((event.start, event.end), (found.start, found.end)))
        return _CLAUSE.search(text, first[1], last[0]) is None
    if found.start >= event.end:
        return not turns_to_another(text[event.end : found.start])
    before = text[sentence.start : found.start]
    opens = len(before.split()) <= _FEW_WORDS or _HELD.search(before) is not None
    return opens and ";" not in text[found.end : event.start]


def _written(text: ItemText, found: _Found, known: Gazetteer) -> str:
    """Return a town with its region: the one behind it, or its own where the text names that."""
    town, area = found.town, found.area
    if area is None:
        gazetted = known.town(town)
        province = gazetted.province if gazetted is not None else None
        named = re.compile(rf"\b{province}\b")
        if province and any(named.search(paragraph.text) for paragraph in text.paragraphs):
            area = province
    if area is None or area == town or _CHINA.fullmatch(area):
        return _as_in_the_text(text, town)
    return f"{_as_in_the_text(text, town)}, {_as_in_the_text(text, area)}"


def _as_in_the_text(text: ItemText, name: str) -> str:
    """Return a folded name with the apostrophe that the text has in it."""
    for paragraph in text.paragraphs:
        place = paragraph.text.find(name)
        if place >= 0:
            return text.as_written(paragraph, place, place + len(name))
    return name
