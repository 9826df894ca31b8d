"""The pictures of a PDF's page: a JPEG as it is in the file, all else as a PNG."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from strevview.importers.blocks import Picture
from strevview.importers.pdf_letters import Box, Handle, Placing
from strevview.importers.pdf_tags import Figure

_PATH, _IMAGE, _SHADING, _FORM = 2, 3, 4, 5
_MOST_DRAWN = 20_000
_DEEPEST = 8
# In points: smaller things are ornaments.
_SMALLEST_SIDE = 36.0
# Of the page's area: larger things are backgrounds or scans.
_LARGEST = 0.85
_SCAN = 0.3
# In points: programs cut large images into strips that touch.
_TOUCH = 1.5
_DOTS_PER_INCH = 200
_MOST_BYTES = 64_000_000
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture at its place on a page; `links` are the addresses of links upon it."""

    page: int
    box: Box
    picture: Picture = field(repr=False)
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The pictures of a page; `lost` counts those that could not be had.

    `scan` where images take so much of the page that they may be the page itself.
    """

    shown: tuple[Shown, ...] = ()
    lost: int = 0
    scan: bool = False


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An image, or a drawing of paths (`image` is None); `upright` where it is not turned."""

    box: Box
    mcid: int = -1
    image: Handle | None = None
    upright: bool = True


def read_pictures(
    page: Handle, number: int, placing: Placing, figures: Sequence[Figure]
) -> PagePictures:
    """Return the pictures of a page: what its tags have as figures, then all other images."""
    drawn = list(_drawn(page, placing))
    images = [each for each in drawn if each.image is not None]
    found = [*_tagged(drawn, figures)]
    for group in _joined(images):
        box = _around([each.box for each in group])
        if not any(_is_within(box, other.box) for other, _ in found):
            found.append((_one(group), None))
    found = [one for one in found if _is_picture(one[0].box, placing)]
    found.sort(key=lambda one: (one[0].box[1], one[0].box[0]))
    shown = [
        Shown(number, one.box, picture)
        for one, alt in found
        if (picture := _picture(one, alt, page, placing)) is not None
    ]
    covered = sum(_area(each.box) for each in images)
    scan = covered >= _SCAN * placing.width * placing.height
    return PagePictures(tuple(shown), len(found) - len(shown), scan)


