"""The tags of a PDF's page: what the file says that each stretch of text is (ISO 32000-1, 14.7)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from itertools import count
from typing import NamedTuple

import pypdfium2.raw as pdfium

from strevview.importers.blocks import Kind
from strevview.importers.pdf_text import Handle

IN_A_ROW = "the row of a table: its cells are joined by ·"
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
        elif child and deep < _DEEPEST:
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
