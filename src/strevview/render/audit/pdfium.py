"""What the audit asks of PDFium, through pypdfium2: one function a question.

pypdfium2's classes open and close documents and pages. Its `raw` functions, which are those of
PDFium's public headers, answer what the classes do not, or what they refuse with an exception
where a damaged PDF has a gap.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from pypdfium2 import PdfBitmap, raw

if TYPE_CHECKING:
    from PIL.Image import Image

# A pointer to something of PDFium's own, such as a page or a font, or the object around it.
Handle: TypeAlias = Any
Box = tuple[float, float, float, float]  # left, bottom, right, top, in points
Matrix = tuple[float, float, float, float, float, float]

# PDFium is not thread safe: whoever calls it beside others, such as a preview, holds this.
TURN = threading.RLock()

_NO_CLIP = 1.0e9


def address(handle: Handle) -> int:
    """Return the address in a pointer, by which two of them are compared; 0 for a null pointer."""
    return ctypes.addressof(handle.contents) if handle else 0


def wide_string(ask: Callable[[Any, int], int]) -> str:
    """Return the UTF-16 text that a call writes into a buffer; its length is in bytes."""
    buffer = (ctypes.c_ushort * 128)()
    length = ask(buffer, 256)
    if length > 256:
        buffer = (ctypes.c_ushort * ((length + 1) // 2))()
        length = ask(buffer, length)
    return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")


def byte_string(ask: Callable[[Any, int], int]) -> bytes:
    """Return the bytes that a call writes into a buffer with a closing zero."""
    buffer = ctypes.create_string_buffer(512)
    length = ask(buffer, 512)
    if length > 512:
        buffer = ctypes.create_string_buffer(length)
        length = ask(buffer, length)
    return buffer.raw[: max(length - 1, 0)]


def characters(text_page: Handle) -> Iterator[tuple[str, int]]:
    """Yield each character of a page with the address of the text object that paints it.

    The address is 0 for one that PDFium adds. Where the system's wide characters have 16 bits, the
    second half of a character beyond U+FFFF is "".
    """
    high = 0
    for number in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, number)
        painter = address(raw.FPDFText_GetTextObject(text_page, number))
        if 0xD800 <= code < 0xDC00:
            high = code
            following = raw.FPDFText_GetUnicode(text_page, number + 1)
            if 0xDC00 <= following < 0xE000:
                code = 0x10000 + ((code - 0xD800) << 10) + following - 0xDC00
            yield chr(code), painter
        elif high and 0xDC00 <= code < 0xE000:
            high = 0
            yield "", painter
        else:
            high = 0
            yield chr(code), painter


def bounds(page_object: Handle) -> Box:
    """Return the box of an object in the coordinates of what holds it."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(page_object, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    return (left.value, bottom.value, right.value, top.value)


def matrix(page_object: Handle) -> Matrix:
    """Return the matrix from an object's space to that of what holds it."""
    value = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(page_object, value)
    return (value.a, value.b, value.c, value.d, value.e, value.f)


def transformed(box: Box, by: Matrix) -> Box:
    """Return the box around a box after a transformation (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = by
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def clip_box(page_object: Handle) -> Box | None:
    """Return the box outside which nothing of an object is painted; None without a clip."""
    clip = raw.FPDFPageObj_GetClipPath(page_object)
    count = raw.FPDFClipPath_CountPaths(clip)
    if count <= 0:
        return None
    left, bottom, right, top = -_NO_CLIP, -_NO_CLIP, _NO_CLIP, _NO_CLIP
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(count):
        points = []
        for number in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, number)
            if raw.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if not points:
            return (0.0, 0.0, 0.0, 0.0)
        left, right = max(left, min(p[0] for p in points)), min(right, max(p[0] for p in points))
        bottom, top = max(bottom, min(p[1] for p in points)), min(top, max(p[1] for p in points))
    return (left, bottom, right, top)


def character_box(text_page: Handle, number: int, *, tight: bool) -> Box | None:
    """Return the box of a character: of its ink when `tight`, else of its line's height."""
    if tight:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        found = raw.FPDFText_GetCharBox(text_page, number, left, right, bottom, top)
        return (left.value, bottom.value, right.value, top.value) if found else None
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, number, box):
        return None
    return (box.left, box.bottom, box.right, box.top)


