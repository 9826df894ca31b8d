"""A page of a PDF as PDFium gives it: its text and links, tags (ISO 32000-1, 14.7) and pictures.

The tags are what the file says that each stretch of text is. A JPEG is taken as it is in the file,
any other picture as a PNG.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.importers.blocks import FoundPicture, Kind
from strevview.importers.files import RefusedError
from strevview.importers.grouping import of_most_letters
from strevview.importers.pdf_text import (
    Box,
    Handle,
    Link,
    PagePlacement,
    Span,
    placement_of,
    read_links,
    read_spans,
)

# A page of a review has some 3,000.
MOST_LETTERS = 200_000
IN_A_ROW = "the row of a table: its cells are joined by ·"
_DEEPEST_TAG = 200
_LONGEST_TEXT = 16_384
_HEADINGS = {"H": 1, "Title": 1} | {f"H{level}": level for level in range(1, 10)}
_KINDS = {
    "LI": Kind.LIST_ENTRY,
    "LBody": Kind.LIST_ENTRY,
    "Lbl": Kind.LIST_ENTRY,
    "BlockQuote": Kind.QUOTATION,
    "Caption": Kind.CAPTION,
}
_INLINE = {"Span", "Link", "Reference", "Quote", "Em", "Strong", "Sub", "Code", "Annot", "Ruby"}
_INLINE |= {"NonStruct", "Private", "Note"}
_CELLS = {"TH", "TD"}
# What no cell of a table holds, but the boxes of a layout do.
_OF_LAYOUT = {*_HEADINGS, "L", "Table", "Figure", "BlockQuote"}

# In points: smaller things are ornaments.
_SMALLEST_SIDE = 36.0
# Of the page's area: larger things are backgrounds or scans.
_LARGEST = 0.85
_SCAN = 0.3
_DOTS_PER_INCH = 200
_MOST_PIXELS = 40_000_000
_PATH, _IMAGE, _SHADING = 2, 3, 4
_OPAQUE = 255
_MOST_DRAWN = 20_000
_DEEPEST_FORM = 8


@dataclass(frozen=True, slots=True)
class Tag:
    """The block that a stretch of text belongs to.

    `element` tells blocks of a page apart, 0 for none; `level` is that of a heading or list;
    `label` where it is the marker of a list's entry; `cell` is the number of a cell in the row of a
    `table`, which is told as an element is; both are 0 elsewhere; `lists` is how many lists it is
    in. `figure` is the figure that it stands in: its element, and what it is said to show.
    """

    element: int
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    label: bool = False
    cell: int = 0
    table: int = 0
    lists: int = 0
    figure: tuple[int, str | None] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PlacedPicture:
    """A picture at its place on a page."""

    box: Box
    picture: FoundPicture = field(repr=False)


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
        turns = ((round(span.look.angle / 90) % 4, len(span.text)) for span in self.spans)
        return of_most_letters(turns, 0)


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
    links = tuple(read_links(page, document, placing))
    spans = tuple(read_spans(text_page, placing, links))
    tags = read_tags(page)
    pictures = _pictures(page, placing, tags)
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


def read_tags(page: Handle) -> dict[int, Tag]:
    """Return the tags of a page by the `mcid` of each stretch of content, in the order to read."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        tops = [
            _element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0)
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    tags: dict[int, Tag] = {}
    for mcid, tag in _tagged(_Element("Document", None, tuple(tops)), Tag(0), count(1)):
        tags.setdefault(mcid, tag)
    return tags


def language_of(document: Handle) -> str | None:
    """Return the language of a document (`/Lang`)."""
    return _text(pdfium.FPDFCatalog_GetLanguage, document.raw) or None


class _Element(NamedTuple):
    """An element of the tree; its children are others, or stretches of content by `mcid`."""

    role: str
    alt: str | None
    children: tuple[_Element | int, ...]

    def below(self, roles: Set[str]) -> list[_Element]:
        """Return the elements of some roles within, at any depth."""
        found = []
        for child in self.children:
            if isinstance(child, _Element):
                found += [child, *child.below(roles)] if child.role in roles else child.below(roles)
        return found


def _element(handle: Handle, deep: int) -> _Element:
    children: list[_Element | int] = []
    for index in range(max(pdfium.FPDF_StructElement_CountChildren(handle), 0)):
        mcid = pdfium.FPDF_StructElement_GetChildMarkedContentID(handle, index)
        child = pdfium.FPDF_StructElement_GetChildAtIndex(handle, index) if mcid < 0 else None
        if mcid >= 0:
            children.append(mcid)
        elif child and deep < _DEEPEST_TAG:
            children.append(_element(child, deep + 1))
    role = _text(pdfium.FPDF_StructElement_GetType, handle)
    alt = _text(pdfium.FPDF_StructElement_GetAltText, handle) or None
    return _Element(role, alt, tuple(children))


