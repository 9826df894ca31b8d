"""The actors that an item lists beside those that its text names.

A text may name an actor in other ways too: by family name, by its country's people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.folding import fold_text, skeleton
from strevview.lint.names_in_text import NameIndex, NameMatch, Variant, Word, Words, words_of
from strevview.lint.printed_texts import PrintedText, Stretch
from strevview.model.issue import Actor, ActorKind
from strevview.source.nodes import Mapping

if TYPE_CHECKING:
    from strevview.diagnostics import Span
    from strevview.lint.checked_item import CheckedItem
    from strevview.model.issue import ActorRegister

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
# Peoples whose name does not start as the country's does.
_PEOPLES = {
    "denmark": ("danish", "danes"),
    "france": ("french",),
    "greece": ("greek",),
    "netherlands": ("dutch",),
    "philippines": ("filipino",),
    "poland": ("polish", "poles"),
    "spain": ("spanish",),
    "switzerland": ("swiss",),
    "thailand": ("thai",),
    "turkey": ("turkish", "turks"),
    "türkiye": ("turkish", "turks"),
    "united kingdom": ("british", "britain", "uk"),
    "united states": ("american", "us", "usa", "washington"),
    "united states of america": ("american", "us", "usa", "united"),
    "wales": ("welsh",),
}


class ListedActor(NamedTuple):
    """An entry under `actors:` of an item; `actor` is None where no register knows the name.

    `keys` lead from the item to the name.
    """

    item: CheckedItem
    keys: tuple[str | int, ...]
    name: str
    actor: Actor | None

    @property
    def place(self) -> Span:
        """Where the name stands."""
        return self.item.place(*self.keys)


class Mention(NamedTuple):
    """A name of an actor in a paragraph."""

    at: Stretch
    actor: Actor


class Spelling(NamedTuple):
    """A name written otherwise than it is known: in a text, or in the entry of a listed actor."""

    written: str
    known: str
    actor: Actor | None
    place: Span
    entry: ListedActor | None = None


class ItemActors(NamedTuple):
    """What the list and the text of one item do not share.

    `absent` are listed and not in the text, `unlisted` in the text and in the register and not
    listed; a name that is only misspelt is among `spellings` and in neither.
    """

    listed: tuple[ListedActor, ...]
    absent: tuple[ListedActor, ...]
    unlisted: tuple[Mention, ...]
    spellings: tuple[Spelling, ...]

    def exchanged(self) -> tuple[ListedActor, Mention] | None:
        """Return the one absent actor and the one unlisted name that seem to be for each other."""
        if len(self.absent) != 1 or len(self.unlisted) != 1:
            return None
        entry, mention = self.absent[0], self.unlisted[0]
        known = entry.actor
        fits = known is None or (known.kind is ActorKind.PERSON) == (
            mention.actor.kind is ActorKind.PERSON
        )
        return (entry, mention) if fits else None


def item_actors(
    items: Iterable[CheckedItem], names: NameIndex, register: ActorRegister
) -> tuple[ItemActors, ...]:
    """Return, for each item with a text, its list of actors beside its text."""
    listed = [(item, listed_actors(item, names, register)) for item in items]
    extra = [entry.name for _, some in listed for entry in some if entry.actor is None]
    known = names.extended(extra) if extra else names
    return tuple(
        _ItemReader(entries, item.paragraphs, names, known).read(item)
        for item, entries in listed
        if item.model.text is not None and item.reads("text")
    )


def listed_actors(
    item: CheckedItem, names: NameIndex, register: ActorRegister
) -> tuple[ListedActor, ...]:
    """Return the entries of an item's list that could be read; `names` are the register's."""
    found = []
    for number, entry in enumerate(item.model.actors):
        keys = name_keys(item, number)
        if not item.reads(*keys):
            continue
        name = fold_text(entry.name)
        known = names.by_form.get(name)
        actor = register.find(entry.name) or (known.actor if known else None)
        found.append(ListedActor(item, keys, name, actor))
    return tuple(found)


def name_keys(item: CheckedItem, number: int) -> tuple[str | int, ...]:
    """Return the keys from an item to the name in an entry under `actors:`.

    An entry is a bare name or a mapping.
    """
    keys = ("actors", number)
    node = item.places.node((*item.path, *keys))
    return (*keys, "name") if isinstance(node, Mapping) else keys


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
        words = []
        for paragraph in paragraphs:
            found = words_of(paragraph.text)
            matches = known.matches(paragraph.text, found)
            variants = known.variants(paragraph.text, found, matches)
            self._matches += [(paragraph, match) for match in matches]
            self._variants += [(paragraph, variant) for variant in variants]
            words.append(found)
        self._text = ItemText(tuple(p.text for p in paragraphs), words)

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
        whole = not any(
            path[: len(item.path) + 1] == (*item.path, "actors") for path in item.faulty
        )
        unlisted = tuple(self._unlisted(meant)) if whole and item.model.actors else ()
        return ItemActors(self._listed, tuple(absent), unlisted, tuple(spellings))

    def _is_written(self, entry: ListedActor) -> bool:
        for _, match in self._matches:
            same = match.name.actor is entry.actor is not None or match.name.form == entry.name
            if same:
                return True
        return has_form(entry.name, entry.actor, self._text)

    def _is_meant(self, entry: ListedActor) -> bool:
        misread = [v.written for _, v in self._variants if _means(v, entry)]
        return is_meant(entry.name, entry.actor, self._text, misread)

    def _is_likely(self, variant: Variant) -> bool:
        # One text hardly names two actors with names so near, and lists one of them.
        return variant.longest >= 4 and any(_means(variant, entry) for entry in self._listed)

    def _misspelt(self, entry: ListedActor) -> Spelling | None:
        """Return the name in the text, or the known name, that a listed one was meant to be."""
        for paragraph, variant in self._variants:
            if _means(variant, entry):
                if entry.actor is None and self._odd_one_is_listed(variant):
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

    def _odd_one_is_listed(self, variant: Variant) -> bool:
        # Neither spelling is in the register: the one in the text is read by more people.
        return variant.name.actor is None

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


def _in_text(paragraph: PrintedText, found: Variant) -> Spelling:
    place = paragraph.span(found.start, found.end)
    return Spelling(found.written, found.name.form, found.name.actor, place)


def _in_list(entry: ListedActor, known: str, actor: Actor | None) -> Spelling:
    return Spelling(entry.name, known, actor, entry.place, entry)


class ItemText:
    """The text of an item as it is searched: its paragraphs and their words."""

    def __init__(self, paragraphs: tuple[str, ...], words: list[Words]) -> None:
        self.paragraphs = paragraphs
        self.words = words

    @cached_property
    def small(self) -> str:
        """The whole text in small letters."""
        return "\n".join(self.paragraphs).casefold()

    @cached_property
    def bare(self) -> str:
        """The whole text with one sign for all that look alike."""
        return skeleton("\n".join(self.paragraphs))

    @cached_property
    def plain(self) -> frozenset[str]:
        """The words of the text in small letters."""
        return frozenset(words.plain(n) for words in self.words for n in range(len(words)))


def has_form(name: str, actor: Actor | None, text: ItemText) -> bool:
    """Return whether a form of a name stands in a text, in whatever case or look-alike letters."""
    for form in (name, *(actor.forms if actor else ())):
        long = len(form.split()) > 1 or not form.isascii()
        if (long and form.casefold() in text.small) or (
            len(form) > 3 and skeleton(form) in text.bare
        ):
            return True
    return False


def is_meant(name: str, actor: Actor | None, text: ItemText, misread: Iterable[str]) -> bool:
    """Return whether a text names an actor by family name or, of a country, by its people.

    `misread` are misspelt names of the actor in the text, which another rule tells of.
    """
    kind = actor.kind if actor else None
    if kind is ActorKind.COUNTRY or (kind is None and " " not in name and not name.isupper()):
        return _names_a_people(name, text)
    if kind is ActorKind.PERSON or (kind is None and _may_be_a_person(name)):
        taken = {word.plain for written in misread for word in words_of(written)}
        forms = (name, *(actor.forms if actor else ()))
        return any(_names_a_person(form, text, taken) for form in forms if form.isascii())
    return False


def _names_a_people(name: str, text: ItemText) -> bool:
    small = name.casefold().removeprefix("the ")
    peoples = _PEOPLES.get(small)
    if peoples is not None:
        return any(people in text.plain for people in peoples)
    stem = small[:4]
    return len(small) > 3 and name[:1].isupper() and any(w.startswith(stem) for w in text.plain)


def _may_be_a_person(name: str) -> bool:
    words = words_of(name)
    return 2 <= len(words) <= 4 and not any(
        word.plain in _BODIES or not word.text[0].isupper() for word in words
    )


def _names_a_person(form: str, text: ItemText, taken: set[str]) -> bool:
    parts = form.split()
    if len(parts) < 2:
        return False
    first, last = parts[0], parts[-1]
    for words, paragraph in zip(text.words, text.paragraphs, strict=True):
        for place, (start, _) in enumerate(words.spans):
            if not paragraph.startswith((first, last), start):
                continue
            word = words[place]
            for part in (first, last):
                end = word.start + len(part)
                if word.plain in taken or not paragraph.startswith(part, word.start):
                    continue
                after = [other for other in words[place + 1 : place + 8] if other.start >= end]
                if paragraph[end : end + 1].isalnum():
                    continue
                if _stands_alone(paragraph, words[place - 1] if place else None, word, after, end):
                    return True
                if part == first and any(paragraph.startswith(last, w.start) for w in after[:4]):
                    return True
    return False


def _stands_alone(
    paragraph: str, before: Word | None, word: Word, following: list[Word], end: int
) -> bool:
    """Return whether a name is no part of a longer one: "Minister Iqbal", "Iqbal said"."""
    if end - word.start < 2 or paragraph[end : end + 1] == "-":
        return False
    if following:
        after = following[0]
        between = paragraph[end : after.start]
        if (between == " " and after.text[:1].isupper()) or (between == "'" and after.text != "s"):
            return False
    if before is None:
        return True
    between = paragraph[before.end : word.start]
    return (
        between not in (" ", "-", "'") or not before.text[:1].isupper() or before.plain in _TITLES
    )