def character_at(text_page: Handle, x: float, y: float) -> int:
    """Return the number of the character at a point of a page, or less than 0."""
    number: int = raw.FPDFText_GetCharIndexAtPos(text_page, x, y, 1.0, 1.0)
    return number


def element_type(element: Handle) -> str:
    """Return the type of a structure element: P, H1, Figure."""
    ask = raw.FPDF_StructElement_GetType
    return wide_string(lambda buffer, size: ask(element, buffer, size))


def element_alt(element: Handle) -> str:
    """Return the alternative text of a structure element, or ""."""
    ask = raw.FPDF_StructElement_GetAltText
    return wide_string(lambda buffer, size: ask(element, buffer, size))


def link_annotations(page: Handle) -> Iterator[tuple[Any, Box]]:
    """Yield each link of a page with its box."""
    position, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(page, position, link):
        raw.FPDFLink_GetAnnotRect(link, box)
        yield link, (box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
        link = raw.FPDF_LINK()


def link_uri(document: Handle, link: Handle) -> str | None:
    """Return the URI that a link opens, or None when it opens none."""
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return None
    ask = raw.FPDFAction_GetURIPath
    uri = byte_string(lambda buffer, size: ask(document, action, buffer, size))
    return uri.decode("utf-8", "replace")


def destination(
    document: Handle, holder: Handle, *, bookmark: bool
) -> tuple[int, float | None] | None:
    """Return the page (from 0) and the height on it where a link or a bookmark leads to."""
    kind = "FPDFBookmark" if bookmark else "FPDFLink"
    found = getattr(raw, f"{kind}_GetDest")(document, holder)
    if not found:
        action = getattr(raw, f"{kind}_GetAction")(holder)
        found = raw.FPDFAction_GetDest(document, action) if action else None
    if not found:
        return None
    page = raw.FPDFDest_GetDestPageIndex(document, found)
    if page < 0:
        return None
    has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    located = raw.FPDFDest_GetLocationInPage(found, has_x, has_y, has_zoom, x, y, zoom)
    return (page, y.value if located and has_y.value else None)


def bookmarks(document: Handle) -> Iterator[tuple[str, tuple[int, float | None] | None]]:
    """Yield the title of each bookmark and where it leads to, in reading order."""
    seen: set[int] = set()
    todo = [raw.FPDFBookmark_GetFirstChild(document, None)]
    while todo:
        mark = todo.pop()
        if not mark or address(mark) in seen:  # a damaged file may go in circles
            continue
        seen.add(address(mark))
        yield _bookmark_title(mark), destination(document, mark, bookmark=True)
        todo.append(raw.FPDFBookmark_GetNextSibling(document, mark))
        todo.append(raw.FPDFBookmark_GetFirstChild(document, mark))


def _bookmark_title(mark: Handle) -> str:
    ask = raw.FPDFBookmark_GetTitle
    return wide_string(lambda buffer, size: ask(mark, buffer, size))


def font_name(font: Handle) -> tuple[str, bool]:
    """Return a font's PostScript name without its subset tag, and whether it is embedded."""
    ask = raw.FPDFFont_GetBaseFontName
    name = byte_string(lambda buffer, size: ask(font, buffer, size)).decode("utf-8", "replace")
    tag, plus, rest = name.partition("+")
    plain = rest if plus and len(tag) == 6 and tag.isupper() else name
    return plain, raw.FPDFFont_GetIsEmbedded(font) == 1


def picture(page: Handle, width: int, height: int, *, grey: bool = False) -> Image:
    """Return a page painted on white, so many pixels wide and high."""
    kind, flags = (raw.FPDFBitmap_Gray, raw.FPDF_GRAYSCALE) if grey else (raw.FPDFBitmap_BGR, 0)
    bitmap = PdfBitmap.new_native(width, height, kind)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    painted: Image = bitmap.to_pil()
    return painted
