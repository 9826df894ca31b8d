"""Every font is embedded and the style's own, and every character has a glyph."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from pikepdf import Dictionary, Object, Pdf, Stream

from strevview.audit.codes import FONT, MISSING_GLYPH
from strevview.audit.reading import Reading
from strevview.diagnostics import Diagnostic, error

# The replacement character, none at all, and characters without a meaning of their own.
_UNKNOWN = re.compile("[\x00\ufffd\uffff\ue000-\uf8ff]")
_TO_NOTDEF = re.compile(rb"<([0-9a-fA-F]{4})>\s+0\s")
_TO_TEXT = re.compile(rb"<([0-9a-fA-F]{4})>\s+<([0-9a-fA-F]+)>")
_CHARACTERS_SHOWN = 12
_GLYPH_HELP = "name a font that has it under `fonts:` in style.yaml"
_FONT_HELP = "ask for families under `fonts:` in style.yaml alone, with one that has every letter"


def check_fonts(reading: Reading, families: Sequence[str] | None) -> Iterator[Diagnostic]:
    """Yield the fonts that are not embedded, or of none of the families (None: any will do)."""
    allowed = None if families is None else tuple(_letters(family) for family in families)
    pages: dict[int, int] = {}
    for page in reading.pages:
        for run in page.runs:
            pages.setdefault(run.font, page.number + 1)
    for key, (name, embedded) in reading.fonts.items():
        where = f"on page {pages[key]}"
        if not embedded:
            yield error(FONT, f"the font {name} {where} is not embedded", help=_FONT_HELP)
        if allowed is not None and not _letters(name).startswith(allowed):
            message = f"the font {name} {where} is not one that the style names"
            yield error(FONT, message, help=_FONT_HELP)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()


def check_glyphs(reading: Reading) -> Iterator[Diagnostic]:
    """Yield the characters that no font has, and those that read as nothing known."""
    missing = _without_glyph(reading.pdf)
    shown = " ".join(missing[:_CHARACTERS_SHOWN])
    shown += " …" if len(missing) > _CHARACTERS_SHOWN else ""
    if len(missing) == 1:
        message = f"no font has the character “{shown}”: a box or nothing stands in its place"
        yield error(MISSING_GLYPH, message, help=_GLYPH_HELP)
    elif missing:
        message = f"no font has these {len(missing)} characters: {shown}: "
        message += "boxes or nothing stand in their place"
        yield error(MISSING_GLYPH, message, help=_GLYPH_HELP)
    for page in reading.pages:
        for run in page.runs:
            if _UNKNOWN.search(run.text):
                message = f"page {page.number + 1}: a character of “{run.text.strip()}” is unknown"
                yield error(MISSING_GLYPH, message, help=_GLYPH_HELP)


def _without_glyph(pdf: bytes) -> list[str]:
    """Return the characters that are drawn as `.notdef`, each once; "?" where none is known.

    The text layer has such a character all the same, so PDFium cannot tell. The renderer gives it
    a code of its own, and the font a CMap that leads the code to glyph 0, `.notdef` (ISO 32000-1,
    9.7.5). A font that has all its glyphs uses the predefined CMap Identity-H.
    """
    found: list[str] = []
    with Pdf.open(io.BytesIO(pdf)) as document:
        for one in document.objects:
            if isinstance(one, Dictionary) and one.get("/Type") == "/Font":
                found += _missing_in(one)
    return list(dict.fromkeys(found))


def _missing_in(font: Object) -> Iterator[str]:
    encoding, to_text = font.get("/Encoding"), font.get("/ToUnicode")
    if not isinstance(encoding, Stream):
        return
    texts = _TO_TEXT.findall(to_text.read_bytes()) if isinstance(to_text, Stream) else []
    known = {code.lower(): text for code, text in texts}
    for code in _TO_NOTDEF.findall(encoding.read_bytes()):
        text = bytes.fromhex(known.get(code.lower(), b"").decode("ascii"))
        yield text.decode("utf-16-be", "replace") or "?"
