"""The text and links of a PDF's page with their places and looks, as PDFium gives them.

PDFium reads `ToUnicode`, takes ligatures apart, obeys `/ActualText`, and puts a space where a
program only left a gap.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.importers.blocks import lowered, raised
from strevview.importers.grouping import grouped, of_most_letters

# A thing of PDFium's own: a document, a page, an object of a page.
Handle: TypeAlias = Any
# Left, top, right and bottom in points from the upper left corner; y runs downwards.
Box: TypeAlias = tuple[float, float, float, float]

UNNAMED = "\ufffd"
# In sizes of the letters: a wider gap parts two words.
NARROWEST_SPACE = 0.15
# Less is no raised or lowered sign.
_LEAST_SHIFT = 0.1
# What PDFium puts in the place of a hyphen that ends a line.
_LINE_END_HYPHEN = "\x02"
# What it puts between two lines, beside a "\r".
LINE_END = "\n"
_NOTHING = "\x7f\ufeff\ufffe\uffff"
_FIRST_FROM_RIGHT = "\u0590"
_BOLD = re.compile(r"bold|black|heavy|demi(?!light)|[-,]semi|medi(?=$|-?ital)", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|kursiv|[-,]it$", re.IGNORECASE)
# ISO 32000-1, table 123: flags of a font.
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18
_FILLED_AND_STROKED = 2
# In the place of an `mcid`: the file marks the text as an artifact (ISO 32000-1, 14.8.2.2).
ARTIFACT = -2
# ISO 32000-1, 12.6: kinds of actions, as PDFium numbers them.
_GOTO, _URI = 1, 3
_LONGEST_ADDRESS = 8192


class Look(NamedTuple):
    """How a piece of text is set, and what the file says of it.

    `size` in points on the page; `mcid` leads to the tags, `ARTIFACT` or -1 without; `angle` in
    degrees against the page, counter-clockwise.
    """

    size: float
    bold: bool
    italic: bool
    mcid: int
    angle: int


_PLAIN = Look(1.0, bold=False, italic=False, mcid=-1, angle=0)


class Link(NamedTuple):
    """The boxes that a link covers, and its address as the file has it; "" where it has none."""

    address: str
    boxes: tuple[Box, ...]


class Span(NamedTuple):
    """A space, or a word or a part of one, of one look, in points from the upper left corner.

    `x0` to `x1` is what it takes of its line, `y` the baseline; text that is turned against the
    page has no place. A line feed is where PDFium ends a line. Letters that run from right to left
    are spans each. PDFium gives a sign that is `turned` as its mirror image.
    """

    text: str
    x0: float
    x1: float
    y: float
    look: Look
    link: Link | None = None
    turned: bool = False

    @property
    def is_space(self) -> bool:
        """Whether it only parts words or lines."""
        return self.text.isspace()

    @property
    def letters(self) -> int:
        """How many letters and signs it has."""
        return 0 if self.is_space else len(self.text)

    @property
    def direction(self) -> int:
        """The direction of its first letter that has one."""
        return next(filter(None, map(direction, self.text)), 0)


class PagePlacement(NamedTuple):
    """Where a point of a page's content is on the page as it is looked at (`/Rotate`, its box)."""

    left: float
    bottom: float
    width: float
    height: float
    quarters: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point in points from the upper left corner."""
        x, y = x - self.left, y - self.bottom
        across = (x, y, self.width - x, self.width - y)
        down = (self.height - y, x, y, self.height - x)
        return across[self.quarters], down[self.quarters]

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return a box as left, top, right, bottom."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def placement_of(page: Handle) -> PagePlacement:
    """Return how a page is placed before its reader."""
    left, bottom, _, _ = page.get_bbox()
    width, height = page.get_size()
    return PagePlacement(left, bottom, width, height, pdfium.FPDFPage_GetRotation(page))


def read_spans(text_page: Handle, placing: PagePlacement, links: Sequence[Link]) -> Iterator[Span]:
    """Yield the spans of a page in PDFium's order; a letter without a name is U+FFFD."""
    letters = _with_turned_marked(_letters(text_page, placing, links))
    for word in grouped(letters, _goes_on):
        # PDFium has rare letters in halves.
        data = "".join(one.text for one in word).encode("utf-16-le", "surrogatepass")
        yield word[0]._replace(text=data.decode("utf-16-le", "ignore"), x1=word[-1].x1)


