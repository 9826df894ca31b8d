"""Letters to lines: what stands on one baseline, with no gap as wide as one between columns."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from strevview.importers.blocks import lowered, raised
from strevview.importers.pdf_letters import LINE_END, Letter, Look
from strevview.importers.pdf_tags import Tag

# All in sizes of the letters. A wider gap parts two columns, not two words.
_WIDEST_SPACE = 2.5
# A tab after the marker of a list's entry may be wider.
_WIDEST_TAB = 6.0
_WIDEST_WORD = 9.0
_NARROWEST_SPACE = 0.15
# Raised and lowered letters keep their line.
_LEAST_SHIFT, _MOST_SHIFT = 0.1, 0.62
_DROP_CAP = 1.6
# In points.
_SAME_INDENT = 3.0
# So many letters of a line tell how far it reaches.
_LOOK_BACK = 200

_SURE_BULLETS = "•◦▪▫●○■□◆◇‣⁃∙⦁⦿➢➤►▶▸✓✔❖✦☐☑"
# Symbol and Wingdings come as private characters: U+F0B7 a bullet, U+F0A7 a square, and so on.
_SURE_BULLET = re.compile(rf"[{_SURE_BULLETS}\uf000-\uf0ff\ufffd]$")
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)] ")
_MARKER = re.compile(r"(?:[·*‒–—―-]|o|\d{1,3}[.)]|\(\d{1,3}\))$")


@dataclass(frozen=True)
class Line:
    """Letters on one baseline in reading order, without spaces at the ends; y runs downwards.

    `order` counts the lines of the page as its content has them. `x0` and `x1` are where it begins
    and ends; on a page that runs from right to left, x does too. `counted` where it begins with a
    number that counts on from, or to, that of another line at the same indent.
    """

    letters: tuple[Letter, ...]
    page: int
    order: int
    x0: float
    x1: float
    tag: Tag | None = None
    counted: bool = False

    @cached_property
    def main(self) -> Letter:
        """The first letter of the look that most of the line has."""
        counted: Counter[float] = Counter()
        for letter in self.letters:
            counted[letter.look.size] += not letter.is_space
        size = counted.most_common(1)[0][0]
        return next(letter for letter in self.letters if letter.look.size == size)

    @property
    def y(self) -> float:
        """The baseline."""
        return self.main.y

    @property
    def size(self) -> float:
        """The size of most of its letters in points."""
        return max(self.main.look.size, 1.0)

    @property
    def angle(self) -> int:
        """How it is turned against the page, in degrees."""
        return self.main.look.angle

    @cached_property
    def text(self) -> str:
        """What it says."""
        return "".join(letter.text for letter in self.letters)

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return all(letter.look.bold for letter in self.letters if not letter.is_space)


def is_sure_bullet(text: str) -> bool:
    """Return whether a word can be nothing but the bullet of a list's entry."""
    return bool(_SURE_BULLET.match(text))


def is_marker(text: str) -> bool:
    """Return whether a word may begin the entry of a list; "o" is a bullet of Word's."""
    return is_sure_bullet(text) or bool(_MARKER.match(text))


def read_lines(letters: Sequence[Letter], page: int, tags: dict[int, Tag]) -> tuple[Line, ...]:
    """Return the lines of a page in the order of its content, with their tags (by `mcid`)."""
    mirrored = sum(map(_direction, letters)) < 0
    lines: list[Line] = []
    for number, group in enumerate(_groups(letters, tags)):
        line = _line(group, page, number, mirrored)
        if line is not None:
            lines.append(replace(line, tag=_tag_of(line.letters, tags)))
    return _counted(_with_drop_caps(_stitched(lines)))


