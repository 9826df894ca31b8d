"""The pictures of a PDF's page: a JPEG as it is in the file, all else as a PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.importers.blocks import Picture
from strevview.importers.pdf_tags import TaggedFigure
from strevview.importers.pdf_text import Box, Handle, PagePlacement

_PATH, _IMAGE, _SHADING = 2, 3, 4
_MOST_DRAWN = 20_000
_DEEPEST = 8
# In points: smaller things are ornaments.
_SMALLEST_SIDE = 36.0
# Of the page's area: larger things are backgrounds or scans.
_LARGEST = 0.85
_SCAN = 0.3
_DOTS_PER_INCH = 200
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class PlacedPicture:
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

    shown: tuple[PlacedPicture, ...] = ()
    lost: int = 0
    scan: bool = False


@dataclass(frozen=True, slots=True)
class _Painted:
    """An image, or a part of the page where `image` is None, and what it is said to show."""

    box: Box
    mcid: int = -1
    image: Handle | None = None
    alt: str | None = None


def read_pictures(
    page: Handle, number: int, placing: PagePlacement, figures: Sequence[TaggedFigure]
) -> PagePictures:
    """Return the pictures of a page: what its tags have as figures, then all other images."""
    drawn = list(_drawn(page, placing, (_PATH, _IMAGE, _SHADING) if figures else (_IMAGE,)))
    tagged = {mcid for figure in figures for mcid in figure.mcids}
    images = [each for each in drawn if each.image is not None]
    found = [*_figures(drawn, figures), *(each for each in images if each.mcid not in tagged)]
    found = [each for each in found if _is_picture(each.box, placing)]
    shown = [
        PlacedPicture(number, each.box, picture)
        for each in sorted(found, key=lambda each: (each.box[1], each.box[0]))
        if (picture := _picture(each, page, placing)) is not None
    ]
    covered = sum(_area(each.box) for each in images)
    scan = covered >= _SCAN * placing.width * placing.height
    return PagePictures(tuple(shown), len(found) - len(shown), scan)


def _drawn(page: Handle, placing: PagePlacement, kinds: Sequence[int]) -> Iterator[_Painted]:
    """Yield what is drawn on a page of some kinds, within forms too."""
    things = page.get_objects(filter=kinds, max_depth=_DEEPEST)
    for _, thing in zip(range(_MOST_DRAWN), things, strict=False):
        try:
            box = placing.box(*thing.get_bounds())
        except pypdfium2.PdfiumError:
            continue
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        yield _Painted(box, mcid, thing if thing.type == _IMAGE else None)


def _figures(drawn: Sequence[_Painted], figures: Sequence[TaggedFigure]) -> Iterator[_Painted]:
    """Yield the figures of the tags, of two in each other the inner one."""
    for figure in figures:
        parts = [each for each in drawn if each.mcid in figure.mcids]
        if not parts or any(other.mcids < figure.mcids for other in figures):
            continue
        left, top, right, bottom = zip(*(each.box for each in parts), strict=True)
        image = parts[0].image if len(parts) == 1 else None
        box = (min(left), min(top), max(right), max(bottom))
        yield _Painted(box, image=image, alt=figure.alt)


def _is_picture(box: Box, placing: PagePlacement) -> bool:
    """Return whether something of this size is neither an ornament nor a background."""
    left, top, right, bottom = box
    is_on_page = right > 0 and bottom > 0 and left < placing.width and top < placing.height
    is_ornament = min(right - left, bottom - top) < _SMALLEST_SIDE
    is_ground = _area(box) >= _LARGEST * placing.width * placing.height
    return is_on_page and not is_ornament and not is_ground


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _picture(drawn: _Painted, page: Handle, placing: PagePlacement) -> Picture | None:
    """Return a picture, or None where it is too large or damaged."""
    try:
        if drawn.image is None or not _is_upright(drawn.image, placing):
            data = _rendered(drawn.box, page, placing)
            return Picture(data, ".png", drawn.alt) if data else None
        width, height = drawn.image.get_px_size()
        if not 0 < width * height <= _MOST_PIXELS:
            return None
        if drawn.image.get_filters() == ["DCTDecode"]:
            return Picture(bytes(drawn.image.get_data()), ".jpg", drawn.alt)
        return Picture(_png(drawn.image.get_bitmap()), ".png", drawn.alt)
    except (pypdfium2.PdfiumError, ValueError):
        return None


def _is_upright(image: Handle, placing: PagePlacement) -> bool:
    """Return whether an image is drawn as it is, not turned or mirrored."""
    matrix = image.get_matrix()
    askew = abs(matrix.b) + abs(matrix.c) > 0.01 * (abs(matrix.a) + abs(matrix.d))
    return matrix.a > 0 and matrix.d > 0 and not askew and not placing.quarters


def _rendered(box: Box, page: Handle, placing: PagePlacement) -> bytes | None:
    """Return a part of the page as it looks."""
    left, top = max(box[0], 0.0), max(box[1], 0.0)
    right, bottom = min(box[2], placing.width), min(box[3], placing.height)
    scale = _DOTS_PER_INCH / 72
    if not 1 < (right - left) * (bottom - top) * scale * scale <= _MOST_PIXELS:
        return None
    margins = (left, placing.height - bottom, placing.width - right, top)
    return _png(page.render(scale=scale, crop=margins, may_draw_forms=False))


def _png(bitmap: Handle) -> bytes:
    room = io.BytesIO()
    bitmap.to_pil().save(room, "PNG")
    return room.getvalue()
