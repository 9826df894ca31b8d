"""What stands behind a letter: its font's looks, and the marks that the program gave it."""

from __future__ import annotations

import ctypes
import math
import re
from typing import NamedTuple

from strevview.importers.pdf.opening import Handle

_BOLD = re.compile(r"bold|black|heavy|demi(?!light)|[-,]semi|medi(?=$|-?ital)", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|kursiv|[-,]it$", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# ISO 32000-1, table 123: flags of a font.
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18
_FILLED_AND_STROKED = 2
_NAME_ROOM = 256


class Source(NamedTuple):
    """How a piece of text is set, and what the program says of it.

    `size` in points on the page; `mcid` leads to the tags, -1 without; `artifact` where the program
    marked it as no text of the document; `soft` where it stands for U+00AD; `turned` where it does
    not run from left to right along the page; `spoken` where the text is not that of the glyphs.
    """

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    font: str = ""
    mcid: int = -1
    artifact: bool = False
    soft: bool = False
    turned: bool = False
    spoken: bool = False


def read_source(text_object: Handle, text_page: Handle, index: int, quarters: int) -> Source:
    """Return what stands behind the letter `index`, the first one of its text object."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * scale
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) - 90 * quarters
    skewed = abs(matrix.a * matrix.c + matrix.b * matrix.d) > 0.1 * scale * scale
    font = pdfium.FPDFTextObj_GetFont(text_object)
    name, flags = _font_name(font), pdfium.FPDFFont_GetFlags(font) if font else 0
    flags = max(flags, 0)
    thickened = pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _FILLED_AND_STROKED
    return Source(
        size=round(abs(size), 2),
        bold=bool(_BOLD.search(name) or flags & _FLAG_FORCE_BOLD or thickened),
        italic=bool(_ITALIC.search(name) or flags & _FLAG_ITALIC or skewed),
        font=name,
        mcid=pdfium.FPDFPageObj_GetMarkedContentID(text_object),
        artifact=is_artifact(text_object),
        soft=any(_actual_text(mark) == "\u00ad" for mark in _marks(text_object)),
        spoken=any(_has_actual_text(mark) for mark in _marks(text_object)),
        turned=abs((angle + 180) % 360 - 180) > 5,
    )


def _font_name(font: Handle) -> str:
    """Return a font's name without the six letters of a subset."""
    import pypdfium2.raw as pdfium

    if not font:
        return ""
    room = ctypes.create_string_buffer(_NAME_ROOM)
    length = pdfium.FPDFFont_GetBaseFontName(font, room, _NAME_ROOM)
    name = room.raw[: max(min(length, _NAME_ROOM) - 1, 0)].decode("utf-8", "replace")
    return _SUBSET.sub("", name)


def is_artifact(page_object: Handle) -> bool:
    """Return whether the program marked an object as no part of the document's content."""
    return any(_mark_name(mark) == "Artifact" for mark in _marks(page_object))


def _marks(page_object: Handle) -> list[Handle]:
    import pypdfium2.raw as pdfium

    number = pdfium.FPDFPageObj_CountMarks(page_object)
    return [pdfium.FPDFPageObj_GetMark(page_object, each) for each in range(number)]


def _mark_name(mark: Handle) -> str:
    """Return the name of a marked-content sequence."""
    import pypdfium2.raw as pdfium

    room, length = (ctypes.c_ushort * _NAME_ROOM)(), ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetName(mark, room, ctypes.sizeof(room), length):
        return ""
    return bytes(room)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")


def _has_actual_text(mark: Handle) -> bool:
    import pypdfium2.raw as pdfium

    string = pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText")
    return bool(string == pdfium.FPDF_OBJECT_STRING)


def _actual_text(mark: Handle) -> str:
    """Return a mark's `/ActualText` if it is one or two letters long."""
    import pypdfium2.raw as pdfium

    room, length = (ctypes.c_ubyte * 8)(), ctypes.c_ulong()
    done = pdfium.FPDFPageObjMark_GetParamBlobValue(
        mark, b"ActualText", room, ctypes.sizeof(room), length
    )
    if not done or length.value > ctypes.sizeof(room):
        return ""
    data = bytes(room)[: length.value]
    # ISO 32000-1, 7.9.2.2: UTF-16BE with a byte order mark, or PDFDocEncoding.
    encoding = "utf-16" if data[:2] in {b"\xfe\xff", b"\xff\xfe"} else "latin-1"
    return data.decode(encoding, "replace")
