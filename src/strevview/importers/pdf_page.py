"""What a page of a PDF has besides its text: tags (ISO 32000-1, 14.7) and pictures.

The tags are what the file says that each stretch of text is. A JPEG is taken as it is in the file,
any other picture as a PNG.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.importers.blocks import Kind, Picture
from strevview.importers.pdf_text import Box, Handle, PagePlacement

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


@dataclass(frozen=True, slots=True)
class Tag:
    """The block that a stretch of text belongs to.

    `element` tells blocks of a page apart; `level` is that of a heading or list; `label` where it
    is the marker of a list's entry; `cell` is the number of a cell in the row of a table, 0
    elsewhere.
    """

    element: int
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    label: bool = False
    cell: int = 0


@dataclass(frozen=True, slots=True)
class TaggedFigure:
    """What a figure is said to show, and the stretches of content that it is made of."""

    alt: str | None
    mcids: frozenset[int]


@dataclass(frozen=True, slots=True)
class PageTags:
    """The tags of a page by the `mcid` of each stretch of text, in the order to read these."""

    tags: dict[int, Tag] = field(default_factory=dict)
    figures: tuple[TaggedFigure, ...] = ()


def read_tags(page: Handle) -> PageTags:
    """Return the tags of a page, none where the PDF has none."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return PageTags()
    try:
        tops = [
            _element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0)
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    root = _Element("Document", None, tuple(tops))
    tags: dict[int, Tag] = {}
    for mcid, tag in _tagged(root, _TagContext(), count()):
        tags.setdefault(mcid, tag)
    figures = [
        TaggedFigure(each.alt, frozenset(each.stretches())) for each in root.below({"Figure"})
    ]
    return PageTags(tags, tuple(figures))


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

    def stretches(self) -> Iterator[int]:
        """Yield the stretches of content within, at any depth."""
        for child in self.children:
            yield from (child,) if isinstance(child, int) else child.stretches()


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


@dataclass(frozen=True, slots=True)
class _TagContext:
    """What an element stands in: its block, the kind that it hands down, the depth of lists."""

    block: Tag | None = None
    kind: Kind = Kind.PARAGRAPH
    lists: int = 0


def _tagged(
    element: _Element, within: _TagContext, numbers: Iterator[int]
) -> Iterator[tuple[int, Tag]]:
    """Yield the `mcid` of each stretch of content in an element with its tag.

    `numbers` gives each block a number of its own, the `element` of its tags.
    """
    if element.role == "Table" and _is_table(element):
        for row in element.below({"TR"}):
            block = Tag(next(numbers), Kind.LIST_ENTRY, 1)
            for cell, child in enumerate(row.below(_CELLS), 1):
                yield from _tagged(child, _TagContext(replace(block, cell=cell)), numbers)
        return
    inside = _inside(element.role, within, next(numbers))
    for each in element.children:
        if isinstance(each, _Element):
            yield from _tagged(each, inside, numbers)
        elif inside.block is not None:
            yield each, inside.block


def _inside(role: str, within: _TagContext, number: int) -> _TagContext:
    """Return what the children of an element stand in."""
    block = within.block
    if block is not None and (block.cell or role in _INLINE):
        return within
    if role == "L":
        return _TagContext(lists=within.lists + 1)
    if role in _HEADINGS:
        return _TagContext(Tag(number, Kind.HEADING, _HEADINGS[role]), lists=within.lists)
    if block is not None and block.kind is Kind.HEADING and role not in _KINDS:
        # A heading that has its words in a division.
        return within
    kind = _KINDS.get(role, within.kind)
    level = max(within.lists, 1) if kind is Kind.LIST_ENTRY else 0
    return _TagContext(Tag(number, kind, level, role == "Lbl"), kind, within.lists)


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


_PATH, _IMAGE, _SHADING = 2, 3, 4
_MOST_DRAWN = 20_000
_DEEPEST_FORM = 8
# In points: smaller things are ornaments.
_SMALLEST_SIDE = 36.0
# Of the page's area: larger things are backgrounds or scans.
_LARGEST = 0.85
_SCAN = 0.3
_DOTS_PER_INCH = 200
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
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
    things = page.get_objects(filter=kinds, max_depth=_DEEPEST_FORM)
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
