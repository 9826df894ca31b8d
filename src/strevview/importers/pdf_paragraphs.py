"""Lines to paragraphs: where one ends and the next begins, by their tags or by their places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from strevview.importers.blocks import Kind
from strevview.importers.pdf_columns import Placed
from strevview.importers.pdf_letters import SOFT_HYPHEN
from strevview.importers.pdf_lines import is_marker, is_sure_bullet
from strevview.importers.pdf_pictures import Shown

_ENDS_SENTENCE = re.compile(r"[.!?:。!?।…][\"”’')\]]*$")
_HYPHENS = ("-", "\u2010", SOFT_HYPHEN)
# In sizes of the letters.
_INDENT = 0.7
# In usual steps from line to line.
_WIDE_STEP = 1.28
_INSIDE_STEP = 2.2
# So many pictures, captions and notes may stand between the halves of a paragraph.
_MOST_BETWEEN = 8
# Tags may be wrong in so many of the places where the lines leave no doubt.
_MOST_WRONG, _FEWEST = 0.3, 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `links` are addresses of links that cover no words."""

    lines: tuple[Placed, ...]
    links: tuple[str, ...] = ()

    @property
    def first(self) -> Placed:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Placed:
        """Its last line."""
        return self.lines[-1]


class Steps:
    """The usual distance of two baselines, by the size of the letters, in points."""

    def __init__(self, pages: Iterable[Sequence[Placed]]) -> None:
        found: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for page in pages:
            for one, two in pairwise(page):
                size, step = round(one.line.size), two.line.y - one.line.y
                if size == round(two.line.size) and 0.8 * size < step < 2.2 * size:
                    found[size].append((step, len(one.line.text)))
        self._usual = {size: _lowest_common(steps) for size, steps in found.items()}

    def of(self, size: float) -> float:
        """Return the step of letters of a size."""
        return self._usual.get(round(size), 1.25 * size)


def _lowest_common(steps: Sequence[tuple[float, int]]) -> float:
    """Return the smallest of the steps below many letters: larger ones part paragraphs."""
    counted: Counter[int] = Counter()
    for step, letters in steps:
        counted[round(step)] += letters
    least = 0.3 * max(counted.values())
    low = min(step for step, number in counted.items() if number >= least)
    return median(step for step, _ in steps if round(step) == low)


def paragraphs_of(page: Sequence[Placed], steps: Steps) -> list[Paragraph]:
    """Return the paragraphs that the lines of a page make."""
    groups: list[list[Placed]] = []
    for placed in page:
        if groups and not _begins(groups[-1], placed, steps):
            groups[-1].append(placed)
        else:
            groups.append([placed])
    return [Paragraph(tuple(group)) for group in groups]


def _begins(group: Sequence[Placed], new: Placed, steps: Steps) -> bool:
    """Return whether a line begins a paragraph, after the lines that the last one has so far."""
    last = group[-1]
    one, two = last.line.tag, new.line.tag
    if one is not None and two is not None:
        label = one.label and two.kind is Kind.LIST_ENTRY and _same_row(last, new)
        return one.element != two.element and not label
    if one is not None and _same_row(last, new):
        return False
    return _begins_by_place(group, new, steps)


def _begins_by_place(group: Sequence[Placed], new: Placed, steps: Steps) -> bool:
    last = group[-1]
    one, two = last.line, new.line
    if one.angle != two.angle:
        return True
    if _same_row(last, new):
        # A marker and its text stand on one row; else these are the cells of a table.
        return not is_marker(one.text)
    step = two.y - one.y
    if step < 0 or two.x0 >= one.x1 or two.x1 <= one.x0:
        return not _goes_on(last, new)
    if _looks_differ(last, new) or marker_length(new):
        return True
    if step > _WIDE_STEP * steps.of(one.size):
        # A raised digit or a formula makes room for itself within a sentence.
        inside = is_unfinished(last) and two.text[:1].islower()
        return not inside or step > _INSIDE_STEP * steps.of(one.size)
    return _is_indented(group, new) or _ended_on_purpose(last, new)


def _same_row(last: Placed, new: Placed) -> bool:
    return abs(last.line.y - new.line.y) < 0.4 * max(last.line.size, new.line.size)


def _is_indented(group: Sequence[Placed], new: Placed) -> bool:
    """Return whether a line is indented as the first one of a paragraph, or no longer hangs."""
    last = group[-1]
    indent, least = new.line.x0 - last.line.x0, _INDENT * new.line.size
    if marker_length(group[0]):
        return len(group) > 1 and abs(indent) > least
    at_left = last.line.x0 - last.left < least / 2
    return indent > least and at_left and not _is_centred(last, new)


def _is_centred(*lines: Placed) -> bool:
    """Return whether lines have the same white on both sides."""
    sides = [(each.line.x0 - each.left, each.right - each.line.x1) for each in lines]
    return all(abs(before - after) < 1.5 for before, after in sides)


def _ended_on_purpose(last: Placed, new: Placed) -> bool:
    """Return whether a sentence ended its line although the next line's first word had room."""
    one, two = last.line, new.line
    first = list(takewhile(lambda letter: not letter.is_space, two.letters))
    word = max(letter.x1 for letter in first) - min(letter.x0 for letter in first)
    room = last.right - one.x1
    if one.text.endswith(_HYPHENS) or room < word + 1.2 * one.size:
        return False
    return bool(_ENDS_SENTENCE.search(one.text)) or (
        not two.text[:1].islower() and room > 0.3 * (last.right - last.left)
    )


def _looks_differ(last: Placed, new: Placed) -> bool:
    one, two = last.line, new.line
    if abs(one.size - two.size) > 0.06 * max(one.size, two.size):
        return True
    return one.bold != two.bold and not two.text[:1].islower()


