"""The bodies in a paragraph that take part in its event: institutions, firms, frames of work.

Where things happen, what is only told of, and a person's address are none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from strevview.importers.gazetteer import Gazetteer
from strevview.importers.name_words import (
    ADJECTIVES,
    FIELDS,
    FRAMES,
    HEADS,
    MEETINGS,
    PARTS,
    PEOPLES,
    RANKS,
    THINGS,
    VENUES,
    is_whole_acronym,
)
from strevview.importers.named_text import Named, NamedText
from strevview.importers.person_names import PersonFound
from strevview.lint.acronyms import is_acronym
from strevview.model.actors import ActorKind

_AT = re.compile(r"\b(?:in|at|inside|near|from|outside|to) (?:the |its )?$", re.IGNORECASE)
_PEOPLE_AT = re.compile(
    r"\b(?:researchers?|scientists?|teams?|groups?|engineers?|experts?|scholars?|chemists"
    r"|physicists|astronomers|biologists|doctors) (?:at|of|from|in) (?:the )?$",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(
    r"\b(?:summit of|conference of|congress of|news agency|agency|newspaper|daily|named after"
    r"|like|such as|alumn\w+ of|graduate of|graduated from|studied at|former|formerly"
    r"|rival|unlike|embassy of|according to a report of) (?:the )?$",
    re.IGNORECASE,
)
# "a Confucius Institute"
_ONE_OF_MANY = re.compile(r"(?:^|\s)(?:an?|another|every|each|no|any) $")
_RANK_AFTER = re.compile(
    rf" (?:(?:Deputy|Vice|Executive|Acting|Former) )?(?:{'|'.join(sorted(RANKS))})\b [A-Z]",
    re.IGNORECASE,
)
_RANK_OF = re.compile(rf"\b(?:{'|'.join(sorted(RANKS))})\s(?:of|at)\s(?:the\s)?$", re.IGNORECASE)
_AFFILIATED = re.compile(r"\baffiliated (?:with|to) (?:the )?$")
_PARTY = frozenset(("party", "politburo", "political", "standing", "plenary"))
# A body at which a person works is listed when it speaks for itself, not as an address.
_NO_EMPLOYERS = VENUES | PARTS | frozenset(("bureau", "office", "group"))
_LIST = re.compile(r"(?:,| and|, and|, as well as| as well as| together with)(?: the| of| by)* $")
_COMPLEMENT = re.compile(r" (?:of|for|on) ")
_FIRM = re.compile(r"(?:Ltd|Inc|LLC|PLC|plc|GmbH|AG|Limited)\.?$")


class BodyFound(NamedTuple):
    """A body's name; `sure` where the text shows by an acronym or its words that it is one."""

    named: Named
    kind: ActorKind
    sure: bool


def bodies(
    paragraph: NamedText, people: Sequence[PersonFound], known: Gazetteer
) -> list[BodyFound]:
    """Return the bodies of a paragraph that take part, in reading order, registered ones too."""
    taken = {person.named.start for person in people}
    posts = [person.post for person in people if person.post is not None]
    found: dict[int, BodyFound] = {}
    for place, named in enumerate(paragraph.names):
        if named.start in taken:
            continue
        if named.actor is not None:
            found[place] = BodyFound(named, named.actor.kind, True)
            continue
        in_post = any(start <= named.start < end for start, end in posts)
        kind = _kind(paragraph.text, named)
        if kind is None and _is_bare_acronym(paragraph.text, named, in_post):
            kind = ActorKind.ORGANISATION
        if kind is not None and _takes_part(paragraph, place, in_post):
            found[place] = BodyFound(named, kind, named.acronym is not None)
    for place, named in enumerate(paragraph.names):
        free = place not in found and named.start not in taken
        if free and _is_listed(paragraph, place, found, known):
            found[place] = BodyFound(named, ActorKind.ORGANISATION, False)
    return [found[place] for place in sorted(found)]


