"""Characters that no font of the PDF has, found in the bytes of the PDF.

The text layer has such a character all the same, so PDFium cannot tell. The renderer gives it a
code of its own, and the font a CMap that leads the code to glyph 0, `.notdef` (ISO 32000-1,
9.7.5). A font that has all its glyphs uses the predefined CMap Identity-H and has no such stream.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_CMAP = re.compile(rb"/Type\s*/CMap\b")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_TO_NOTDEF = re.compile(rb"<([0-9a-fA-F]{4})>\s+0\s")
_TO_TEXT = re.compile(rb"<([0-9a-fA-F]{4})>\s+<([0-9a-fA-F]+)>")
# A CMap is small; nothing longer is unpacked.
_LONGEST = 1_000_000


def characters_without_glyph(pdf: bytes) -> tuple[str, ...]:
    """Return the characters that are drawn as `.notdef`, each once; "?" where none is known."""
    if not _CMAP.search(pdf):
        return ()
    streams = list(_small_streams(pdf))
    codes = [
        code for text in streams if b"begincidchar" in text for code in _TO_NOTDEF.findall(text)
    ]
    meanings = {
        code.lower(): meaning
        for text in streams
        if b"beginbfchar" in text
        for code, meaning in _TO_TEXT.findall(text)
    }
    found = (_text(meanings.get(code.lower(), b"")) for code in codes)
    return tuple(dict.fromkeys(found))


def _small_streams(pdf: bytes) -> Iterator[bytes]:
    for start in _STREAM.finditer(pdf):
        yield pdf[start.end() : start.end() + _LONGEST].split(b"endstream", 1)[0]
        try:
            yield zlib.decompressobj().decompress(pdf[start.end() :], _LONGEST)
        except zlib.error:
            continue


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode("ascii")).decode("utf-16-be", "replace") or "?"