def _groups(letters: Iterable[Letter], tags: dict[int, Tag]) -> Iterator[list[Letter]]:
    """Yield the letters that go on from one to the next along a line."""
    current: list[Letter] = []
    last: Letter | None = None
    for letter in letters:
        if letter.is_space:
            # Where PDFium ends a line, the place of the next letter tells whether one does.
            if current and letter.text != LINE_END and not _is_behind(letter, current):
                current.append(letter._replace(text=" "))
            continue
        if last is not None and not _goes_on(current, last, letter, tags):
            yield current
            current = []
        elif last is not None and not current[-1].is_space and _is_far(current, letter):
            current.append(last._replace(text=" ", x0=last.x1, x1=letter.x0))
        current.append(letter)
        last = letter
    if current:
        yield current


def _is_behind(space: Letter, current: Sequence[Letter]) -> bool:
    """Return whether a space was painted after the letter that it stands before."""
    last = current[-1]
    if not space.x0 < space.x1 <= last.x0 + 0.1 * last.look.size:
        return False
    return all(_direction(letter) >= 0 for letter in current[-4:])


def _goes_on(current: Sequence[Letter], last: Letter, letter: Letter, tags: dict[int, Tag]) -> bool:
    """Return whether a letter stands on the line of the one before it."""
    if last.look.angle != letter.look.angle or _are_apart(last.look, letter.look, tags):
        return False
    size = max(last.look.size, letter.look.size, 1.0)
    gap = letter.x0 - last.x1
    if _direction(letter) < 0 or _direction(last) < 0:
        # Right-to-left script runs the other way, and its words may come in either order.
        gap = _gap(current, letter)
    shift = abs(last.y - letter.y) / size
    if shift > _MOST_SHIFT or (shift > 0.3 and abs(gap) > 0.35 * size):
        return False
    if max(last.look.size, letter.look.size) > 2.2 * min(last.look.size, letter.look.size):
        return False
    widest = _WIDEST_SPACE
    if gap > widest * size and len(current) <= 5:
        said = "".join(each.text for each in current).strip()
        widest = _WIDEST_TAB if is_marker(said) else widest
    if _direction(letter) < 0 and shift < _LEAST_SHIFT:
        # The first letter of a word stands at its other end.
        widest = _WIDEST_WORD
    # The letters of a ligature share one place.
    return -0.5 * size <= gap <= widest * size or (
        gap < 0 and letter.x0 >= last.x0 - 0.1 * size and _direction(letter) >= 0
    )


def _is_far(current: Sequence[Letter], letter: Letter) -> bool:
    """Return whether a gap between words stands before a letter."""
    least = _NARROWEST_SPACE * letter.look.size
    return letter.x0 - current[-1].x1 > least and _gap(current, letter) > least


def _gap(current: Sequence[Letter], letter: Letter) -> float:
    """Return how far a letter is from all before it on its line, 0 where it is among them."""
    near = current[-_LOOK_BACK:]
    left, right = min(each.x0 for each in near), max(each.x1 for each in near)
    return max(letter.x0 - right, left - letter.x1, 0.0)


def _are_apart(one: Look, two: Look, tags: dict[int, Tag]) -> bool:
    """Return whether the tags have two letters in two blocks, or two cells of a row."""
    first, second = tags.get(one.mcid), tags.get(two.mcid)
    if first is None or second is None or first.label or second.label:
        return False
    return (first.element, first.cell) != (second.element, second.cell)


def _line(letters: Sequence[Letter], page: int, order: int, mirrored: bool) -> Line | None:
    """Return letters as a line: in logical order, single spaces inside, none at the ends."""
    kept: list[Letter] = []
    for letter in _shifted(list(_spaced(_logical(letters)))):
        if not letter.is_space or (kept and not kept[-1].is_space):
            kept.append(letter)
    while kept and kept[-1].is_space:
        kept.pop()
    if not kept:
        return None
    x0, x1 = min(each.x0 for each in kept), max(each.x1 for each in kept)
    return Line(tuple(kept), page, order, *((-x1, -x0) if mirrored else (x0, x1)))


