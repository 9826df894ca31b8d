"""A short name for an item, from what stands in front of its event's verb.

The acronyms there, else the first name, else an actor's acronym, else three words; behind them
what the event is ("nea-agreement"), or the number of a meeting ("jsg-4").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from strevview.importers.event_dates import Event
from strevview.importers.gazetteer import gazetteer
from strevview.importers.guesses import ActorGuess
from strevview.importers.name_words import BEFORE_RANK, CALENDAR, OPENERS, PEOPLES, RANKS, TITLES
from strevview.lint.acronyms import is_acronym
from strevview.lint.folding import without_marks

_KINDS = re.compile(
    r"\b(accord|agreement|alliance|award|committee|conference|congress|course|dialogue|exhibition"
    r"|forum|games|launch|meeting|programme|project|protocol|satellite|seminar|session|station"
    r"|summit|telescope|test|trial|visit|workshop)\b",
    re.IGNORECASE,
)
_ORDINAL_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ORDINALS = _ORDINAL_WORDS.split()
_NUMBERED = re.compile(
    rf"\b(?:({'|'.join(_ORDINALS)})|(\d{{1,2}})(?:st|nd|rd|th))\b.{{0,30}}? (?:commission|committee"
    r"|conference|congress|dialogue|forum|meeting|round|session|summit)",
    re.IGNORECASE,
)
# The acronym of a name: in front of the bracket stands a word with a capital.
_BRACKETED = re.compile(r"(?<![^\W_])[A-Z][\w&'-]* \(([A-Z0-9][A-Za-z0-9-]{1,13})\)")
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_NO_NAMES = CALENDAR | PEOPLES | RANKS | BEFORE_RANK | TITLES | {"china", "mou"}
_NO_KEYS = OPENERS | {"been", "china", "has", "have", "held", "was", "were", "whose"}
_INSIDE = frozenset(("and", "de", "for", "of", "on", "the"))
# "CHENGDU, Nov. 27 (Xinhua) -- ", "ISLAMABAD: "
_DATELINE = re.compile(
    r"^[A-Z]{3}[^a-z]{0,30}(?:[A-Z][a-z]{2,8}\.? \d{1,2} (?:\(\w+\) )?)?[—–:-]+ "
)
_LONGEST = 32
_LONGEST_SUBJECT = 240


def item_id(event: Event | None, actors: Sequence[ActorGuess], taken: Collection[str]) -> str:
    """Return a valid id for an item that none of `taken` is."""
    subject = _subject(event)
    words = [word for word in _WORD.findall(subject.lower()) if word not in _NO_KEYS]
    names = _acronyms(subject, actors) or _first_name(subject)
    names = names or [actor.acronym for actor in actors if actor.acronym][:2]
    names = names or [word for word in words if len(word) > 2][:3]
    parts = list(dict.fromkeys(bare for name in names if (bare := _bare(name))))
    while len(parts) > 1 and len("-".join(parts)) > _LONGEST:
        parts.pop()
    kind, numbered = _KINDS.search(subject), _NUMBERED.search(subject)
    if numbered is not None:
        word, digits = numbered.groups()
        parts.append(digits or str(_ORDINALS.index(word.lower()) + 1))
    elif kind is not None and kind.group().lower() not in "-".join(parts):
        parts.append(kind.group().lower())
    name = "-".join(parts)[:_LONGEST].strip("-") or "item"
    if name not in taken:
        return name
    return next(f"{name}-{n}" for n in range(2, len(taken) + 3) if f"{name}-{n}" not in taken)


def _subject(event: Event | None) -> str:
    """Return what stands in front of an event's verb, or the start of its sentence."""
    if event is None:
        return ""
    text, sentence = event.sentence.paragraph.text, event.sentence
    end = event.start if event.linked and event.start - sentence.start > 12 else sentence.end
    return _DATELINE.sub("", text[sentence.start : min(end, sentence.start + _LONGEST_SUBJECT)])


def _acronyms(subject: str, actors: Sequence[ActorGuess]) -> list[str]:
    """Return up to two acronyms that a subject spells out, or by which it names an actor."""
    spelt = [acronym for acronym in _BRACKETED.findall(subject) if is_acronym(acronym)]
    words = set(_WORD.findall(subject))
    known = [actor.acronym for actor in actors if actor.acronym and actor.acronym in words]
    return list(dict.fromkeys((*spelt, *known)))[:2]


def _first_name(subject: str) -> list[str]:
    """Return up to three words of the first name in a subject: no people, rank or day.

    A single word is none where it is a town, or has its capital from the sentence that it opens.
    """
    found: list[str] = []
    end = 0
    for match in _WORD.finditer(subject):
        word, small = match.group(), without_marks(match.group()).removesuffix("'s")
        if found and "," in subject[end : match.start()]:
            break
        if len(small) < 2 or small in _NO_NAMES or (not match.start() and small in OPENERS):
            continue
        if word[0].isupper() or (found and word[0].isdigit()):
            found.append(word)
            end = match.end()
        elif found and small not in _INSIDE:
            break
    if len(found) == 1 and (gazetteer().town(found[0]) or subject.startswith(found[0])):
        return []
    return found[:3]


def _bare(name: str) -> str:
    plain = without_marks(name.removesuffix("'s").replace("'", ""))
    return _NOT_IN_AN_ID.sub("-", plain).strip("-")
