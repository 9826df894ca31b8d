"""Letters to lines: what stands on one baseline, with no gap as wide as one between columns."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from strevview.importers.blocks import lowered, raised
from strevview.importers.pdf_letters import LINE_END, Letter, Look
from strevview.importers.pdf_tags import Tag

# All in sizes of the letters. A wider gap parts two columns, not two words.
_WIDEST_SPACE = 2.5
# Between what the content has apart; a tab after the marker of a list's entry may be wider.
_WIDEST_STITCH = 0.65
_WIDEST_TAB = 6.0
# In script from right to left the first letter of a word stands at its other end.
_WIDEST_WORD = 9.0
_NARROWEST_SPACE = 0.15
# Raised and lowered letters keep their line.
_LEAST_SHIFT, _MOST_SHIFT = 0.1, 0.62
_DROP_CAP = 1.6
_MOST_SIZES = 2.2
# In points.
_SAME_INDENT = 3.0
# So many letters of a line tell how far it reaches.
_LOOK_BACK = 200

# Symbol and Wingdings come as private characters: U+F0B7 a bullet, U+F0A7 a square, and so on.
_SURE_BULLET = re.compile("[•◦▪▫●○■□◆◇‣⁃∙⦁⦿➢➤►▶▸✓✔❖✦☐☑\uf000-\uf0ff\ufffd]$")
# Spaces around the Chinese or Japanese letters of a line that is spread to its edges.
_WIDE = "[\u2e80-\uabff\uf900-\ufaff\uff00-\uffef]"
_SPREAD = re.compile(f"(?<={_WIDE}) (?={_WIDE} {_WIDE})|(?<={_WIDE} {_WIDE}) (?={_WIDE})")
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)] ")
_MARKER = re.compile(r"(?:[·*‒–—―-]|o|\d{1,3}[.)]|\(\d{1,3}\))$")


@dataclass(frozen=True)
class Line:
    """Letters on one baseline in reading order, without spaces at the ends; y runs downwards.

    `order` counts the lines of the page as its content has them. `x0` and `x1` are where it begins
    and ends, `left` and `right` where its column does, which `pdf_columns` tells. `counts` where it
    begins with a number that counts on from, or to, that of another line at the same indent. On a
    page that runs from right to left, x of a line does too.
    """

    letters: tuple[Letter, ...]
    page: int
    order: int
    x0: float
    x1: float
    tag: Tag | None = None
    left: float = 0.0
    right: float = 0.0
    counts: bool = False

    @cached_property
    def main(self) -> Letter:
        """The first letter of the size that most of the line has."""
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


def read_lines(letters: Iterable[Letter], page: int, tags: Mapping[int, Tag]) -> list[Line]:
    """Return the lines of a page in the order of its content, with their tags (by `mcid`)."""
    letters = list(letters)
    lines = [
        _line(_shifted(_logical(_unspread(group))), page, number, tags)
        for number, group in enumerate(_groups(letters, tags))
    ]
    if sum(map(_direction, letters)) < 0:
        lines = [replace(line, x0=-line.x1, x1=-line.x0) for line in lines]
    return list(_counting(_with_drop_caps(_stitched(lines))))


def _groups(letters: Iterable[Letter], tags: Mapping[int, Tag]) -> Iterator[list[Letter]]:
    """Yield the letters that go on from one to the next along a line, single spaces between."""
    current: list[Letter] = []
    for letter in letters:
        last = current[-1] if current else None
        if letter.is_space:
            if current and _parts_words(letter, current):
                current.append(letter._replace(text=" "))
            continue
        before = current[-2] if last is not None and last.is_space else last
        if before is not None and not _goes_on(current, before, letter, tags):
            yield current
            current = []
        elif before is not None and before is last and _is_far(current, letter):
            current.append(before._replace(text=" ", x0=before.x1, x1=letter.x0))
        current.append(letter)
    if current:
        yield current


def _parts_words(space: Letter, current: Sequence[Letter]) -> bool:
    """Return whether a space after letters parts words.

    Where PDFium ends a line, the place of the next letter tells that. A space that was painted
    after the letter that it stands before parts none.
    """
    last = current[-1]
    if last.is_space or space.text == LINE_END:
        return False
    is_before = space.x0 < space.x1 <= last.x0 + 0.1 * last.look.size
    return not is_before or any(_direction(letter) < 0 for letter in current[-4:])


def _goes_on(
    current: Sequence[Letter], last: Letter, letter: Letter, tags: Mapping[int, Tag]
) -> bool:
    """Return whether a letter stands on the line of the one before it."""
    one, two = last.look, letter.look
    small, size = sorted((one.size, two.size))
    if one.angle != two.angle or size > _MOST_SIZES * small or _are_apart(one, two, tags):
        return False
    from_right = _direction(letter) < 0 or _direction(last) < 0
    gap = _gap(current, letter) if from_right else letter.x0 - last.x1
    shift = abs(last.y - letter.y) / max(size, 1.0)
    if shift > _MOST_SHIFT or (shift > 0.3 and abs(gap) > 0.35 * size):
        return False
    widest = _WIDEST_WORD if _direction(letter) < 0 and shift < _LEAST_SHIFT else _WIDEST_SPACE
    # The letters of a ligature share one place.
    return -0.5 * size <= gap <= widest * size or (
        gap < 0 and letter.x0 >= last.x0 - 0.1 * size and not from_right
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


def _are_apart(one: Look, two: Look, tags: Mapping[int, Tag]) -> bool:
    """Return whether the tags have two letters in two blocks, or two cells of a row."""
    first, second = tags.get(one.mcid), tags.get(two.mcid)
    if first is None or second is None or first.label or second.label:
        return False
    return (first.element, first.cell) != (second.element, second.cell)


def _line(letters: Iterable[Letter], page: int, order: int, tags: Mapping[int, Tag]) -> Line:
    """Return letters as a line, with the tag of most; a marker's where nothing else stands."""
    kept = tuple(letters)
    kept = kept[:-1] if kept[-1].is_space else kept
    known = [tag for each in kept if not each.is_space and (tag := tags.get(each.look.mcid))]
    counted = Counter([tag for tag in known if not tag.label] or known)
    tag = counted.most_common(1)[0][0] if counted else None
    return Line(kept, page, order, min(one.x0 for one in kept), max(one.x1 for one in kept), tag)


