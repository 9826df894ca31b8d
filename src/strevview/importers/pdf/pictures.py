"""The pictures of a page: which of the drawn things are pictures, and their bytes."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strevview.importers.manuscript import Picture
from strevview.importers.pdf.letters import Box, PageSize
from strevview.importers.pdf.objects import Drawn, Shape
from strevview.importers.pdf.opening import Handle
from strevview.importers.pdf.tags import PageTags

# In points: smaller things are ornaments.
_SMALLEST_SIDE = 36.0
# Of the page's area: larger things are backgrounds or scans.
_LARGEST = 0.85
_SCAN = 0.3
_DOTS_PER_INCH = 200
_MOST_IMAGE_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A picture on a page: its place, what it says it shows, and its image if it is one."""

    page: int
    box: Box
    alt: str | None = None
    image: Handle | None = None


def find_pictures(
    drawn: Sequence[Drawn], tags: PageTags, size: PageSize, page: int
) -> tuple[Found, ...]:
    """Return the pictures of a page from top to bottom."""
    found = [*_tagged(drawn, tags, size, page)]
    for each in drawn:
        if each.shape is not Shape.IMAGE or not is_picture(each.box, size):
            continue
        if any(_within(each.box, other.box) for other in found):
            continue
        found.append(Found(page, each.box, None, each.handle))
    return tuple(sorted(found, key=lambda each: (each.box[1], each.box[0])))


def is_picture(box: Box, size: PageSize) -> bool:
    """Return whether something of this size is neither an ornament nor a background."""
    left, top, right, bottom = box
    if min(right - left, bottom - top) < _SMALLEST_SIDE:
        return False
    if right <= 0 or bottom <= 0 or left >= size.width or top >= size.height:
        return False
    return (right - left) * (bottom - top) < _LARGEST * size.width * size.height


def has_scan(drawn: Sequence[Drawn], size: PageSize) -> bool:
    """Return whether images take so much of a page that they may be the page itself."""
    images = [each.box for each in drawn if each.shape is Shape.IMAGE]
    area = sum((box[2] - box[0]) * (box[3] - box[1]) for box in images)
    return area >= _SCAN * size.width * size.height


def _tagged(drawn: Sequence[Drawn], tags: PageTags, size: PageSize, page: int) -> Iterator[Found]:
    for figure in tags.figures:
        parts = [each for each in drawn if each.mcid in figure.mcids]
        if not parts:
            continue
        box = _around([each.box for each in parts])
        if not is_picture(box, size):
            continue
        images = [each for each in parts if each.shape is Shape.IMAGE]
        alone = images[0].handle if len(images) == 1 and len(parts) <= 2 else None
        yield Found(page, box, figure.alt, alone)


def picture_of(found: Found, page: Handle, size: PageSize) -> Picture | None:
    """Return a picture's bytes: a JPEG as it is in the file, all else as a PNG."""
    if found.image is not None:
        data = _jpeg(found.image)
        if data is not None:
            return Picture(data, ".jpg", found.alt)
        data = _image(found.image)
        if data is not None:
            return Picture(data, ".png", found.alt)
    left, top, right, bottom = found.box
    margins = (max(left, 0), max(size.height - bottom, 0), max(size.width - right, 0), max(top, 0))
    image = page.render(scale=_DOTS_PER_INCH / 72, crop=margins).to_pil()
    room = io.BytesIO()
    image.save(room, "PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    return Picture(room.getvalue(), ".png", found.alt)


def _jpeg(image: Handle) -> bytes | None:
    """Return the bytes of an image that is a JPEG in the file."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFImageObj_GetImageFilterCount(image) != 1:
        return None
    name = ctypes.create_string_buffer(32)
    pdfium.FPDFImageObj_GetImageFilter(image, 0, name, 32)
    if name.value != b"DCTDecode":
        return None
    length = pdfium.FPDFImageObj_GetImageDataRaw(image, None, 0)
    if not 0 < length <= _MOST_IMAGE_BYTES:
        return None
    room = ctypes.create_string_buffer(length)
    pdfium.FPDFImageObj_GetImageDataRaw(image, room, length)
    return room.raw[:length]


def _image(image: Handle) -> bytes | None:
    """Return an image's own pixels as a PNG."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(image, width, height):
        return None
    if not 0 < width.value * height.value * 4 <= _MOST_IMAGE_BYTES:
        return None
    raw = pdfium.FPDFImageObj_GetBitmap(image)
    if not raw:
        return None
    bitmap = pypdfium2.PdfBitmap.from_raw(raw)
    room = io.BytesIO()
    bitmap.to_pil().save(room, "PNG")
    return room.getvalue()


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - 2
        and inner[1] >= outer[1] - 2
        and inner[2] <= outer[2] + 2
        and inner[3] <= outer[3] + 2
    )
