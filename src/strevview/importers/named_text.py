"""The names in one paragraph of an item: those that the register knows, and those that it may not.

An acronym in brackets belongs to the name in front of it: "Italian Space Agency (ASI)".
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from strevview.importers.gazetteer import Gazetteer
from strevview.importers.name_phrases import Token, phrases, tokens_of
from strevview.importers.name_words import PEOPLES, plain
from strevview.lint.acronyms import expansion, is_acronym
from strevview.lint.names_in_text import NameIndex, NameMatch, words_of
from strevview.lint.quotations import is_inside, quotations
from strevview.model.actors import Actor, ActorKind
from strevview.model.prose import PlainParagraph

_IN_BRACKETS = re.compile(r" \(([A-Z0-9][A-Za-z0-9&-]{1,13})\)")
_WORD = re.compile(r"[^\W_][\w'&.-]*")
_SENTENCE_PART = re.compile(r"[.;:!?()] ")
# "Joint Working Group (JWG) on Science and Technology"
_ON = re.compile(r" on ([A-Z][\w-]+(?:(?:,? and| of|,) [A-Z][\w-]+| [A-Z][\w-]+){0,6})")
_ON_HEADS = frozenset(("committee", "commission", "group", "council", "panel", "board"))
_REACH = 160
# No item brings in more; the bound keeps the work small whatever a file holds.
_MOST_ACRONYMS = 80


class Named(NamedTuple):
    """A name at `start:end` of a paragraph; `stop` is behind the acronym that it may have.

    `actor` is that of the register; else `words` are those of the name with capitals. `tail` is
    what follows the acronym and belongs to the name: " on Science and Technology".
    """

    start: int
    end: int
    stop: int
    words: tuple[Token, ...]
    acronym: str | None = None
    actor: Actor | None = None
    tail: str = ""


class NamedText(NamedTuple):
    """A paragraph with its names in reading order, quotations left out."""

    paragraph: PlainParagraph
    names: tuple[Named, ...]

    @property
    def text(self) -> str:
        """The paragraph's characters."""
        return self.paragraph.text


def named_text(paragraph: PlainParagraph, index: NameIndex, known: Gazetteer) -> NamedText:
    """Return the names of a folded paragraph."""
    text = paragraph.text
    matches = [m for m in index.matches(text, words_of(text)) if m.whole and _is_actor(m)]
    # An acronym in brackets is that of the name in front, whoever else may bear it.
    free = [m for m in matches if text[m.start - 1 : m.start] != "("]
    found = phrases(text, known, [(m.start, m.end) for m in free])
    names = [*map(_known, free), *(Named(p.start, p.end, p.end, p.words) for p in found)]
    names.sort(key=lambda name: name.start)
    names = _with_acronyms(text, names)
    quoted = quotations(text)
    return NamedText(
        paragraph, tuple(n for n in names if not quoted or not is_inside(n.start, quoted))
    )


def _is_actor(match: NameMatch) -> bool:
    actor = match.name.actor
    return actor is not None and actor.kind is not ActorKind.COUNTRY


def _known(match: NameMatch) -> Named:
    return Named(match.start, match.end, match.end, (), None, match.name.actor)


def _with_acronyms(text: str, names: list[Named]) -> list[Named]:
    """Give each acronym in brackets to the name in front of it, in the bounds that it shows."""
    for match in islice(_IN_BRACKETS.finditer(text), _MOST_ACRONYMS):
        acronym = match.group(1)
        names = [n for n in names if n.start != match.start(1)]
        if not is_acronym(acronym):
            continue
        owner = next((n for n in names if n.end == match.start()), None)
        if owner is not None and owner.actor is not None:
            given = owner._replace(acronym=acronym, stop=match.end())
        else:
            start = _start(text, match.start(), acronym, owner)
            if start is None:
                continue
            tokens = tokens_of(text[start : match.start()], start)
            words = tuple(token for token in tokens if token.is_capital)
            given = _with_tail(text, Named(start, match.start(), match.end(), words, acronym))
        names = [n for n in names if n.end <= given.start or n.start >= given.stop]
        names.append(given)
        names.sort(key=lambda name: name.start)
    return names


def _start(text: str, end: int, acronym: str, owner: Named | None) -> int | None:
    """Return where the name of an acronym starts: where its letters do, else with the phrase."""
    near = max(0, end - _REACH)
    before = text[near:end]
    breaks = [match.end() for match in _SENTENCE_PART.finditer(before)]
    near += breaks[-1] if breaks else 0
    words = list(_WORD.finditer(text, near, end))
    first = expansion(acronym, [word.group() for word in words])
    if first is None or not words[first].group()[0].isupper():
        return owner.start if owner is not None else None
    start = words[first].start()
    if owner is None or start <= owner.start:
        return start
    # "Pakistan Space and … Commission (SUPARCO)": the acronym leaves the country out.
    left_out = plain(text[owner.start : start].strip())
    return start if left_out in PEOPLES or len(left_out.split()) == 1 else owner.start


def _with_tail(text: str, name: Named) -> Named:
    if not name.words or name.words[-1].plain not in _ON_HEADS:
        return name
    tail = _ON.match(text, name.stop)
    return name if tail is None else name._replace(stop=tail.end(), tail=tail.group())
