"""The tags of a PDF's page: what the file says that each stretch of text is (ISO 32000-1, 14.7)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from strevview.importers.blocks import Kind
from strevview.importers.pdf_letters import Handle

IN_A_ROW = "the row of a table: its cells are joined by ·"
_MOST_ELEMENTS = 100_000
_DEEPEST = 200
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
class Figure:
    """What a figure is said to show, and the stretches of content that it is made of."""

    alt: str | None
    mcids: frozenset[int]


@dataclass(frozen=True, slots=True)
class PageTags:
    """The tags of a page, and the place of each stretch in their order, by `mcid`."""

    tags: dict[int, Tag] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()


def read_tags(page: Handle) -> PageTags:
    """Return the tags of a page, none where the PDF has none."""
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return PageTags()
    walk = _Walk()
    try:
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk.element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), _Within(), 0)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return PageTags(walk.tags, walk.order, tuple(walk.figures))


def language_of(document: Handle) -> str | None:
    """Return the language of a document (`/Lang`)."""
    import pypdfium2.raw as pdfium

    return _text(pdfium.FPDFCatalog_GetLanguage, document.raw) or None


@dataclass(frozen=True, slots=True)
class _Within:
    """What an element stands in: its block, the kind that it hands down, the depth of lists."""

    block: Tag | None = None
    kind: Kind = Kind.PARAGRAPH
    lists: int = 0


class _Walk:
    """One pass over the elements of a page."""

    def __init__(self) -> None:
        self.tags: dict[int, Tag] = {}
        self.order: dict[int, int] = {}
        self.figures: list[Figure] = []
        self._elements = 0

    def element(self, element: Handle, within: _Within, deep: int) -> None:
        """Take an element and all that it holds."""
        import pypdfium2.raw as pdfium

        self._elements += 1
        if not element or deep > _DEEPEST or self._elements > _MOST_ELEMENTS:
            return
        role = _role(element)
        if role == "Figure":
            alt = _text(pdfium.FPDF_StructElement_GetAltText, element) or None
            mcids = frozenset(each for each in _all_within(element) if isinstance(each, int))
            self.figures.append(Figure(alt, mcids))
        if role == "Table" and _is_table(element):
            for row in _below(element, "TR"):
                self._row(row, deep)
        else:
            self._children(element, self._inside(role, within), deep)

    def _row(self, row: Handle, deep: int) -> None:
        """Take the row of a table as one block."""
        self._elements += 1
        block = Tag(self._elements, Kind.LIST_ENTRY, 1)
        for cell, child in enumerate(_below(row, "TH", "TD"), 1):
            self._children(child, _Within(replace(block, cell=cell)), deep)

    def _inside(self, role: str, within: _Within) -> _Within:
        """Return what the children of an element stand in."""
        block = within.block
        if block is not None and (block.cell or role in _INLINE):
            return within
        if role == "L":
            return _Within(lists=within.lists + 1)
        if role in _HEADINGS:
            heading = Tag(self._elements, Kind.HEADING, _HEADINGS[role])
            return _Within(heading, lists=within.lists)
        if block is not None and block.kind is Kind.HEADING and role not in _KINDS:
            # A heading that has its words in a division.
            return within
        kind = _KINDS.get(role, within.kind)
        level = max(within.lists, 1) if kind is Kind.LIST_ENTRY else 0
        return _Within(Tag(self._elements, kind, level, role == "Lbl"), kind, within.lists)

    def _children(self, element: Handle, within: _Within, deep: int) -> None:
        for child in _children(element):
            if not isinstance(child, int):
                self.element(child, within, deep + 1)
            elif within.block is not None:
                self.order.setdefault(child, len(self.order))
                self.tags.setdefault(child, within.block)


def _children(element: Handle) -> Iterator[Handle | int]:
    """Yield the children of an element: others, or stretches of content by `mcid`."""
    import pypdfium2.raw as pdfium

    for index in range(min(pdfium.FPDF_StructElement_CountChildren(element), _MOST_ELEMENTS)):
        mcid = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if mcid >= 0:
            yield mcid
        elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
            yield child


def _all_within(element: Handle, deep: int = 0) -> Iterator[Handle | int]:
    """Yield all that an element holds, at any depth."""
    for child in _children(element):
        yield child
        if not isinstance(child, int) and deep < _DEEPEST:
            yield from _all_within(child, deep + 1)


def _below(element: Handle, *roles: str) -> list[Handle]:
    every = _all_within(element)
    return [each for each in every if not isinstance(each, int) and _role(each) in roles]


def _is_table(table: Handle) -> bool:
    """Return whether a table holds data: cells side by side, each with one paragraph at most."""
    rows = [_below(row, "TH", "TD") for row in _below(table, "TR")]
    cells = [cell for row in rows for cell in row]
    is_layout = any(_below(table, *_OF_LAYOUT)) or any(len(_below(each, "P")) > 1 for each in cells)
    return not is_layout and any(len(row) > 1 for row in rows)


def _role(element: Handle) -> str:
    import pypdfium2.raw as pdfium

    return _text(pdfium.FPDF_StructElement_GetType, element)


def _text(function: Handle, element: Handle) -> str:
    """Return a text that PDFium writes as UTF-16."""
    length = min(function(element, None, 0), _LONGEST_TEXT)
    if length <= 2:
        return ""
    room = (ctypes.c_ushort * (length // 2))()
    function(element, ctypes.cast(room, function.argtypes[1]), length)
    return bytes(room)[: length - 2].decode("utf-16-le", "replace")
