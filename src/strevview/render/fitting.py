"""Figures that would leave much of a page white, made smaller so that they fit into it.

The renderer lays out once: a figure that does not fit goes on to the next page, and the rest of its
page stays white. So the pages are looked at. Where a quarter of one is white before a figure, the
figure is made as much smaller as fits, down to three fifths, and the issue is laid out again. Each
layout mends the first such place; a figure that would have to be smaller still keeps its size.

A figure takes part if it is a `<figure>` with an `id` and one picture, and has no `style`: a width
that the issue asks for is not changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from weasyprint import Page
from weasyprint.formatting_structure.boxes import Box, MarginBox, ReplacedBox, TextBox

# Of a page's height, what may stay white before a figure; and of its width, what a figure keeps.
_MOST_WHITE = 1 / 4
_LEAST_WIDTH = 0.6
# Each round takes as long as a layout.
_MOST_ROUNDS = 6
# Lines and margins are rounded differently on another page, in CSS pixels.
_ROOM = 2.0


@dataclass(slots=True)
class FigureWidths:
    """The widths of pictures, in CSS pixels, by the ids of their figures, as far as changed."""

    _widths: dict[str, float] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)
    _first: dict[str, float] = field(default_factory=dict)
    _rounds: int = 0

    def css(self) -> str:
        """Return a stylesheet with the widths."""
        return "".join(
            f"[id={json.dumps(name, ensure_ascii=False)}] img "
            f"{{ width: {width:.0f}px; max-height: none }}\n"
            for name, width in self._widths.items()
        )

    def change(self, pages: Sequence[Page]) -> bool:
        """Look at pages laid out with these widths; return whether they are to be laid out anew."""
        if self._rounds == _MOST_ROUNDS:
            return False
        self._rounds += 1
        for figure in _after_white(pages):
            if figure.name in self._kept:
                continue
            first = self._first.setdefault(figure.name, figure.picture.width)
            width = figure.fitting_width()
            if width >= first * _LEAST_WIDTH:
                self._widths[figure.name] = width
                return True
            self._kept.add(figure.name)
            if self._widths.pop(figure.name, None) is not None:
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure that begins a page, and how much of the page before is white, in CSS pixels."""

    name: str
    box: Box
    picture: ReplacedBox
    margin: float
    white: float

    def fitting_width(self) -> float:
        """Return how wide the picture may be for the figure to fit into the white."""
        others = self.box.border_height() - self.picture.height
        height = self.white - self.margin - others - _ROOM
        return float(self.picture.width * height // self.picture.height)


def _after_white(pages: Sequence[Page]) -> Iterator[_Figure]:
    """Yield the figures before which much of a page is white."""
    for page, before in zip(pages[1:], pages, strict=False):
        bottom = before._page_box.content_box_y() + before._page_box.height
        white = bottom - max(map(_bottom, _painted(before)), default=bottom)
        if white < before._page_box.height * _MOST_WHITE:
            continue
        picture = next(_painted(page), None)
        outer = [box for box in _boxes(page) if picture in box.descendants()]
        figures = [box for box in outer if box.element_tag == "figure"]
        if not isinstance(picture, ReplacedBox) or not figures:
            continue
        element = figures[0].element
        name = element.get("id")
        if name and "style" not in element.attrib:
            margin = max(_margin(box) for box in outer)
            yield _Figure(name, figures[0], picture, margin, white)


def _boxes(page: Page) -> Iterator[Box]:
    """Yield the boxes of a page's content, outer ones first."""
    for child in page._page_box.children:
        if not isinstance(child, MarginBox):
            yield from child.descendants()


def _painted(page: Page) -> Iterator[Box]:
    """Yield the texts and pictures of a page's content."""
    for box in _boxes(page):
        if isinstance(box, ReplacedBox) or (isinstance(box, TextBox) and box.text.strip()):
            yield box


def _bottom(box: Box) -> float:
    return float(box.position_y + box.margin_height())


def _margin(box: Box) -> float:
    """Return a box's margin above; at the head of a page it is not laid out."""
    margin = box.style["margin_top"]
    return float(margin.value) if margin != "auto" and margin.unit == "px" else 0.0
