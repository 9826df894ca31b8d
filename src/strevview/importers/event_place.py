"""The place of the event that an item tells: a known place beside its verb.

As an editor writes it: "Xichang, Sichuan", "Beijing", "Dushanbe". A meeting on screens has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from strevview.importers.event_date import Told
from strevview.importers.facts import Guess
from strevview.importers.gazetteer import Gazetteer, gazetteer
from strevview.importers.read_text import ReadText, Sentence, sentences
from strevview.lint.event_days import turns_to_another

_WORD = r"[^\W\d_a-z][\w'-]*"
_UNIT = (
    r"(?:(?:Autonomous|New|High-tech|Economic)\s)?"
    r"(?:Province|County|City|Prefecture|District|Municipality|Region|Town|Township|Area|Zone"
    r"|province|county|city|prefecture|district|municipality|region)"
)
# "in Xi'an, Shaanxi Province", "at the Jiuquan Satellite Launch Center".
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Oo]utside)\s(?:the\s)?"
    r"(?:(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|central)\s)?China's\s"
    r"|(?:city|county|town|province|capital|port)\sof\s|(?:central|downtown|nearby|north|south"
    r"|east|west|northern|southern|eastern|western)\s)?"
    rf"({_WORD}(?:\s(?:(?:de|do|dos|da|del|la|les|sur|am)\s)?{_WORD}){{0,5}})"
)
_NEXT = re.compile(
    rf",?\s(?:in\s|of\s)?(?:the\s)?({_WORD}(?:\s(?!Province\b|province\b){_WORD}){{0,2}})"
    rf"(?:\s{_UNIT})?"
)
_UNIT_AFTER = re.compile(rf"\s{_UNIT}$|^{_UNIT}$")
_UNIT_NEXT = re.compile(rf"\s(?:{_UNIT})\b")
_INSTITUTE = re.compile(
    rf"\bat (?:the )?({_WORD}) (?:{_WORD} ){{0,4}}(?:Institute|University|Hospital|Laboratory"
    r"|Observatory|Centre|Center|Museum|Base|Station)\b"
)
_LAUNCH_SITE = re.compile(
    r"\s(?:Satellite Launch|Spacecraft Launch|Space Launch|Commercial Space|Commercial Spacecraft"
    r"|Launch|Cosmodrome|Spaceport|Space Cent)"
)
_ON_SCREENS = re.compile(
    r"\b(?:virtual(?:ly)?|online|by (?:video|video link)|via video|video ?conference|webinar"
    r"|teleconference)\b",
    re.IGNORECASE,
)
_TOOK_PLACE = re.compile(
    r"\b(?:held|housed|located|situated|took place|takes place|spoke|met|signed|opened|launched"
    r"|inaugurated|lies|stands|convened|gathered|lifted off|took off|blasted off|speaking|arrived"
    r"|hosted|tested|conducted|began|unveiled|landed|sits|told reporters)\b[^.;]{0,120}$"
)
_CLAUSE = re.compile(r";|\b(?:that|which|who|whose|where|when|after|before)\b")
_HELD = re.compile(
    r"\b(?:held|convened|opened|hosted|asked|met|speaking|launched)\s$", re.IGNORECASE
)
# What is farther off is not beside the verb.
_REACH = 300
_MOST_PLACES = 20
_FEW = 3
_FACILITY = re.compile(
    r"\b(?:Observatory|Laboratory|Base|Station|Telescope|Reactor|Plant|Facility|Port|Airport"
    r"|Accelerator|Collider|Source|Tokamak|Nuclear)\b"
)
_CHINA = re.compile(r"(?:the\s)?(?:People's Republic of )?China$")


class PlaceFound(NamedTuple):
    """A place at `start:end` of a paragraph: a town, a region of it, or both."""

    start: int
    end: int
    town: str | None
    region: str | None


def event_place(text: ReadText, told: Told | None) -> Guess | None:
    """Return the place of an item's event, or None where the text tells none."""
    if told is None or _is_on_screens(told.sentence):
        return None
    known = gazetteer()
    found = _beside_the_verb(told, known)
    if found is not None:
        value = _as_an_editor_writes(text, told, found, known)
        sure = found.town is not None and known.city(found.town) is not None
        return Guess(value, "the place beside the event's verb", sure) if value else None
    found = _elsewhere(text, told, known) or _of_an_institute(told, known)
    if found is None or found.town is None:
        return None
    value = _as_an_editor_writes(text, told, found, known)
    return Guess(value, "a place that the text names elsewhere", False) if value else None


def _is_on_screens(sentence: Sentence) -> bool:
    return _ON_SCREENS.search(sentence.text) is not None


def _beside_the_verb(told: Told, known: Gazetteer) -> PlaceFound | None:
    text, sentence = told.sentence.paragraph.text, told.sentence
    countries = []
    for found in islice(places_in(sentence, known), _MOST_PLACES):
        if not told.linked:
            first, last = sorted(((told.start, told.end), (found.start, found.end)))
            beside = _CLAUSE.search(text[first[1] : last[0]]) is None
        elif found.start >= told.end:
            beside = not turns_to_another(text[told.end : found.start])
        else:
            beside = _goes_before(text[sentence.start : found.start][-_REACH:])
            beside = beside and ";" not in text[found.end : told.start]
        if beside and (found.town or known.province(found.region or "")):
            return found
        if beside and found.start >= told.end and len(text[told.end : found.start].split()) <= 3:
            countries.append(found)
    return countries[0] if countries else None


