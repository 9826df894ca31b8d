"""Words one slip of the finger apart: a letter added, left out, changed, or two exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

# Names of places that differ by one letter and are not the same.
_DISTINCT = (
    frozenset(("shanxi", "shaanxi")),
    frozenset(("henan", "hunan", "hainan", "huainan", "yunnan")),
    frozenset(("hubei", "hebei", "huaibei")),
    frozenset(("iran", "iraq", "irak")),
    frozenset(("austria", "australia", "austrian", "australian")),
    frozenset(("niger", "nigeria")),
    frozenset(("nigerian", "nigerien")),
    frozenset(("taiyuan", "taoyuan")),
)
# A name is no longer than that; the bound keeps the index small whatever a text holds.
_LONGEST = 40


class Slip(Enum):
    """How one word differs from another."""

    MARKS = "marks"
    EXCHANGED = "exchanged"
    LEFT_OUT = "left out"
    CHANGED = "changed"


def slip_between(one: str, other: str) -> Slip | None:
    """Return the one slip that makes a word of another, or None; words are folded to small."""
    if one == other or abs(len(one) - len(other)) > 1:
        return None
    if any(one in group and other in group for group in _DISTINCT):
        return None
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return Slip.LEFT_OUT if short[start:] == long[start + 1 :] else None
    if one[start + 1 :] == other[start + 1 :]:
        return Slip.CHANGED
    exchanged = one[start : start + 2] == other[start : start + 2][::-1]
    return Slip.EXCHANGED if exchanged and one[start + 2 :] == other[start + 2 :] else None


class NearWords:
    """Finds the words of a vocabulary one slip away, without comparing with each of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = {}
        for word in words:
            for rest in _rests(word):
                self._by_rest.setdefault(rest, []).append(word)

    def find(self, word: str) -> set[str]:
        """Return the words of the vocabulary one slip away from a word."""
        found = {near for rest in _rests(word) for near in self._by_rest.get(rest, ())}
        return {near for near in found if slip_between(word, near) is not None}

    def close(self) -> set[str]:
        """Return the words of the vocabulary that are one slip away from another of it."""
        found: set[str] = set()
        for words in self._by_rest.values():
            if len(words) > 1:
                found.update(
                    one
                    for one in words
                    if any(slip_between(one, other) is not None for other in words)
                )
        return found


def _rests(word: str) -> Iterator[str]:
    """Yield a word and what is left of it without one letter; none of a number."""
    if len(word) > _LONGEST or not word.isalpha():
        return
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