def _goes_on(word: Sequence[Span], letter: Span) -> bool:
    """Return whether a letter goes on with the letters of a word."""
    first, last, size = word[0], word[-1], letter.look.size
    if first[4:] != letter[4:]:
        return False
    if first.is_space or letter.is_space or min(direction(last.text), direction(letter.text)) < 0:
        return False
    # The letters of a ligature share one place.
    is_back = letter.x0 < last.x1 - 0.5 * size and letter.x1 < last.x1 - 0.1 * size
    is_far = letter.x0 > last.x1 + NARROWEST_SPACE * size
    return not is_back and not is_far and abs(first.y - letter.y) < 0.1


def _with_turned_marked(letters: Iterable[Span]) -> Iterator[Span]:
    """Yield letters, those marked that PDFium has turned: what is neutral behind words from right.

    At the start of a line it is turned where more stretches run from right than from left.
    """
    for is_end, each in groupby(letters, lambda letter: letter.text == LINE_END):
        line = list(each)
        ways = [letter.direction for letter in line]
        stretches = [way for way, _ in groupby(ways)]
        last = -1 if 0 < stretches.count(-1) >= stretches.count(1) else 1
        for letter, way in zip(line, ways, strict=True):
            last = way or last
            yield letter._replace(turned=not (way or is_end) and last < 0)


def _letters(text_page: Handle, placing: PagePlacement, links: Sequence[Link]) -> Iterator[Span]:
    """Yield each letter and space of a page as a span.

    A space that is painted after the letter behind it is left out: it parts no words.
    """
    handle = text_page.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    covered = [(link, box) for link in links for box in link.boxes]
    looks: dict[int, Look] = {}
    look, last = _PLAIN, 0.0
    for index in range(text_page.count_chars()):
        text_object = pdfium.FPDFText_GetTextObject(handle, index)
        if text_object:
            address = ctypes.addressof(text_object.contents)
            if address not in looks:
                looks[address] = _look(text_object, handle, index, placing.quarters)
            look = looks[address]
        # The code of a letter without a name may be none of Unicode's.
        is_unnamed = pdfium.FPDFText_HasUnicodeMapError(handle, index) == 1
        code = UNNAMED if is_unnamed else chr(pdfium.FPDFText_GetUnicode(handle, index))
        text = _printed(code)
        if text == _LINE_END_HYPHEN:
            text = _hyphen(text_object)
        if not text:
            continue
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        left, top, right, bottom = placing.box(box.left, box.bottom, box.right, box.top)
        link = _link_at((left + right) / 2, (top + bottom) / 2, covered)
        if look.angle or text == LINE_END:
            yield Span(text, 0.0, 0.0, 0.0, look, link)
            continue
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        if text == " " and left < right <= last + 0.1 * look.size:
            continue
        last = left if direction(text) >= 0 else -math.inf
        yield Span(text, left, right, placing.point(x.value, y.value)[1], look, link)


def direction(letter: str) -> int:
    """Return -1 for a letter of a script that runs from right to left, 1 for others, 0 for none."""
    if letter < _FIRST_FROM_RIGHT:
        return 1 if letter.isalpha() else 0
    return {"R": -1, "AL": -1, "L": 1}.get(unicodedata.bidirectional(letter), 0)


def _link_at(x: float, y: float, covered: Iterable[tuple[Link, Box]]) -> Link | None:
    """Return the link that covers a point."""
    for link, (left, top, right, bottom) in covered:
        if left <= x <= right and top <= y <= bottom:
            return link
    return None


def _printed(code: str) -> str:
    """Return the character that a code unit of PDFium's stands for; "" for none."""
    if code in (LINE_END, _LINE_END_HYPHEN):
        return code
    if code < " " or code in _NOTHING:
        return ""
    return " " if code.isspace() else code


def _hyphen(text_object: Handle) -> str:
    """Return the hyphen at a line's end, a soft one where its `/ActualText` says so."""
    # ISO 32000-1, 14.9.4 and 7.9.2.2: U+00AD in UTF-16BE, with a byte order mark.
    soft = b"\xfe\xff\x00\xad"
    room, length = (ctypes.c_ubyte * len(soft))(), ctypes.c_ulong()
    for mark in _marks(text_object):
        pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", room, len(soft), length)
    return "\u00ad" if bytes(room) == soft else "-"


def _marks(text_object: Handle) -> Iterator[Handle]:
    """Yield the marks of the content that a text object stands in."""
    for number in range(pdfium.FPDFPageObj_CountMarks(text_object)):
        yield pdfium.FPDFPageObj_GetMark(text_object, number)