def _drawn(page: Handle, placing: Placing) -> Iterator[_Drawn]:
    """Yield what is drawn on a page: images and paths, those within forms too."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    objects = page.get_objects(max_depth=_DEEPEST)
    for _, thing in zip(range(_MOST_DRAWN), objects, strict=False):
        if thing.type not in {_PATH, _IMAGE, _SHADING}:
            continue
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        try:
            box = placing.box(*thing.get_bounds())
            matrix = thing.get_matrix() if thing.type == _IMAGE else None
        except pypdfium2.PdfiumError:
            continue
        if matrix is None:
            yield _Drawn(box, mcid)
            continue
        along, across = abs(matrix.a) + abs(matrix.d), abs(matrix.b) + abs(matrix.c)
        upright = matrix.a > 0 and matrix.d > 0 and across < 0.01 * along and not placing.quarters
        yield _Drawn(box, mcid, thing.raw, upright and thing.level == 0)


def _tagged(
    drawn: Sequence[_Drawn], figures: Sequence[Figure]
) -> Iterator[tuple[_Drawn, str | None]]:
    """Yield the figures of the tags, with what they are said to show; the inner ones of two."""
    for figure in figures:
        if any(other.mcids < figure.mcids for other in figures):
            continue
        parts = [each for each in drawn if each.mcid in figure.mcids]
        if parts:
            yield _one(parts), figure.alt


def _one(parts: Sequence[_Drawn]) -> _Drawn:
    """Return things drawn in one place as one: an image alone, else a part of the page."""
    images = [each for each in parts if each.image is not None]
    box = _around([each.box for each in parts])
    # Images at one place are one picture and its mask: the last is on top.
    if images and len(parts) <= 2 and images[-1].upright and _is_within(box, images[-1].box):
        return images[-1]
    return _Drawn(box)


def _joined(images: Sequence[_Drawn]) -> list[list[_Drawn]]:
    """Return images in groups that touch along a whole side, or lie upon each other."""
    groups: list[list[_Drawn]] = []
    for image in images:
        if groups and _touch(groups[-1][-1].box, image.box):
            groups[-1].append(image)
        else:
            groups.append([image])
    return groups


def _touch(one: Box, two: Box) -> bool:
    across = abs(one[0] - two[0]) < _TOUCH and abs(one[2] - two[2]) < _TOUCH
    along = abs(one[1] - two[1]) < _TOUCH and abs(one[3] - two[3]) < _TOUCH
    below = min(abs(one[3] - two[1]), abs(two[3] - one[1])) < _TOUCH
    beside = min(abs(one[2] - two[0]), abs(two[2] - one[0])) < _TOUCH
    return (across and along) or (across and below) or (along and beside)


def _is_picture(box: Box, placing: Placing) -> bool:
    """Return whether something of this size is neither an ornament nor a background."""
    left, top, right, bottom = box
    if min(right - left, bottom - top) < _SMALLEST_SIDE:
        return False
    if right <= 0 or bottom <= 0 or left >= placing.width or top >= placing.height:
        return False
    return _area(box) < _LARGEST * placing.width * placing.height


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _is_within(inner: Box, outer: Box) -> bool:
    return all(
        near >= far - _TOUCH for near, far in zip(inner[:2], outer[:2], strict=True)
    ) and all(near <= far + _TOUCH for near, far in zip(inner[2:], outer[2:], strict=True))


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _picture(drawn: _Drawn, alt: str | None, page: Handle, placing: Placing) -> Picture | None:
    """Return a picture, or None where it is too large or damaged."""
    import pypdfium2.raw as pdfium

    if drawn.image is None:
        data = _rendered(drawn.box, page, placing)
        return Picture(data, ".png", alt) if data else None
    width, height = ctypes.c_uint(), ctypes.c_uint()
    known = pdfium.FPDFImageObj_GetImagePixelSize(drawn.image, width, height)
    if not known or not 0 < width.value * height.value <= _MOST_PIXELS:
        return None
    jpeg = _jpeg(drawn.image)
    if jpeg is not None:
        return Picture(jpeg, ".jpg", alt)
    data = _own_pixels(drawn.image)
    return Picture(data, ".png", alt) if data else None


def _jpeg(image: Handle) -> bytes | None:
    """Return the bytes of an image that is a JPEG in the file and nothing around it."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFImageObj_GetImageFilterCount(image) != 1:
        return None
    name = ctypes.create_string_buffer(32)
    pdfium.FPDFImageObj_GetImageFilter(image, 0, name, 32)
    length = pdfium.FPDFImageObj_GetImageDataRaw(image, None, 0)
    if name.value not in {b"DCTDecode", b"DCT"} or not 0 < length <= _MOST_BYTES:
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
    room = io.BytesIO()
    pypdfium2.PdfBitmap.from_raw(raw).to_pil().save(room, "PNG")
    return room.getvalue()


def _rendered(box: Box, page: Handle, placing: Placing) -> bytes | None:
    """Return a part of the page as it looks."""
    left, top = max(box[0], 0.0), max(box[1], 0.0)
    right, bottom = min(box[2], placing.width), min(box[3], placing.height)
    scale = _DOTS_PER_INCH / 72
    if not 1 < (right - left) * (bottom - top) * scale * scale <= _MOST_PIXELS:
        return None
    margins = (left, placing.height - bottom, placing.width - right, top)
    image = page.render(scale=scale, crop=margins, may_draw_forms=False).to_pil()
    room = io.BytesIO()
    image.save(room, "PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    return room.getvalue()