def _kind(text: str, named: Named) -> ActorKind | None:
    """Return what a name is of by its head, or None where it is no body's."""
    words = [word.plain for word in named.words]
    if len(words) > 1 and text[named.start : named.end].isupper():
        # Capitals for their own sake.
        return None
    core = _core(text, named)
    last = core[-1] if core else ""
    if named.acronym is not None and last in FRAMES | MEETINGS:
        return ActorKind.PROGRAMME if last in FRAMES else ActorKind.EVENT
    if last in MEETINGS or (last in THINGS | RANKS | FRAMES and last not in HEADS):
        return None
    if _FIRM.search(text[named.start : named.end]):
        return ActorKind.ORGANISATION
    head = _head(text, named)
    if head is None or head in PARTS or len(words) == 1:
        return None
    telling = [word for word in words if word not in PEOPLES | ADJECTIVES and word != head]
    return ActorKind.ORGANISATION if telling or named.acronym else None


def _is_bare_acronym(text: str, named: Named, in_post: bool) -> bool:
    """Return whether a name is an acronym alone: "Director of CELLS", "CELLS Director Li Wen"."""
    if len(named.words) != 1 or not is_whole_acronym(text[named.start : named.end]):
        return False
    after = _RANK_AFTER.match(text, named.stop) is not None
    return after or (in_post and text[: named.start].endswith((" of ", " at ")))


def _core(text: str, named: Named) -> list[str]:
    """Return the words in front of the first "of", "for" or "on" of a name."""
    of = _COMPLEMENT.search(text, named.start, named.end)
    return [word.plain for word in named.words if of is None or word.end <= of.start()]


def _head(text: str, named: Named) -> str | None:
    """Return the word that says what a body is: the last before "of", else the first that can."""
    core = _core(text, named)
    if core and core[-1] in HEADS:
        return core[-1]
    return next((word.plain for word in named.words if word.plain in HEADS), None)


def _takes_part(paragraph: NamedText, place: int, in_post: bool) -> bool:
    text, named = paragraph.text, paragraph.names[place]
    words = [word.plain for word in named.words]
    head = _head(text, named) or ""
    before = text[max(0, named.start - 60) : named.start]
    if text[named.stop : named.stop + 1] == "-" or not _PARTY.isdisjoint(words):
        return False
    if _TOLD_OF.search(before) or _AFFILIATED.search(before):
        return False
    if named.acronym is None and _ONE_OF_MANY.search(before):
        return False
    address = in_post or (_RANK_OF.search(before) and not _PEOPLE_AT.search(before))
    if address and (head in _NO_EMPLOYERS or words[0] in VENUES):
        return named.acronym is not None and head not in VENUES
    if "launch" in words and _AT.search(before):
        return False
    venue = head in VENUES or words[0] in VENUES
    if not venue or _PEOPLE_AT.search(before):
        return True
    return _AT.search(before) is None and not _is_part_of(paragraph, place)


def _is_part_of(paragraph: NamedText, place: int) -> bool:
    """Return whether a university is only that of a body in front: "Laboratory of … University"."""
    if not place:
        return False
    owner, named = paragraph.names[place - 1], paragraph.names[place]
    between = paragraph.text[owner.stop : named.start]
    body = owner.actor is not None or any(word.plain in HEADS for word in owner.words)
    return body and between in (" of ", " of the ", " at ", " at the ")


def _is_listed(
    paragraph: NamedText, place: int, found: dict[int, BodyFound], known: Gazetteer
) -> bool:
    """Return whether a name without a head stands in a list with a body's: "… and CRI Online"."""
    named, text = paragraph.names[place], paragraph.text
    name = text[named.start : named.end]
    words = [word.plain for word in named.words]
    if not words or named.acronym is not None or known.knows(name) or known.is_country(name):
        return False
    if any(word in THINGS | MEETINGS | RANKS | PARTS | PEOPLES for word in words):
        return False
    if all(word in FIELDS for word in words) or words[0] in HEADS or words[-1] in HEADS:
        return False
    if len(words) == 1 and not is_acronym(name):
        return False
    if place - 1 not in found or found[place - 1].kind is ActorKind.PERSON:
        return False
    before = found[place - 1].named
    return _LIST.fullmatch(text[before.stop : named.start]) is not None