def _goes_before(before: str) -> bool:
    """Return whether a place in front of a verb is that of it: it opens the sentence, or "held"."""
    return len(before.split()) <= _FEW or _HELD.search(before) is not None


def _elsewhere(text: ReadText, told: Told, known: Gazetteer) -> PlaceFound | None:
    paragraph = told.sentence.paragraph
    for sentence in sentences(paragraph):
        if sentence == told.sentence:
            continue
        for found in places_in(sentence, known):
            before = paragraph.text[max(sentence.start, found.start - _REACH) : found.start]
            verb = _TOOK_PLACE.search(before)
            if found.town and verb is not None and not _CLAUSE.search(before, verb.start()):
                return found
    return None


def _of_an_institute(told: Told, known: Gazetteer) -> PlaceFound | None:
    """Return the town of an institute at which something was done: "at the Wuhan Institute"."""
    if not told.linked:
        return None
    paragraph = told.sentence.paragraph
    for match in _INSTITUTE.finditer(paragraph.text, told.end, told.sentence.end):
        city = known.city(match.group(1))
        if city is not None and not turns_to_another(paragraph.text[told.end : match.start()]):
            return PlaceFound(*match.span(), match.group(1), None)
    return None


def places_in(sentence: Sentence, known: Gazetteer) -> Iterator[PlaceFound]:
    """Yield the places that stand behind "in", "at" or "from" in a sentence."""
    text = sentence.paragraph.text
    for match in _PLACE.finditer(text, sentence.start, sentence.end):
        found = _read(text, *match.span(1), known)
        if found is not None:
            yield found._replace(start=match.start())


def _read(text: str, start: int, end: int, known: Gazetteer) -> PlaceFound | None:
    name = text[start:end]
    launch = _LAUNCH_SITE.search(name)
    if launch is not None:
        town = name[: launch.start()]
        return PlaceFound(start, end, town, None) if known.city(town) else None
    name, possessive, _ = name.partition("'s")
    if possessive:
        end = start + len(name)
    unit = _UNIT_AFTER.search(name)
    bare = name[: unit.start()] if unit is not None else name
    if unit is None and not possessive:
        small = _UNIT_NEXT.match(text, end)
        end = small.end() if small is not None else end
        unit = small
    if known.province(bare):
        return PlaceFound(start, end, None, known.province(bare))
    after, region = _region_after(text, end, known)
    # A town that is too small for the gazetteer is known by its province behind a comma.
    small_town = text[end : end + 1] == "," and region is not None and len(bare.split()) <= 2
    if known.city(bare) or (small_town and (unit is not None or known.province(region or ""))):
        if _goes_on(text, after):
            return None
        return PlaceFound(start, after, bare, region)
    if known.is_country(bare) and not _CHINA.fullmatch(bare) and not _goes_on(text, end):
        return PlaceFound(start, end, None, bare)
    return None


def _goes_on(text: str, end: int) -> bool:
    """Return whether a name goes on behind what looks like a place: "in Beijing-based"."""
    return text[end : end + 1] == "-" or re.match(r"\s(?:of|&)\s[A-Z]", text[end:]) is not None


def _region_after(text: str, end: int, known: Gazetteer) -> tuple[int, str | None]:
    match = _NEXT.match(text, end)
    if match is None or not text[end:].startswith((",", " in ", " of ")):
        return end, None
    name = match.group(1)
    while name:
        if known.province(name) or known.is_country(name) or _is_large(name, text, end):
            stop = match.start(1) + len(name)
            unit = _UNIT_NEXT.match(text, stop)
            return unit.end() if unit else stop, known.province(name) or name
        name = name.rpartition(" ")[0]
    return end, None


def _is_large(name: str, text: str, end: int) -> bool:
    # "Haidian District, Beijing": a city is the region of its district.
    return name in ("Beijing", "Shanghai", "Tianjin", "Chongqing") and text[end] == ","


def _as_an_editor_writes(
    text: ReadText, told: Told, found: PlaceFound, known: Gazetteer
) -> str | None:
    town, region = found.town, found.region
    if town is None:
        town = _town_of_the_subject(told, found, known)
    if town is None:
        return region
    town = _spelt(text, town)
    if region is None:
        city = known.city(town)
        province = city.province if city else None
        named = any(re.search(rf"\b{province}\b", p.text) is not None for p in text.paragraphs)
        region = province if province is not None and named and province != town else None
    if region is None or _CHINA.fullmatch(region) or region == town:
        return town
    return f"{town}, {_spelt(text, region)}"


def _town_of_the_subject(told: Told, found: PlaceFound, known: Gazetteer) -> str | None:
    """Return the town of a facility that bears its name: "The Jiangmen … Observatory began"."""
    subject = told.sentence.text[: max(0, told.start - told.sentence.start)]
    facility = _FACILITY.search(subject)
    words = subject.removeprefix("The ").removeprefix("At the ").split()
    institute = _of_an_institute(told, known)
    names = words[:1] if facility is not None else []
    names += [institute.town] if institute is not None and institute.town else []
    for name in names:
        city = known.city(name)
        if city is not None and city.province == found.region:
            return name
    return None


def _spelt(text: ReadText, name: str) -> str:
    """Return a name with the apostrophe that the text has in it."""
    if "'" not in name:
        return name
    for paragraph in text.paragraphs:
        place = paragraph.text.find(name)
        if place >= 0:
            return text.as_written(paragraph, place, place + len(name))
    return name