def _marked(text_object: Handle) -> int:
    """Return the `mcid` of a text object; `ARTIFACT` for one whose type the file says."""
    name = "Artifact\0".encode("utf-16-le")
    room, length = (ctypes.c_ushort * (len(name) // 2))(), ctypes.c_ulong()
    for mark in _marks(text_object):
        pdfium.FPDFPageObjMark_GetName(mark, room, len(name), length)
        has_type = pdfium.FPDFPageObjMark_GetParamValueType(mark, b"Type")
        if has_type == pdfium.FPDF_OBJECT_NAME and bytes(room) == name:
            return ARTIFACT
    return int(pdfium.FPDFPageObj_GetMarkedContentID(text_object))


def _look(text_object: Handle, text_page: Handle, index: int, quarters: int) -> Look:
    """Return how a text object is set; `index` is its first letter."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * scale
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) - 90 * quarters) % 360
    skewed = abs(matrix.a * matrix.c + matrix.b * matrix.d) > 0.1 * scale * scale
    font = pdfium.FPDFTextObj_GetFont(text_object)
    name = pypdfium2.PdfFont(font).get_base_name() if font else ""
    flags = max(pdfium.FPDFFont_GetFlags(font), 0) if font else 0
    thickened = pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _FILLED_AND_STROKED
    return Look(
        size=max(round(abs(size), 2), 1.0),
        bold=bool(_BOLD.search(name) or flags & _FLAG_FORCE_BOLD or thickened),
        italic=bool(_ITALIC.search(name) or flags & _FLAG_ITALIC or skewed),
        mcid=_marked(text_object),
        # A degree or two is a scan that lies askew.
        angle=0 if min(angle, 360 - angle) <= 3 else angle,
    )


def with_raised_signs(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield spans, raised and lowered numbers as Unicode's superscript and subscript signs."""
    base = of_most_letters(((round(span.y, 1), span.letters) for span in spans), 0.0)
    size = max(span.look.size for span in spans if round(span.y, 1) == base)
    for span in spans:
        rise = (base - span.y) / size
        if span.is_space or span.look.size > size or abs(rise) < _LEAST_SHIFT:
            yield span
        else:
            # Of the line's own height, for its size is told by its letters.
            yield span._replace(text=raised(span.text) if rise > 0 else lowered(span.text), y=base)


def read_links(page: Handle, document: Handle, placing: PagePlacement) -> Iterator[Link]:
    """Yield the links of a page that lead out of the document, or nowhere."""
    link, place = pdfium.FPDF_LINK(), ctypes.c_int(0)
    while pdfium.FPDFLink_Enumerate(page.raw, place, link):
        address = _address(link, document)
        if address is not None:
            yield Link(address, tuple(_boxes(link, placing)))


def _address(link: Handle, document: Handle) -> str | None:
    """Return where a link leads, None for a place in the document."""
    action = pdfium.FPDFLink_GetAction(link)
    if not action:
        return None if pdfium.FPDFLink_GetDest(document.raw, link) else ""
    kind = pdfium.FPDFAction_GetType(action)
    if kind != _URI:
        return None if kind == _GOTO else ""
    room = ctypes.create_string_buffer(_LONGEST_ADDRESS)
    pdfium.FPDFAction_GetURIPath(document.raw, action, room, _LONGEST_ADDRESS)
    # ASCII by the standard (ISO 32000-1, 12.6.4.7), and in fact also others.
    try:
        address = room.value.decode("utf-8").strip()
    except UnicodeDecodeError:
        address = room.value.decode("latin-1").strip()
    return None if address.startswith("#") else address


def _boxes(link: Handle, placing: PagePlacement) -> Iterator[Box]:
    """Yield the quadrilaterals of a link, or its rectangle where it has none."""
    quad, number = pdfium.FS_QUADPOINTSF(), pdfium.FPDFLink_CountQuadPoints(link)
    for index in range(number):
        if pdfium.FPDFLink_GetQuadPoints(link, index, quad):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            up = (quad.y1, quad.y2, quad.y3, quad.y4)
            yield placing.box(min(across), min(up), max(across), max(up))
    box = pdfium.FS_RECTF()
    if number == 0 and pdfium.FPDFLink_GetAnnotRect(link, box):
        yield placing.box(box.left, box.bottom, box.right, box.top)
