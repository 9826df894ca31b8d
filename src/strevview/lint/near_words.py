"""Words one slip of the finger apart: a letter added, left out, changed, or two exchanged."""

from __future__ import annotations

from collections.abc import Iterable
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
    """Finds the words of a vocabulary one slip away, without comparing with each of them.

    A slip is in one half of a word, so the other half is as it should be: words are looked up by
    either half. Two letters exchanged at the middle are looked up as they should be.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words: set[str] = set()
        # By the word's length, and its first or its second half.
        self._by_head: dict[tuple[int, str], list[str]] = {}
        self._by_tail: dict[tuple[int, str], list[str]] = {}
        for word in words:
            if word in self._words or not _is_word(word):
                continue
            self._words.add(word)
            length = len(word)
            half = length // 2
            self._by_head.setdefault((length, word[:half]), []).append(word)
            self._by_tail.setdefault((length, word[half:]), []).append(word)

    def find(self, word: str) -> set[str]:
        """Return the words of the vocabulary one slip away from a word."""
        if not self._words or not _is_word(word):
            return set()
        near: list[str] = []
        size = len(word)
        for length in (size - 1, size, size + 1):
            half = length // 2
            near += self._by_head.get((length, word[:half]), ())
            near += self._by_tail.get((length, word[size - length + half :]), ())
        half = size // 2
        exchanged = word[: half - 1] + word[half - 1 : half + 1][::-1] + word[half + 1 :]
        if size > 1 and exchanged in self._words:
            near.append(exchanged)
        return {found for found in near if slip_between(word, found) is not None}

    def close(self) -> set[str]:
        """Return the words of the vocabulary that are one slip away from another of it."""
        return {word for word in self._words if self.find(word)}


def _is_word(word: str) -> bool:
    """Whether it is a word that may be misspelt: no number, and not without end."""
    return len(word) <= _LONGEST and word.isalpha()
