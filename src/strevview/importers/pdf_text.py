"""The text of a PDF's page with places, looks and tags (ISO 32000-1, 14.7), as PDFium gives them.

PDFium reads `ToUnicode`, takes ligatures apart, obeys `/ActualText`, and puts a space where a
program only left a gap. The tags are what the file says that each stretch of text is.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, NamedTuple, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.importers.blocks import Kind

# A thing of PDFium's own: a document, a page, an object of a page.
Handle: TypeAlias = Any
# Left, top, right and bottom in points from the upper left corner; y runs downwards.
Box: TypeAlias = tuple[float, float, float, float]

UNNAMED = "\ufffd"
# In sizes of the letters: a wider gap parts two words.
NARROWEST_SPACE = 0.15
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


class Look(NamedTuple):
    """How a piece of text is set, and what the file says of it.

    `size` in points on the page; `mcid` leads to the tags, -1 without; `angle` in degrees against
    the page, counter-clockwise.
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
    are spans each.
    """

    text: str
    x0: float
    x1: float
    y: float
    look: Look
    link: Link | None = None

    @property
    def is_space(self) -> bool:
        """Whether it only parts words or lines."""
        return self.text.isspace()


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
    span: Span | None = None
    for letter in _letters(text_page, placing, links):
        if span is not None and _is_one(span, letter):
            span = span._replace(text=span.text + letter.text, x1=letter.x1)
        else:
            if span is not None:
                yield _whole(span)
            span = letter
    if span is not None:
        yield _whole(span)


def _whole(span: Span) -> Span:
    """Return a span with letters in the place of the halves that PDFium has of rare ones."""
    if not any("\ud800" <= letter <= "\udfff" for letter in span.text):
        return span
    data = span.text.encode("utf-16-le", "surrogatepass")
    return span._replace(text=data.decode("utf-16-le", "ignore"))


def _is_one(span: Span, letter: Span) -> bool:
    """Return whether a letter goes on with a word."""
    if span.look != letter.look or span.link != letter.link or span.is_space or letter.is_space:
        return False
    if direction(span.text[-1]) < 0 or direction(letter.text) < 0:
        return False
    size = letter.look.size
    # The letters of a ligature share one place.
    is_back = letter.x0 < span.x1 - 0.5 * size and letter.x1 < span.x1 - 0.1 * size
    is_far = letter.x0 > span.x1 + NARROWEST_SPACE * size
    return not is_back and not is_far and abs(span.y - letter.y) < 0.1


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
        number = pdfium.FPDFText_GetUnicode(handle, index)
        text_object = pdfium.FPDFText_GetTextObject(handle, index)
        if text_object:
            address = ctypes.addressof(text_object.contents)
            if address not in looks:
                looks[address] = _look(text_object, handle, index, placing.quarters)
            look = looks[address]
        unnamed = pdfium.FPDFText_HasUnicodeMapError(handle, index) == 1 or number > sys.maxunicode
        text = UNNAMED if unnamed else _printed(chr(number))
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
    for number in range(pdfium.FPDFPageObj_CountMarks(text_object)):
        mark = pdfium.FPDFPageObj_GetMark(text_object, number)
        pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", room, len(soft), length)
    return "\u00ad" if bytes(room) == soft else "-"


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
        mcid=pdfium.FPDFPageObj_GetMarkedContentID(text_object),
        # A degree or two is a scan that lies askew.
        angle=0 if min(angle, 360 - angle) <= 3 else angle,
    )


IN_A_ROW = "the row of a table: its cells are joined by ·"
_DEEPEST_TAG = 200
_LONGEST_TEXT = 16_384
_HEADINGS = {"H": 1, "Title": 1} | {f"H{level}": level for level in range(1, 10)}
_KINDS = {
    "LI": Kind.LIST_ENTRY,
    "LBody": Kind.LIST_ENTRY,
    "Lbl": Kind.LIST_ENTRY,
    "BlockQuote": Kind.QUOTATION,
    "Caption": Kind.CAPTION,
}
_INLINE = {"Span", "Link", "Reference", "Quote", "Em", "Strong", "Sub", "Code", "Annot", "Ruby"}
_INLINE |= {"NonStruct", "Private", "Note"}
_CELLS = {"TH", "TD"}
# What no cell of a table holds, but the boxes of a layout do.
_OF_LAYOUT = {*_HEADINGS, "L", "Table", "Figure", "BlockQuote"}


@dataclass(frozen=True, slots=True)
class Tag:
    """The block that a stretch of text belongs to.

    `element` tells blocks of a page apart, 0 for none; `level` is that of a heading or list;
    `label` where it is the marker of a list's entry; `cell` is the number of a cell in the row of a
    table, 0 elsewhere; `lists` is how many lists it is in. `figure` is the figure that it stands
    in: its element, and what it is said to show.
    """

    element: int
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    label: bool = False
    cell: int = 0
    lists: int = 0
    figure: tuple[int, str | None] | None = None


def read_tags(page: Handle) -> dict[int, Tag]:
    """Return the tags of a page by the `mcid` of each stretch of content, in the order to read."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        tops = [
            _element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0)
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    tags: dict[int, Tag] = {}
    for mcid, tag in _tagged(_Element("Document", None, tuple(tops)), Tag(0), count(1)):
        tags.setdefault(mcid, tag)
    return tags


