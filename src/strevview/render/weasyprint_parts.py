"""What strevview puts in the place of parts of WeasyPrint 70.0.

The URL fetcher. WeasyPrint's only door to the outside opens onto `Resources` and nothing else.

The font configuration. WeasyPrint's own begins with the fonts and the fontconfig files of the
machine: a letter that the style's fonts lack then comes from whatever the machine has, and the same
issue has other bytes, and other looks, elsewhere. `StyleFonts` begins empty. It also starts three
times as fast. An `@font-face` rule with a `unicode-range` is loaded for the issues alone that have
a character in that range, as CSS Fonts 4, 4.5 has it: a font of ten thousand Chinese characters
costs 30 to 50 ms to load.

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

import logging
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir
from types import ModuleType
from typing import Any, TypeAlias
from urllib.request import Request
from uuid import uuid4

import pydyf
from weasyprint import svg as drawing
from weasyprint.draw import text as text_drawing
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline, replaced
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import line_size
from weasyprint.urls import URLFetcher, URLFetcherResponse

from strevview.render.resources import Resources

# The one function that WeasyPrint does not declare, for it never begins with an empty FcConfig.
ffi.cdef("FcConfig * FcConfigCreate (void);", override=True)
# In CSS pixels.
_MUCH_WIDER = 0.1
_SPACES = frozenset(map(ord, " \u00a0"))
Box = tuple[float, float, float, float]
# The renderer has no types: what it passes and returns is handed on as it is.
_Any: TypeAlias = Any
_Call: TypeAlias = Callable[..., Any]


class _Response(URLFetcherResponse):  # type: ignore[misc]
    """A response held in memory.

    It has no path: the renderer would read a picture's file again by its path when it writes the
    PDF, past the fetcher and perhaps after the file has changed.
    """

    @property
    def path(self) -> None:
        """No file stands behind it."""
        return


class ResourceFetcher(URLFetcher):  # type: ignore[misc]
    """Answer the renderer from `Resources`.

    The handlers of the base class (HTTP, FTP, files, proxies) are never installed, so that no
    path through it can reach the network. A refusal is an ordinary exception: the renderer goes
    on without the resource, all refusals of a document come out in one run, and the build fails
    on their diagnostics.
    """

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._fail_on_errors = False

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the answer to `url`; raise `ResourceRefusedError` when there is none."""
        del headers
        resource = self._resources.read(url)
        return _Response(resource.url, resource.data, {"Content-Type": resource.media_type})

    def open(
        self, url: str | Request, data: object = None, timeout: object = None
    ) -> URLFetcherResponse:
        """Answer a URL or a request as `fetch` does."""
        del data, timeout
        return self.fetch(url if isinstance(url, str) else url.full_url)


@dataclass(frozen=True, slots=True, eq=False)
class FontFace:
    """An `@font-face` rule, parsed: its descriptors, and who fetches its file."""

    descriptors: Mapping[str, Any]
    fetcher: URLFetcher

    def is_needed_for(self, codepoints: Iterable[int]) -> bool:
        """Return whether a text with these characters needs the face; spaces alone need none."""
        ranges = self.descriptors.get("unicode_range")
        if not ranges:
            return True
        seen = set(codepoints) - _SPACES
        return any(one.start <= codepoint <= one.end for codepoint in seen for one in ranges)


@dataclass(slots=True)
class FontFaces:
    """Stands in for a font configuration while CSS is parsed: keeps the rules, loads nothing."""

    faces: list[FontFace] = field(default_factory=list)

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: URLFetcher) -> None:
        """Keep one rule."""
        self.faces.append(FontFace(rule_descriptors, url_fetcher))


class StyleFonts(FontConfiguration):  # type: ignore[misc]
    """The fonts of some `@font-face` rules, in an otherwise empty fontconfig."""

    def __init__(self, faces: Iterable[FontFace]) -> None:
        # WeasyPrint's own removal, in a destructor, may not run when Python ends. A signal may come
        # at any moment: that the folder is to go is noted before it is there.
        self._folder = Path(gettempdir(), f"strevview-fonts-{uuid4().hex}")
        weakref.finalize(self, rmtree, self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700)
        self._config = fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(
            ffi.cast("PangoFcFontMap *", self.font_map), self._config
        )
        # The font map holds a reference of its own.
        fontconfig.FcConfigDestroy(self._config)
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}
        for face in faces:
            super().add_font_face(face.descriptors, face.fetcher)

    @property
    def is_empty(self) -> bool:
        """Whether no face was loaded; the layout engine crashes the process on text without any."""
        fonts = fontconfig.FcConfigGetFonts(self._config, fontconfig.FcSetApplication)
        return bool(fonts == ffi.NULL or fonts.nfont == 0)

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: URLFetcher) -> None:
        """Refuse a font that a picture or the HTML brings along.

        It would stay for the issues rendered after this one.
        """
        del url_fetcher
        logging.getLogger("weasyprint").error(
            "Font-face %r stands in a picture or in the HTML, and only a style names fonts",
            rule_descriptors["font_family"],
        )


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
