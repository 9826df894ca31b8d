"""The letters of a page with their places and looks, as PDFium gives them.

PDFium reads `ToUnicode`, takes apart ligatures, obeys `/ActualText` and puts the letters into
logical order; where a program set a gap and no space, it gives a space of its own.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from strevview.importers.pdf.opening import Handle
from strevview.importers.pdf.sources import Source, read_source

# Left, top, right and bottom in points; y runs downwards.
Box: TypeAlias = tuple[float, float, float, float]

# What PDFium puts in the place of a hyphen that ends a line.
_LINE_END_HYPHEN = "\x02"
SOFT_HYPHEN = "\u00ad"
UNNAMED = "\ufffd"
_NOTHING = "\x7f\ufeff\ufffe\uffff\x00"


class Piece(NamedTuple):
    """Letters of one look side by side, or a space.

    In points from the page's upper left corner as it is looked at; y runs downwards. `x0` to `x1`
    is what they take of the line, `top` to `bottom` the height of their font, `y` the baseline.
    `address` is where a link on them leads, as in a `Run`.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    y: float
    source: Source
    address: str | None = None

    @property
    def is_space(self) -> bool:
        """Whether it only parts words."""
        return self.text.isspace()


class PageSize(NamedTuple):
    """How large a page is in points, as it is looked at."""

    width: float
    height: float


class Placing(NamedTuple):
    """Where a point of a PDF's page is on the page as it is looked at (`/Rotate`, `/CropBox`)."""

    left: float
    bottom: float
    size: PageSize
    quarters: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point in points from the upper left corner."""
        x, y = x - self.left, y - self.bottom
        width, height = self.size
        match self.quarters:
            case 0:
                return x, height - y
            case 1:
                return y, x
            case 2:
                return width - x, y
            case _:
                return width - y, height - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return a box as left, top, right, bottom."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def placing_of(page: Handle) -> Placing:
    """Return how a page is placed before its reader."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    left, bottom, _, _ = page.get_bbox()
    return Placing(left, bottom, PageSize(width, height), pdfium.FPDFPage_GetRotation(page))


def read_letters(text_page: Handle, placing: Placing) -> Iterator[Piece | None]:
    """Yield the letters of a page in the order of its content; None where PDFium ends a line.

    A letter that its font does not name is U+FFFD.
    """
    import pypdfium2.raw as pdfium

    unicode_of, object_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    box_of, origin_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    is_unnamed = pdfium.FPDFText_HasUnicodeMapError
    handle = text_page.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_by, x_by, y_by = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    upright = placing.quarters == 0
    from_left, from_top = placing.left, placing.bottom + placing.size.height
    sources: dict[int, Source] = {}
    source, high = Source(), ""
    for index in range(text_page.count_chars()):
        character = chr(unicode_of(handle, index))
        if character in "\r\n":
            yield None
            continue
        if "\ud800" <= character <= "\udbff":
            high = character
            continue
        text_object = object_of(handle, index)
        if text_object:
            address = ctypes.addressof(text_object.contents)
            if address not in sources:
                sources[address] = read_source(text_object, handle, index, placing.quarters)
            source = sources[address]
        if is_unnamed(handle, index) == 1:
            character = UNNAMED
        elif not " " <= character < "\x7f":
            character = _printed(character, high, source)
            if not character:
                continue
        box_of(handle, index, box_by)
        origin_of(handle, index, x_by, y_by)
        if upright:
            left, right = box.left - from_left, box.right - from_left
            top, bottom = from_top - box.top, from_top - box.bottom
            base = from_top - y.value
        else:
            left, top, right, bottom = placing.box(box.left, box.bottom, box.right, box.top)
            base = placing.point(x.value, y.value)[1]
        yield Piece(character, left, right, top, bottom, base, source)


def _printed(character: str, high: str, source: Source) -> str:
    """Return the character that a code unit of PDFium's stands for; "" for none."""
    if character == _LINE_END_HYPHEN:
        return SOFT_HYPHEN if source.soft else "-"
    if "\udc00" <= character <= "\udfff":
        pair = (high + character).encode("utf-16-le", "surrogatepass")
        return pair.decode("utf-16-le", "ignore")
    if character < " " or character in _NOTHING:
        return ""
    return character
