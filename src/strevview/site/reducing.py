"""Fonts and covers made small for the web: what takes long, and is done in other processes.

So this module loads nothing of ours.
"""

from __future__ import annotations

import io
from pathlib import Path

COVER_WIDTH = 480


def subset_font(file: Path, number: int, text: str) -> bytes:
    """Return a font of a file with the glyphs of a text alone, as WOFF2."""
    import uharfbuzz
    from fontTools.ttLib import woff2

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, text))
    # What stands for a letter that no font has is seen.
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file), number)
    target = io.BytesIO()
    woff2.compress(io.BytesIO(wanted.subset(face).blob.data), target)
    return target.getvalue()


def cover_picture(pdf: bytes) -> bytes:
    """Return a PDF's first page as a JPEG, `COVER_WIDTH` pixels wide."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=COVER_WIDTH / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    target = io.BytesIO()
    image.save(target, "JPEG", quality=85, optimize=True)
    return target.getvalue()
