"""The marked-content sequences of the pages as they are painted.

The renderer paints each line of each text box as one marked-content sequence, and keeps which box
stands behind which sequence only until it has built the structure tree. `Marks` watches the
painting and remembers, for what comes after: `readback` and `structure`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from weasyprint import Document, Page
from weasyprint.formatting_structure.boxes import Box, MarginBox
from weasyprint.pdf.stream import Stream


@dataclass(frozen=True, slots=True)
class PageMarks:
    """One page: its content stream, and the box behind each marked-content identifier (MCID).

    `margin` are the identifiers of what stands in margin boxes.
    """

    stream: Stream
    boxes: dict[int, Box]
    margin: frozenset[int]
    groups: tuple[Stream, ...]

    @property
    def streams(self) -> tuple[Stream, ...]:
        """The page's own content stream, then its groups."""
        return (self.stream, *self.groups)


@dataclass(slots=True)
class Marks:
    """What was painted, page by page."""

    pages: list[PageMarks] = field(default_factory=list)

    def watch(self, document: Document, all_painted: Callable[[], None]) -> None:
        """Have each page of a WeasyPrint document report here when it is painted.

        `all_painted` is called after the last page, before the renderer writes the fonts.
        """

        def painter(page: Page) -> Callable[..., None]:
            def paint(stream: Stream, scale: float = 1) -> None:
                Page.paint(page, stream, scale)
                self.pages.append(_page_marks(page, stream))
                if len(self.pages) == len(document.pages):
                    all_painted()

            return paint

        for page in document.pages:
            # `Page.paint` is public, and `generate_pdf` calls it on the page: an attribute of the
            # one page is in its place, so that nothing of the renderer is changed for others.
            page.paint = painter(page)


def _page_marks(page: Page, stream: Stream) -> PageMarks:
    boxes = {kept["mcid"]: box for box, kept in stream._tags.items()}
    in_margin = margin_boxes(page)
    margin = frozenset(mcid for mcid, box in boxes.items() if id(box) in in_margin)
    return PageMarks(stream, boxes, margin, tuple(_groups(stream, stream)))


def margin_boxes(page: Page) -> frozenset[int]:
    """Return the identities of the boxes that stand in a page's margin boxes."""
    return frozenset(
        id(descendant)
        for child in page._page_box.children
        if isinstance(child, MarginBox)
        for descendant in child.descendants()
    )


def _groups(page: Stream, stream: Stream) -> Iterator[Stream]:
    """Yield the transparency groups (CSS `opacity`) painted on a page, at any depth."""
    for group in stream._resources["XObject"].values():
        if getattr(group, "_tags", None) is page._tags:
            yield group
            yield from _groups(page, group)
