"""Known names in running text: as they are written in the register, and nearly so.

A name is nearly written where only its hyphens or accents differ, or where one of its words is one
slip of the finger away: a letter added, left out or changed, or two exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from strevview.lint.folding import common_start, fold_text, without_marks
from strevview.lint.name_forms import SMALL_WORDS
from strevview.model.issue import Actor, ActorKind, ActorRegister

WORD = re.compile(r"[^\W_]+")
# What may stand between two words of a name.
_BETWEEN = re.compile(r"[ '/&–-]{1,3}|, |\. ")
# Of a name with more words no misspelling is looked for; one that is misspelt has no more letters.
_MOST_WORDS = _MOST_LETTERS = 40
# A longer name goes on so: "Iqbal-Hall", "Iqbal Hall", "Xi'an".
_GOES_ON = re.compile(r"-| [^\W\d_a-zß-ÿ]|'(?!s\b)\w")
_WORD_BEFORE = re.compile(r"([^\W_]+)[ '-]$")
# What may stand with a capital before a name and is no part of it: a sentence's start, a title.
_STARTS = "after although among as before both but from its since their under when while"
_TITLES = (
    "mr mrs ms dr prof professor president premier minister chairman chairwoman chair director "
    "secretary ambassador governor general academician engineer commissioner prime vice deputy sir"
)
_BEFORE_NAMES = {*SMALL_WORDS, *_STARTS.split(), *_TITLES.split()}
# Places, and peoples, whose names differ by one slip.
_ALIKE = (
    "botswana batswana motswana",
    "gambia zambia",
    "gambian zambian",
    "guiana guyana",
    "hainan huainan",
    "henan hunan",
    "hubei hebei",
    "iceland ireland",
    "iran iraq irak",
    "liberia siberia iberia",
    "liberian siberian iberian",
    "nigerian nigerien",
    "shanxi shaanxi",
    "syria styria",
    "syrian styrian",
    "taiyuan taoyuan",
)
_PLACES_ALIKE = tuple(map(frozenset, map(str.split, _ALIKE)))


@lru_cache(maxsize=8192)
def is_slip(one: str, other: str) -> bool:
    """Return whether one slip makes a word of another; both are small."""
    start = common_start(one, other)
    left, right = one[start:], other[start:]
    is_exchanged = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    is_near = left[1:] == right or left == right[1:] or left[1:] == right[1:] or is_exchanged
    return is_near and one != other and not any({one, other} <= some for some in _PLACES_ALIKE)


def _may_be_misspelt(word: str) -> bool:
    return 2 < len(word) <= _MOST_LETTERS and word.isalpha()


@lru_cache(maxsize=8192)
def _shortened(word: str) -> tuple[str, ...]:
    """Return a word, and it without each letter; words that are a slip apart share one of these.

    Of a word that cannot be misspelt, nothing.
    """
    if not _may_be_misspelt(word):
        return ()
    return (word, *(word[:place] + word[place + 1 :] for place in range(len(word))))


class Name(NamedTuple):
    """A name in one of its forms, folded, and its words, small and without accents.

    `actor` is None where no register knows it.
    """

    form: str
    words: tuple[str, ...]
    actor: Actor | None

    @classmethod
    def of(cls, written: str, actor: Actor | None = None) -> Name:
        """Return a name as it is written somewhere."""
        form = fold_text(written)
        return cls(form, _Words(form).plain, actor)

    @property
    def forms(self) -> tuple[str, ...]:
        """The name as it is written here, and every form of it that is known."""
        return (self.form, *self.actor.forms) if self.actor else (self.form,)

    @property
    def kind(self) -> ActorKind | None:
        """The kind of its actor, if that is known."""
        return self.actor.kind if self.actor else None

    def is_of(self, other: Name) -> bool:
        """Return whether another name is one of the same actor."""
        if self.actor is None:
            return self.form == other.form
        return self.actor is other.actor


class NameMatch(NamedTuple):
    """A name at `start:end` of a text; `whole` where it is no part of a longer name."""

    start: int
    end: int
    name: Name
    whole: bool


class Variant(NamedTuple):
    """Words at `start:end` of a text that are nearly a name.

    `certain` where they can hardly be another name; `differs` is where the word starts that
    differs, `longest` its letters in its longer form.
    """

    start: int
    end: int
    written: str
    name: Name
    certain: bool
    differs: int
    longest: int


class _Words:
    """The words of a folded text: where they stand, and as they are, small and without accents."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [match.span() for match in WORD.finditer(text)]
        if text.isascii():
            self.plain = tuple(WORD.findall(text.lower()))
        else:
            self.plain = tuple(plain_word(text[start:end]) for start, end in self.spans)


