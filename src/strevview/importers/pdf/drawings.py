"""Drawings: clusters of paths that make a picture, not the rules and grounds of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from strevview.importers.pdf.boxes import area, around
from strevview.importers.pdf.letters import Box, PageSize
from strevview.importers.pdf.lines import Line
from strevview.importers.pdf.objects import Drawn
from strevview.importers.pdf.opening import Handle

# In points: how far the parts of a drawing may be apart, and what is no more than a rule.
_CELL = 14.0
_THIN = 3.0
_FEWEST_PARTS = 5
_FEWEST_SIZES = 3
_SMALLEST_AREA = 40.0 * 60.0
# Of a drawing's area: more words than that make it a table or a box of text.
_MOST_WORDS = 0.35
_MOST_SEGMENTS = 400
_GROUND = 0.5
_MOST_CELLS = 400
# Paths times lines: with more, a page is a plan or a map, and no picture of it is looked for.
_MOST_PAIRS = 3_000_000

_LINE_TO, _CURVE_TO, _MOVE_TO = 0, 1, 2


def drawings(paths: Sequence[Drawn], lines: Sequence[Line], size: PageSize) -> Iterator[Box]:
    """Yield the places of drawings.

    A drawing has several shapes that are no rules, of different sizes or with slanting or curved
    sides, close together, and few words among them. Borders and grounds of tables and of boxes of
    text are none.
    """
    if len(paths) * len(lines) > _MOST_PAIRS:
        return
    parts = [path for path in paths if _may_belong(path, lines, size)]
    for group in _clusters([part.box for part in parts]):
        found = [parts[number] for number in group]
        box = around([part.box for part in found])
        if area(box) >= _SMALLEST_AREA and _is_drawing(found, box, lines):
            yield box


def _may_belong(path: Drawn, lines: Sequence[Line], size: PageSize) -> bool:
    """Return whether a path may be part of a drawing: no ground of a page or of text."""
    box = path.box
    if area(box) > _GROUND * size.width * size.height:
        return False
    if box[2] <= 0 or box[3] <= 0 or box[0] >= size.width or box[1] >= size.height:
        return False
    wide = box[2] - box[0]
    if wide < 0.3 * size.width or box[3] - box[1] < _THIN:
        return True
    return not any(_lies_on(line, box) and line.x1 - line.x0 > 0.5 * wide for line in lines)


def _lies_on(line: Line, box: Box) -> bool:
    middle = line.y - 0.3 * line.size
    return line.x0 >= box[0] - 1 and line.x1 <= box[2] + 1 and box[1] <= middle <= box[3]


def _clusters(boxes: Sequence[Box]) -> list[list[int]]:
    """Return boxes, by number, in groups that are near each other.

    The page is a grid of cells: boxes that share a cell or have neighbouring ones belong together.
    """
    owner: dict[tuple[int, int], int] = {}
    parent = list(range(len(boxes)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for number, box in enumerate(boxes):
        for cell in _cells(box):
            parent[root(number)] = root(owner.setdefault(cell, number))
    groups: dict[int, list[int]] = {}
    for number in range(len(boxes)):
        groups.setdefault(root(number), []).append(number)
    return list(groups.values())


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    """Yield the cells of a box; of a large one only those along its sides."""
    left, top, right, bottom = (int(side // _CELL) for side in box)
    across, down = range(left, right + 2), range(top, bottom + 2)
    if len(across) * len(down) <= _MOST_CELLS:
        yield from ((column, row) for column in across for row in down)
        return
    yield from ((column, row) for column in across for row in (top, bottom + 1))
    yield from ((column, row) for column in (left, right + 1) for row in down)


def _is_drawing(parts: Sequence[Drawn], box: Box, lines: Sequence[Line]) -> bool:
    shapes = [part for part in parts if not _is_rule(part.box)]
    inside = [line for line in lines if _lies_on(line, box)]
    words = sum((line.x1 - line.x0) * line.size for line in inside)
    if words > _MOST_WORDS * area(box):
        return False
    slanting = sum(_slants(part.handle) for part in parts[:_MOST_SEGMENTS])
    if slanting >= _FEWEST_PARTS or (slanting and len(parts) >= _FEWEST_PARTS):
        return True
    sizes = {round(part.box[3] - part.box[1]) for part in shapes}
    return len(shapes) >= _FEWEST_PARTS and len(sizes) >= _FEWEST_SIZES


def _is_rule(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) < _THIN


def _slants(path: Handle) -> bool:
    """Return whether a path has a curve or a side that is neither level nor upright."""
    import ctypes

    import pypdfium2.raw as pdfium

    number = min(max(pdfium.FPDFPath_CountSegments(path), 0), _MOST_SEGMENTS)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[int, float, float]] = []
    for index in range(number):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == _CURVE_TO:
            return True
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            points.append((kind, x.value, y.value))
    return any(
        kind == _LINE_TO and abs(b - d) > 0.5 and abs(a - c) > 0.5
        for (_, a, b), (kind, c, d) in pairwise(points)
    )
