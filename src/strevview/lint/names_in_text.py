"""Known names in running text: as they are written in the register, and nearly so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.folding import fold_text, without_marks
from strevview.lint.near_words import NearWords, Slip, slip_between
from strevview.model.actors import Actor, ActorKind

if TYPE_CHECKING:
    from strevview.model.register import ActorRegister

_WORD = re.compile(r"[^\W_]+")
_word = tuple.__new__
# What may stand between two words of a name.
_BETWEEN = re.compile(r"[ '/&–-]{1,3}|, |\. ")


# No name has more; of a longer one no misspelling is looked for.
_MOST_WORDS = 40
_NONE: frozenset[str] = frozenset()


class Word(NamedTuple):
    """A word of a text at `start:end`, and the same in small letters without accents."""

    start: int
    end: int
    text: str
    plain: str


class Name(NamedTuple):
    """One form of a name; `actor` is None where no register knows it."""

    form: str
    words: tuple[str, ...]
    actor: Actor | None


class NameMatch(NamedTuple):
    """A name at `start:end` of a text; `whole` where it is no part of a longer name."""

    start: int
    end: int
    name: Name
    whole: bool


class Variant(NamedTuple):
    """Words at `start:end` of a text that are nearly a name.

    `certain` where they can hardly be another name; `longest` are the letters of the word that
    differs, in its longer form.
    """

    start: int
    end: int
    written: str
    name: Name
    certain: bool
    longest: int


def words_of(text: str) -> list[Word]:
    """Return the words of a folded text."""
    # A text has many words: to make them so takes two thirds of the time of the usual way.
    spans = [match.span() for match in _WORD.finditer(text)]
    if text.isascii():
        small = text.lower()
        return [_word(Word, (a, b, text[a:b], small[a:b])) for a, b in spans]
    return [
        _word(Word, (a, b, word, word.lower() if word.isascii() else without_marks(word)))
        for a, b in spans
        if (word := text[a:b])
    ]


class NameIndex:
    """Finds the names of actors in folded texts."""

    def __init__(self, names: Iterable[tuple[str, Actor | None]]) -> None:
        self._by_first: dict[str, list[Name]] = {}
        self._by_word: dict[str, list[tuple[Name, int]]] = {}
        self.by_form: dict[str, Name] = {}
        self._near: NearWords | None = None
        self._found: dict[str, frozenset[str]] = {}
        self._register: NameIndex | None = None
        self._add(names)

    def extended(self, forms: Iterable[str]) -> NameIndex:
        """Return an index with more names, that no register knows."""
        index = NameIndex(())
        index._by_first = {word: list(names) for word, names in self._by_first.items()}
        index._by_word = {word: list(names) for word, names in self._by_word.items()}
        index.by_form = dict(self.by_form)
        new = index._add((form, None) for form in forms)
        index._near = NearWords(new - self._by_word.keys())
        # What is near the register's names is found once for all issues.
        index._register = self
        return index

    def _add(self, names: Iterable[tuple[str, Actor | None]]) -> set[str]:
        added: set[str] = set()
        for written, actor in names:
            form = fold_text(written)
            words = words_of(form)
            if not words or words[0].start or form in self.by_form:
                continue
            name = Name(form, tuple(word.plain for word in words), actor)
            self.by_form[form] = name
            same = self._by_first.setdefault(words[0].text, [])
            same.append(name)
            if len(same) > 1:
                same.sort(key=lambda name: -len(name.form))
            if len(name.words) > _MOST_WORDS:
                continue
            for place, plain in enumerate(name.words):
                self._by_word.setdefault(plain, []).append((name, place))
            added.update(name.words)
        return added

    def _nearness(self) -> NearWords:
        if self._near is None:
            self._near = NearWords(word for word in self._by_word if len(word) > 2)
        return self._near

    def matches(self, text: str, words: list[Word]) -> list[NameMatch]:
        """Return the names in a text, the longest at each place."""
        found: list[NameMatch] = []
        end = 0
        by_first = self._by_first
        for place, word in enumerate(words):
            if word.text not in by_first or word.start < end:
                continue
            for name in by_first[word.text]:
                stop = word.start + len(name.form)
                if text.startswith(name.form, word.start) and not text[stop : stop + 1].isalnum():
                    whole = _is_whole(text, words, place, name)
                    found.append(NameMatch(word.start, stop, name, whole))
                    end = stop
                    break
        return found

    def variants(self, text: str, words: list[Word], taken: Iterable[NameMatch]) -> list[Variant]:
        """Return what is nearly a name, outside the names that were found."""
        matches = iter((*taken, None))
        match = next(matches)
        found: dict[tuple[int, int], Variant] = {}
        for place, word in enumerate(words):
            # The words of a name that count have capitals: a look at the others is not worth it.
            if not word.text[0].isupper() or not self._may_be_near(word.plain):
                continue
            while match is not None and match.end <= word.start:
                match = next(matches)
            if match is not None and match.start <= word.start:
                continue
            for variant in self._variants_at(text, words, place):
                if match is None or variant.end <= match.start:
                    known = found.get((variant.start, variant.end))
                    if known is None or (variant.certain and not known.certain):
                        found[variant.start, variant.end] = variant
        return sorted(found.values(), key=lambda variant: variant.start)

    def near(self, form: str) -> Variant | None:
        """Return the name that a whole folded form nearly is, if there is one."""
        words = words_of(form)
        whole = [v for v in self.variants(form, words, ()) if (v.start, v.end) == (0, len(form))]
        return whole[0] if whole else None

    def near_all(self, form: str) -> list[Variant]:
        """Return every name that a whole folded form nearly is."""
        words = words_of(form)
        found: dict[str, Variant] = {}
        for place in range(len(words)):
            for variant in self._variants_at(form, words, place):
                if variant.end - variant.start == len(form):
                    found[variant.name.form] = variant
        return list(found.values())

    def near_forms(self) -> set[str]:
        """Return the forms that may nearly be others of this index: `near_all` tells of which."""
        slipped = self._nearness().close()
        alike = Counter(name.words for name in self.by_form.values())
        return {
            form
            for form, name in self.by_form.items()
            if alike[name.words] > 1 or not slipped.isdisjoint(name.words)
        }

    def _may_be_near(self, word: str) -> bool:
        return word in self._by_word or bool(self._find(word))

    def _variants_at(self, text: str, words: list[Word], place: int) -> Iterator[Variant]:
        word = words[place]
        for name, offset in self._by_word.get(word.plain, ()):
            if offset == 0 and len(name.words) > 1 and _agrees(words, place, name, -1):
                yield from _marked(text, words, place, name)
        for near in self._find(word.plain):
            for name, offset in self._by_word[near]:
                if _agrees(words, place - offset, name, offset):
                    yield from _slipped(text, words, place - offset, name, offset)

    def _find(self, word: str) -> frozenset[str]:
        known = self._found.get(word)
        if known is None:
            known = self._register._find(word) if self._register is not None else _NONE
            if len(word) > 2:
                known |= self._nearness().find(word)
            self._found[word] = known
        return known


def names_of(register: ActorRegister) -> NameIndex:
    """Return the index of the names of a register, built once and kept with it."""
    kept = vars(register)
    if "names" not in kept:
        kept["names"] = NameIndex(
            (form, actor) for actor in register.actors for form in actor.forms
        )
    index: NameIndex = kept["names"]
    return index


def _agrees(words: list[Word], first: int, name: Name, but: int) -> bool:
    """Return whether the words from `first` on are those of a name, but for one of them."""
    if first < 0 or first + len(name.words) > len(words):
        return False
    for place, wanted in enumerate(name.words, first):
        if words[place].plain != wanted and place - first != but:
            return False
    return True


def _marked(text: str, words: list[Word], first: int, name: Name) -> Iterator[Variant]:
    """Yield a name that is written with other hyphens or accents."""
    found = _written(text, words, first, name)
    if found is not None:
        start, end = found
        yield Variant(start, end, text[start:end], name, True, end - start)


def _slipped(text: str, words: list[Word], first: int, name: Name, place: int) -> Iterator[Variant]:
    """Yield a name of which one word is misspelt."""
    found = _written(text, words, first, name)
    word, wanted = words[first + place].plain, name.words[place]
    slip = slip_between(word, wanted)
    if found is None or slip is None:
        return
    start, end = found
    shortest, longest = sorted((len(word), len(wanted)))
    if len(name.words) > 1 or (shortest >= 5 and text[start].isupper()):
        certain = _is_certain(name, slip, shortest)
        yield Variant(start, end, text[start:end], name, certain, longest)


def _written(text: str, words: list[Word], first: int, name: Name) -> tuple[int, int] | None:
    """Return where the words of a name stand in a text, if together and not as the name is."""
    found = words[first : first + len(name.words)]
    start, end = found[0].start, found[-1].end
    if name.form.endswith(".") and text[end : end + 1] == ".":
        end += 1
    same = text[start:end].casefold() == name.form.casefold()
    return None if same or not _stands_together(text, found) else (start, end)


def _is_certain(name: Name, slip: Slip, length: int) -> bool:
    """Two persons' names may differ by a letter; a body's long name is hardly another's."""
    if slip is Slip.EXCHANGED:
        return length >= 4 and len(name.words) > 1
    person = name.actor is not None and name.actor.kind is ActorKind.PERSON
    return not person and len(name.words) >= 3 and length >= 5


