"""PDFium, called as little as may be: each function here is one question about a PDF."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from strevview.render.audit.pdfium_library import (
    BITMAP_GREY,
    PDFACTION_URI,
    RENDER_GREY,
    Handle,
    Rectangle,
    library,
)
from strevview.render.audit.pdfium_library import Matrix as RawMatrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# fpdf_edit.h
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
_NO_CLIP = 1.0e9

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points
Matrix = tuple[float, float, float, float, float, float]


def wide_string(ask: Callable[[Any, int], int]) -> str:
    """Return the UTF-16 text that a call writes into a buffer; its length is in bytes."""
    buffer = ctypes.create_string_buffer(256)
    length = ask(buffer, 256)
    if length > 256:
        buffer = ctypes.create_string_buffer(length)
        length = ask(buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def byte_string(ask: Callable[[Any, int], int]) -> bytes:
    """Return the bytes that a call writes into a buffer with a closing zero."""
    buffer = ctypes.create_string_buffer(512)
    length = ask(buffer, 512)
    if length > 512:
        buffer = ctypes.create_string_buffer(length)
        length = ask(buffer, length)
    return buffer.raw[: max(length - 1, 0)]


def page_text(text_page: Handle) -> str:
    """Return the characters of a page in the order in which they are painted."""
    raw = library()
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")


def object_text(page_object: Handle, text_page: Handle) -> str:
    """Return the characters of one text object."""
    ask = library().FPDFTextObj_GetText
    return wide_string(lambda buffer, size: ask(page_object, text_page, buffer, size))


def bounds(page_object: Handle) -> Box:
    """Return the box of an object in the coordinates of what holds it."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not library().FPDFPageObj_GetBounds(page_object, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    return (left.value, bottom.value, right.value, top.value)


def matrix(page_object: Handle) -> Matrix:
    """Return the matrix from an object's space to that of what holds it."""
    raw = library()
    value = RawMatrix()
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
    raw = library()
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


def page_box(page: Handle, name: str) -> Box | None:
    """Return one of a page's boxes, such as ArtBox, or None where the page has none."""
    values = [ctypes.c_float() for _ in range(4)]
    if not getattr(library(), f"FPDFPage_Get{name}")(page, *values):
        return None
    left, bottom, right, top = (value.value for value in values)
    return (left, bottom, right, top)


def character_box(text_page: Handle, text_index: int, *, tight: bool) -> Box | None:
    """Return the box of a character: of its ink when `tight`, else of its line's height."""
    raw = library()
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, text_index)
    if index < 0:
        return None
    if tight:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        found = raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        return (left.value, bottom.value, right.value, top.value) if found else None
    box = Rectangle()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, box):
        return None
    return (box.left, box.bottom, box.right, box.top)


def character_at(text_page: Handle, x: float, y: float) -> int:
    """Return the place in a page's text of the character at a point, or less than 0."""
    raw = library()
    index = raw.FPDFText_GetCharIndexAtPos(text_page, x, y, 1.0, 1.0)
    return raw.FPDFText_GetTextIndexFromCharIndex(text_page, index) if index >= 0 else -1


def is_of(text_page: Handle, text_index: int, page_object: Handle) -> bool:
    """Return whether a character of a page's text is painted by an object."""
    raw = library()
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, text_index)
    painter = raw.FPDFText_GetTextObject(text_page, index) if index >= 0 else None
    return bool(painter) and painter == page_object


def element_type(element: Handle) -> str:
    """Return the type of a structure element: P, H1, Figure."""
    ask = library().FPDF_StructElement_GetType
    return wide_string(lambda buffer, size: ask(element, buffer, size))


def element_alt(element: Handle) -> str:
    """Return the alternative text of a structure element, or ""."""
    ask = library().FPDF_StructElement_GetAltText
    return wide_string(lambda buffer, size: ask(element, buffer, size))


def link_annotations(page: Handle) -> Iterator[tuple[Any, Box]]:
    """Yield each link of a page with its box."""
    raw = library()
    position, link, box = ctypes.c_int(0), ctypes.c_void_p(), Rectangle()
    while raw.FPDFLink_Enumerate(page, position, link):
        raw.FPDFLink_GetAnnotRect(link, box)
        yield link.value, (box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
        link = ctypes.c_void_p()


def link_uri(document: Handle, link: Handle) -> str | None:
    """Return the URI that a link opens, or None when it opens none."""
    raw = library()
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != PDFACTION_URI:
        return None
    ask = raw.FPDFAction_GetURIPath
    uri = byte_string(lambda buffer, size: ask(document, action, buffer, size))
    return uri.decode("utf-8", "replace")


def destination(
    document: Handle, holder: Handle, *, bookmark: bool
) -> tuple[int, float | None] | None:
    """Return the page (from 0) and the height on it where a link or a bookmark leads to."""
    raw = library()
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
    raw = library()
    seen: set[int] = set()
    todo = [raw.FPDFBookmark_GetFirstChild(document, None)]
    while todo:
        mark = todo.pop()
        if not mark or mark in seen:  # a damaged file may go in circles
            continue
        seen.add(mark)
        yield _bookmark_title(mark), destination(document, mark, bookmark=True)
        todo.append(raw.FPDFBookmark_GetNextSibling(document, mark))
        todo.append(raw.FPDFBookmark_GetFirstChild(document, mark))


def _bookmark_title(mark: Handle) -> str:
    ask = library().FPDFBookmark_GetTitle
    return wide_string(lambda buffer, size: ask(mark, buffer, size))


def font_name(font: Handle) -> tuple[str, bool]:
    """Return a font's PostScript name without its subset tag, and whether it is embedded."""
    raw = library()
    ask = raw.FPDFFont_GetBaseFontName
    name = byte_string(lambda buffer, size: ask(font, buffer, size)).decode("utf-8", "replace")
    tag, plus, rest = name.partition("+")
    plain = rest if plus and len(tag) == 6 and tag.isupper() else name
    return plain, raw.FPDFFont_GetIsEmbedded(font) == 1


def grey_picture(page: Handle, width: int, height: int) -> bytes:
    """Return the page painted in grey on white, a byte a pixel, row by row from the top."""
    raw = library()
    buffer = ctypes.create_string_buffer(b"\xff" * (width * height), width * height)
    bitmap = raw.FPDFBitmap_CreateEx(width, height, BITMAP_GREY, buffer, width)
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, RENDER_GREY)
    raw.FPDFBitmap_Destroy(bitmap)
    return buffer.raw
