"""What strevview puts in the place of parts of WeasyPrint 70.0.

Line breaking. WeasyPrint measures a text that a link or emphasis follows together with the space
before the link. Where the words fit the line to the point and the space does not,
`split_first_line` takes the first word for the only one that fits, and the line ends after it:
about one link in 150, seen in print as one word alone on a line. A space at the end of a line has
no width (CSS Text 3, 4.1.2), so the words are measured again without it.

Justified lines. WeasyPrint widens a line's spaces by what it lacks, and takes each stretch for so
much wider. But a space that is widened is shaped apart from the words, so that what a font moves
together across one is lost: a stretch of Hindi is drawn up to 4 pixels wider than it was laid out,
over the comma that follows. Its spaces are therefore widened by less.

The indent of a line from right to left. WeasyPrint adds it at the line's left and sets the line to
the right: it takes room, and nothing is indented. The line is moved by it.

The end of a line from right to left. WeasyPrint takes away the space there, and moves the last word
with all others, or moves none: a gap is left behind that word, and it runs into the margin.

A picture without a size of its own, such as a drawing with a `viewBox` alone, in a line from right
to left. WeasyPrint moves it to the right before it has given it a place, and fails.

Gradients in SVG pictures. WeasyPrint paints a gradient as a tile of 1 by 1, stretched over the
shape by the tile's matrix. poppler (Evince, Okular) draws a tile in its own size first, and of one
pixel nothing is left. Of a turned gradient the tile has the corners of two points alone, and may be
empty (WeasyPrint#2613). Here the tile is as large as the shape and some more, in the size it is
painted in. A gradient along a line has the line's own width, which WeasyPrint does not set either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any, TypeAlias

import pydyf
from weasyprint import svg as drawing
from weasyprint.draw import text as text_drawing
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline, replaced
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import line_size

# In CSS pixels.
_MUCH_WIDER = 0.1
Box = tuple[float, float, float, float]
# The renderer has no types: what it passes and returns is handed on as it is.
_Any: TypeAlias = Any
_Call: TypeAlias = Callable[..., Any]


def _split_first_line(
    original: _Call,
    text: str,
    style: _Any,
    *rest: _Any,
    **options: _Any,
) -> _Any:
    """Break a line before a link or emphasis as CSS has it."""
    line = original(text, style, *rest, **options)
    words, resume_index = text.rstrip(" "), line[2]
    if resume_index is None or words == text or style["white_space"] != "normal":
        return line
    first = text.encode()[:resume_index].decode().rstrip(" ")
    if " " in first or first == words:
        return line
    mended = original(words, style, *rest, **options)
    return mended if mended[2] is None else line


def _draw_first_line(original: _Call, stream: Stream, box: _Any, *rest: _Any) -> _Any:
    """Draw a stretch of a justified line as wide as it is laid out."""
    spaces = inline.count_expandable_spaces(box)
    if spaces and box.justification_spacing:
        layout = box.pango_layout
        drawn, _ = line_size(layout.get_first_line()[0], box.style)
        excess = drawn - box.width
        if abs(excess) > _MUCH_WIDER:
            layout.justification_spacing -= excess / spaces
            layout.set_text(layout.text, justify=True)
    return original(stream, box, *rest)


def _remove_last_whitespace(original: _Call, context: _Any, line: _Any) -> None:
    """Close the gap that the space leaves behind at the end of a line from right to left."""
    *around, last = _last_boxes(line)
    before = last.width if isinstance(last, TextBox) else 0
    original(context, line)
    gap = before - last.width if before and line.style["direction"] == "rtl" else 0
    if not gap:
        return
    if not last.pango_layout.first_line_direction % 2:
        for child in line.children:
            child.translate(dx=-gap, ignore_floats=True)
    for box in (*around[1:], last):
        box.position_x += gap


def _last_boxes(line: _Any) -> Iterator[_Any]:
    """Yield a line, its last box, the last box in that, and so on."""
    box = line
    yield box
    while isinstance(box, LineBox | InlineBox) and box.children:
        box = box.children[-1]
        yield box


def _size_inline_picture(original: _Call, box: _Any, *rest: _Any) -> None:
    """Give a picture in a line a place before its size, which is told from it."""
    box.position_x = 0
    original(box, *rest)


def _text_align(
    original: _Call,
    context: _Any,
    line: _Any,
    *rest: _Any,
    **options: _Any,
) -> float:
    """Indent a line of a block from right to left."""
    offset: float = original(context, line, *rest, **options)
    return offset + line.text_indent if line.style["direction"] == "rtl" else offset


def _draw_gradient(
    original: _Call,
    svg: _Any,
    node: _Any,
    *rest: _Any,
    stroke: bool,
) -> bool:
    """Paint a gradient that every PDF reader shows."""
    _, font_size, _ = rest
    tiles = svg.stream._resources["Pattern"]
    before = len(tiles)
    painted: bool = original(svg, node, *rest, stroke=stroke)
    if stroke:
        svg.stream.set_line_width(svg.length(node.get("stroke-width", "1px"), font_size))
    if len(tiles) > before:
        box = svg.calculate_bounding_box(node, font_size, stroke=True)
        _enlarge_tile(list(tiles.values())[-1], svg.stream.ctm, box)
    return painted


_CORRECTIONS: tuple[tuple[ModuleType, str, _Call], ...] = (
    (inline, "split_first_line", _split_first_line),
    (inline, "text_align", _text_align),
    (inline, "remove_last_whitespace", _remove_last_whitespace),
    (replaced, "inline_replaced_box_width_height", _size_inline_picture),
    (text_drawing, "draw_first_line", _draw_first_line),
    (drawing, "draw_gradient", _draw_gradient),
)


@contextmanager
def weasyprint_corrected() -> Iterator[None]:
    """Correct what WeasyPrint does wrong, within this context.

    Each function of `_CORRECTIONS` stands in the place of WeasyPrint's own, which it gets as its
    first argument; afterwards all are as they were.
    """
    originals = [getattr(module, name) for module, name, _ in _CORRECTIONS]
    for (module, name, mend), original in zip(_CORRECTIONS, originals, strict=True):
        setattr(module, name, partial(mend, original))
    try:
        yield
    finally:
        for (module, name, _), original in zip(_CORRECTIONS, originals, strict=True):
            setattr(module, name, original)


def _enlarge_tile(tile: Stream, to_parent: Matrix, shape: Box) -> None:
    """Make the tile of a gradient so large that it covers a shape once.

    `shape` is in the coordinates that the shape's own stream begins with.
    """
    a, b, c, d, e, f = tile.extra["Matrix"]
    stretched = Matrix(a, b, c, d, e, f)
    box = _with_room(_transformed(shape, to_parent))
    tile.extra["Matrix"] = pydyf.Array(Matrix().values)
    tile.extra["BBox"] = _corners(box)
    tile.extra["XStep"], tile.extra["YStep"] = box[2:]
    tile.set_matrix(*stretched.values)
    tile.stream.insert(0, tile.stream.pop())
    inner = _corners(_transformed(box, stretched.invert))
    for group in _groups_within(tile):
        group.extra["BBox"] = inner


def _groups_within(stream: Stream) -> Iterator[Stream]:
    for group in stream._resources["XObject"].values():
        yield group
        yield from _groups_within(group)


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
