"""The actors that an item lists beside those that its text names (`item_actors`).

A text may name an actor in other ways too: by family name, by its country's people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from strevview.diagnostics import Span
from strevview.lint.checked_issue import CheckedIssue, CheckedItem
from strevview.lint.folding import skeleton
from strevview.lint.name_forms import may_be_a_country, names_a_country
from strevview.lint.names_in_text import (
    WORD,
    Name,
    NameIndex,
    NameMatch,
    Variant,
    plain_word,
    stands_alone,
)
from strevview.lint.printed_texts import PrintedText, Stretch
from strevview.model.issue import Actor, ActorKind

# Words that no person's name holds.
_BODY_WORDS = (
    "academy administration agency alliance association authority bank board bureau center centre "
    "college commission committee company conference congress consortium cooperation corporation "
    "council department embassy enterprise federation forum foundation fund government group "
    "hospital industries initiative institute institution lab laboratory limited ltd ministry "
    "network observatory office organisation organization press programme program project school "
    "secretariat service society station summit system team union university"
)
_BODIES = frozenset(_BODY_WORDS.split())


class ListedActor(NamedTuple):
    """An entry under `actors:` of an item."""

    name: Name
    place: Span


class Mention(NamedTuple):
    """A name of an actor in a paragraph."""

    at: Stretch
    actor: Actor


class OtherSpelling(NamedTuple):
    """A name written otherwise than it is known: in a text, or in the entry of a listed actor."""

    written: str
    known: str
    actor: Actor | None
    place: Span
    entry: ListedActor | None = None


class ItemActors(NamedTuple):
    """What the list and the text of one item do not share.

    `absent` are listed and not in the text, `unlisted` in the text and in the register and not
    listed; a name that is only misspelt is among `spellings` and in neither. `text` is where to
    look for names.
    """

    listed: tuple[ListedActor, ...]
    absent: tuple[ListedActor, ...]
    unlisted: tuple[Mention, ...]
    spellings: tuple[OtherSpelling, ...]
    text: NameSearch

    def exchanged(self) -> Mention | None:
        """Return the one unlisted name, where it seems to stand for the one absent actor."""
        if len(self.absent) != 1 or len(self.unlisted) != 1:
            return None
        kind, mention = self.absent[0].name.kind, self.unlisted[0]
        is_person = mention.actor.kind is ActorKind.PERSON
        return mention if kind is None or (kind is ActorKind.PERSON) == is_person else None


def item_actors(issue: CheckedIssue) -> tuple[ItemActors, ...]:
    """Return, for each item with a text, its list of actors beside those that its text names."""
    listed = [(item, _listed_actors(issue, item)) for item in issue.items]
    extra = [entry.name for _, some in listed for entry in some if entry.name.actor is None]
    known = NameIndex(extra, issue.names) if extra else issue.names
    return tuple(
        _compared(item, entries, issue.names, known)
        for item, entries in listed
        if item.model.text is not None and item.reads("text")
    )


def _listed_actors(issue: CheckedIssue, item: CheckedItem) -> tuple[ListedActor, ...]:
    """Return the entries of an item's list that could be read."""
    found = []
    for path, written in item.names():
        actor = issue.shelf.register.find(written) or issue.names.actor(written)
        found.append(ListedActor(Name.of(written, actor), issue.place(*path)))
    return tuple(found)


def _compared(
    item: CheckedItem, listed: tuple[ListedActor, ...], register: NameIndex, known: NameIndex
) -> ItemActors:
    """Compare the list of an item with its text; `known` has the register and all that is listed.

    Of a list that could not be read in full, nothing is missing.
    """
    matches: list[tuple[PrintedText, NameMatch]] = []
    variants: list[tuple[PrintedText, Variant]] = []
    for paragraph in item.paragraphs:
        found, near = known.with_variants(paragraph.text)
        matches += [(paragraph, match) for match in found]
        variants += [(paragraph, variant) for variant in near]
    names = [match.name for _, match in matches]
    text = NameSearch(tuple(paragraph.text for paragraph in item.paragraphs))
    absent, spellings = [], []
    for entry in listed:
        if any(map(entry.name.is_of, names)) or text.has_form(entry.name.forms):
            continue
        meant = [(where, variant) for where, variant in variants if entry.name.is_of(variant.name)]
        spelling = _misspelt(entry, meant, names, register)
        if spelling is not None:
            spellings.append(spelling)
        elif not text.means(entry.name):
            absent.append(entry)
    told = {spelling.place[:3] for spelling in spellings}
    for paragraph, variant in variants:
        # One text hardly names two actors with names so near, and lists one of them.
        is_listed = variant.longest >= 4 and any(one.name.is_of(variant.name) for one in listed)
        # SV304 tells of an acronym, with the name in front of it.
        is_acronym = len(variant.name.words) == 1 and _is_in_bracket(paragraph, variant.start)
        spelling = _in_text(paragraph, variant)
        if (variant.certain or is_listed) and not is_acronym and spelling.place[:3] not in told:
            spellings.append(spelling)
    meant_actors = [spelling.actor for spelling in spellings]
    is_whole = item.model.actors and item.reads("actors")
    unlisted = tuple(_unlisted(matches, listed, meant_actors)) if is_whole else ()
    return ItemActors(listed, tuple(absent), unlisted, tuple(spellings), text)