def _tagged(element: _Element, within: Tag, numbers: Iterator[int]) -> Iterator[tuple[int, Tag]]:
    """Yield the `mcid` of each stretch of content in an element with its tag.

    `numbers` gives each block a number of its own, the `element` of its tags.
    """
    if element.role == "Table" and _is_table(element):
        table = next(numbers)
        for row in element.below({"TR"}):
            block = Tag(next(numbers), Kind.LIST_ENTRY, 1, table=table)
            for cell, child in enumerate(row.below(_CELLS), 1):
                yield from _tagged(child, replace(block, cell=cell), numbers)
        return
    inside = _inside(element, within, next(numbers))
    for each in element.children:
        if isinstance(each, _Element):
            yield from _tagged(each, inside, numbers)
        elif inside.element:
            yield each, inside


def _inside(element: _Element, within: Tag, number: int) -> Tag:
    """Return what the children of an element stand in, where it stands in `within` itself."""
    role, lists = element.role, within.lists
    if within.cell or (within.element and role in _INLINE):
        return within
    if role == "L":
        return Tag(0, lists=lists + 1)
    if role in _HEADINGS:
        return Tag(number, Kind.HEADING, _HEADINGS[role], lists=lists)
    if within.kind is Kind.HEADING and role not in _KINDS:
        # A heading that has its words in a division.
        return within
    kind = _KINDS.get(role, within.kind)
    level = max(lists, 1) if kind is Kind.LIST_ENTRY else 0
    figure = (number, element.alt) if role == "Figure" else within.figure
    return Tag(number, kind, level, role == "Lbl", lists=lists, figure=figure)


def _is_table(table: _Element) -> bool:
    """Return whether a table holds data: cells side by side, each with one paragraph at most."""
    rows = [row.below(_CELLS) for row in table.below({"TR"})]
    is_layout = table.below(_OF_LAYOUT) or any(
        len(cell.below({"P"})) > 1 for row in rows for cell in row
    )
    return not is_layout and any(len(row) > 1 for row in rows)


def _text(function: Handle, element: Handle) -> str:
    """Return a text that PDFium writes as UTF-16."""
    length = min(function(element, None, 0), _LONGEST_TEXT)
    if length <= 2:
        return ""
    room = (ctypes.c_ushort * (length // 2))()
    function(element, ctypes.cast(room, function.argtypes[1]), length)
    return bytes(room)[: length - 2].decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class _Painted:
    """An image, or a part of the page where `image` is None, and what it is said to show."""

    box: Box
    mcid: int = -1
    image: Handle | None = None
    alt: str | None = None


def _pictures(page: Handle, placing: PagePlacement, tags: Mapping[int, Tag]) -> PagePictures:
    """Return the pictures of a page: what its tags have as figures, then all other images."""
    figures = {mcid: tag.figure for mcid, tag in tags.items() if tag.figure}
    drawn = list(_drawn(page, placing, (_PATH, _IMAGE, _SHADING) if figures else (_IMAGE,)))
    images = [each for each in drawn if each.image is not None]
    found = [*_figures(drawn, figures), *(each for each in images if each.mcid not in figures)]
    found = [each for each in found if _is_picture(each.box, placing)]
    shown = [
        PlacedPicture(each.box, picture)
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


def _picture(drawn: _Painted, page: Handle, placing: PagePlacement) -> FoundPicture | None:
    """Return a picture, or None where it is too large or damaged."""
    try:
        if drawn.image is None or not _is_upright(drawn.image, placing):
            data = _rendered(drawn.box, page, placing)
            return FoundPicture(data, ".png", drawn.alt) if data else None
        width, height = drawn.image.get_px_size()
        if not 0 < width * height <= _MOST_PIXELS:
            return None
        if drawn.image.get_filters() == ["DCTDecode"]:
            return FoundPicture(bytes(drawn.image.get_data()), ".jpg", drawn.alt)
        # With its soft mask; what hides nothing stays as it is in the file.
        masked = drawn.image.get_bitmap(render=True, scale_to_original=True)
        hides = masked.mode == "BGRA" and masked.to_pil().getextrema()[3][0] < _OPAQUE
        data = _png(masked if hides else drawn.image.get_bitmap())
        return FoundPicture(data, ".png", drawn.alt)
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
