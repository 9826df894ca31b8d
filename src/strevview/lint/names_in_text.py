"""Known names in running text: as they are written in the register, and nearly so.

A name is nearly written where one of its words is one slip of the finger away: a letter added, left
out or changed, or two exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from strevview.lint.folding import common_start, fold_text, without_marks
from strevview.lint.name_forms import are_two_places, is_people_of
from strevview.model.issue import Actor, ActorKind, ActorRegister

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of a name.
_BETWEEN = re.compile(r"[ '/&–-]{1,3}|, |\. ")
# No name has more; of a longer one no misspelling is looked for.
_MOST_WORDS = 40
_NONE: frozenset[str] = frozenset()
# Words that start a sentence in front of a name without being part of it.
_OPENING_WORDS = (
    "The A An At In On By For From With To And But Both When While After Before Since As Of Under "
    "Its Their Among"
)
_OPENERS = frozenset(_OPENING_WORDS.split())
# A name is no longer than that; the bound keeps the index small whatever a text holds.
_LONGEST = 40


def is_slip(one: str, other: str) -> bool:
    """Return whether one slip makes a word of another; both are small."""
    if one == other or abs(len(one) - len(other)) > 1 or are_two_places(one, other):
        return False
    start = common_start(one, other)
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return short[start:] == long[start + 1 :]
    exchanged = one[start : start + 2] == other[start : start + 2][::-1]
    rest = start + 2 if exchanged else start + 1
    return one[rest:] == other[rest:]


class NearWords:
    """Finds the words of a vocabulary one slip away, without comparing with each of them.

    A slip is in one half of a word, so the other half is as it should be: words are looked up by
    either half. Two letters exchanged at the middle are looked up as they should be.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word for word in words if _is_word(word)}
        self._by_half: dict[tuple[int, bool, str], list[str]] = {}
        for word in self._words:
            for half in _halves(word, len(word)):
                self._by_half.setdefault(half, []).append(word)

    def find(self, word: str) -> set[str]:
        """Return the words of the vocabulary one slip away from a word."""
        if not self._words or not _is_word(word):
            return set()
        near: list[str] = []
        size = len(word)
        for length in (size - 1, size, size + 1):
            for half in _halves(word, length):
                near += self._by_half.get(half, ())
        middle = size // 2
        exchanged = word[: middle - 1] + word[middle - 1 : middle + 1][::-1] + word[middle + 1 :]
        if size > 1 and exchanged in self._words:
            near.append(exchanged)
        return {found for found in near if is_slip(word, found)}


def _halves(word: str, length: int) -> tuple[tuple[int, bool, str], tuple[int, bool, str]]:
    """Return the first and the second half that a word of a length has if it is nearly `word`."""
    half = length // 2
    return (length, True, word[:half]), (length, False, word[len(word) - length + half :])


def _is_word(word: str) -> bool:
    """Whether it is a word that may be misspelt: no number, and not without end."""
    return len(word) <= _LONGEST and word.isalpha()