def _direction(letter: Letter) -> int:
    """Return -1 for a letter of a script that runs from right to left, 1 for others, 0 for none."""
    if letter.text < "\u0590":
        return 1 if letter.text.isalpha() else 0
    return {"R": -1, "AL": -1, "L": 1}.get(unicodedata.bidirectional(letter.text[:1]), 0)


def _unspread(letters: Sequence[Letter]) -> list[Letter]:
    """Return letters without the gaps that spread the letters of a script that sets no spaces."""
    text = "".join(letter.text for letter in letters)
    gaps = {match.start() for match in _SPREAD.finditer(text)}
    return [letter for number, letter in enumerate(letters) if number not in gaps]


def _logical(letters: Sequence[Letter]) -> list[Letter]:
    """Return letters with stretches of right-to-left script in logical order.

    PDFium spells each word rightly, but gives the words of a line in the order of the page, and the
    letters of a ligature, which share one place, from left to right.
    """
    ways = [_direction(letter) for letter in letters]
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
    words = [list(same) for space, same in groupby(letters, lambda one: one.is_space) if not space]
    words.sort(key=lambda word: -max(letter.x1 for letter in word))
    for number, word in enumerate(words):
        if number:
            yield word[0]._replace(text=" ", x0=word[0].x1, x1=word[0].x1)
        for _, same in groupby(word, key=lambda letter: (letter.x0, letter.x1)):
            yield from reversed(list(same))


def _shifted(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Yield letters with raised and lowered numbers in Unicode's own signs."""
    counted = Counter(round(letter.y, 1) for letter in letters if not letter.is_space)
    base = counted.most_common(1)[0][0]
    size = max(letter.look.size for letter in letters if round(letter.y, 1) == base)
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


def _stitched(lines: Iterable[Line]) -> list[Line]:
    """Return lines with those put together that one baseline holds and the content has apart."""
    kept: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.angle, round(line.y), line.x0)):
        last = kept[-1] if kept else None
        if last is None or not _is_one_line(last, line):
            kept.append(line)
            continue
        is_wide = line.x0 - last.x1 > _NARROWEST_SPACE * line.size
        space = last.letters[-1]._replace(text=" ", x0=last.x1, x1=line.x0)
        kept[-1] = replace(
            line,
            letters=(*last.letters, *((space,) if is_wide else ()), *line.letters),
            order=min(last.order, line.order),
            x0=last.x0,
            x1=max(last.x1, line.x1),
            tag=line.tag if last.tag is None or last.tag.label else last.tag,
        )
    return sorted(kept, key=lambda line: line.order)


def _is_one_line(last: Line, line: Line) -> bool:
    small, size = sorted((last.size, line.size))
    if last.angle != line.angle or abs(last.y - line.y) > 0.12 * small or size > _DROP_CAP * small:
        return False
    if last.tag and line.tag and not last.tag.label and last.tag != line.tag:
        return False
    widest = _WIDEST_TAB if is_marker(last.text) else _WIDEST_STITCH
    return -0.3 * small <= line.x0 - last.x1 <= widest * small


def _with_drop_caps(lines: Sequence[Line]) -> list[Line]:
    """Return lines with a large first letter joined to the word beside its head.

    The lines beside it begin where it does, so that they are not taken for indented ones.
    """
    kept = list(lines)
    for cap in lines:
        if len(cap.text) > 2 or not cap.text.strip("“\"'‘").isalpha():
            continue
        beside = [line for line in kept if _is_beside(cap, line)]
        first = min(beside, key=lambda line: line.y, default=cap)
        stands_on_line = abs(first.y - cap.y) < 0.12 * first.size
        if not beside or (len(beside) < 2 and not stands_on_line):
            continue
        look = first.letters[0].look
        letters = [letter._replace(look=look, y=first.y) for letter in cap.letters]
        for line in beside:
            whole = (*letters, *line.letters) if line is first else line.letters
            kept[kept.index(line)] = replace(line, letters=whole, x0=cap.x0)
        kept.remove(cap)
    return kept


def _is_beside(cap: Line, line: Line) -> bool:
    is_near = cap.x0 - 1 <= line.x0 <= cap.x1 + cap.size
    top, foot = cap.y - 0.85 * cap.size, cap.y + 0.7 * line.size
    return cap.size > _DROP_CAP * line.size and is_near and top + line.size / 2 <= line.y <= foot


def _counting(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines that know whether their numbers count on at one indent, as those of lists do."""
    begins = [(line, _NUMBERED.match(line.text)) for line in lines]
    numbers = {(_indent(line), int(match[1])) for line, match in begins if match}
    for line, match in begins:
        near = {(_indent(line), int(match[1]) + step) for step in (-1, 1)} if match else set()
        yield replace(line, counts=True) if near & numbers else line


def _indent(line: Line) -> int:
    return round(line.x0 / _SAME_INDENT)
