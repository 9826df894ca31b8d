"""The tags of a PDF: marked content of the painted pages, the structure tree, links' annotations.

The renderer paints each line of each text box as one marked-content sequence. `marked_sequences`
reads them from a painted page, for `Structure` here and for `readback`.

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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

import pydyf
from weasyprint import Document, Page
from weasyprint.formatting_structure.boxes import Box, MarginBox
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, pango

from strevview.diagnostics import Diagnostic, error, warning
from strevview.model.web_pages import readable_host, uri_of
from strevview.render.messages import STYLE_SHEET

_FONT_CHOICE = re.compile(rb"\A/(\S+) \S+ Tf\Z")
_SHOWN = re.compile(rb"<([0-9a-f]*)>|([-0-9.e]+)")
_BEGIN = (b"BDC", b"BMC")
_WRAPPERS = frozenset({"/LBody", "/NonStruct", "/P", "/Div"})
_PIXELS_TO_POINTS = 0.75


class Glyph(NamedTuple):
    """A glyph that is painted, as `<0041>`, or with no `number` a move to the next one, as `-12`.

    `font` is the hash of its font, by which content streams name it.
    """

    code: bytes
    font: str
    number: int | None = None


# What stands in a content stream: Any, for pydyf has no types.
Items: TypeAlias = list[Any]


@dataclass(slots=True)
class MarkedSequence:
    """One marked-content sequence in a content stream: where it stands and what it shows.

    `box` is what the renderer painted as this sequence. `in_margin` is true in a margin box,
    `in_group` in a transparency group (CSS `opacity`), which has a content stream of its own.
    """

    mcid: int
    box: Box
    in_margin: bool
    in_group: bool
    stream: Stream
    start: int  # of the property list in stream.stream
    end: int = 0  # of EMC
    fonts: list[str] = field(default_factory=list)  # the hash of each TJ's font

    @property
    def text(self) -> str:
        """The text of its box; of a picture none."""
        return getattr(self.box, "text", "")

    @property
    def items(self) -> Items:
        """What it is made of, each glyph and move by itself."""
        found: Items = []
        font = self.fonts[0]
        for item in self.stream.stream[self.start + 1 : self.end]:
            if isinstance(item, bytes) and item.endswith(b"] TJ"):
                for codes, move in _SHOWN.findall(item[:-4]):
                    if move:
                        found.append(Glyph(move, font))
                    for start in range(0, len(codes), 4):
                        code = codes[start : start + 4]
                        found.append(Glyph(b"<" + code + b">", font, int(code, 16)))
                continue
            chosen = _FONT_CHOICE.match(item) if isinstance(item, bytes) else None
            font = chosen[1].decode() if chosen else font
            found.append(item)
        return found

    @items.setter
    def items(self, new: Items) -> None:
        shown: Items = []
        for are_glyphs, group in groupby(new, key=lambda item: isinstance(item, Glyph)):
            if are_glyphs:
                codes = b" ".join(item.code for item in group)
                shown.append(b"[" + codes.replace(b"> <", b"") + b"] TJ")
            else:
                shown += group
        self.stream.stream[self.start + 1 : self.end] = shown

    def glyphs(self) -> list[tuple[str, int]]:
        """Return each glyph shown, as the font's hash and the glyph's number, in order."""
        shown = (item for item in self.items if isinstance(item, Glyph))
        return [(one.font, one.number) for one in shown if one.number is not None]

    def clusters(self) -> Iterator[tuple[str, int]]:
        """Yield the letters of its text that one glyph or more stand for, and how many do.

        They come in the order of painting; a character without a glyph stands with its neighbour.
        """
        layout = self.box.pango_layout
        layout.reactivate(self.box.style)
        text = layout.text.encode()
        run = layout.get_first_line()[0].runs[0]
        while run != ffi.NULL:
            item, shown, run = run.data.item, run.data.glyphs, run.next
            starts = list(shown.log_clusters[0 : shown.num_glyphs])
            glyphs = [one.glyph for one in shown.glyphs[0 : shown.num_glyphs]]
            ends = dict(pairwise([*sorted(set(starts)), item.length]))
            for start, cluster in groupby(zip(starts, glyphs, strict=True), key=itemgetter(0)):
                letters = text[item.offset + start : item.offset + ends[start]].decode()
                yield letters, sum(glyph != pango.PANGO_GLYPH_EMPTY for _, glyph in cluster)
        layout.deactivate()


def margin_boxes(page: Page) -> frozenset[int]:
    """Return the identities of the boxes that stand in a page's margin boxes."""
    return frozenset(
        id(descendant)
        for child in page._page_box.children
        if isinstance(child, MarginBox)
        for descendant in child.descendants()
    )


