"""Letters to lines: what stands on one baseline with no gap as wide as one between columns."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from strevview.importers.pdf.letters import Letter
from strevview.importers.pdf.markers import is_marker

# In ems: a wider gap parts two columns or the halves of a running header, not two words.
_WIDEST_SPACE = 2.5
# A tab after a list's marker may be wider.
_WIDEST_AFTER_MARKER = 6.0
_OVERLAP = 0.4


@dataclass(frozen=True)
class Line:
    """Letters on one baseline, in reading order, without spaces at the ends; y runs downwards."""

    letters: tuple[Letter, ...]
    page: int
    order: int

    @cached_property
    def x0(self) -> float:
        """The left end."""
        return min(letter.x0 for letter in self.letters)

    @cached_property
    def x1(self) -> float:
        """The right end."""
        return max(letter.x1 for letter in self.letters)

    @cached_property
    def main(self) -> Letter:
        """The first letter of the look that most of the line has."""
        return _main(self.letters)

    @property
    def y(self) -> float:
        """The baseline."""
        return self.main.y

    @property
    def top(self) -> float:
        """Where most of its letters begin."""
        return self.main.top

    @property
    def bottom(self) -> float:
        """Where most of its letters end."""
        return self.main.bottom

    @property
    def size(self) -> float:
        """The size of most of its letters in points."""
        return self.main.source.size

    @cached_property
    def text(self) -> str:
        """What it says."""
        return "".join(letter.text for letter in self.letters)

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return all(letter.source.bold for letter in self.letters if not letter.is_space)

    @cached_property
    def italic(self) -> bool:
        """Whether all its letters are italic."""
        return all(letter.source.italic for letter in self.letters if not letter.is_space)

    @property
    def turned(self) -> bool:
        """Whether it does not run along the page."""
        return self.main.source.turned

    @property
    def artifact(self) -> bool:
        """Whether the program marked all of it as no text of the document."""
        return all(letter.source.artifact for letter in self.letters)


def read_lines(letters: Iterable[Letter | None], page: int) -> tuple[Line, ...]:
    """Return the lines of a page in the order of its content."""
    groups: list[list[Letter]] = []
    current: list[Letter] = []
    last: Letter | None = None
    ended = False
    for letter in letters:
        if letter is None:
            ended = True
            continue
        if letter.is_space:
            if current and not current[-1].is_space:
                current.append(letter._replace(text=" "))
            continue
        if last is not None and not _goes_on(current, last, letter, ended):
            groups.append(current)
            current = []
        elif last is not None and ended and not current[-1].is_space and _apart(last, letter):
            current.append(_space_between(last, letter))
        current.append(letter)
        last, ended = letter, False
    if current:
        groups.append(current)
    lines = (_line(group, page, order) for order, group in enumerate(groups))
    return tuple(line for line in lines if line is not None)


def split_line(line: Line, *starts: int) -> tuple[Line, ...]:
    """Return the parts of a line that begin at the given letters (indices)."""
    edges = [0, *starts, len(line.letters)]
    parts = (
        _line(line.letters[start:end], line.page, line.order) for start, end in pairwise(edges)
    )
    return tuple(part for part in parts if part is not None)


def joined_lines(first: Line, second: Line) -> Line:
    """Return two pieces of one line as one."""
    left, right = first.letters[-1], second.letters[0]
    space = (_space_between(left, right),) if _apart(left, right) else ()
    return Line((*first.letters, *space, *second.letters), first.page, first.order)


def _line(letters: Sequence[Letter], page: int, order: int) -> Line | None:
    start, end = 0, len(letters)
    while start < end and letters[start].is_space:
        start += 1
    while end > start and letters[end - 1].is_space:
        end -= 1
    return Line(tuple(letters[start:end]), page, order) if end > start else None


def _main(letters: Sequence[Letter]) -> Letter:
    counted: Counter[tuple[float, float]] = Counter()
    first: dict[tuple[float, float], Letter] = {}
    for letter in letters:
        if not letter.is_space:
            key = (letter.source.size, round(letter.y))
            counted[key] += 1
            first.setdefault(key, letter)
    return first[max(counted, key=lambda key: counted[key])]


def _goes_on(current: Sequence[Letter], last: Letter, letter: Letter, ended: bool) -> bool:
    """Return whether a letter stands on the line of the one before it."""
    if last.source.turned != letter.source.turned:
        return False
    if last.source.turned:
        return not ended
    overlap = min(last.bottom, letter.bottom) - max(last.top, letter.top)
    height = min(last.bottom - last.top, letter.bottom - letter.top)
    if overlap < _OVERLAP * height and abs(last.y - letter.y) > 0.1 * letter.source.size:
        return False
    size = max(last.source.size, letter.source.size, 1.0)
    gap = letter.x0 - last.x1
    # The letters of a ligature share one place.
    if gap < -0.5 * size and letter.x0 < last.x0 - 0.1 * size:
        # Right-to-left script runs the other way.
        back = last.x0 - letter.x1
        return _right_to_left(letter) and -0.5 * size <= back <= _WIDEST_SPACE * size
    widest = _WIDEST_SPACE
    if gap > widest * size and len(current) <= 5:
        said = "".join(each.text for each in current).strip()
        widest = _WIDEST_AFTER_MARKER if is_marker(said) else widest
    return gap <= widest * size


def _apart(last: Letter, letter: Letter) -> bool:
    gap = max(letter.x0 - last.x1, last.x0 - letter.x1)
    return gap > 0.15 * min(last.source.size, letter.source.size)


def _space_between(last: Letter, letter: Letter) -> Letter:
    return last._replace(text=" ", x0=last.x1, x1=letter.x0)


def _right_to_left(letter: Letter) -> bool:
    return unicodedata.bidirectional(letter.text[:1]) in {"R", "AL", "AN", "NSM"}
