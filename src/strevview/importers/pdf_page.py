"""A page of a PDF as PDFium gives it: its text, links, tags and pictures.

A JPEG is taken as it is in the file, any other picture as a PNG.
"""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.importers.blocks import Picture
from strevview.importers.files import RefusedError
from strevview.importers.pdf_text import (
    Box,
    Handle,
    Link,
    PagePlacement,
    Span,
    Tag,
    placement_of,
    read_spans,
    read_tags,
)

# A page of a review has some 3,000.
MOST_LETTERS = 200_000
# ISO 32000-1, 12.6: kinds of actions, as PDFium numbers them.
_GOTO, _URI = 1, 3
_LONGEST_ADDRESS = 8192

# In points: smaller things are ornaments.
_SMALLEST_SIDE = 36.0
# Of the page's area: larger things are backgrounds or scans.
_LARGEST = 0.85
_SCAN = 0.3
_DOTS_PER_INCH = 200
_MOST_PIXELS = 40_000_000
_PATH, _IMAGE, _SHADING = 2, 3, 4
_MOST_DRAWN = 20_000
_DEEPEST_FORM = 8


@dataclass(frozen=True, slots=True, eq=False)
class PlacedPicture:
    """A picture at its place on a page."""

    page: int
    box: Box
    picture: Picture = field(repr=False)


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The pictures of a page; `lost` counts those that could not be had.

    `scan` where images take so much of the page that they may be the page itself.
    """

    shown: tuple[PlacedPicture, ...] = ()
    lost: int = 0
    scan: bool = False


@dataclass(frozen=True, slots=True)
class PageContent:
    """What PDFium gives of a page; `size` is its width and height in points.

    `tags` are those of its content by `mcid`, in the order to read it; `has_notes` says that form
    fields or notes upon it have words.
    """

    number: int
    size: tuple[float, float]
    spans: tuple[Span, ...]
    links: tuple[Link, ...]
    tags: dict[int, Tag]
    pictures: PagePictures
    has_notes: bool

    @property
    def words(self) -> list[str]:
        """Its words in the order of the content."""
        return "".join(span.text for span in self.spans).split()

    @property
    def turns(self) -> int:
        """By how many quarters most of its letters are turned, counter-clockwise."""
        turns: Counter[int] = Counter()
        for span in self.spans:
            turns[round(span.look.angle / 90) % 4] += len(span.text)
        return turns.most_common(1)[0][0] if turns else 0


def read_page(document: Handle, number: int, name: str) -> PageContent | None:
    """Return a page of an open PDF of a name, None where it is damaged; `number` counts from 1.

    PDFium orders the words of a page that stands on its side only once it is upright.

    Raises:
        RefusedError: it has too many letters (SV934).
    """
    try:
        page = document[number - 1]
        read = _read(document, page, number, name)
        if read.turns:
            page.set_rotation(90 * ((page.get_rotation() // 90 + read.turns) % 4))
            page.close()
            read = _read(document, document[number - 1], number, name)
        return read
    except pypdfium2.PdfiumError:
        return None


def _read(document: Handle, page: Handle, number: int, name: str) -> PageContent:
    placing = placement_of(page)
    text_page = page.get_textpage()
    if text_page.count_chars() > MOST_LETTERS:
        what = f"page {number} has more than {MOST_LETTERS:,} letters"
        raise RefusedError("SV934", name, what)
    links = tuple(_links(page, document, placing))
    spans = tuple(read_spans(text_page, placing, links))
    tags = read_tags(page)
    pictures = _pictures(page, number, placing, tags)
    size = (placing.width, placing.height)
    return PageContent(number, size, spans, links, tags, pictures, _has_notes(page))


def _has_notes(page: Handle) -> bool:
    """Return whether a form field or a note upon a page has words: they are not in its text."""
    words = {pdfium.FPDF_ANNOT_FREETEXT: b"Contents", pdfium.FPDF_ANNOT_WIDGET: b"V"}
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        key = words.get(pdfium.FPDFAnnot_GetSubtype(note)) if note else None
        # Two bytes end an empty text.
        if key and pdfium.FPDFAnnot_GetStringValue(note, key, None, 0) > 2:
            return True
    return False


def _links(page: Handle, document: Handle, placing: PagePlacement) -> Iterator[Link]:
    """Yield the links of a page that lead out of the document, or nowhere."""
    link, place = pdfium.FPDF_LINK(), ctypes.c_int(0)
    while pdfium.FPDFLink_Enumerate(page.raw, place, link):
        address = _address(link, document)
        if address is not None:
            yield Link(address, tuple(_boxes(link, placing)))


def _address(link: Handle, document: Handle) -> str | None:
    """Return where a link leads, None for a place in the document."""
    action = pdfium.FPDFLink_GetAction(link)
    if not action:
        return None if pdfium.FPDFLink_GetDest(document.raw, link) else ""
    kind = pdfium.FPDFAction_GetType(action)
    if kind != _URI:
        return None if kind == _GOTO else ""
    room = ctypes.create_string_buffer(_LONGEST_ADDRESS)
    pdfium.FPDFAction_GetURIPath(document.raw, action, room, _LONGEST_ADDRESS)
    # ASCII by the standard (ISO 32000-1, 12.6.4.7), and in fact also others.
    try:
        address = room.value.decode("utf-8").strip()
    except UnicodeDecodeError:
        address = room.value.decode("latin-1").strip()
    return None if address.startswith("#") else address


def _boxes(link: Handle, placing: PagePlacement) -> Iterator[Box]:
    """Yield the quadrilaterals of a link, or its rectangle where it has none."""
    quad, number = pdfium.FS_QUADPOINTSF(), pdfium.FPDFLink_CountQuadPoints(link)
    for index in range(number):
        if pdfium.FPDFLink_GetQuadPoints(link, index, quad):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            up = (quad.y1, quad.y2, quad.y3, quad.y4)
            yield placing.box(min(across), min(up), max(across), max(up))
    box = pdfium.FS_RECTF()
    if number == 0 and pdfium.FPDFLink_GetAnnotRect(link, box):
        yield placing.box(box.left, box.bottom, box.right, box.top)


@dataclass(frozen=True, slots=True)
class _Painted:
    """An image, or a part of the page where `image` is None, and what it is said to show."""

    box: Box
    mcid: int = -1
    image: Handle | None = None
    alt: str | None = None


def _pictures(
    page: Handle, number: int, placing: PagePlacement, tags: Mapping[int, Tag]
) -> PagePictures:
    """Return the pictures of a page: what its tags have as figures, then all other images."""
    figures = {mcid: tag.figure for mcid, tag in tags.items() if tag.figure}
    drawn = list(_drawn(page, placing, (_PATH, _IMAGE, _SHADING) if figures else (_IMAGE,)))
    images = [each for each in drawn if each.image is not None]
    found = [*_figures(drawn, figures), *(each for each in images if each.mcid not in figures)]
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
    things = page.get_objects(filter=kinds, max_depth=_DEEPEST_FORM)
    for _, thing in zip(range(_MOST_DRAWN), things, strict=False):
        try:
            box = placing.box(*thing.get_bounds())
        except pypdfium2.PdfiumError:
            continue
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        yield _Painted(box, mcid, thing if thing.type == _IMAGE else None)


def _figures(
    drawn: Sequence[_Painted], figures: Mapping[int, tuple[int, str | None]]
) -> Iterator[_Painted]:
    """Yield the figures of the tags, each with all that is drawn of it."""
    for figure in dict.fromkeys(figures.values()):
        parts = [each for each in drawn if figures.get(each.mcid) == figure]
        if parts:
            left, top, right, bottom = zip(*(each.box for each in parts), strict=True)
            image = parts[0].image if len(parts) == 1 else None
            box = (min(left), min(top), max(right), max(bottom))
            yield _Painted(box, image=image, alt=figure[1])


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