def plain_word(word: str) -> str:
    """Return a word in small letters without accents."""
    return word.lower() if word.isascii() else without_marks(word)


class NameIndex:
    """Finds names in folded texts."""

    def __init__(self, names: Iterable[Name], known: NameIndex | None = None) -> None:
        """Take names; those that another index knows already come first."""
        self.by_form: dict[str, Name] = dict(known.by_form) if known else {}
        # By their first two words, or the one that they have; these words by their shortened forms.
        self._by_start: dict[tuple[str, ...], tuple[Name, ...]] = (
            dict(known._by_start) if known else {}
        )
        self._by_shortened: dict[str, frozenset[str]] = dict(known._by_shortened) if known else {}
        self._near: dict[str, tuple[str, ...]] = {}
        for name in names:
            if name.form[:1].isalnum() and name.form not in self.by_form:
                self.by_form[name.form] = name
                starting = (*self._by_start.get(name.words[:2], ()), name)
                by_length = sorted(starting, key=lambda name: -len(name.form))
                self._by_start[name.words[:2]] = tuple(by_length)
                for word in name.words[:2]:
                    for shortened in _shortened(word):
                        words = self._by_shortened.get(shortened, frozenset())
                        self._by_shortened[shortened] = words | {word}
        self._first_words = {start[0] for start in self._by_start}

    def actor(self, written: str) -> Actor | None:
        """Return the actor that a name means as the eye reads it, if a register knows it."""
        known = self.by_form.get(fold_text(written))
        return known.actor if known else None

    def matches(self, text: str) -> list[NameMatch]:
        """Return the names in a text, the longest at each place."""
        return self._matches(_Words(text))

    def with_variants(self, text: str) -> tuple[list[NameMatch], list[Variant]]:
        """Return the names in a text, and what is nearly one by a word that is in none of them."""
        words = _Words(text)
        matches = self._matches(words)
        taken = {place for match in matches for place in range(match.start, match.end)}
        begun = {match.start for match in matches}
        found: dict[tuple[int, int], Variant] = {}
        for number, (start, _) in enumerate(words.spans):
            if not text[start].isupper() or (start in taken and start not in begun):
                continue
            for variant in self._variants_at(words, number):
                known = found.get((variant.start, variant.end))
                is_better = known is None or (variant.certain and not known.certain)
                if is_better and variant.differs not in taken:
                    found[variant.start, variant.end] = variant
        return matches, list(found.values())

    def _matches(self, words: _Words) -> list[NameMatch]:
        found: list[NameMatch] = []
        text, end = words.text, 0
        for number, (start, _) in enumerate(words.spans):
            if start < end or words.plain[number] not in self._first_words:
                continue
            two, one = words.plain[number : number + 2], words.plain[number : number + 1]
            for name in (*self._by_start.get(two, ()), *self._by_start.get(one, ())):
                stop = start + len(name.form)
                if text.startswith(name.form, start) and not text[stop : stop + 1].isalnum():
                    found.append(NameMatch(start, stop, name, _is_whole(text, start, name)))
                    end = stop
                    break
        return found

    def near(self, form: str) -> list[Variant]:
        """Return the names that a whole folded form nearly is."""
        if not form[:1].isalnum():
            return []
        return [v for v in self._variants_at(_Words(form), 0) if v.end == len(form)]

    def _variants_at(self, words: _Words, place: int) -> Iterator[Variant]:
        first, *second = words.plain[place : place + 2]
        starts: list[tuple[str, ...]] = [(near,) for near in self._near_words(first)]
        for word in second:
            starts += [(near, word) for near in self._near_words(first)]
            if first in self._first_words:
                starts += [(first, near) for near in (word, *self._near_words(word))]
        for start in starts:
            for name in self._by_start.get(start, ()):
                variant = _variant(words, place, name)
                if variant is not None:
                    yield variant

    def _near_words(self, word: str) -> tuple[str, ...]:
        if word not in self._near:
            near = (self._by_shortened.get(shortened, ()) for shortened in _shortened(word))
            found = {other for some in near for other in some if is_slip(word, other)}
            self._near[word] = tuple(sorted(found))
        return self._near[word]


