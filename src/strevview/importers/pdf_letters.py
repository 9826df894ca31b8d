"""The letters and links of a PDF's page with their places and looks, as PDFium gives them.

PDFium reads `ToUnicode`, takes ligatures apart, obeys `/ActualText`, and puts a space where a
program only left a gap.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

# A thing of PDFium's own: a document, a page, an object of a page.
Handle: TypeAlias = Any
# Left, top, right and bottom in points from the upper left corner; y runs downwards.
Box: TypeAlias = tuple[float, float, float, float]

SOFT_HYPHEN = "\u00ad"
UNNAMED = "\ufffd"
# What PDFium puts in the place of a hyphen that ends a line.
_LINE_END_HYPHEN = "\x02"
# What it puts between two lines, beside a "\r".
LINE_END = "\n"
_NOTHING = "\x7f\ufeff\ufffe\uffff\x00"
_BOLD = re.compile(r"bold|black|heavy|demi(?!light)|[-,]semi|medi(?=$|-?ital)", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|kursiv|[-,]it$", re.IGNORECASE)
# ISO 32000-1, table 123: flags of a font.
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18
_FILLED_AND_STROKED = 2
_NAME_ROOM = 256
# ISO 32000-1, 12.6: kinds of actions, as PDFium numbers them.
_GOTO, _URI = 1, 3
_LONGEST_ADDRESS = 8192


class Look(NamedTuple):
    """How a piece of text is set, and what the file says of it.

    `size` in points on the page; `mcid` leads to the tags, -1 without; `angle` in degrees against
    the page, counter-clockwise; `spoken` is its `/ActualText`, "" without.
    """

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    mcid: int = -1
    angle: int = 0
    spoken: str = ""


class Letter(NamedTuple):
    """A letter or a space, in points along and across the line that it stands on.

    `x0` to `x1` is what it takes of the line, `y` the baseline. `link` is the number of the page's
    link that covers it, -1 without. A `text` of more than one letter stands for a raised or lowered
    number.
    """

    text: str
    x0: float
    x1: float
    y: float
    look: Look
    link: int = -1

    @property
    def is_space(self) -> bool:
        """Whether it only parts words."""
        return self.text.isspace()


class Link(NamedTuple):
    """The boxes that a link covers, and its address as the file has it; "" where it has none."""

    address: str
    boxes: tuple[Box, ...]


class Placing(NamedTuple):
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


def placing_of(page: Handle) -> Placing:
    """Return how a page is placed before its reader."""
    import pypdfium2.raw as pdfium

    left, bottom, _, _ = page.get_bbox()
    width, height = page.get_size()
    return Placing(left, bottom, width, height, pdfium.FPDFPage_GetRotation(page))


def upright_page(document: Handle, index: int) -> Handle:
    """Return a page turned by quarters so that most of its letters run from left to right.

    PDFium orders the words of a page that stands on its side only once it is upright.
    """
    import pypdfium2.raw as pdfium

    page = document[index]
    text_page = page.get_textpage()
    turns: Counter[int] = Counter()
    for letter in range(text_page.count_chars()):
        if not pdfium.FPDFText_IsGenerated(text_page.raw, letter):
            angle = pdfium.FPDFText_GetCharAngle(text_page.raw, letter)
            turns[round(angle / (math.pi / 2)) % 4] += 1
    text_page.close()
    now = pdfium.FPDFPage_GetRotation(page)
    # The angle that PDFium tells runs clockwise from the content's own left to right.
    wanted = -turns.most_common(1)[0][0] % 4 if turns else now
    if wanted == now:
        return page
    pdfium.FPDFPage_SetRotation(page, wanted)
    page.close()
    return document[index]


def read_letters(
    text_page: Handle, placing: Placing, links: Sequence[Link] = ()
) -> Iterator[Letter]:
    """Yield the letters of a page in PDFium's order; one that its font does not name is U+FFFD.

    Spaces that PDFium adds beside an `/ActualText` are left out: it knows no places there.
    """
    import pypdfium2.raw as pdfium

    handle = text_page.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    covered = [(number, box) for number, link in enumerate(links) for box in link.boxes]
    looks: dict[int, Look] = {}
    look, high = Look(), ""
    for index in range(text_page.count_chars()):
        code = chr(pdfium.FPDFText_GetUnicode(handle, index))
        if "\ud800" <= code <= "\udbff":
            high = code
            continue
        text_object = pdfium.FPDFText_GetTextObject(handle, index)
        if text_object:
            address = ctypes.addressof(text_object.contents)
            if address not in looks:
                looks[address] = _look(text_object, handle, index, placing.quarters)
            look = looks[address]
        if pdfium.FPDFText_HasUnicodeMapError(handle, index) == 1:
            code = UNNAMED
        text = _printed(code, high, look)
        is_added = pdfium.FPDFText_IsGenerated(handle, index) == 1
        if not text or (text == " " and look.spoken and is_added):
            continue
        pdfium.FPDFText_GetLooseCharBox(handle, index, box_at)
        pdfium.FPDFText_GetCharOrigin(handle, index, x_at, y_at)
        sides = placing.box(box.left, box.bottom, box.right, box.top)
        letter = _along_the_line(text, sides, placing.point(x.value, y.value), look)
        yield letter._replace(link=_link_at(letter, covered)) if covered else letter


def _along_the_line(text: str, box: Box, origin: tuple[float, float], look: Look) -> Letter:
    """Return a letter with its place along the line that it runs on, whatever its angle."""
    if look.angle == 0:
        return Letter(text, box[0], box[2], origin[1], look)
    x, y = _turned(*origin, look.angle)
    if look.angle % 90:
        return Letter(text, x, x + look.size / 2, y, look)
    (a, _), (b, _) = _turned(box[0], box[1], look.angle), _turned(box[2], box[3], look.angle)
    return Letter(text, min(a, b), max(a, b), y, look)


def _turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """Return a point of the page in the frame in which text of an angle runs to the right."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cosine - y * sine, x * sine + y * cosine