def _direction(letter: Letter) -> int:
    """Return -1 for a letter of a script that runs from right to left, 1 for others, 0 for none."""
    if letter.text < "\u0590":
        return 1 if letter.text.isalpha() else 0
    match unicodedata.bidirectional(letter.text[:1]):
        case "R" | "AL":
            return -1
        case "L":
            return 1
        case _:
            return 0


def _logical(letters: Sequence[Letter]) -> list[Letter]:
    """Return letters with stretches of right-to-left script in logical order.

    PDFium spells each word rightly, but gives the words of a line in the order of the page, and the
    letters of a ligature, which share one place, from left to right.
    """
    ways = [_direction(letter) for letter in letters]
    if -1 not in ways:
        return list(letters)
    found: list[Letter] = []
    start = 0
    while start < len(letters):
        if ways[start] >= 0:
            found.append(letters[start])
            start += 1
            continue
        end = next((n for n in range(start, len(letters)) if ways[n] > 0), len(letters))
        while ways[end - 1] >= 0:
            end -= 1
        found += _right_to_left(letters[start:end])
        start = end
    return found


def _right_to_left(letters: Sequence[Letter]) -> Iterator[Letter]:
    words: list[list[Letter]] = [[]]
    for letter in letters:
        if letter.is_space:
            words.append([])
        else:
            words[-1].append(letter)
    words = sorted(filter(None, words), key=lambda word: -max(letter.x1 for letter in word))
    for number, word in enumerate(words):
        if number:
            yield word[0]._replace(text=" ", x0=word[0].x1, x1=word[0].x1)
        for _, same in groupby(word, key=lambda letter: (letter.x0, letter.x1)):
            yield from reversed(list(same))


def _spaced(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Yield letters without the gaps that spread Chinese and Japanese characters over a line.

    Where a space stands between all neighbours of a stretch of three and more, none is meant.
    """
    for wide, same in groupby(letters, key=lambda one: one.is_space or _is_wide(one)):
        stretch = list(same)
        words = "".join(letter.text for letter in stretch).split() if wide else []
        if len(words) > 2 and all(len(word) == 1 for word in words):
            ends = {0, len(stretch) - 1}
            stretch = [one for n, one in enumerate(stretch) if n in ends or not one.is_space]
        yield from stretch


def _is_wide(letter: Letter) -> bool:
    """Return whether a letter is of a script that sets no spaces."""
    return letter.text > "\u2e7f" and unicodedata.east_asian_width(letter.text[0]) in "WF"


def _shifted(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Yield letters with raised and lowered numbers in Unicode's own signs."""
    if len({letter.y for letter in letters if not letter.is_space}) < 2:
        yield from letters
        return
    counted = Counter(round(letter.y, 1) for letter in letters if not letter.is_space)
    base = counted.most_common(1)[0][0] if counted else 0.0
    size = max((letter.look.size for letter in letters if round(letter.y, 1) == base), default=1.0)
    for shift, same in groupby(letters, key=lambda letter: _shift(letter, base, size)):
        group = list(same)
        if shift == 0:
            yield from group
            continue
        text = "".join(letter.text for letter in group)
        signs = raised(text) if shift > 0 else lowered(text)
        for letter, sign in zip(group, signs, strict=True):
            # Of the line's own height, for its size is told by its letters.
            yield letter._replace(text=sign, y=base)


def _shift(letter: Letter, base: float, size: float) -> int:
    rise = (base - letter.y) / max(size, 1.0)
    if letter.is_space or letter.look.size > size or abs(rise) < _LEAST_SHIFT:
        return 0
    return 1 if rise > 0 else -1


def _tag_of(letters: Sequence[Letter], tags: dict[int, Tag]) -> Tag | None:
    """Return the tag of most of a line's letters; a marker's only where nothing else stands."""
    counted: Counter[Tag] = Counter()
    for letter in letters:
        tag = tags.get(letter.look.mcid)
        if tag is not None and not letter.is_space:
            counted[tag] += 1 if tag.label else 1000
    return counted.most_common(1)[0][0] if counted else None


def _stitched(lines: Sequence[Line]) -> list[Line]:
    """Return lines with those put together that one baseline holds and the content has apart."""
    kept: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.angle, round(line.y), line.x0)):
        last = kept[-1] if kept else None
        if last is None or not _is_one_line(last, line):
            kept.append(line)
            continue
        gap = line.x0 - last.x1
        end = last.letters[-1]
        space = end._replace(text=" ", x0=last.letters[-1].x1, x1=line.letters[0].x0)
        spaces = (space,) if gap > _NARROWEST_SPACE * line.size else ()
        letters = (*last.letters, *spaces, *line.letters)
        order = line.order if is_marker(last.text) else min(last.order, line.order)
        tag = line.tag if last.tag is None or last.tag.label else last.tag
        x1 = max(last.x1, line.x1)
        kept[-1] = Line(letters, line.page, order, min(last.x0, line.x0), x1, tag)
    return sorted(kept, key=lambda line: line.order)


