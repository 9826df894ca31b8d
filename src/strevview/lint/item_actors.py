"""The actors that an item lists beside those that its text names (`item_actors`).

A text may name an actor in other ways too: by family name, by its country's people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from strevview.diagnostics import Span
from strevview.lint.checked_issue import CheckedIssue, CheckedItem
from strevview.lint.folding import fold_text, skeleton, without_marks
from strevview.lint.name_forms import may_be_a_country, names_a_people, without_dots
from strevview.lint.names_in_text import NameIndex, NameMatch, Variant, Words, forms_of
from strevview.lint.printed_texts import PrintedText, Stretch
from strevview.model.issue import Actor, ActorKind

# What may stand before a family name that stands alone.
_TITLE_WORDS = (
    "mr mrs ms dr prof professor president premier minister chairman chairwoman chair director "
    "secretary ambassador governor general academician engineer commissioner prime vice deputy sir "
    "the and by to of with for in at from as on when after before while although but both"
)
_TITLES = frozenset(_TITLE_WORDS.split())
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
# A name goes on behind these: "Iqbal-Hall", "Iqbal Hall", "Xi'an".
_GOES_ON = re.compile(r"-| [^\W\d_a-zß-ÿ]|'(?!s\b)\w")
_WORD_BEFORE = re.compile(r"([^\W_]+)[ '-]$")


class ListedActor(NamedTuple):
    """An entry under `actors:` of an item; `actor` is None where no register knows the name."""

    name: str
    actor: Actor | None
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
        known, mention = self.absent[0].actor, self.unlisted[0]
        is_person = mention.actor.kind is ActorKind.PERSON
        fits = known is None or (known.kind is ActorKind.PERSON) == is_person
        return mention if fits else None


def item_actors(issue: CheckedIssue) -> tuple[ItemActors, ...]:
    """Return, for each item with a text, its list of actors beside those that its text names."""
    listed = [(item, listed_actors(issue, item)) for item in issue.items]
    extra = [entry.name for _, some in listed for entry in some if entry.actor is None]
    known = issue.names.extended(extra) if extra else issue.names
    return tuple(
        _ItemReader(entries, item.paragraphs, issue.names, known).read(item)
        for item, entries in listed
        if item.model.text is not None and item.reads("text")
    )


def listed_actors(issue: CheckedIssue, item: CheckedItem) -> tuple[ListedActor, ...]:
    """Return the entries of an item's list that could be read."""
    found = []
    for path, written in item.names():
        name = fold_text(written)
        known = issue.names.by_form.get(name)
        actor = issue.shelf.register.find(written) or (known.actor if known else None)
        found.append(ListedActor(name, actor, issue.place(*path)))
    return tuple(found)


class _ItemReader:
    """Compares the list of one item with its text."""

    def __init__(
        self,
        listed: tuple[ListedActor, ...],
        paragraphs: tuple[PrintedText, ...],
        register: NameIndex,
        known: NameIndex,
    ) -> None:
        self._listed = listed
        self._register = register
        self._known = known
        self._matches: list[tuple[PrintedText, NameMatch]] = []
        self._variants: list[tuple[PrintedText, Variant]] = []
        for paragraph in paragraphs:
            found = Words(paragraph.text)
            matches = known.matches(paragraph.text, found)
            variants = known.variants(paragraph.text, found, matches)
            self._matches += [(paragraph, match) for match in matches]
            self._variants += [(paragraph, variant) for variant in variants]
        self._text = NameSearch(tuple(paragraph.text for paragraph in paragraphs))

    def read(self, item: CheckedItem) -> ItemActors:
        """Compare; of a list that could not be read in full, nothing is missing."""
        absent, spellings = [], []
        for entry in self._listed:
            if self._is_written(entry):
                continue
            spelling = self._misspelt(entry)
            if spelling is not None:
                spellings.append(spelling)
            elif not self._is_meant(entry):
                absent.append(entry)
        taken = {spelling.place[:3] for spelling in spellings}
        spellings += [
            _in_text(paragraph, variant)
            for paragraph, variant in self._variants
            if (variant.certain or self._is_likely(variant))
            and not _is_bracketed_acronym(paragraph, variant)
            and paragraph.span(variant.start, variant.end)[:3] not in taken
        ]
        meant = [spelling.actor for spelling in spellings if spelling.actor is not None]
        whole = item.model.actors and item.reads("actors")
        unlisted = tuple(self._unlisted(meant)) if whole else ()
        return ItemActors(self._listed, tuple(absent), unlisted, tuple(spellings), self._text)

    def _is_written(self, entry: ListedActor) -> bool:
        names = (match.name for _, match in self._matches)
        if any(name.actor is entry.actor is not None or name.form == entry.name for name in names):
            return True
        return self._text.has_form(entry.name, entry.actor)

    def _is_meant(self, entry: ListedActor) -> bool:
        misread = [variant.written for _, variant in self._variants if _means(variant, entry)]
        return self._text.means(entry.name, entry.actor, misread)

    def _is_likely(self, variant: Variant) -> bool:
        # One text hardly names two actors with names so near, and lists one of them.
        return variant.longest >= 4 and any(_means(variant, entry) for entry in self._listed)

    def _misspelt(self, entry: ListedActor) -> OtherSpelling | None:
        """Return the name in the text, or the known name, that a listed one was meant to be."""
        for paragraph, variant in self._variants:
            if _means(variant, entry):
                # Of two spellings not in the register, the one in the text is read by more people.
                if entry.actor is None:
                    return _in_list(entry, variant.written, None)
                return _in_text(paragraph, variant)
        if entry.actor is not None:
            return None
        near = self._register.near(entry.name)
        named = near is not None and any(
            match.name.actor is near.name.actor for _, match in self._matches
        )
        if near is not None and (near.certain or named):
            return _in_list(entry, near.name.form, near.name.actor)
        return None

    def _unlisted(self, meant: Iterable[Actor]) -> Iterator[Mention]:
        told = {id(entry.actor) for entry in self._listed} | {id(actor) for actor in meant}
        # A name that is listed with a look-alike in it is told by SV308.
        alike = {skeleton(entry.name) for entry in self._listed if entry.actor is None}
        for paragraph, match in self._matches:
            actor = match.name.actor
            if actor is None or id(actor) in told or actor.kind is ActorKind.COUNTRY:
                continue
            if alike and skeleton(match.name.form) in alike:
                continue
            # In brackets stands the acronym of the name in front, whose it is or not (SV305).
            if match.whole and paragraph.text[match.start - 1 : match.start] != "(":
                told.add(id(actor))
                yield Mention(Stretch(paragraph, match.start, match.end), actor)


