"""The tags of a PDF: marked content of the painted pages, the structure tree, links' annotations.

The renderer paints each line of each text box as one marked-content sequence, and keeps which box
stands behind which sequence only until it has built the structure tree. `Marks` watches the
painting and remembers, for what comes after: `Structure` here, and `readback`.

Each repair of the structure tree answers a clause of PDF/UA-1 (ISO 14289-1) or a fact a screen
reader depends on:

- running headers, footers and page numbers become pagination artifacts (7.8);
- a change of language is said where it happens (7.2);
- the children of a list item are its label and its body (7.6, ISO 32000-1, 14.8.4.3.3), also when
  the label is a `::before` and when the body is made of paragraphs;
- what is empty is no element;
- a figure's bounding box is in the coordinates of the page (ISO 32000-1, 14.8.5.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pydyf
from weasyprint import Document, Page
from weasyprint.formatting_structure.boxes import Box, MarginBox
from weasyprint.pdf.stream import Stream

from strevview.diagnostics import Diagnostic, error, warning
from strevview.model.uris import readable_host, uri_of
from strevview.render.messages import STYLE_SHEET

_GLYPHS = re.compile(rb"<([0-9a-f]*)>")
FONT_CHOICE = re.compile(rb"\A/(\S+) \S+ Tf\Z")
_BEGIN = (b"BDC", b"BMC")
_LABEL_ELEMENTS = frozenset({"li::before"})
_WRAPPERS = frozenset({"/LBody", "/NonStruct", "/P", "/Div"})
_PIXELS_TO_POINTS = 0.75


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


@dataclass(slots=True)
class MarkedSequence:
    """One marked-content sequence in a content stream: where it stands and what it shows."""

    mcid: int
    stream: Stream
    start: int  # of the property list in stream.stream
    end: int  # of EMC
    shown: list[tuple[int, str]]  # index of each TJ in stream.stream, and its font

    @property
    def properties(self) -> pydyf.Dictionary:
        """The property list, a pydyf dictionary."""
        return self.stream.stream[self.start]

    def glyphs(self) -> Iterator[tuple[str, int]]:
        """Yield each glyph shown, as the font's hash and the glyph's number, in order."""
        for index, font in self.shown:
            for run in _GLYPHS.findall(self.stream.stream[index]):
                for start in range(0, len(run), 4):
                    yield font, int(run[start : start + 4], 16)


def sequences(page: PageMarks) -> Iterator[MarkedSequence]:
    """Yield the marked-content sequences of a page that bear an identifier, in painted order."""
    for stream in page.streams:
        font = ""
        current: MarkedSequence | None = None
        depth = 0
        for index, item in enumerate(stream.stream):
            if item in _BEGIN:
                depth += 1
                properties = stream.stream[index - 1]
                if isinstance(properties, dict) and "MCID" in properties:
                    current = MarkedSequence(properties["MCID"], stream, index - 1, index, [])
                    depth = 1
            elif item == b"EMC":
                depth -= 1
                if current is not None and depth == 0:
                    current.end = index
                    yield current
                    current = None
            elif isinstance(item, bytes):
                if item.endswith(b" Tf"):
                    match = FONT_CHOICE.match(item)
                    font = match[1].decode() if match else font
                elif current is not None and item.endswith(b"] TJ"):
                    current.shown.append((index, font))


def text_in_groups(page: PageMarks, found: Iterable[MarkedSequence]) -> Iterator[Diagnostic]:
    """Yield a complaint for each text that is painted in a group (CSS `opacity`).

    Its marked content belongs to the group's stream, which the structure tree does not know of:
    to a screen reader the text is not there.
    """
    for sequence in found:
        text = getattr(page.boxes[sequence.mcid], "text", "")
        if sequence.stream is not page.stream and text.strip():
            yield error(
                STYLE_SHEET,
                f"“{text.strip()[:60]}” is drawn with opacity, so no screen reader finds it",
                None,
                "give the text a lighter colour instead of an opacity",
            )


class Structure:
    """The structure tree of a pydyf PDF and the marked content it stands for."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._root = self._object(pdf.catalog["StructTreeRoot"])
        numbers = self._object(self._root["ParentTree"])["Nums"]
        self._parents: dict[int, pydyf.Array] = dict(zip(numbers[::2], numbers[1::2], strict=True))
        self._elements = [
            item
            for item in pdf.objects
            if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"
        ]

    def _object(self, reference: bytes) -> pydyf.Object:
        return self._pdf.objects[int(reference.split(b" ", 1)[0])]

    def _element(self, page: int, mcid: int) -> pydyf.Dictionary:
        return self._object(self._parents[page][mcid])

    def mark_artifacts(self, number: int, page: PageMarks, found: Iterable[MarkedSequence]) -> None:
        """Turn what stands in page `number`'s margin boxes into pagination artifacts.

        The span stays within the artifact: poppler reads an `ActualText` of spans alone.
        """
        for sequence in found:
            if sequence.mcid not in page.margin:
                continue
            self._free(self._element(number, sequence.mcid))
            self._parents[number][sequence.mcid] = "null"
            del sequence.properties["MCID"]
            items = sequence.stream.stream
            items[sequence.start - 1] = b"/Artifact <</Type /Pagination>> BDC /Span"
            items[sequence.end] = b"EMC EMC"

    def _free(self, element: pydyf.Dictionary) -> None:
        """Drop an element that hangs in no tree, and its parents that do so only for it."""
        while element is not None and element.get("Type") == "/StructElem":
            element.free = "f"
            element = self._object(element["P"])
            if element is self._root or element.get("S") == "/Document":
                return

    def mark_languages(self, number: int, page: PageMarks, default: str) -> None:
        """Say the language of each text of page `number` that is not in the document's."""
        for mcid, box in page.boxes.items():
            language = box.style["lang"]
            if mcid not in page.margin and language and language != default:
                self._element(number, mcid)["Lang"] = pydyf.String(language)

    def mark_labels(self, number: int, page: PageMarks) -> None:
        """Tag the `::before` of a list item as its label."""
        for mcid, box in page.boxes.items():
            if box.element_tag in _LABEL_ELEMENTS and mcid not in page.margin:
                label = self._object(self._element(number, mcid)["P"])
                if label["S"] == "/NonStruct":
                    label["S"] = "/Lbl"

    def mend_list_items(self) -> None:
        """Give each list item its label, if any, and one body with all the rest."""
        for label in self._elements:
            if label["S"] == "/Lbl":
                self._hoist(label)
        for item in self._elements:
            if item["S"] == "/LI" and item.free != "f":
                self._gather_body(item)

    def _hoist(self, label: pydyf.Dictionary) -> None:
        """Move a label that lies deep in its list item up to be the item's first child."""
        parent = item = self._object(label["P"])
        while item["S"] in _WRAPPERS:
            item = self._object(item["P"])
        if item["S"] != "/LI" or item is parent:
            return
        parent["K"].remove(label.reference)
        while not parent["K"]:
            parent.free = "f"
            outer = self._object(parent["P"])
            outer["K"].remove(parent.reference)
            parent = outer
        item["K"].insert(0, label.reference)
        label["P"] = item.reference

    def _gather_body(self, item: pydyf.Dictionary) -> None:
        kids = [self._object(kid) for kid in item["K"]]
        labels = [kid for kid in kids if kid["S"] == "/Lbl"]
        rest = [kid for kid in kids if kid["S"] != "/Lbl"]
        if not rest or (len(rest) == 1 and rest[0]["S"] == "/LBody"):
            return
        body = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/LBody",
                "K": pydyf.Array(kid.reference for kid in rest),
                "Pg": item["Pg"],
                "P": item.reference,
            }
        )
        self._pdf.add_object(body)
        for kid in rest:
            kid["P"] = body.reference
            if kid["S"] == "/LBody":
                kid["S"] = "/NonStruct"
        item["K"] = pydyf.Array(kid.reference for kid in (*labels, body))

    def drop_empty_spans(self) -> None:
        """Drop the spans of which nothing is left, such as of a space that ends a line."""
        for span in reversed(self._elements):
            if span["S"] == "/Span" and not span["K"] and span.free != "f":
                self._object(span["P"])["K"].remove(span.reference)
                span.free = "f"

    def mend_figures(self) -> None:
        """Turn the bounding boxes of figures, in CSS pixels from the top, into points."""
        for figure in self._elements:
            layout = figure.get("A")
            if figure["S"] != "/Figure" or layout is None or "BBox" not in layout:
                continue
            height = self._object(figure["Pg"])["MediaBox"][3]
            left, top, right, bottom = (side * _PIXELS_TO_POINTS for side in layout["BBox"])
            layout["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def keep_whole_links(document: Document) -> tuple[Diagnostic, ...]:
    """Leave one annotation to each line of a link in the text, and none that attaches a file.

    The renderer writes a host in letters beyond ASCII as %XX; here it is written by IDNA.

    The renderer gives each inline element within a link an annotation of its own, which then lies
    in no Link element (ISO 14289-1, 7.18.5): `<a><em>` would break PDF/UA. So would a link in a
    margin box, which is an artifact.
    """
    diagnostics = []
    for page in document.pages:
        kept = []
        in_margin = margin_boxes(page) if page.links else frozenset()
        for link in page.links:
            kind, target, *rest = link
            box = rest[-1]
            if kind == "attachment":
                diagnostics.append(_attaching_link(target))
            elif id(box) in in_margin:
                diagnostics.append(_link_in_margin(target))
            elif box.link is not None:
                kept.append((kind, uri_of(target), *rest) if kind == "external" else link)
        page.links[:] = kept
    return tuple(dict.fromkeys(diagnostics))


def _attaching_link(target: str) -> Diagnostic:
    return error(
        STYLE_SHEET,
        f"a link attaches “{target}” (rel=attachment); only the build attaches files",
        None,
        "take rel=attachment out of the template",
    )


def _link_in_margin(target: str) -> Diagnostic:
    return warning(
        STYLE_SHEET,
        f"the link to “{target}” in a page margin is printed as plain text",
        None,
        "running headers and footers are no content to a screen reader, so they bear no links",
    )


def describe_links(document: Document) -> None:
    """Describe each link's annotation by the words of the link, and where it leads off to.

    ISO 14289-1, 7.18.5 wants a description; the renderer writes the bare address.
    """
    for page in document.pages:
        for kind, target, _, box in page.links:
            annotation = box.link_annotation
            words = " ".join("".join(box.element.itertext()).split())
            if annotation is None or not words:
                continue
            host = urlsplit(target).hostname if kind == "external" else None
            shown = readable_host(host.removeprefix("www.")) if host else ""
            described = f"{words} ({shown})" if shown else words
            annotation["Contents"] = pydyf.String(described)