def _is_one_line(last: Line, line: Line) -> bool:
    size = min(last.size, line.size)
    if last.angle != line.angle or abs(last.y - line.y) > 0.12 * size:
        return False
    if max(last.size, line.size) > _DROP_CAP * size:
        return False
    tagged = last.tag is not None and line.tag is not None and not last.tag.label
    if tagged and last.tag != line.tag:
        return False
    widest = _WIDEST_TAB if is_marker(last.text) else 0.65
    return -0.3 * size <= line.x0 - last.x1 <= widest * size


def _with_drop_caps(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines with a large first letter joined to the word beside its head.

    A large number is a word of its own.
    The lines beside it begin where it does, so that they are not taken for indented ones.
    """
    kept = list(lines)
    smallest = min((line.size for line in lines), default=0.0)
    for cap in lines:
        if len(cap.text) > 2 or cap.size <= _DROP_CAP * smallest:
            continue
        if not cap.text.strip("“\"'‘").isalnum():
            continue
        beside = [line for line in kept if _is_beside(cap, line)]
        if not beside:
            continue
        first = min(beside, key=lambda line: line.y)
        stands_on_line = abs(first.y - cap.y) < 0.12 * first.size
        if len(beside) < 2 and not stands_on_line:
            continue
        letters = [
            letter._replace(look=first.letters[0].look, y=first.y, x1=min(letter.x1, first.x0))
            for letter in cap.letters
        ]
        if cap.text.isdecimal():
            letters.append(letters[-1]._replace(text=" ", x0=letters[-1].x1))
        whole = replace(first, letters=(*letters, *first.letters))
        kept = [whole if line is first else line for line in kept if line is not cap]
        moved = {id(line) for line in (whole, *beside)}
        kept = [replace(line, x0=cap.x0) if id(line) in moved else line for line in kept]
    return tuple(kept)


def _counted(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines that know whether their numbers count on at one indent, as those of lists do."""
    numbers = {
        id(line): (round(line.x0 / _SAME_INDENT), int(match.group(1)))
        for line in lines
        if (match := _NUMBERED.match(line.text))
    }
    there = set(numbers.values())
    return tuple(
        replace(
            line, counted=bool(here and {(here[0], here[1] - 1), (here[0], here[1] + 1)} & there)
        )
        for line in lines
        for here in [numbers.get(id(line))]
    )


def _is_beside(cap: Line, line: Line) -> bool:
    near = cap.x0 - 1 <= line.x0 <= cap.x1 + 0.6 * cap.size
    inside = (
        cap.y - 0.85 * cap.size <= line.y - 0.5 * line.size and line.y <= cap.y + 0.7 * line.size
    )
    return cap is not line and near and inside and cap.size > _DROP_CAP * line.size
