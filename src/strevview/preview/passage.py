"""From the lines of a text that is being written to those of an older state of it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import takewhile

_ITEM = re.compile(r"""\s*-\s+id:\s*["']?([^\s"'#]+)""")
_SECTION = re.compile(r"\s*-\s+title:")
# Where more lines than this differ, they are held against each other by their order alone.
_MOST_COMPARED = 4000


class Passage:
    """Which line of an older text a line of a newer one was; line numbers count from 1."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old.splitlines(), new.splitlines()
        self._same = old == new
        pairs = zip(self._old, self._new, strict=False)
        self._head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        left = min(len(self._old), len(self._new)) - self._head
        ends = zip(
            reversed(self._old[self._head :]), reversed(self._new[self._head :]), strict=False
        )
        self._tail = min(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends)), left)
        self._opcodes = [] if self._same else self._compared()

    def line(self, line: int) -> int | None:
        """Return the older number of a line, or None where it is new."""
        if self._same:
            return line
        for tag, old_start, old_end, new_start, new_end in self._opcodes:
            if new_start < line <= new_end or (line > len(self._new) and new_end == len(self._new)):
                if tag == "insert":
                    return None
                return min(old_start + line - new_start, max(old_end, 1))
        return None

    def origin(self, line: int) -> tuple[int | None, str | None]:
        """Return what a new line was added to: an older line, or the name of an item.

        Both are None where it belongs to a section that is new, or stands above all else.
        """
        for number in range(min(line, len(self._new)), 0, -1):
            old = self.line(number)
            if old is not None:
                return old, None
            found = _ITEM.match(self._new[number - 1])
            if found is not None:
                return None, found[1]
            if _SECTION.match(self._new[number - 1]):
                return None, None
        return None, None

    def _compared(self) -> list[tuple[str, int, int, int, int]]:
        head, tail = self._head, self._tail
        old = self._old[head : len(self._old) - tail]
        new = self._new[head : len(self._new) - tail]
        if max(len(old), len(new)) > _MOST_COMPARED:
            inner = [("replace", 0, len(old), 0, len(new))]
        else:
            inner = list(SequenceMatcher(None, old, new).get_opcodes())
        return [
            ("equal", 0, head, 0, head),
            *((tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in inner),
            ("equal", len(old) + head, len(self._old), len(new) + head, len(self._new)),
        ]
