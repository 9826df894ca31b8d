"""Counts of values found and wrong, told apart by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """Values of one kind: how many there are, are found, are proposed and are wrong, and which."""

    expected: int = 0
    found: int = 0
    proposed: int = 0
    wrong: int = 0
    remarks: tuple[str, ...] = ()

    def __add__(self, other: Count) -> Count:
        """Return the sum of both."""
        return Count(
            self.expected + other.expected,
            self.found + other.found,
            self.proposed + other.proposed,
            self.wrong + other.wrong,
            (*self.remarks, *other.remarks),
        )

    @property
    def share(self) -> float:
        """Of what is there, how much was found."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def error(self) -> float:
        """Of what was proposed, how much is wrong."""
        return self.wrong / self.proposed if self.proposed else 0.0


def count_same(found: Sequence[str], truth: Sequence[str], where: str = "") -> Count:
    """Count values that must be the same, whatever their order."""
    right = Counter(found) & Counter(truth)
    missed, wrong = Counter(truth) - right, Counter(found) - right
    remarks = remarks_on(where, missed.elements(), wrong.elements())
    return Count(len(truth), right.total(), len(found), wrong.total(), remarks)


def remarks_on(where: str, missed: Iterable[str], wrong: Iterable[str]) -> tuple[str, ...]:
    """Return what was missed and what is wrong in words."""
    start = f"{where}: " if where else ""
    return (
        *(f"{start}missed {one!r}" for one in missed),
        *(f"{start}wrong {one!r}" for one in wrong),
    )