def _is_bracketed_acronym(paragraph: PrintedText, variant: Variant) -> bool:
    # Told by SV304, with the name in front of it.
    before = paragraph.text[variant.start - 1 : variant.start]
    return len(variant.name.words) == 1 and before == "("


def _means(variant: Variant, entry: ListedActor) -> bool:
    if entry.actor is not None:
        return variant.name.actor is entry.actor
    return variant.name.form == entry.name


def _in_text(paragraph: PrintedText, found: Variant) -> OtherSpelling:
    place = paragraph.span(found.start, found.end)
    return OtherSpelling(found.written, found.name.form, found.name.actor, place)


def _in_list(entry: ListedActor, known: str, actor: Actor | None) -> OtherSpelling:
    return OtherSpelling(entry.name, known, actor, entry.place, entry)


class NameSearch:
    """The paragraphs of an item's text, as they are searched for names."""

    def __init__(self, paragraphs: tuple[str, ...]) -> None:
        self.paragraphs = paragraphs

    @cached_property
    def small(self) -> str:
        """The whole text in small letters."""
        return "\n".join(self.paragraphs).casefold()

    @cached_property
    def bare(self) -> str:
        """The whole text with one sign for all that look alike."""
        return skeleton("\n".join(self.paragraphs))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text: as written, and in small letters without accents."""
        words = [Words(without_dots(text)) for text in self.paragraphs]
        return frozenset(word for part in words for word in (*part.texts, *part.all_plain()))

    def has_form(self, name: str, actor: Actor | None) -> bool:
        """Return whether a form of a name stands here, in whatever case or look-alike letters."""
        for form in forms_of(name, actor):
            long = len(form.split()) > 1 or not form.isascii()
            if long and form.casefold() in self.small:
                return True
            if len(form) > 3 and skeleton(form) in self.bare:
                return True
        return False

    def means(self, name: str, actor: Actor | None, misread: Iterable[str]) -> bool:
        """Return whether the text names an actor by family name or, of a country, by its people.

        `misread` are misspelt names of the actor in the text, which another rule tells of.
        """
        kind = actor.kind if actor else None
        if kind is ActorKind.COUNTRY or (kind is None and may_be_a_country(name)):
            return any(names_a_people(form, self.words) for form in forms_of(name, actor))
        if kind is ActorKind.PERSON or (kind is None and _may_be_a_person(name)):
            taken = {word for written in misread for word in Words(written).all_plain()}
            forms = (form for form in forms_of(name, actor) if form.isascii())
            return any(self._names_a_person(form.split(), taken) for form in forms)
        return False

    def _names_a_person(self, parts: list[str], taken: set[str]) -> bool:
        """Return whether a first or a last name stands alone, or both with others between them."""
        if len(parts) < 2:
            return False
        first, last = re.escape(parts[0]), re.escape(parts[-1])
        either = re.compile(rf"(?<![^\W_])(?:{first}|{last})(?![^\W_])")
        both = re.compile(rf"{first}(?:[\W_]+[^\W_]+){{0,3}}[\W_]+{last}")
        for text in self.paragraphs:
            for match in either.finditer(text):
                if without_marks(match.group()).partition("-")[0] in taken:
                    continue
                if _stands_alone(text, *match.span()) or both.match(text, match.start()):
                    return True
        return False


def _may_be_a_person(name: str) -> bool:
    words = Words(name)
    capitals = all(word[0].isupper() for word in words.texts)
    return 2 <= len(words.texts) <= 4 and capitals and _BODIES.isdisjoint(words.all_plain())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a name is no part of a longer one: "Minister Iqbal", "Iqbal said"."""
    if end - start < 2 or _GOES_ON.match(text, end):
        return False
    before = _WORD_BEFORE.search(text, max(0, start - 40), start)
    return before is None or not before[1][0].isupper() or before[1].lower() in _TITLES
