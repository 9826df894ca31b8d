"""Bytes of pictures to a format that an issue may hold."""

from __future__ import annotations

import io

from strevview.importers.blocks import Picture

MAX_PIXELS = 100_000_000
_AS_THEY_ARE = {"PNG": ".png", "JPEG": ".jpg"}
_METAFILES = (
    (b"\x01\x00\x00\x00", "EMF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x01\x00\x09\x00", "WMF"),
)


def usable_picture(data: bytes, alt: str | None) -> Picture | str:
    """Return a picture as JPEG, PNG or SVG, or why it cannot be had.

    Bytes of a whole JPEG or PNG stay as they are; other pictures of dots become PNG.
    """
    for start, name in _METAFILES:
        if data.startswith(start):
            return f"it is in the format {name}, which no issue may hold"
    if b"<svg" in data[:4096]:
        return Picture(data, ".svg", alt)
    return _of_dots(data, alt)


def _of_dots(data: bytes, alt: str | None) -> Picture | str:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return f"it has too many pixels ({width} × {height})"
            suffix = _AS_THEY_ARE.get(image.format or "")
            image.load()
            if suffix is not None:
                return Picture(data, suffix, alt)
            out = io.BytesIO()
            mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
            image.convert(mode).save(out, "PNG")
            return Picture(out.getvalue(), ".png", alt)
    except UnidentifiedImageError:
        return "it is in no known format"
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return "it is damaged"
