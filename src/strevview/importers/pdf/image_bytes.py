"""The bytes of a picture: a JPEG as it is in the PDF, all else as a PNG."""

from __future__ import annotations

import ctypes
import io

from strevview.importers.manuscript import Picture
from strevview.importers.pdf.letters import PageSize
from strevview.importers.pdf.opening import Handle
from strevview.importers.pdf.pictures import Found

_DOTS_PER_INCH = 200
_MOST_BYTES = 64_000_000
_MOST_PIXELS = 40_000_000


def picture_of(found: Found, page: Handle, size: PageSize) -> Picture | None:
    """Return a picture, or None where it is too large or damaged."""
    if found.image is None:
        data = _rendered(found, page, size)
        return Picture(data, ".png", found.alt) if data else None
    if not 0 < _pixels(found.image) <= _MOST_PIXELS:
        return None
    data = _jpeg(found.image)
    if data is not None:
        return Picture(data, ".jpg", found.alt)
    data = _own_pixels(found.image)
    return Picture(data, ".png", found.alt) if data else None


def _pixels(image: Handle) -> int:
    import pypdfium2.raw as pdfium

    width, height = ctypes.c_uint(), ctypes.c_uint()
    done = pdfium.FPDFImageObj_GetImagePixelSize(image, width, height)
    return width.value * height.value if done else 0


def _jpeg(image: Handle) -> bytes | None:
    """Return the bytes of an image that is a JPEG in the file and nothing around it."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFImageObj_GetImageFilterCount(image) != 1:
        return None
    name = ctypes.create_string_buffer(32)
    pdfium.FPDFImageObj_GetImageFilter(image, 0, name, 32)
    if name.value not in {b"DCTDecode", b"DCT"}:
        return None
    length = pdfium.FPDFImageObj_GetImageDataRaw(image, None, 0)
    if not 0 < length <= _MOST_BYTES:
        return None
    room = ctypes.create_string_buffer(length)
    pdfium.FPDFImageObj_GetImageDataRaw(image, room, length)
    return room.raw[:length] if room.raw[:2] == b"\xff\xd8" else None


def _own_pixels(image: Handle) -> bytes | None:
    import pypdfium2
    import pypdfium2.raw as pdfium

    raw = pdfium.FPDFImageObj_GetBitmap(image)
    if not raw:
        return None
    bitmap = pypdfium2.PdfBitmap.from_raw(raw)
    room = io.BytesIO()
    bitmap.to_pil().save(room, "PNG")
    return room.getvalue()


def _rendered(found: Found, page: Handle, size: PageSize) -> bytes | None:
    """Return a part of the page as it looks."""
    left, top, right, bottom = found.box
    left, top = max(left, 0), max(top, 0)
    right, bottom = min(right, size.width), min(bottom, size.height)
    scale = _DOTS_PER_INCH / 72
    if right - left < 1 or bottom - top < 1:
        return None
    if (right - left) * (bottom - top) * scale * scale > _MOST_PIXELS:
        return None
    margins = (left, size.height - bottom, size.width - right, top)
    image = page.render(scale=scale, crop=margins, may_draw_forms=False).to_pil()
    room = io.BytesIO()
    image.save(room, "PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    return room.getvalue()
