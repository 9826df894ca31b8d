"""A title on lines of like length."""

from __future__ import annotations

from itertools import combinations, pairwise


def balanced_lines(text: str, count: int, room: int = 0) -> tuple[str, ...]:
    """Return a text on at most `count` lines whose longest is as short as it can be.

    A text of at most `room` characters stays on one line. Of equal ways the one whose
    first lines are longer is taken.
    """
    words = text.split()
    if len(text) <= room:
        return (text,)
    count = max(1, min(count, len(words)))
    best: tuple[str, ...] = (text,)
    least = len(text) + 1
    for cuts in combinations(range(1, len(words)), count - 1):
        edges = (0, *cuts, len(words))
        lines = tuple(" ".join(words[a:b]) for a, b in pairwise(edges))
        longest = max(len(line) for line in lines)
        if longest <= least:
            best, least = lines, longest
    return best