def marked_sequences(page: Page, stream: Stream) -> Iterator[MarkedSequence]:
    """Yield the marked-content sequences of a page that bear an identifier, in painted order.

    `stream` is what the page has just been painted on: the renderer keeps which box stands behind
    which sequence only until it has built the structure tree.
    """
    boxes = {kept["mcid"]: box for box, kept in stream._tags.items()}
    in_margin = margin_boxes(page)
    for one in (stream, *_groups(stream, stream)):
        font = ""
        current: MarkedSequence | None = None
        depth = 0
        for index, item in enumerate(one.stream):
            if item in _BEGIN:
                depth += 1
                properties = one.stream[index - 1]
                if isinstance(properties, dict) and "MCID" in properties:
                    mcid = properties["MCID"]
                    box = boxes[mcid]
                    where = id(box) in in_margin, one is not stream
                    current = MarkedSequence(mcid, box, *where, one, index - 1)
                    depth = 1
            elif item == b"EMC":
                depth -= 1
                if current is not None and depth == 0:
                    current.end = index
                    yield current
                    current = None
            elif isinstance(item, bytes):
                if item.endswith(b" Tf"):
                    match = _FONT_CHOICE.match(item)
                    font = match[1].decode() if match else font
                elif current is not None and item.endswith(b"] TJ"):
                    current.fonts.append(font)


def _groups(page: Stream, stream: Stream) -> Iterator[Stream]:
    """Yield the transparency groups (CSS `opacity`) painted on a page, at any depth."""
    for group in stream._resources["XObject"].values():
        if getattr(group, "_tags", None) is page._tags:
            yield group
            yield from _groups(page, group)


class Structure:
    """The structure tree of a pydyf PDF and the marked content it stands for.

    What is taken out of the tree stays among the PDF's objects; qpdf writes none of it.
    """

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

    def mend(self, pages: Iterable[Iterable[MarkedSequence]], language: str) -> None:
        """Put right the tags of a document in a language, with what is painted on its pages."""
        for number, found in enumerate(pages):
            for sequence in found:
                if sequence.in_margin:
                    self._mark_artifact(number, sequence)
                else:
                    self._mark_content(number, sequence, language)
        self._mend_list_items()
        self._drop_empty_spans()
        self._mend_figures()

    def _mark_content(self, number: int, sequence: MarkedSequence, language: str) -> None:
        """Say in which language a sequence is, and of a list item's mark that it is its label."""
        element = self._object(self._parents[number][sequence.mcid])
        own = sequence.box.style["lang"]
        if own and own != language:
            element["Lang"] = pydyf.String(own)
        if sequence.box.element_tag == "li::before":
            label = self._object(element["P"])
            if label["S"] == "/NonStruct":
                label["S"] = "/Lbl"

    def _mark_artifact(self, number: int, sequence: MarkedSequence) -> None:
        """Turn what stands in a margin box into a pagination artifact.

        The span stays within the artifact: poppler reads an `ActualText` of spans alone.
        """
        self._parents[number][sequence.mcid] = "null"
        items = sequence.stream.stream
        del items[sequence.start]["MCID"]
        items[sequence.start - 1] = b"/Artifact <</Type /Pagination>> BDC /Span"
        items[sequence.end] = b"EMC EMC"

    def _mend_list_items(self) -> None:
        """Give each list item its label, if any, and one body with all the rest."""
        for label in self._elements:
            if label["S"] == "/Lbl":
                self._hoist(label)
        for item in self._elements:
            if item["S"] == "/LI":
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

    def _drop_empty_spans(self) -> None:
        """Drop the spans of which nothing is left, such as of a space that ends a line."""
        for span in reversed(self._elements):
            if span["S"] == "/Span" and not span["K"]:
                siblings = self._object(span["P"])["K"]
                # In a margin box nothing hangs in the tree.
                if span.reference in siblings:
                    siblings.remove(span.reference)

    def _mend_figures(self) -> None:
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
                what = f"a link attaches “{target}” (rel=attachment); only the build attaches files"
                advice = "take rel=attachment out of the template"
                diagnostics.append(error(STYLE_SHEET, what, None, advice))
            elif id(box) in in_margin:
                what = f"the link to “{target}” in a page margin is printed as plain text"
                advice = (
                    "running headers and footers are no content to a screen reader, so they bear "
                    "no links"
                )
                diagnostics.append(warning(STYLE_SHEET, what, None, advice))
            elif box.link is not None:
                kept.append((kind, uri_of(target), *rest) if kind == "external" else link)
        page.links[:] = kept
    return tuple(dict.fromkeys(diagnostics))


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