def _stands_together(text: str, words: list[Word]) -> bool:
    return all(_BETWEEN.fullmatch(text, a.end, b.start) for a, b in pairwise(words))


def _is_whole(text: str, words: list[Word], place: int, name: Name) -> bool:
    start = words[place].start
    stop = start + len(name.form)
    if text[stop : stop + 1] == "-" or text[start - 1 : start] in ("-", "&", "/"):
        return False
    if len(name.words) == 1:
        return True
    after = place + len(name.words)
    if after < len(words) and _is_next(text, stop, words[after]):
        return False
    person = name.actor is not None and name.actor.kind is ActorKind.PERSON
    before = words[place - 1] if place else None
    if person or before is None or text[before.end : start] != " ":
        return True
    return not before.text[:1].isupper() or before.text in _OPENERS


def _is_next(text: str, stop: int, word: Word) -> bool:
    return text[stop : word.start] == " " and word.text[:1].isupper()


# Words that start a sentence in front of a name without being part of it.
_OPENERS = frozenset(
    (
        "The",
        "A",
        "An",
        "At",
        "In",
        "On",
        "By",
        "For",
        "From",
        "With",
        "To",
        "And",
        "But",
        "Both",
        "When",
        "While",
        "After",
        "Before",
        "Since",
        "As",
        "Of",
        "Under",
        "Its",
        "Their",
        "Among",
    )
)
