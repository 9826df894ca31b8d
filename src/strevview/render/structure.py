"""Put right what the renderer's structure tree says, before it is written.

Each repair answers a clause of PDF/UA-1 (ISO 14289-1) or a fact a screen reader depends on:

- running headers, footers and page numbers become pagination artifacts (7.8);
- a change of language is said where it happens (7.2);
- the children of a list item are its label and its body (7.6, ISO 32000-1, 14.8.4.3.3), also when
  the label is a `::before` and when the body is made of paragraphs;
- a figure's bounding box is in the coordinates of the page (ISO 32000-1, 14.8.5.4.3);
- a link's annotation is described by the words of the link (7.18.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pydyf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weasyprint import Document

    from strevview.render.marks import PageMarks
    from strevview.render.readback import Sequence

_LABEL_ELEMENTS = frozenset({"li::before"})
_ITEM_KIDS = frozenset({"/Lbl", "/LBody"})
_PIXELS_TO_POINTS = 0.75


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

    def mark_artifacts(self, number: int, page: PageMarks, found: Iterable[Sequence]) -> None:
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
            if box.element_tag not in _LABEL_ELEMENTS or mcid in page.margin:
                continue
            label = self._object(self._element(number, mcid)["P"])
            body = self._object(label["P"])
            item = self._object(body["P"])
            if (label["S"], body["S"], item["S"]) != ("/NonStruct", "/LBody", "/LI"):
                continue
            body["K"].remove(label.reference)
            item["K"].insert(item["K"].index(body.reference), label.reference)
            label.update({"S": "/Lbl", "P": item.reference})

    def mend_list_items(self) -> None:
        """Put what stands in a list item beside its label into its body."""
        for item in [one for one in self._elements if one["S"] == "/LI" and one.free != "f"]:
            kids = [self._object(kid) for kid in item["K"]]
            loose = [kid for kid in kids if kid["S"] not in _ITEM_KIDS]
            if not loose:
                continue
            body = pydyf.Dictionary(
                {
                    "Type": "/StructElem",
                    "S": "/LBody",
                    "K": pydyf.Array(kid.reference for kid in kids if kid["S"] != "/Lbl"),
                    "Pg": item["Pg"],
                    "P": item.reference,
                }
            )
            self._pdf.add_object(body)
            for kid in kids:
                if kid["S"] != "/Lbl":
                    kid["P"] = body.reference
            labels = [kid.reference for kid in kids if kid["S"] == "/Lbl"]
            item["K"] = pydyf.Array([*labels, body.reference])

    def mend_figures(self) -> None:
        """Turn the bounding boxes of figures, in CSS pixels from the top, into points."""
        for figure in self._elements:
            layout = figure.get("A")
            if figure["S"] != "/Figure" or layout is None or "BBox" not in layout:
                continue
            height = self._object(figure["Pg"])["MediaBox"][3]
            left, top, right, bottom = (side * _PIXELS_TO_POINTS for side in layout["BBox"])
            layout["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def describe_links(document: Document) -> None:
    """Describe each link's annotation by the words of the link, and where it leads off to."""
    for page in document.pages:
        for kind, target, _, box in page.links:
            annotation = box.link_annotation
            if annotation is None or kind not in {"internal", "external"}:
                continue
            words = " ".join("".join(box.element.itertext()).split())
            if not words:
                continue
            host = urlsplit(target).hostname if kind == "external" else None
            described = f"{words} ({host.removeprefix('www.')})" if host else words
            annotation["Contents"] = pydyf.String(described)


def drop_links_within_links(document: Document) -> None:
    """Leave one annotation to a link: an emphasised part of it would get a second one."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if _is_its_own(link)]


def _is_its_own(link: Iterable[Any]) -> bool:
    *_, box = link
    return box.link is not None