def _misspelt(
    entry: ListedActor,
    meant: Sequence[tuple[PrintedText, Variant]],
    names: Iterable[Name],
    register: NameIndex,
) -> OtherSpelling | None:
    """Return the name in the text, or the known name, that a listed one was meant to be.

    `meant` are the names in the text that are nearly the listed one, `names` those of all actors.
    """
    if meant:
        # Of two spellings not in the register, the one in the text is read by more people.
        paragraph, variant = meant[0]
        if entry.name.actor is None:
            return OtherSpelling(entry.name.form, variant.written, None, entry.place, entry)
        return _in_text(paragraph, variant)
    if entry.name.actor is None:
        named = {id(name.actor) for name in names}
        for near in register.near(entry.name.form):
            if near.certain or id(near.name.actor) in named:
                known = near.name
                return OtherSpelling(entry.name.form, known.form, known.actor, entry.place, entry)
    return None


def _in_text(paragraph: PrintedText, found: Variant) -> OtherSpelling:
    place = paragraph.span(found.start, found.end)
    return OtherSpelling(found.written, found.name.form, found.name.actor, place)


def _unlisted(
    matches: Iterable[tuple[PrintedText, NameMatch]],
    listed: Iterable[ListedActor],
    meant: Iterable[Actor | None],
) -> Iterator[Mention]:
    """Yield the first mention of each registered actor that is neither listed nor `meant`."""
    told = {id(entry.name.actor) for entry in listed} | set(map(id, meant))
    # A name that is listed with a look-alike in it is told by SV308.
    alike = {skeleton(entry.name.form) for entry in listed if entry.name.actor is None}
    for paragraph, match in matches:
        actor = match.name.actor
        if actor is None or id(actor) in told or actor.kind is ActorKind.COUNTRY:
            continue
        # In brackets stands the acronym of the name in front, whose it is or not (SV305).
        is_acronym = _is_in_bracket(paragraph, match.start)
        if match.whole and not is_acronym and skeleton(match.name.form) not in alike:
            told.add(id(actor))
            yield Mention(Stretch(paragraph, match.start, match.end), actor)


def _is_in_bracket(paragraph: PrintedText, start: int) -> bool:
    return paragraph.text[start - 1 : start] == "("


class NameSearch:
    """The paragraphs of an item's text, as they are searched for names."""

    def __init__(self, paragraphs: tuple[str, ...]) -> None:
        self._text = "\n".join(paragraphs)

    @cached_property
    def _alike(self) -> str:
        """The text with one sign for all that look alike."""
        return skeleton(self._text)

    def has_form(self, forms: Iterable[str]) -> bool:
        """Return whether a form of a name stands here, in whatever case or look-alike letters."""
        for form in map(skeleton, forms):
            if " " in form or not form.isascii():
                if form.casefold() in self._alike.casefold():
                    return True
            elif len(form) > 3 and form in self._alike:
                return True
        return False

    def means(self, name: Name) -> bool:
        """Return whether the text names an actor by family name or, of a country, by its people."""
        kind, is_open = name.kind, name.kind is None
        if kind is ActorKind.COUNTRY or (is_open and may_be_a_country(name.form)):
            return any(names_a_country(self._text, form) for form in name.forms)
        if kind is ActorKind.PERSON or (is_open and _may_be_a_person(name.form)):
            return any(self._names_a_person(form.split()) for form in name.forms)
        return False

    def _names_a_person(self, parts: list[str]) -> bool:
        """Return whether a first or a last name stands alone, or both with others between them."""
        if len(parts) < 2 or len(parts[-1]) < 2:
            return False
        first, last = re.escape(parts[0]), re.escape(parts[-1])
        both = rf"{first}(?:[\W_]+[^\W_]+){{0,3}}[\W_]+{last}"
        either = rf"(?<![^\W_])(?:({both})|{first}|{last})(?![^\W_])"
        return any(
            match[1] or stands_alone(self._text, *match.span())
            for match in re.finditer(either, self._text)
        )


def _may_be_a_person(name: str) -> bool:
    words = WORD.findall(name)
    has_capitals = all(word[0].isupper() for word in words)
    return 2 <= len(words) <= 4 and has_capitals and _BODIES.isdisjoint(map(plain_word, words))
