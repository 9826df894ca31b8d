"""The tags of a page: what the program says that each stretch of text is (ISO 32000-1, 14.7)."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

from strevview.importers.manuscript import Kind
from strevview.importers.pdf.opening import Handle

_MOST_ELEMENTS = 100_000
_DEEPEST = 200
_LONGEST_TEXT = 16_384
_HEADINGS = {"H": 1, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6, "Title": 1}
_KINDS = {
    "LI": Kind.LIST_ENTRY,
    "LBody": Kind.LIST_ENTRY,
    "Lbl": Kind.LIST_ENTRY,
    "BlockQuote": Kind.QUOTATION,
    "Caption": Kind.CAPTION,
}
_PASSED_ON = {Kind.LIST_ENTRY, Kind.QUOTATION, Kind.CAPTION}
_INLINE = {"Span", "Link", "Reference", "Quote", "Em", "Strong", "Sub", "Code", "Annot", "Ruby"}
_GROUPS = {"Document", "Part", "Art", "Sect", "Div", "Table", "TR", "Aside", "TOC", "Index"}
_NOTHING_SAID = {"NonStruct", "Private"}


@dataclass(frozen=True, slots=True)
class Tag:
    """The block that a stretch of text belongs to, by its tags.

    `element` tells blocks of a page apart; `level` is that of a heading or list; `label` where it
    is a list's marker. `goes_on` where parts of its element stand on a later page, `began` on an
    earlier one.
    """

    element: int
    kind: Kind
    level: int = 0
    label: bool = False
    began: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class TaggedFigure:
    """A figure by its tags: what it is said to show, and the stretches that it is made of."""

    alt: str | None
    mcids: frozenset[int]
    after: int


@dataclass(frozen=True, slots=True)
class PageTags:
    """The tags of a page; `order` is the place of each stretch in the tags' order, by `mcid`."""

    tags: dict[int, Tag] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)
    figures: tuple[TaggedFigure, ...] = ()


def read_tags(page: Handle) -> PageTags:
    """Return the tags of a page, none where the PDF has none."""
    import pypdfium2.raw as pdfium

    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return PageTags()
    try:
        walk = _Walk()
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk.element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), _OUTSIDE, 0)
        return PageTags(walk.tags, walk.order, tuple(walk.figures))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


@dataclass(frozen=True, slots=True)
class _Within:
    """What an element stands in."""

    block: Tag | None = None
    lists: int = 0
    kind: Kind | None = None


_OUTSIDE = _Within()


class _Walk:
    """One pass over the elements of a page."""

    def __init__(self) -> None:
        self.tags: dict[int, Tag] = {}
        self.order: dict[int, int] = {}
        self.figures: list[TaggedFigure] = []
        self.elements = 0

    def element(self, element: Handle, within: _Within, deep: int) -> None:
        """Take an element and all that it holds."""
        import pypdfium2.raw as pdfium

        self.elements += 1
        if not element or deep > _DEEPEST or self.elements > _MOST_ELEMENTS:
            return
        kind = text_of(pdfium.FPDF_StructElement_GetType, element)
        if kind in {"Figure", "Formula"}:
            self._figure(element, deep)
            return
        inside = self._inside(element, kind, within)
        self._children(element, inside, deep)

    def _inside(self, element: Handle, kind: str, within: _Within) -> _Within:
        """Return what the children of an element stand in."""
        if kind == "L":
            return _Within(None, within.lists + 1, within.kind)
        if kind in _INLINE | _NOTHING_SAID and within.block is not None:
            return within
        of_kind, level = self._kind(kind, within)
        block = self._block(element, of_kind, level, label=kind == "Lbl")
        passed_on = of_kind if of_kind in _PASSED_ON else None
        if kind in _GROUPS | _NOTHING_SAID and not _holds_text(element):
            return _Within(None, within.lists, within.kind)
        return _Within(block, within.lists, passed_on)

    def _kind(self, kind: str, within: _Within) -> tuple[Kind, int]:
        """Return what an element makes of its text, and the level of it."""
        if kind in _HEADINGS:
            return Kind.HEADING, _HEADINGS[kind]
        found = _KINDS.get(kind, within.kind or Kind.PARAGRAPH)
        return found, max(within.lists, 1) if found is Kind.LIST_ENTRY else 0

    def _block(self, element: Handle, kind: Kind, level: int, label: bool = False) -> Tag:
        began, goes_on = _elsewhere(element)
        return Tag(self.elements, kind, level, label, began, goes_on)

    def _children(self, element: Handle, within: _Within, deep: int) -> None:
        import pypdfium2.raw as pdfium

        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            mcid = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mcid >= 0:
                self.order.setdefault(mcid, len(self.order))
                if within.block is not None:
                    self.tags.setdefault(mcid, within.block)
                continue
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                self.element(child, within, deep + 1)

    def _figure(self, element: Handle, deep: int) -> None:
        """Take a figure; a caption inside it is text."""
        import pypdfium2.raw as pdfium

        alt = text_of(pdfium.FPDF_StructElement_GetAltText, element)
        mcids: set[int] = set()
        after = len(self.order)
        todo = [element]
        while todo and self.elements <= _MOST_ELEMENTS:
            parent = todo.pop()
            for index in range(pdfium.FPDF_StructElement_CountChildren(parent)):
                mcid = pdfium.FPDF_StructElement_GetChildMarkedContentID(parent, index)
                if mcid >= 0:
                    mcids.add(mcid)
                    continue
                child = pdfium.FPDF_StructElement_GetChildAtIndex(parent, index)
                if not child:
                    continue
                if text_of(pdfium.FPDF_StructElement_GetType, child) == "Caption":
                    self.element(child, _OUTSIDE, deep + 1)
                else:
                    self.elements += 1
                    todo.append(child)
        self.figures.append(TaggedFigure(alt or None, frozenset(mcids), after))


def _holds_text(element: Handle) -> bool:
    """Return whether text stands right in an element, or in a stretch within its line."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        if pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index) >= 0:
            return True
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child and text_of(pdfium.FPDF_StructElement_GetType, child) in _INLINE:
            return True
    return False


def _elsewhere(element: Handle) -> tuple[bool, bool]:
    """Return whether an element has parts on an earlier page, and on a later one.

    PDFium gives the tags of one page; a child of another page is there, but nothing can be got.
    """
    import pypdfium2.raw as pdfium

    number = pdfium.FPDF_StructElement_CountChildren(element)
    here = [
        pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index) >= 0
        or bool(pdfium.FPDF_StructElement_GetChildAtIndex(element, index))
        for index in range(number)
    ]
    if not here or all(here) or not any(here):
        return False, False
    return not here[0], not here[-1]


def text_of(function: Any, element: Handle) -> str:  # noqa: ANN401
    """Return a text that PDFium writes as UTF-16."""
    length = min(function(element, None, 0), _LONGEST_TEXT)
    if length <= 2:
        return ""
    room = (ctypes.c_ushort * (length // 2))()
    function(element, ctypes.cast(room, function.argtypes[1]), length)
    return bytes(room)[: length - 2].decode("utf-16-le", "replace")