def names_of(register: ActorRegister) -> NameIndex:
    """Return the index of the names of a register, built once and kept with it."""
    kept = vars(register)
    if "names" not in kept:
        kept["names"] = NameIndex(
            Name.of(form, actor) for actor in register.actors for form in actor.forms
        )
    index: NameIndex = kept["names"]
    return index


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a name at `start:end` of a text is no part of a longer one.

    "Iqbal Hall" and "Royal Academy" are longer; "Minister Iqbal" and "The Academy" are not.
    """
    if _GOES_ON.match(text, end):
        return False
    before = _WORD_BEFORE.search(text, max(0, start - _MOST_LETTERS), start)
    return before is None or not before[1][0].isupper() or before[1].lower() in _BEFORE_NAMES


def _is_whole(text: str, start: int, name: Name) -> bool:
    end = start + len(name.form)
    if text[end : end + 1] == "-" or text[start - 1 : start] in ("-", "&", "/"):
        return False
    if name.kind is ActorKind.PERSON:
        return not _GOES_ON.match(text, end)
    return len(name.words) == 1 or stands_alone(text, start, end)


def _variant(words: _Words, first: int, name: Name) -> Variant | None:
    """Return the words from `first` on, if they are nearly a name."""
    count = len(name.words)
    plain = words.plain[first : first + count]
    if len(plain) < count or count > _MOST_WORDS:
        return None
    differing = [n for n, word in enumerate(plain) if word != name.words[n]]
    if len(differing) > 1 or (count == 1 and not differing):
        return None
    spans = words.spans[first : first + count]
    start, end = spans[0][0], spans[-1][1]
    if name.form.endswith(".") and words.text[end : end + 1] == ".":
        end += 1
    written = words.text[start:end]
    together = all(_BETWEEN.fullmatch(words.text, a[1], b[0]) for a, b in pairwise(spans))
    if not together or written.casefold() == name.form.casefold():
        return None
    if not differing:
        return Variant(start, end, written, name, True, start, end - start)
    at = differing[0]
    word, wanted, differs = plain[at], name.words[at], spans[at][0]
    is_misspelt = (
        is_slip(word, wanted)
        and all(map(_may_be_misspelt, (word, wanted)))
        and words.text[differs].isupper()
        and not _is_of_people(name, at, word)
    )
    shortest, longest = sorted((len(word), len(wanted)))
    if not is_misspelt or (count == 1 and shortest < 5):
        return None
    return Variant(start, end, written, name, _is_certain(name, at, word), differs, longest)


def _is_of_people(name: Name, place: int, word: str) -> bool:
    """Return whether a name that may be a country's ends as that of its people: "Indian"."""
    wanted = name.words[place]
    may_be_country = name.kind is ActorKind.COUNTRY or (
        name.kind is not ActorKind.PERSON and len(name.words) < 3
    )
    is_last = place + 1 == len(name.words)
    ends_otherwise = common_start(word, wanted) >= min(len(word), len(wanted)) - 1
    return may_be_country and is_last and ends_otherwise and word[-1] != wanted[-1]


def _is_certain(name: Name, place: int, word: str) -> bool:
    """Return whether a name is misspelt for sure, and is no other name.

    Two persons' names may differ by a letter, but hardly by the order of two; the long name of a
    body hardly is another's.
    """
    wanted, count = name.words[place], len(name.words)
    shortest = min(len(word), len(wanted))
    if sorted(word) == sorted(wanted):
        return count > 1 and shortest >= 4
    return name.kind is not ActorKind.PERSON and count > 2 and shortest >= 5