class Name(NamedTuple):
    """One form of a name; `actor` is None where no register knows it."""

    form: str
    words: tuple[str, ...]
    actor: Actor | None

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of the name."""
        return self.actor.forms if self.actor else (self.form,)


def forms_of(written: str, actor: Actor | None) -> tuple[str, ...]:
    """Return a name as it is written somewhere, and every form of it that is known."""
    return (written, *actor.forms) if actor else (written,)


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


class Words:
    """The words of a folded text: what they are, and where each starts and ends."""

    def __init__(self, text: str) -> None:
        self.spans = [match.span() for match in _WORD.finditer(text)]
        self.texts = [text[start:end] for start, end in self.spans]
        # Those that do not start with a small letter: of the others names hardly ever start.
        self.capitals = [n for n, word in enumerate(self.texts) if not "a" <= word < "{"]

    def plain(self, place: int) -> str:
        """Return a word in small letters without accents."""
        return _plain(self.texts[place])

    def all_plain(self) -> tuple[str, ...]:
        """Return all words in small letters without accents."""
        return tuple(map(_plain, self.texts))


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else without_marks(word)


class NameIndex:
    """Finds the names of actors in folded texts."""

    def __init__(self, names: Iterable[tuple[str, Actor | None]]) -> None:
        self._by_first: dict[str, list[Name]] = {}
        self._by_word: dict[str, list[tuple[Name, int]]] = {}
        self._by_start: dict[tuple[str, str], list[Name]] = {}
        self.by_form: dict[str, Name] = {}
        # Whether a name starts with a small letter, as arXiv does.
        self._has_small = False
        self._near: NearWords | None = None
        self._found: dict[str, frozenset[str]] = {}
        self._register: NameIndex | None = None
        self._add(names)

    def extended(self, forms: Iterable[str]) -> NameIndex:
        """Return an index with more names, that no register knows."""
        index = NameIndex(())
        # Lists in these are never changed, only replaced: both may hold the same.
        index._by_first = dict(self._by_first)
        index._has_small = self._has_small
        index._by_word = dict(self._by_word)
        index._by_start = dict(self._by_start)
        index.by_form = dict(self.by_form)
        new = index._add((form, None) for form in forms)
        index._near = NearWords(new - self._by_word.keys())
        # What is near the register's names is found once for all issues.
        index._register = self
        return index

    def _add(self, names: Iterable[tuple[str, Actor | None]]) -> set[str]:
        added: set[str] = set()
        by_first, by_word, by_start = self._by_first, self._by_word, self._by_start
        for written, actor in names:
            form = fold_text(written)
            words = Words(form)
            if not words.texts or words.spans[0][0] or form in self.by_form:
                continue
            name = Name(form, words.all_plain(), actor)
            self.by_form[form] = name
            first = words.texts[0]
            self._has_small |= "a" <= first < "{"
            same = [*by_first.get(first, ()), name]
            by_first[first] = sorted(same, key=lambda name: -len(name.form))
            if len(name.words) > _MOST_WORDS:
                continue
            if len(name.words) > 1:
                start = (name.words[0], name.words[1])
                by_start[start] = [*by_start.get(start, ()), name]
            for place, plain in enumerate(name.words):
                by_word[plain] = [*by_word.get(plain, ()), (name, place)]
            added.update(name.words)
        return added

    def _nearness(self) -> NearWords:
        if self._near is None:
            self._near = NearWords(word for word in self._by_word if len(word) > 2)
        return self._near

    def matches(self, text: str, words: Words) -> list[NameMatch]:
        """Return the names in a text, the longest at each place."""
        found: list[NameMatch] = []
        end = 0
        by_first = self._by_first
        for place in range(len(words.texts)) if self._has_small else words.capitals:
            written = words.texts[place]
            if written not in by_first:
                continue
            start = words.spans[place][0]
            if start < end:
                continue
            for name in by_first[written]:
                stop = start + len(name.form)
                if text.startswith(name.form, start) and not text[stop : stop + 1].isalnum():
                    found.append(NameMatch(start, stop, name, _is_whole(text, words, place, name)))
                    end = stop
                    break
        return found

    def variants(self, text: str, words: Words, taken: Iterable[NameMatch]) -> list[Variant]:
        """Return what is nearly a name, outside the names that were found."""
        matches = iter((*taken, None))
        match = next(matches)
        found: dict[tuple[int, int], Variant] = {}
        for place in words.capitals:
            written = words.texts[place]
            # The words of a name that count have capitals: a look at the others is not worth it.
            if not written[0].isupper():
                continue
            start = words.spans[place][0]
            while match is not None and match.end <= start:
                match = next(matches)
            if match is not None and match.start <= start:
                continue
            plain = _plain(written)
            if plain not in self._by_word and not self._find(plain):
                continue
            for variant in self._variants_at(text, words, place):
                if match is None or variant.end <= match.start:
                    known = found.get((variant.start, variant.end))
                    if known is None or (variant.certain and not known.certain):
                        found[variant.start, variant.end] = variant
        return sorted(found.values(), key=lambda variant: variant.start)

    def near(self, form: str) -> Variant | None:
        """Return the name that a whole folded form nearly is, if there is one."""
        words = Words(form)
        whole = [v for v in self.variants(form, words, ()) if (v.start, v.end) == (0, len(form))]
        return whole[0] if whole else None

    def near_all(self, form: str) -> list[Variant]:
        """Return every name that a whole folded form nearly is."""
        words = Words(form)
        found: dict[str, Variant] = {}
        for place in range(len(words.texts)):
            for variant in self._variants_at(form, words, place):
                if variant.end - variant.start == len(form):
                    found[variant.name.form] = variant
        return list(found.values())

    def _variants_at(self, text: str, words: Words, place: int) -> Iterator[Variant]:
        plain = words.plain(place)
        if place + 1 < len(words.texts):
            for name in self._by_start.get((plain, words.plain(place + 1)), ()):
                if _agrees(words, place, name, -1):
                    yield from _marked(text, words, place, name)
        for near in self._find(plain):
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


def _agrees(words: Words, first: int, name: Name, but: int) -> bool:
    """Return whether the words from `first` on are those of a name, but for one of them."""
    if first < 0 or first + len(name.words) > len(words.texts):
        return False
    for place, wanted in enumerate(name.words, first):
        if place - first != but and words.plain(place) != wanted:
            return False
    return True


def _marked(text: str, words: Words, first: int, name: Name) -> Iterator[Variant]:
    """Yield a name that is written with other hyphens or accents."""
    found = _written(text, words, first, name)
    if found is not None:
        start, end = found
        yield Variant(start, end, text[start:end], name, True, end - start)


def _slipped(text: str, words: Words, first: int, name: Name, place: int) -> Iterator[Variant]:
    """Yield a name of which one word is misspelt."""
    found = _written(text, words, first, name)
    word, wanted = words.plain(first + place), name.words[place]
    if found is None or _is_people_of(name, place, word):
        return
    start, end = found
    shortest, longest = sorted((len(word), len(wanted)))
    if len(name.words) > 1 or (shortest >= 5 and text[start].isupper()):
        certain = _is_certain(name, word, wanted)
        yield Variant(start, end, text[start:end], name, certain, longest)


def _is_people_of(name: Name, place: int, word: str) -> bool:
    """Return whether a word in the place of a name's last makes it that of a country's people."""
    kind = name.actor.kind if name.actor else None
    if kind is ActorKind.PERSON or place + 1 < len(name.words):
        return False
    wanted = name.words[place]
    if kind is ActorKind.COUNTRY or len(name.words) == 1:
        return is_people_of(word, wanted)
    # Of a long name that may be a country's, the surest alone: South Korean.
    return wanted.endswith("a") and word == f"{wanted}n"


def _written(text: str, words: Words, first: int, name: Name) -> tuple[int, int] | None:
    """Return where the words of a name stand in a text, if together and not as the name is."""
    spans = words.spans[first : first + len(name.words)]
    start, end = spans[0][0], spans[-1][1]
    if name.form.endswith(".") and text[end : end + 1] == ".":
        end += 1
    same = text[start:end].casefold() == name.form.casefold()
    together = all(_BETWEEN.fullmatch(text, a[1], b[0]) for a, b in pairwise(spans))
    return (start, end) if together and not same else None


def _is_certain(name: Name, word: str, wanted: str) -> bool:
    """Return whether a name is misspelt for sure, and is no other name.

    Two persons' names may differ by a letter; the long name of a body hardly is another's.
    """
    length = min(len(word), len(wanted))
    # Two letters are exchanged.
    if sorted(word) == sorted(wanted):
        return length >= 4 and len(name.words) > 1
    person = name.actor is not None and name.actor.kind is ActorKind.PERSON
    return not person and len(name.words) >= 3 and length >= 5


def _is_whole(text: str, words: Words, place: int, name: Name) -> bool:
    start = words.spans[place][0]
    stop = start + len(name.form)
    if text[stop : stop + 1] == "-" or text[start - 1 : start] in ("-", "&", "/"):
        return False
    if len(name.words) == 1:
        return True
    after = place + len(name.words)
    goes_on = after < len(words.texts) and words.texts[after][0].isupper()
    if goes_on and text[stop : words.spans[after][0]] == " ":
        return False
    person = name.actor is not None and name.actor.kind is ActorKind.PERSON
    if person or not place or text[words.spans[place - 1][1] : start] != " ":
        return True
    before = words.texts[place - 1]
    return not before[0].isupper() or before in _OPENERS
