"""The functions of PDFium that the audit calls, bound by hand.

The bindings of pypdfium2 declare all of PDFium's functions, which takes 30 ms of each build; the
library itself is the one that pypdfium2 brings. Names and types: PDFium's public headers.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from ctypes import POINTER, c_char_p, c_double, c_float, c_int, c_size_t, c_ulong, c_void_p
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

# The address by which PDFium names a thing of its own: a page, an object, a font.
Handle: TypeAlias = Any

PDFACTION_URI = 3
BITMAP_GREY = 1
BITMAP_COLOUR = 2  # blue, green, red
RENDER_GREY = 0x08

# PDFium is not thread safe: whoever calls it beside others, such as a preview, holds this.
TURN = threading.RLock()


class LibraryConfig(ctypes.Structure):
    """FPDF_LIBRARY_CONFIG, version 2."""

    _fields_: ClassVar = [
        ("version", c_int),
        ("user_font_paths", c_void_p),
        ("isolate", c_void_p),
        ("v8_embedder_slot", ctypes.c_uint),
    ]


class Matrix(ctypes.Structure):
    """FS_MATRIX."""

    _fields_: ClassVar = [(name, c_float) for name in "abcdef"]


class Rectangle(ctypes.Structure):
    """FS_RECTF."""

    _fields_: ClassVar = [(name, c_float) for name in ("left", "top", "right", "bottom")]


_FLOAT, _DOUBLE, _INT = POINTER(c_float), POINTER(c_double), POINTER(c_int)
_HANDLE, _BUFFER = c_void_p, c_void_p

# Each function: what it returns, then what it takes.
_FUNCTIONS: dict[str, tuple[Any, ...]] = {
    # fpdfview.h
    "FPDF_InitLibraryWithConfig": (None, POINTER(LibraryConfig)),
    "FPDF_LoadMemDocument64": (_HANDLE, c_char_p, c_size_t, c_char_p),
    "FPDF_CloseDocument": (None, _HANDLE),
    "FPDF_GetPageCount": (c_int, _HANDLE),
    "FPDF_LoadPage": (_HANDLE, _HANDLE, c_int),
    "FPDF_ClosePage": (None, _HANDLE),
    "FPDF_GetPageWidthF": (c_float, _HANDLE),
    "FPDF_GetPageHeightF": (c_float, _HANDLE),
    "FPDF_RenderPageBitmap": (None, _HANDLE, _HANDLE, *[c_int] * 6),
    "FPDFBitmap_CreateEx": (_HANDLE, c_int, c_int, c_int, _BUFFER, c_int),
    "FPDFBitmap_Destroy": (None, _HANDLE),
    # fpdf_transformpage.h
    "FPDFPage_GetArtBox": (c_int, _HANDLE, *[_FLOAT] * 4),
    "FPDFPageObj_GetClipPath": (_HANDLE, _HANDLE),
    "FPDFClipPath_CountPaths": (c_int, _HANDLE),
    "FPDFClipPath_CountPathSegments": (c_int, _HANDLE, c_int),
    "FPDFClipPath_GetPathSegment": (_HANDLE, _HANDLE, c_int, c_int),
    # fpdf_edit.h
    "FPDFPage_CountObjects": (c_int, _HANDLE),
    "FPDFPage_GetObject": (_HANDLE, _HANDLE, c_int),
    "FPDFPageObj_GetType": (c_int, _HANDLE),
    "FPDFPageObj_GetMarkedContentID": (c_int, _HANDLE),
    "FPDFPageObj_GetBounds": (c_int, _HANDLE, *[_FLOAT] * 4),
    "FPDFPageObj_GetMatrix": (c_int, _HANDLE, POINTER(Matrix)),
    "FPDFPageObj_SetIsActive": (c_int, _HANDLE, c_int),
    "FPDFFormObj_CountObjects": (c_int, _HANDLE),
    "FPDFFormObj_GetObject": (_HANDLE, _HANDLE, c_ulong),
    "FPDFPathSegment_GetPoint": (c_int, _HANDLE, _FLOAT, _FLOAT),
    "FPDFTextObj_GetText": (c_ulong, _HANDLE, _HANDLE, _BUFFER, c_ulong),
    "FPDFTextObj_GetFont": (_HANDLE, _HANDLE),
    "FPDFFont_GetBaseFontName": (c_size_t, _HANDLE, _BUFFER, c_size_t),
    "FPDFFont_GetIsEmbedded": (c_int, _HANDLE),
    # fpdf_text.h, fpdf_searchex.h
    "FPDFText_LoadPage": (_HANDLE, _HANDLE),
    "FPDFText_ClosePage": (None, _HANDLE),
    "FPDFText_CountChars": (c_int, _HANDLE),
    "FPDFText_GetText": (c_int, _HANDLE, c_int, c_int, _BUFFER),
    "FPDFText_GetBoundedText": (c_int, _HANDLE, *[c_double] * 4, _BUFFER, c_int),
    "FPDFText_GetTextObject": (_HANDLE, _HANDLE, c_int),
    "FPDFText_GetCharBox": (c_int, _HANDLE, c_int, *[_DOUBLE] * 4),
    "FPDFText_GetLooseCharBox": (c_int, _HANDLE, c_int, POINTER(Rectangle)),
    "FPDFText_GetCharIndexAtPos": (c_int, _HANDLE, *[c_double] * 4),
    "FPDFText_GetCharIndexFromTextIndex": (c_int, _HANDLE, c_int),
    "FPDFText_GetTextIndexFromCharIndex": (c_int, _HANDLE, c_int),
    # fpdf_structtree.h
    "FPDF_StructTree_GetForPage": (_HANDLE, _HANDLE),
    "FPDF_StructTree_Close": (None, _HANDLE),
    "FPDF_StructTree_CountChildren": (c_int, _HANDLE),
    "FPDF_StructTree_GetChildAtIndex": (_HANDLE, _HANDLE, c_int),
    "FPDF_StructElement_GetType": (c_ulong, _HANDLE, _BUFFER, c_ulong),
    "FPDF_StructElement_GetAltText": (c_ulong, _HANDLE, _BUFFER, c_ulong),
    "FPDF_StructElement_CountChildren": (c_int, _HANDLE),
    "FPDF_StructElement_GetChildAtIndex": (_HANDLE, _HANDLE, c_int),
    "FPDF_StructElement_GetChildMarkedContentID": (c_int, _HANDLE, c_int),
    # fpdf_doc.h
    "FPDFBookmark_GetFirstChild": (_HANDLE, _HANDLE, _HANDLE),
    "FPDFBookmark_GetNextSibling": (_HANDLE, _HANDLE, _HANDLE),
    "FPDFBookmark_GetTitle": (c_ulong, _HANDLE, _BUFFER, c_ulong),
    "FPDFBookmark_GetDest": (_HANDLE, _HANDLE, _HANDLE),
    "FPDFBookmark_GetAction": (_HANDLE, _HANDLE),
    "FPDFLink_Enumerate": (c_int, _HANDLE, _INT, POINTER(c_void_p)),
    "FPDFLink_GetAnnotRect": (c_int, _HANDLE, POINTER(Rectangle)),
    "FPDFLink_GetDest": (_HANDLE, _HANDLE, _HANDLE),
    "FPDFLink_GetAction": (_HANDLE, _HANDLE),
    "FPDFAction_GetType": (c_ulong, _HANDLE),
    "FPDFAction_GetURIPath": (c_ulong, _HANDLE, _HANDLE, _BUFFER, c_ulong),
    "FPDFAction_GetDest": (_HANDLE, _HANDLE, _HANDLE),
    "FPDFDest_GetDestPageIndex": (c_int, _HANDLE, _HANDLE),
    "FPDFDest_GetLocationInPage": (c_int, _HANDLE, *[_INT] * 3, *[_FLOAT] * 3),
}


@cache
def library() -> Handle:
    """Return PDFium, ready for use (a second start is nothing to it)."""
    loader = getattr(ctypes, "WinDLL", ctypes.CDLL)  # only Windows has the former
    found = loader(_path())
    for name, (result, *arguments) in _FUNCTIONS.items():
        function = getattr(found, name)
        function.restype, function.argtypes = result, arguments
    found.FPDF_InitLibraryWithConfig(LibraryConfig(version=2))
    return found


def _path() -> str:
    """Return where the library is: in pypdfium2's package, or where that finds the machine's."""
    file = {"win32": "pdfium.dll", "darwin": "libpdfium.dylib"}.get(sys.platform, "libpdfium.so")
    spec = find_spec("pypdfium2_raw")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        if (Path(folder) / file).is_file():
            return str(Path(folder) / file)
    from pypdfium2_raw import bindings  # type: ignore[import-untyped]

    return str(bindings._libs["pdfium"]._name)
