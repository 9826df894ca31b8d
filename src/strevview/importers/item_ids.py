"""A short name for an item: the acronyms of its event, else its key words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from strevview.importers.event_date import Told
from strevview.importers.facts import ActorGuess
from strevview.importers.gazetteer import gazetteer
from strevview.importers.name_words import (
    BEFORE_RANK,
    CALENDAR,
    OPENERS,
    PEOPLES,
    RANKS,
    TITLES,
)
from strevview.lint.acronyms import is_acronym
from strevview.lint.folding import without_marks
from strevview.model.actors import ActorKind

# What an event is, in an id; a meeting is told by its number.
_KINDS = {
    "accord": "accord", "agreement": "agreement", "alliance": "alliance", "award": "award",
    "centre": "centre", "center": "centre", "conference": "conference", "congress": "congress",
    "course": "course", "dialogue": "dialogue", "exhibition": "exhibition", "forum": "forum",
    "games": "games", "laboratory": "lab", "launch": "launch", "memorandum": "mou",
    "programme": "programme", "project": "project", "protocol": "protocol",
    "satellite": "satellite", "seminar": "seminar", "session": "session", "station": "station",
    "summit": "summit", "telescope": "telescope", "test": "test", "trial": "trial",
    "visit": "visit", "workshop": "workshop", "meeting": "meeting", "committee": "committee",
}  # fmt: skip
_NUMBERS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_ORDINAL = re.compile(rf"\b(?:({'|'.join(_NUMBERS)})|(\d{{1,2}})(?:st|nd|rd|th))\b", re.IGNORECASE)
# The acronym of a name: in front of the bracket stands a word with a capital.
_BRACKETED = re.compile(r"(?<![^\W_])[A-Z][\w&'-]* \(([A-Z0-9][A-Za-z0-9&-]{1,13})\)")
_NAME = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_SMALL_WORDS = (
    "a an and as at been by for from has have in into is its of on or s that the their to was were "
    "with which whose been new joint held china chinese"
)
_SMALL = frozenset(_SMALL_WORDS.split())
# What stands between the words of one name.
_INSIDE = frozenset(("of", "and", "for", "on", "the", "de"))
_NO_NAMES = CALENDAR | PEOPLES | RANKS | BEFORE_RANK | TITLES | {"china"}
_NO_WORDS = frozenset(("MoU", "S", "T"))
_COUNTED_WORDS = (
    "meeting session conference forum summit congress dialogue round committee commission"
)
_COUNTED = frozenset(_COUNTED_WORDS.split())
# "CHENGDU, Nov. 27 (Xinhua) -- ", "ISLAMABAD: "
_DATELINE = re.compile(
    r"^[A-Z]{3}[^a-z]{0,30}(?:[A-Z][a-z]{2,8}\.? \d{1,2} (?:\(\w+\) )?)?[—–:-]+ "
)
_LONGEST = 32
_LONGEST_SUBJECT = 240


def item_id(told: Told | None, actors: Sequence[ActorGuess], taken: Collection[str]) -> str:
    """Return a valid id for an item that none of `taken` is."""
    subject = _subject(told)
    kind = next((_KINDS[w] for w in re.findall(r"[a-z]+", subject.lower()) if w in _KINDS), None)
    number = _number(subject)
    names = _acronyms(subject, actors) or _names(subject)
    if not names:
        names = _person(subject, actors)
    if not names:
        names = [a.acronym for a in actors if a.acronym and a.kind is ActorKind.ORGANISATION][:2]
    if not names:
        names = _words(subject)
    parts = [plain for name in names if (plain := _plain(name))]
    if kind is not None and kind not in "-".join(parts) and not (number and parts):
        parts.append(kind)
    if number is not None:
        parts.append(str(number))
    return _free(_short(parts) or "item", taken)


def _subject(told: Told | None) -> str:
    """Return what stands in front of an event's verb, or the start of its sentence."""
    if told is None:
        return ""
    text, sentence = told.sentence.paragraph.text, told.sentence
    end = told.start if told.linked and told.start - sentence.start > 12 else sentence.end
    return _DATELINE.sub("", text[sentence.start : min(end, sentence.start + _LONGEST_SUBJECT)])


def _number(subject: str) -> int | None:
    match = _ORDINAL.search(subject)
    if match is None:
        return None
    word, digits = match.groups()
    number = _NUMBERS[word.lower()] if word else int(digits)
    follows = subject[match.end() : match.end() + 40].lower()
    return number if any(f" {kind}" in follows for kind in _COUNTED) else None


def _person(subject: str, actors: Sequence[ActorGuess]) -> list[str]:
    """Return the name of the first person that a subject names."""
    named = [a.name for a in actors if a.kind is ActorKind.PERSON and a.name in subject]
    return named[:1]


def _acronyms(subject: str, actors: Sequence[ActorGuess]) -> list[str]:
    """Return up to two acronyms that a subject spells out, or by which it names an actor."""
    spelt = [a for a in _BRACKETED.findall(subject) if is_acronym(a) and not a.startswith("S&")]
    known = [
        actor.acronym
        for actor in actors
        if actor.acronym and re.search(rf"(?<!\w){re.escape(actor.acronym)}(?!\w)", subject)
    ]
    return list(dict.fromkeys((*spelt, *known)))[:2]


def _names(subject: str) -> list[str]:
    """Return up to three words of the first name in a subject: no people, rank or day."""
    found: list[str] = []
    end = 0
    for match in _NAME.finditer(subject):
        word, small = match.group(), without_marks(match.group())
        if found and "," in subject[end : match.start()]:
            break
        opens = not match.start() and small in OPENERS
        if opens or small.removesuffix("'s") in _NO_NAMES or word in _NO_WORDS:
            continue
        if word[0].isupper() or (found and word[0].isdigit()):
            found.append(word)
            end = match.end()
        elif found and small not in _INSIDE:
            break
    return [] if len(found) == 1 and gazetteer().city(found[0]) else found[:3]


def _words(subject: str) -> list[str]:
    words = [word.lower() for word in _NAME.findall(subject)]
    return [word for word in words if word not in _SMALL and len(word) > 2][:3]


def _plain(name: str) -> str:
    bare = without_marks(name.removesuffix("'s").replace("'", ""))
    return _NOT_IN_AN_ID.sub("-", bare).strip("-")


def _short(parts: list[str]) -> str:
    """Return as many parts as are short enough, each once, the last one among them."""
    parts = list(dict.fromkeys(parts))
    while len(parts) > 2 and len("-".join(parts)) > _LONGEST:
        del parts[-2]
    return "-".join(parts)[:_LONGEST].strip("-")


def _free(name: str, taken: Collection[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}-{n}" for n in range(2, len(taken) + 3) if f"{name}-{n}" not in taken)
