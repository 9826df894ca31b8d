"""Lines to paragraphs: where one ends and the next begins, by their tags or by their places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median
from typing import TypeAlias

from strevview.importers.blocks import Kind
from strevview.importers.pdf_letters import SOFT_HYPHEN
from strevview.importers.pdf_lines import Line, is_marker, is_sure_bullet
from strevview.importers.pdf_pictures import Shown

_ENDS_SENTENCE = re.compile(r"[.!?:。!?।…][\"”’')\]]*$")
_HYPHENS = ("-", "\u2010", SOFT_HYPHEN)
# In sizes of the letters.
_INDENT = 0.7
_USUAL_STEP = 1.25
# In usual steps from line to line.
_WIDE_STEP = 1.28
_INSIDE_STEP = 2.2
# So many pictures, captions and notes may stand between the halves of a paragraph.
_MOST_BETWEEN = 8
# Tags may make so many paragraphs, or so many times more or fewer than places do.
_FEW_PARAGRAPHS, _MOST_TIMES = 4, 3

# The usual distance of two baselines by the rounded size of the letters, both in points.
Steps: TypeAlias = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `links` are addresses of links that cover no words."""

    lines: tuple[Line, ...]
    links: tuple[str, ...] = ()

    @property
    def size(self) -> float:
        """The size of most of its letters in points."""
        return most_common_size(self.lines)


def most_common_size(lines: Iterable[Line]) -> float:
    """Return the size that most letters of some lines have, in points; 0 without lines."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[line.size] += len(line.text)
    return counted.most_common(1)[0][0] if counted else 0.0


def usual_steps(pages: Iterable[Sequence[Line]]) -> Steps:
    """Return the smallest step below many letters of a size: larger ones part paragraphs."""
    found: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, two in (pair for page in pages for pair in pairwise(page)):
        size, step = round(one.size), two.y - one.y
        if size == round(two.size) and 0.8 * size < step < 2.2 * size:
            found[size].append((step, len(one.text)))
    return {size: _lowest_common(steps) for size, steps in found.items()}


def _lowest_common(steps: Sequence[tuple[float, int]]) -> float:
    counted: Counter[int] = Counter()
    for step, letters in steps:
        counted[round(step)] += letters
    least = 0.3 * max(counted.values())
    low = min(step for step, number in counted.items() if number >= least)
    return median(step for step, _ in steps if round(step) == low)


def _step(one: Line, two: Line, steps: Steps) -> float:
    """Return how far a line is below another, in usual steps."""
    return (two.y - one.y) / steps.get(round(one.size), _USUAL_STEP * one.size)


def paragraphs_of(page: Iterable[Line], steps: Steps) -> list[Paragraph]:
    """Return the paragraphs that the lines of a page make."""
    groups: list[list[Line]] = []
    for line in page:
        if groups and not _begins(groups[-1], line, steps):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Paragraph(tuple(group)) for group in groups]


def _begins(group: Sequence[Line], new: Line, steps: Steps) -> bool:
    """Return whether a line begins a paragraph, after the lines that the last one has so far."""
    last = group[-1]
    one, two = last.tag, new.tag
    if one is not None and two is not None:
        return one.element != two.element
    if last.angle != new.angle:
        return True
    if abs(last.y - new.y) < 0.4 * max(last.size, new.size):
        # A marker and its text stand on one row; else these are the cells of a table.
        return one is None and not is_marker(last.text)
    if new.y < last.y or new.x0 >= last.x1 or new.x1 <= last.x0:
        return not _goes_on(last, new)
    if _looks_differ(last, new) or marker_length(new):
        return True
    if (step := _step(last, new, steps)) > _WIDE_STEP:
        # A raised digit or a formula makes room for itself within a sentence.
        inside = _is_unfinished(last) and new.text[:1].islower()
        return not inside or step > _INSIDE_STEP
    return _is_indented(group, new) or _ended_on_purpose(last, new)


def _is_indented(group: Sequence[Line], new: Line) -> bool:
    """Return whether a line is indented as the first one of a paragraph, or no longer hangs."""
    last = group[-1]
    indent, least = new.x0 - last.x0, _INDENT * new.size
    if marker_length(group[0]):
        return len(group) > 1 and abs(indent) > least
    is_centred = all(abs((one.x0 - one.left) - (one.right - one.x1)) < 1.5 for one in (last, new))
    return indent > least and last.x0 - last.left < least / 2 and not is_centred


def _ended_on_purpose(last: Line, new: Line) -> bool:
    """Return whether a sentence ended its line although the next line's first word had room."""
    first = list(takewhile(lambda letter: not letter.is_space, new.letters))
    word = max(letter.x1 for letter in first) - min(letter.x0 for letter in first)
    room = last.right - last.x1
    if last.text.endswith(_HYPHENS) or room < word + 1.2 * last.size:
        return False
    return not _is_unfinished(last) or (
        not new.text[:1].islower() and room > 0.3 * (last.right - last.left)
    )


