"""The actors that an item lists beside those that its text names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.faulty import is_faulty
from strevview.lint.folding import fold_text, folded_items, skeleton
from strevview.lint.name_forms import ItemText, has_form, is_meant
from strevview.lint.names_in_text import NameIndex, NameMatch, Variant, names_of, words_of
from strevview.lint.per_issue import once_per_issue
from strevview.model.actors import Actor, ActorKind
from strevview.source.nodes import Mapping, Path, child

if TYPE_CHECKING:
    from strevview.model.issue import Item
    from strevview.model.loading import LoadedIssue, Shelf
    from strevview.model.prose import PlainParagraph


class ListedActor(NamedTuple):
    """An entry under `actors:` with the place of its name; `actor` is None in no register."""

    place: Path
    name: str
    actor: Actor | None


class Mention(NamedTuple):
    """A name in a paragraph of an item's text."""

    paragraph: PlainParagraph
    start: int
    end: int
    actor: Actor


class Spelling(NamedTuple):
    """A name written otherwise than it is known: in the text, or in a listed actor's entry."""

    written: str
    known: str
    actor: Actor | None
    paragraph: PlainParagraph | None
    start: int
    end: int
    entry: ListedActor | None


class ItemActors(NamedTuple):
    """What the list and the text of one item do not share.

    `absent` are listed and not in the text, `unlisted` in the text and in the register and not
    listed; a name that is only misspelt is among `spellings` and in neither.
    """

    path: Path
    item: Item
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


@once_per_issue
def item_actors(issue: LoadedIssue) -> tuple[ItemActors, ...]:
    """Return, for each item with a text, its list of actors beside its text."""
    register = register_names(issue.shelf)
    listed = {path: _listed(issue, path, item, register) for path, item, _ in issue.items()}
    extra = [e.name for entries in listed.values() for e in entries if e.actor is None]
    known = register.extended(extra) if extra else register
    found = []
    for path, item, paragraphs in folded_items(issue):
        if item.text is not None and not is_faulty(issue, (*path, "text")):
            whole = not any(fault[: len(path) + 1] == (*path, "actors") for fault in issue.faulty)
            reader = _ItemReader(listed[path], paragraphs, register, known)
            found.append(reader.read(path, item, whole))
    return tuple(found)


def register_names(shelf: Shelf) -> NameIndex:
    """Return the index of the names in a folder's `actors.yaml`."""
    return names_of(shelf.register)


def actor_place(issue: LoadedIssue, path: Path) -> Path:
    """Return the path of the name in an entry under `actors:`, a bare name or a mapping."""
    node = issue.places.node(path) if issue.places is not None else None
    return (*path, "name") if isinstance(node, Mapping) else path


def _listed(
    issue: LoadedIssue, path: Path, item: Item, register: NameIndex
) -> tuple[ListedActor, ...]:
    node = issue.places.node((*path, "actors")) if issue.places is not None else None
    found = []
    for number, entry in enumerate(item.actors):
        place: Path = (*path, "actors", number)
        if node is not None and isinstance(child(node, number), Mapping):
            place = (*place, "name")
        if is_faulty(issue, place):
            continue
        name = fold_text(entry.name)
        known = register.by_form.get(name)
        actor = issue.shelf.register.find(entry.name) or (known.actor if known else None)
        found.append(ListedActor(place, name, actor))
    return tuple(found)


class _ItemReader:
    """Compares the list of one item with its text."""

    def __init__(
        self,
        listed: tuple[ListedActor, ...],
        paragraphs: tuple[PlainParagraph, ...],
        register: NameIndex,
        known: NameIndex,
    ) -> None:
        self._listed = listed
        self._register = register
        self._known = known
        self._matches: list[tuple[PlainParagraph, NameMatch]] = []
        self._variants: list[tuple[PlainParagraph, Variant]] = []
        words = []
        for paragraph in paragraphs:
            found = words_of(paragraph.text)
            matches = known.matches(paragraph.text, found)
            variants = known.variants(paragraph.text, found, matches)
            self._matches += [(paragraph, match) for match in matches]
            self._variants += [(paragraph, variant) for variant in variants]
            words.append(found)
        self._text = ItemText(tuple(p.text for p in paragraphs), words)

    def read(self, path: Path, item: Item, whole: bool) -> ItemActors:
        """Compare; `whole` is false where the list could not be read in full."""
        absent, spellings = [], []
        for entry in self._listed:
            if self._is_written(entry):
                continue
            spelling = self._misspelt(entry)
            if spelling is not None:
                spellings.append(spelling)
            elif not self._is_meant(entry):
                absent.append(entry)
        taken = {(id(spelling.paragraph), spelling.start) for spelling in spellings}
        spellings += [
            _in_text(paragraph, variant)
            for paragraph, variant in self._variants
            if (variant.certain or self._is_likely(variant))
            and not _is_bracketed_acronym(paragraph, variant)
            and (id(paragraph), variant.start) not in taken
        ]
        meant = [spelling.actor for spelling in spellings if spelling.actor is not None]
        unlisted = tuple(self._unlisted(meant)) if whole and item.actors else ()
        return ItemActors(path, item, self._listed, tuple(absent), unlisted, tuple(spellings))

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
                yield Mention(paragraph, match.start, match.end, actor)


def _is_bracketed_acronym(paragraph: PlainParagraph, variant: Variant) -> bool:
    # Told by SV304, with the name in front of it.
    before = paragraph.text[variant.start - 1 : variant.start]
    return len(variant.name.words) == 1 and before == "("


def _means(variant: Variant, entry: ListedActor) -> bool:
    if entry.actor is not None:
        return variant.name.actor is entry.actor
    return variant.name.form == entry.name


def _in_text(paragraph: PlainParagraph, variant: Variant) -> Spelling:
    return Spelling(
        variant.written,
        variant.name.form,
        variant.name.actor,
        paragraph,
        variant.start,
        variant.end,
        None,
    )


def _in_list(entry: ListedActor, known: str, actor: Actor | None) -> Spelling:
    return Spelling(entry.name, known, actor, None, 0, 0, entry)
