"""The structure tree of a page: what each piece of marked content is, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pypdfium2 import raw

from strevview.render.audit import pdfium
from strevview.render.audit.pdfium import Handle

_HEADING = re.compile(r"H[1-6]?\Z")
# Elements that stand within a line (ISO 32000-1, 14.8.4.4), and those that mean nothing, which
# WeasyPrint makes of emphasis; all others begin a block.
_INLINE = frozenset(
    {"Span", "Link", "Quote", "Em", "Strong", "Reference", "Code", "Annot", "NonStruct"}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece of marked content is: its place in reading order and its block's number."""

    order: int
    block: int
    heading: bool
    label: bool
    figure: bool


@dataclass(slots=True)
class FigureElement:
    """A Figure element and the marked content that paints it."""

    alt: str
    order: int
    contents: list[int] = field(default_factory=list)


@dataclass(slots=True)
class PageStructure:
    """The marks of a page by their MCID, and its figures."""

    marks: dict[int, Mark] = field(default_factory=dict)
    figures: list[FigureElement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Around:
    block: int = 0
    heading: bool = False
    label: bool = False
    figure: FigureElement | None = None


def read_structure(page: Handle) -> PageStructure | None:
    """Return the part of the structure tree that is on a page; None when the PDF has none."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    walker = _Walker(PageStructure())
    count = raw.FPDF_StructTree_CountChildren(tree)
    if count <= 0:
        raw.FPDF_StructTree_Close(tree)
        return None
    for index in range(count):
        element = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
        if element:
            walker.walk(element, _Around())
    raw.FPDF_StructTree_Close(tree)
    return walker.found


class _Walker:
    def __init__(self, found: PageStructure) -> None:
        self.found = found
        self._blocks = 0

    def walk(self, element: Handle, around: _Around, depth: int = 0) -> None:
        if depth > 200:  # a damaged tree may go in circles
            return
        kind = pdfium.element_type(element)
        inside = around if kind in _INLINE else self._block(element, kind, around)
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                self.walk(child, inside, depth + 1)
                continue
            mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mcid >= 0:
                self._mark(mcid, inside)

    def _block(self, element: Handle, kind: str, around: _Around) -> _Around:
        self._blocks += 1
        figure = around.figure
        if kind == "Figure":
            alt = pdfium.element_alt(element)
            figure = FigureElement(alt, len(self.found.marks))
            self.found.figures.append(figure)
        heading = around.heading or _HEADING.match(kind) is not None
        return _Around(self._blocks, heading, around.label or kind == "Lbl", figure)

    def _mark(self, mcid: int, around: _Around) -> None:
        order = len(self.found.marks)
        figure = around.figure
        if figure is not None:
            figure.contents.append(mcid)
        self.found.marks.setdefault(
            mcid, Mark(order, around.block, around.heading, around.label, figure is not None)
        )
