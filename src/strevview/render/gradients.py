"""A mend of the renderer's gradients in SVG pictures, which some readers leave white.

WeasyPrint 70.0 paints a gradient as a tile of 1 by 1, stretched over the shape by the tile's
matrix. poppler (Evince, Okular) draws a tile in its own size first, and of one pixel nothing is
left. Of a turned gradient the tile has the corners of two points alone, and may be empty
(WeasyPrint#2613). Here the tile is as large as the shape and some more, in the size it is painted
in. A gradient along a line has the line's own width, which is not set either.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint import svg as drawing
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

Box = tuple[float, float, float, float]


@contextmanager
def mended_gradients() -> Iterator[None]:
    """Paint gradients for every reader while the context is open."""
    original = drawing.draw_gradient

    # Any: the renderer has no types, and what it passes and returns is handed on as it is.
    def draw_gradient(
        svg: Any,  # noqa: ANN401
        node: Any,  # noqa: ANN401
        gradient: Any,  # noqa: ANN401
        font_size: float,
        opacity: float,
        stroke: bool,
    ) -> bool:
        tiles = svg.stream._resources["Pattern"]
        before = len(tiles)
        painted: bool = original(svg, node, gradient, font_size, opacity, stroke)
        if stroke:
            width = svg.length(node.get("stroke-width", "1px"), font_size)
            svg.stream.set_line_width(width)
        if len(tiles) > before:
            box = svg.calculate_bounding_box(node, font_size, stroke=True)
            _enlarge(list(tiles.values())[-1], svg.stream.ctm, box)
        return painted

    drawing.draw_gradient = draw_gradient
    try:
        yield
    finally:
        drawing.draw_gradient = original


def _enlarge(tile: Stream, to_parent: Matrix, shape: Box) -> None:
    """Have a tile cover a shape once, in the coordinates that the shape's stream begins with."""
    a, b, c, d, e, f = tile.extra["Matrix"]
    stretched = Matrix(a, b, c, d, e, f)
    box = _with_room(_transformed(shape, to_parent))
    tile.extra["Matrix"] = pydyf.Array(Matrix().values)
    tile.extra["BBox"] = _corners(box)
    tile.extra["XStep"], tile.extra["YStep"] = box[2:]
    tile.set_matrix(*stretched.values)
    tile.stream.insert(0, tile.stream.pop())
    inner = _corners(_transformed(box, stretched.invert))
    for group in _groups(tile):
        group.extra["BBox"] = inner


def _groups(stream: Stream) -> Iterator[Stream]:
    for group in stream._resources["XObject"].values():
        yield group
        yield from _groups(group)


def _with_room(box: Box) -> Box:
    """Return a box with room around it, so that no edge shows the next tile."""
    x, y, width, height = box
    more_x, more_y = width / 4 + 1, height / 4 + 1
    return (x - more_x, y - more_y, width + 2 * more_x, height + 2 * more_y)


def _transformed(box: Box, matrix: Matrix) -> Box:
    x, y, width, height = box
    points = [
        matrix.transform_point(*point)
        for point in ((x, y), (x + width, y), (x, y + height), (x + width, y + height))
    ]
    lefts, tops = zip(*points, strict=True)
    return min(lefts), min(tops), max(lefts) - min(lefts), max(tops) - min(tops)


def _corners(box: Box) -> pydyf.Array:
    x, y, width, height = box
    return pydyf.Array((x, y, x + width, y + height))