def _link_at(letter: Letter, covered: Iterable[tuple[int, Box]]) -> int:
    """Return the number of the link that covers a letter's middle, -1 without.

    The middle is taken above the baseline: boxes a little too low or too high still cover it.
    """
    x, y = (letter.x0 + letter.x1) / 2, letter.y - 0.25 * letter.look.size
    x, y = _turned(x, y, -letter.look.angle)
    for number, (left, top, right, bottom) in covered:
        if left <= x <= right and top <= y <= bottom:
            return number
    return -1


def _printed(code: str, high: str, look: Look) -> str:
    """Return the character that a code unit of PDFium's stands for; "" for none."""
    if code == _LINE_END_HYPHEN:
        return SOFT_HYPHEN if look.spoken == SOFT_HYPHEN else "-"
    if "\udc00" <= code <= "\udfff":
        pair = (high + code).encode("utf-16-le", "surrogatepass")
        return pair.decode("utf-16-le", "ignore")
    if code == LINE_END:
        return code
    return "" if code < " " or code in _NOTHING else code


def _look(text_object: Handle, text_page: Handle, index: int, quarters: int) -> Look:
    """Return how a text object is set; `index` is its first letter."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * scale
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) - 90 * quarters) % 360
    skewed = abs(matrix.a * matrix.c + matrix.b * matrix.d) > 0.1 * scale * scale
    font = pdfium.FPDFTextObj_GetFont(text_object)
    name = _font_name(font)
    flags = max(pdfium.FPDFFont_GetFlags(font), 0) if font else 0
    thickened = pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _FILLED_AND_STROKED
    return Look(
        size=round(abs(size), 2),
        bold=bool(_BOLD.search(name) or flags & _FLAG_FORCE_BOLD or thickened),
        italic=bool(_ITALIC.search(name) or flags & _FLAG_ITALIC or skewed),
        mcid=pdfium.FPDFPageObj_GetMarkedContentID(text_object),
        # A degree or two is a scan that lies askew.
        angle=0 if min(angle, 360 - angle) <= 3 else angle,
        spoken=_spoken(text_object),
    )


def _font_name(font: Handle) -> str:
    """Return a font's name without the six letters of a subset."""
    import pypdfium2.raw as pdfium

    if not font:
        return ""
    room = ctypes.create_string_buffer(_NAME_ROOM)
    pdfium.FPDFFont_GetBaseFontName(font, room, _NAME_ROOM)
    return re.sub(r"^[A-Z]{6}\+", "", room.value.decode("utf-8", "replace"))


def _spoken(text_object: Handle) -> str:
    """Return the `/ActualText` of a text object (ISO 32000-1, 14.9.4); of a long one, zeros."""
    import pypdfium2.raw as pdfium

    room, length = (ctypes.c_ubyte * _NAME_ROOM)(), ctypes.c_ulong()
    for number in range(pdfium.FPDFPageObj_CountMarks(text_object)):
        mark = pdfium.FPDFPageObj_GetMark(text_object, number)
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", room, _NAME_ROOM, length):
            data = bytes(room)[: length.value]
            # ISO 32000-1, 7.9.2.2: UTF-16BE with a byte order mark, or PDFDocEncoding.
            return data.decode("utf-16" if data[:2] == b"\xfe\xff" else "latin-1", "replace")
    return ""


def read_links(page: Handle, document: Handle, placing: Placing) -> tuple[Link, ...]:
    """Return the links of a page that lead out of the document, or nowhere."""
    return tuple(_links(page, document, placing))


def _links(page: Handle, document: Handle, placing: Placing) -> Iterator[Link]:
    import pypdfium2.raw as pdfium

    link, place = pdfium.FPDF_LINK(), ctypes.c_int(0)
    while pdfium.FPDFLink_Enumerate(page.raw, place, link):
        address = _address(link, document)
        if address is not None:
            yield Link(address, tuple(_boxes(link, placing)))


def _address(link: Handle, document: Handle) -> str | None:
    """Return where a link leads, None for a place in the document."""
    import pypdfium2.raw as pdfium

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


def _boxes(link: Handle, placing: Placing) -> Iterator[Box]:
    """Yield the quadrilaterals of a link, or its rectangle where it has none."""
    import pypdfium2.raw as pdfium

    quad, number = pdfium.FS_QUADPOINTSF(), pdfium.FPDFLink_CountQuadPoints(link)
    for index in range(number):
        if pdfium.FPDFLink_GetQuadPoints(link, index, quad):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            up = (quad.y1, quad.y2, quad.y3, quad.y4)
            yield placing.box(min(across), min(up), max(across), max(up))
    box = pdfium.FS_RECTF()
    if number == 0 and pdfium.FPDFLink_GetAnnotRect(link, box):
        yield placing.box(box.left, box.bottom, box.right, box.top)