def _looks_differ(last: Line, new: Line) -> bool:
    if abs(last.size - new.size) > 0.06 * max(last.size, new.size):
        return True
    return last.bold != new.bold and not new.text[:1].islower()


def _is_unfinished(last: Line) -> bool:
    """Return whether a paragraph cannot end with a line."""
    return not _ENDS_SENTENCE.search(last.text)


def _goes_on(last: Line, new: Line) -> bool:
    """Return whether a line at the head of a column goes on with the one at the foot of another."""
    if _looks_differ(last, new) or marker_length(new):
        return False
    if last.text.endswith(_HYPHENS):
        return True
    if last.right - last.x1 > 0.25 * (last.right - last.left):
        return False
    return _is_unfinished(last) or new.text[:1].islower()


def marker_length(line: Line) -> int:
    """Return how many letters the marker at the beginning of a line has, with the space after it.

    A dash or a number is a marker only by its tag, before a gap that is wider than a space, or
    where it counts on from line to line; that of a bold line is a heading's.
    """
    letters = line.letters
    if is_sure_bullet(letters[0].text) and len(letters) > 1:
        return 2 if letters[1].is_space else 1
    end = next((n for n, letter in enumerate(letters[:6]) if letter.is_space), 0)
    if not end or not is_marker("".join(letter.text for letter in letters[:end])):
        return 0
    if line.tag is not None and line.tag.kind is Kind.LIST_ENTRY:
        return end + 1
    if line.bold or line.counts:
        return 0 if line.bold else end + 1
    triples = zip(letters, letters[1:], letters[2:], strict=False)
    gaps = [two.x0 - one.x1 for one, space, two in triples if space.is_space]
    usual = median(gaps[1:]) if len(gaps) > 1 else 0.0
    return end + 1 if gaps[0] > max(0.45 * line.size, 1.4 * usual) else 0


def joined(things: Iterable[Paragraph | Shown], usual: float) -> list[Paragraph | Shown]:
    """Return things with the halves of paragraphs joined; what stood between them comes after.

    Columns, pages and pictures part paragraphs, and so do notes and captions, whose letters are
    smaller than the `usual` ones.
    """
    found: list[Paragraph | Shown] = []
    for thing in things:
        at = _first_half(found, thing, usual) if isinstance(thing, Paragraph) else None
        half = None if at is None else found[at]
        if at is None or not isinstance(half, Paragraph) or not isinstance(thing, Paragraph):
            found.append(thing)
        else:
            found[at] = Paragraph((*half.lines, *thing.lines), (*half.links, *thing.links))
    return found


def _first_half(found: Sequence[Paragraph | Shown], new: Paragraph, usual: float) -> int | None:
    """Return the number of the paragraph that another goes on with, None where it begins anew."""
    for number in range(len(found) - 1, max(len(found) - 2 - _MOST_BETWEEN, -1), -1):
        thing = found[number]
        if isinstance(thing, Shown):
            continue
        if not thing.lines or not new.lines:
            return None
        is_between = number < len(found) - 1
        if _is_second_half(thing.lines, new.lines[0], is_between):
            return number
        if thing.size > 0.95 * usual or new.size < 0.95 * usual or new.size > 1.05 * usual:
            return None
    return None


def _is_second_half(lines: Sequence[Line], new: Line, is_between: bool) -> bool:
    """Return whether a line goes on with the lines of a paragraph, after others or at once."""
    last = lines[-1]
    one, two = last.tag, new.tag
    if last.angle or new.angle:
        return False
    if one is not None and two is not None and (one.kind is not two.kind or one.cell or two.cell):
        return False
    if is_between:
        return _is_unfinished(last) and _goes_on(last, new)
    if last.page == new.page and new.y > last.y and new.x0 < last.x1:
        # Whoever set two lines under each other as two paragraphs has told so.
        return False
    # Of lines that are spread to both edges only the last one of a paragraph ends before its edge.
    is_spread = len(lines) > 2 and all(line.right - line.x1 < 1.0 for line in lines)
    at_left = new.x0 - new.left < _INDENT * new.size / 2
    return _goes_on(last, new) or (is_spread and at_left and not _looks_differ(last, new))


def tags_agree(pages: Iterable[Sequence[Line]], steps: Steps) -> bool:
    """Return whether the tags make of some lines about as many paragraphs as their places do.

    Some programs tag each line as a paragraph, or all of them as one. Tables are left aside.
    """
    told = shown = 0
    for page in pages:
        lines = [line for line in page if line.tag is not None and not line.tag.cell]
        told += len(paragraphs_of(lines, steps))
        shown += len(paragraphs_of([replace(line, tag=None) for line in lines], steps))
    few, many = sorted((told, shown))
    return many <= max(_FEW_PARAGRAPHS, _MOST_TIMES * few)
