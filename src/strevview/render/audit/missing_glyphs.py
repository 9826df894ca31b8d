"""Characters that no font of a PDF has a glyph for.

The text layer has such a character all the same, so PDFium cannot tell. The renderer gives it a
code of its own, and the font a CMap that leads the code to glyph 0, `.notdef` (ISO 32000-1,
9.7.5). A font that has all its glyphs uses the predefined CMap Identity-H.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object

_TO_NOTDEF = re.compile(rb"<([0-9a-fA-F]{4})>\s+0\s")
_TO_TEXT = re.compile(rb"<([0-9a-fA-F]{4})>\s+<([0-9a-fA-F]+)>")


def characters_without_glyph(pdf: bytes) -> tuple[str, ...]:
    """Return the characters that are drawn as `.notdef`, each once; "?" where none is known."""
    from pikepdf import Dictionary, PdfError
    from pikepdf import open as open_pdf

    found: dict[str, None] = {}
    try:
        with open_pdf(io.BytesIO(pdf)) as document:
            for one in document.objects:
                if isinstance(one, Dictionary) and one.get("/Type") == "/Font":
                    found.update(dict.fromkeys(_of_font(one)))
    except PdfError:
        return ()
    return tuple(found)


def _of_font(font: Object) -> list[str]:
    from pikepdf import Stream

    encoding, to_text = font.get("/Encoding"), font.get("/ToUnicode")
    if not isinstance(encoding, Stream):
        return []
    known = _TO_TEXT.findall(to_text.read_bytes()) if isinstance(to_text, Stream) else []
    meanings = {code.lower(): meaning for code, meaning in known}
    codes = _TO_NOTDEF.findall(encoding.read_bytes())
    return [_text(meanings.get(code.lower(), b"")) for code in codes]


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode("ascii")).decode("utf-16-be", "replace") or "?"