def language_of(document: Handle) -> str | None:
    """Return the language of a document (`/Lang`)."""
    return _text(pdfium.FPDFCatalog_GetLanguage, document.raw) or None


class _Element(NamedTuple):
    """An element of the tree; its children are others, or stretches of content by `mcid`."""

    role: str
    alt: str | None
    children: tuple[_Element | int, ...]

    def below(self, roles: Set[str]) -> list[_Element]:
        """Return the elements of some roles within, at any depth."""
        found = []
        for child in self.children:
            if isinstance(child, _Element):
                found += [child, *child.below(roles)] if child.role in roles else child.below(roles)
        return found


def _element(handle: Handle, deep: int) -> _Element:
    children: list[_Element | int] = []
    for index in range(max(pdfium.FPDF_StructElement_CountChildren(handle), 0)):
        mcid = pdfium.FPDF_StructElement_GetChildMarkedContentID(handle, index)
        child = pdfium.FPDF_StructElement_GetChildAtIndex(handle, index) if mcid < 0 else None
        if mcid >= 0:
            children.append(mcid)
        elif child and deep < _DEEPEST_TAG:
            children.append(_element(child, deep + 1))
    role = _text(pdfium.FPDF_StructElement_GetType, handle)
    alt = _text(pdfium.FPDF_StructElement_GetAltText, handle) or None
    return _Element(role, alt, tuple(children))


def _tagged(element: _Element, within: Tag, numbers: Iterator[int]) -> Iterator[tuple[int, Tag]]:
    """Yield the `mcid` of each stretch of content in an element with its tag.

    `numbers` gives each block a number of its own, the `element` of its tags.
    """
    if element.role == "Table" and _is_table(element):
        for row in element.below({"TR"}):
            block = Tag(next(numbers), Kind.LIST_ENTRY, 1)
            for cell, child in enumerate(row.below(_CELLS), 1):
                yield from _tagged(child, replace(block, cell=cell), numbers)
        return
    inside = _inside(element, within, next(numbers))
    for each in element.children:
        if isinstance(each, _Element):
            yield from _tagged(each, inside, numbers)
        elif inside.element:
            yield each, inside


def _inside(element: _Element, within: Tag, number: int) -> Tag:
    """Return what the children of an element stand in, where it stands in `within` itself."""
    role, lists = element.role, within.lists
    if within.cell or (within.element and role in _INLINE):
        return within
    if role == "L":
        return Tag(0, lists=lists + 1)
    if role in _HEADINGS:
        return Tag(number, Kind.HEADING, _HEADINGS[role], lists=lists)
    if within.kind is Kind.HEADING and role not in _KINDS:
        # A heading that has its words in a division.
        return within
    kind = _KINDS.get(role, within.kind)
    level = max(lists, 1) if kind is Kind.LIST_ENTRY else 0
    figure = (number, element.alt) if role == "Figure" else within.figure
    return Tag(number, kind, level, role == "Lbl", lists=lists, figure=figure)


def _is_table(table: _Element) -> bool:
    """Return whether a table holds data: cells side by side, each with one paragraph at most."""
    rows = [row.below(_CELLS) for row in table.below({"TR"})]
    is_layout = table.below(_OF_LAYOUT) or any(
        len(cell.below({"P"})) > 1 for row in rows for cell in row
    )
    return not is_layout and any(len(row) > 1 for row in rows)


def _text(function: Handle, element: Handle) -> str:
    """Return a text that PDFium writes as UTF-16."""
    length = min(function(element, None, 0), _LONGEST_TEXT)
    if length <= 2:
        return ""
    room = (ctypes.c_ushort * (length // 2))()
    function(element, ctypes.cast(room, function.argtypes[1]), length)
    return bytes(room)[: length - 2].decode("utf-16-le", "replace")
