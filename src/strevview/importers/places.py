"""The place of the event that an item tells: a town of the gazetteer after "in" or "at".

It stands in the sentence that tells the event, and not in a clause about something else. A meeting
on screens has no place. The town is written as an editor does, with the region or country that
follows it: "Xichang, Sichuan", "Doha, Qatar".
"""

from __future__ import annotations

import re

from strevview.importers.event_dates import Event
from strevview.importers.gazetteer import gazetteer
from strevview.importers.guesses import Guess
from strevview.importers.item_text import ItemText

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
    """Return the place of an item's event, or None where the text tells none."""
    if event is None or _ON_SCREENS.search(event.sentence.text):
        return None
    known, paragraph, sentence = gazetteer(), event.sentence.paragraph, event.sentence
    for match in _PLACE.finditer(paragraph.text, sentence.start, sentence.end):
        province = known.province(match[1])
        between = sorted((event.end, match.start()))
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