def is_unfinished(last: Placed) -> bool:
    """Return whether a paragraph cannot end with a line."""
    return not _ENDS_SENTENCE.search(last.line.text)


def _goes_on(last: Placed, new: Placed) -> bool:
    """Return whether a line at the head of a column goes on with the one at the foot of another."""
    if _looks_differ(last, new) or marker_length(new):
        return False
    if last.line.text.endswith(_HYPHENS):
        return True
    if last.right - last.line.x1 > 0.25 * (last.right - last.left):
        return False
    if is_unfinished(last) or new.line.text[:1].islower():
        return True
    # Of lines that are spread to both edges only the last one of a paragraph ends before its edge.
    at_left = new.line.x0 - new.left < _INDENT * new.line.size / 2
    return last.justified and last.right - last.line.x1 < 1.0 and at_left


def marker_length(placed: Placed) -> int:
    """Return how many letters the marker at the beginning of a line has, with the space after it.

    A dash or a number is a marker only by its tag, before a gap that is wider than a space, or
    where it counts on from line to line; that of a bold line is a heading's.
    """
    letters, tag = placed.line.letters, placed.line.tag
    if is_sure_bullet(letters[0].text) and len(letters) > 1:
        return 2 if letters[1].is_space else 1
    end = next((n for n, letter in enumerate(letters[:6]) if letter.is_space), 0)
    if not end or not is_marker("".join(letter.text for letter in letters[:end])):
        return 0
    if tag is not None and tag.kind is Kind.LIST_ENTRY:
        return end + 1
    if placed.line.bold:
        return 0
    if placed.line.counted:
        return end + 1
    gaps = [
        two.x0 - one.x1
        for one, space, two in zip(letters, letters[1:], letters[2:], strict=False)
        if space.is_space
    ]
    usual = median(gaps[1:]) if len(gaps) > 1 else 0.0
    return end + 1 if gaps[0] > max(0.45 * placed.line.size, 1.4 * usual) else 0


def joined(things: Sequence[Paragraph | Shown]) -> Iterator[Paragraph | Shown]:
    """Yield things with the halves of paragraphs joined; what stood between them comes after.

    Columns, pages and pictures part paragraphs, and so do smaller notes and captions.
    """
    usual = _usual_size(things)
    taken: set[int] = set()
    for number, thing in enumerate(things):
        if number in taken:
            continue
        whole, at = thing, number
        while isinstance(whole, Paragraph):
            found = _rest(things, at, whole, usual)
            rest = things[found] if found is not None else None
            if found is None or not isinstance(rest, Paragraph):
                break
            whole = Paragraph((*whole.lines, *rest.lines), (*whole.links, *rest.links))
            taken.add(found)
            at = found
        yield whole


def _usual_size(things: Iterable[Paragraph | Shown]) -> float:
    """Return the size of most letters of the text, in points."""
    counted: Counter[float] = Counter()
    for thing in things:
        for placed in thing.lines if isinstance(thing, Paragraph) else ():
            counted[placed.line.size] += len(placed.line.text)
    return counted.most_common(1)[0][0] if counted else 0.0


def _rest(
    things: Sequence[Paragraph | Shown], at: int, whole: Paragraph, usual: float
) -> int | None:
    """Return where a paragraph goes on, by number; `usual` is the size of the running text."""
    running = bool(whole.lines) and abs(whole.last.line.size - usual) <= 0.05 * usual
    for number in range(at + 1, min(at + 2 + _MOST_BETWEEN, len(things))):
        thing = things[number]
        if isinstance(thing, Shown):
            continue
        if not whole.lines or not thing.lines:
            return None
        if _is_second_half(whole, thing, between=number > at + 1):
            return number
        aside = thing.first.line.size < 0.95 * usual
        if not (running and aside and is_unfinished(whole.last)):
            return None
    return None


def _is_second_half(whole: Paragraph, new: Paragraph, between: bool) -> bool:
    one, two = whole.last.line, new.first.line
    if one.angle or two.angle:
        return False
    if one.tag is not None and two.tag is not None:
        if one.tag.kind is not two.tag.kind or one.tag.cell or two.tag.cell:
            return False
        if one.tag.goes_on and two.tag.began and one.page < two.page:
            return True
    below = one.page == two.page and two.y > one.y and two.x0 < one.x1
    if below and not between:
        # Whoever set these lines under each other as two paragraphs has told so.
        return False
    if between and not is_unfinished(whole.last):
        return False
    return _goes_on(whole.last, new.first)


def tags_agree(pages: Iterable[Sequence[Placed]], steps: Steps) -> bool:
    """Return whether the tags part lines where lines surely part, and not where they go on.

    A line surely goes on with the next one if no white parts them, its sentence has no end and the
    next begins with a small letter; lines surely part at a gap between two sentences.
    """
    going_on = parted = wrong_parts = wrong_joins = 0
    for one, two in (pair for page in pages for pair in pairwise(page)):
        if one.line.tag is None or two.line.tag is None or one.line.size != two.line.size:
            continue
        same = one.line.tag.element == two.line.tag.element
        step = (two.line.y - one.line.y) / steps.of(one.line.size)
        small = two.line.text[:1].islower()
        if small and is_unfinished(one) and 0.5 < step < _WIDE_STEP and one.left == two.left:
            going_on += 1
            wrong_parts += not same
        elif step > 1.5 and not is_unfinished(one) and two.line.text[:1].isupper():
            parted += 1
            wrong_joins += same
    return not (_is_much(wrong_parts, going_on) or _is_much(wrong_joins, parted))


def _is_much(wrong: int, of: int) -> bool:
    return wrong >= _FEWEST and wrong > _MOST_WRONG * of
