"""The lines of all pages in reading order, with what a line must know of its surroundings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from strevview.importers.pdf.columns import Column, read_columns
from strevview.importers.pdf.letters import Box
from strevview.importers.pdf.lines import Line
from strevview.importers.pdf.tags import PageTags, Tag

# Where so much of a page is tagged, the tags tell the order.
_MOSTLY_TAGGED = 0.8
# In points.
_SAME_EDGE = 6.0
_FEW_LINES = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the edges of its column (points from the left), and its tag.

    `justified` where the lines of its column are spread to both edges. `reach` is how far to the
    right a line of its own block may go, which is less than the column where a block is indented.
    """

    line: Line
    left: float
    right: float
    tag: Tag | None
    justified: bool = False
    reach: float = float("inf")


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a file: the size of its text, and the step from line to line by size."""

    size: float
    bold: bool
    steps: dict[float, float]

    def step(self, size: float) -> float:
        """Return the usual distance of two baselines for letters of a size, in points."""
        return self.steps.get(round(size), 1.25 * size)


def placed_lines(
    lines: Sequence[Line], tags: PageTags, obstacles: Sequence[Box] = ()
) -> tuple[Placed, ...]:
    """Return the lines of a page in reading order.

    The order is that of the tags where they know most of the page, else that of the content where
    no line jumps up within a column, else that of the places. `obstacles` are the pictures that
    text may run around.
    """
    upright = [line for line in lines if not line.turned]
    columns = read_columns(upright)
    column_of = {id(line): column for column in columns for line in column.lines}
    by_place = [line for column in columns for line in column.lines]
    turned = [line for line in lines if line.turned]
    ordered = _ordered(upright, by_place, column_of, tags)
    placed = []
    for line in (*ordered, *turned):
        column = column_of.get(id(line))
        left, right = (column.left, column.right) if column else (line.x0, line.x1)
        for x0, top, x1, bottom in obstacles:
            if top < line.y and bottom > line.top:
                left = max(left, x1) if x1 <= line.x0 else left
                right = min(right, x0) if x0 >= line.x1 else right
        justified = column is not None and column.justified
        placed.append(Placed(line, left, right, _tag_of(line, tags), justified))
    return tuple(placed)


def with_common_edges(pages: Sequence[Sequence[Placed]]) -> list[tuple[Placed, ...]]:
    """Return lines of columns too short to show their width with the width that others show.

    Else a line that stands alone would seem to fill its column.
    """
    widest: dict[int, float] = {}
    for placed in (placed for page in pages for placed in page):
        key = round(placed.left / _SAME_EDGE)
        widest[key] = max(widest.get(key, 0.0), placed.right)
    changed = []
    for page in pages:
        lines = Counter((placed.left, placed.right) for placed in page)
        lefts = sorted({placed.left for placed in page})
        changed.append(
            tuple(
                placed
                if lines[placed.left, placed.right] > _FEW_LINES
                else _widened(placed, widest[round(placed.left / _SAME_EDGE)], lefts)
                for placed in page
            )
        )
    return changed


def _widened(placed: Placed, right: float, lefts: Sequence[float]) -> Placed:
    """Return a line whose column reaches further, but not into the next one beside it."""
    most = next((left for left in lefts if left > placed.right), float("inf"))
    return replace(placed, right=max(placed.right, min(right, most)))


def with_reach(page: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return lines that know how far the indented blocks reach that they stand in."""
    changed: list[Placed] = []
    block: list[Placed] = []
    for placed in page:
        if block and not _in_block(block[-1], placed):
            changed += _reaching(block)
            block = []
        block.append(placed)
    return (*changed, *_reaching(block))


def _in_block(last: Placed, placed: Placed) -> bool:
    one, two = last.line, placed.line
    size = max(one.size, two.size, 1.0)
    same = abs(one.x0 - two.x0) < 1.0 and last.left == placed.left
    return same and 0 < two.y - one.y < 2 * size


def _reaching(block: Sequence[Placed]) -> Sequence[Placed]:
    if len(block) < 2 or block[0].line.x0 - block[0].left < block[0].line.size:
        return block
    reach = max(placed.line.x1 for placed in block)
    return [replace(placed, reach=reach) for placed in block]


def measures_of(pages: Iterable[Sequence[Placed]]) -> Measures:
    """Return what is usual in the lines of all pages."""
    letters: Counter[tuple[float, bool]] = Counter()
    steps: defaultdict[float, list[float]] = defaultdict(list)
    for page in pages:
        for placed in page:
            letters[placed.line.size, placed.line.bold] += len(placed.line.text)
        for one, two in pairwise(page):
            step = two.line.y - one.line.y
            rounded = round(one.line.size)
            if rounded == round(two.line.size) and 0.8 * rounded < step < 2.2 * rounded:
                steps[rounded].append(round(step, 1))
    if not letters:
        return Measures(10.0, False, {})
    size, bold = letters.most_common(1)[0][0]
    usual = {size: _usual_step(found) for size, found in steps.items() if len(found) > 2}
    return Measures(size, bold, usual)


def _usual_step(found: Sequence[float]) -> float:
    """Return the step that is usual, the smaller one of two: gaps part paragraphs."""
    counted = Counter(round(step) for step in found)
    most = max(counted.values())
    low = min(step for step, number in counted.items() if number >= 0.3 * most)
    return median_low(step for step in found if round(step) == low)


def _tag_of(line: Line, tags: PageTags) -> Tag | None:
    """Return the tag of most of a line's letters; a marker's own tag only where nothing else is."""
    counted: Counter[Tag] = Counter()
    for piece in line.pieces:
        tag = tags.tags.get(piece.source.mcid)
        if tag is not None and not piece.is_space:
            counted[tag] += len(piece.text) if tag.label else 1000 * len(piece.text)
    return counted.most_common(1)[0][0] if counted else None


def _ordered(
    lines: Sequence[Line],
    by_place: list[Line],
    column_of: dict[int, Column],
    tags: PageTags,
) -> list[Line]:
    total = sum(len(line.text) for line in lines)
    known = [line for line in lines if _order_in(line, tags) is not None]
    if total and sum(len(line.text) for line in known) >= _MOSTLY_TAGGED * total:
        return _by_tags(by_place, tags)
    by_content = sorted(lines, key=lambda line: line.order)
    return by_content if _is_in_order(by_content, column_of) else by_place


def _is_in_order(lines: Sequence[Line], column_of: dict[int, Column]) -> bool:
    """Return whether lines go down each column once, and never back to the left."""
    left: set[int] = set()
    for one, two in pairwise(lines):
        here, there = column_of[id(one)], column_of[id(two)]
        if here is not there:
            left.add(id(here))
        up = two.y < one.y - 0.5 * max(one.size, 1.0)
        if id(there) in left or (up and (here is there or two.x0 < one.x0)):
            return False
    return True


def _order_in(line: Line, tags: PageTags) -> int | None:
    orders = [
        tags.order[piece.source.mcid] for piece in line.pieces if piece.source.mcid in tags.order
    ]
    return min(orders) if orders else None


def _by_tags(by_place: Sequence[Line], tags: PageTags) -> list[Line]:
    """Return lines in the tags' order; one without a tag follows the line above it."""
    keys: list[tuple[int, int, int]] = []
    last = -1
    for number, line in enumerate(by_place):
        order = _order_in(line, tags)
        if order is not None:
            last = order
        # Lines of one stretch keep the order of their places.
        keys.append((last, 0 if order is not None else 1, number))
    return [by_place[key[2]] for key in sorted(keys)]
