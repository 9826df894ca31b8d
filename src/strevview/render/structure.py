"""Put right what the renderer's structure tree says, before it is written.

Each repair answers a clause of PDF/UA-1 (ISO 14289-1) or a fact a screen reader depends on:

- running headers, footers and page numbers become pagination artifacts (7.8);
- a change of language is said where it happens (7.2);
- the children of a list item are its label and its body (7.6, ISO 32000-1, 14.8.4.3.3), also when
  the label is a `::before` and when the body is made of paragraphs;
- a figure's bounding box is in the coordinates of the page (ISO 32000-1, 14.8.5.4.3).
"""

from __future__ import annotations

from collections.abc import Iterable

import pydyf

from strevview.render.marks import PageMarks
from strevview.render.readback import Sequence

_LABEL_ELEMENTS = frozenset({"li::before"})
_WRAPPERS = frozenset({"/LBody", "/NonStruct", "/P", "/Div"})
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

    def mend_figures(self) -> None:
        """Turn the bounding boxes of figures, in CSS pixels from the top, into points."""
        for figure in self._elements:
            layout = figure.get("A")
            if figure["S"] != "/Figure" or layout is None or "BBox" not in layout:
                continue
            height = self._object(figure["Pg"])["MediaBox"][3]
            left, top, right, bottom = (side * _PIXELS_TO_POINTS for side in layout["BBox"])
            layout["BBox"] = pydyf.Array((left, height - bottom, right, height - top))
