"""What stands in a row, in groups, and what most of its letters have: a size, a line, a tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

_T = TypeVar("_T")


def grouped(things: Iterable[_T], goes_on: Callable[[list[_T], _T], bool]) -> list[list[_T]]:
    """Return things in groups: one that goes on with the group before it belongs to that."""
    groups: list[list[_T]] = []
    for thing in things:
        if groups and goes_on(groups[-1], thing):
            groups[-1].append(thing)
        else:
            groups.append([thing])
    return groups


def of_most_letters(counted: Iterable[tuple[_T, int]], default: _T) -> _T:
    """Return what most letters have, the first of several, by how many letters have each."""
    letters: Counter[_T] = Counter()
    for one, number in counted:
        letters[one] += number
    return max(letters, key=letters.__getitem__, default=default)
