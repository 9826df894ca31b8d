"""The pictures of a DOCX, inline or anchored, in drawings of today and of old."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.docx.names import MC, WP, A, O, R, V, W, number
from strevview.importers.manuscript import Picture
from strevview.importers.pictures import Crop, usable_picture

if TYPE_CHECKING:
    from strevview.importers.docx.names import Element

_COPY = "copy it out of the document as PNG or JPEG into `pictures/` and name it under `figures:`"
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.IGNORECASE)
_DIAGRAMS = {
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "a chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "a diagram (SmartArt)",
}


@dataclass
class Pictures:
    """Finds the pictures of one part."""

    name: str
    media: Mapping[str, bytes]
    complaints: list[Diagnostic] = field(default_factory=list)
    _read: dict[tuple[str, Crop | None], Picture | str] = field(default_factory=dict)

    def of_drawing(self, drawing: Element) -> Iterator[Picture]:
        """Yield the pictures of a drawing or an old `w:pict`; tell of those that cannot be had."""
        for element in drawing.iter():
            if not isinstance(element.tag, str) or _is_elsewhere(element, drawing):
                continue
            if element.tag == A + "blip":
                alt = _alt(element, drawing)
                yield from self._picture(element.get(R + "embed"), alt, _crop(element))
            elif element.tag == V + "imagedata":
                alt = _alt(element, drawing) or _own(element, O + "title")
                yield from self._picture(element.get(R + "id"), alt)
            elif element.tag in _DIAGRAMS:
                self._complain(f"{_DIAGRAMS[element.tag]} is no picture and was left out")

    def _picture(
        self, relation: str | None, alt: str | None, crop: Crop | None = None
    ) -> Iterator[Picture]:
        key = ("" if relation is None else str(relation), crop)
        if key not in self._read:
            data = self.media.get(key[0])
            self._read[key] = (
                "it is not in the file, which only names it"
                if data is None
                else usable_picture(data, None, crop)
            )
        found = self._read[key]
        if isinstance(found, Picture):
            yield Picture(found.data, found.suffix, alt)
            return
        called = f"the picture “{alt}”" if alt else "a picture"
        self._complain(f"{called} was left out: {found}")

    def _complain(self, what: str) -> None:
        self.complaints.append(faults.picture_left_out(self.name, what, _COPY))


def _is_elsewhere(element: Element, top: Element) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is top:
            return False
        # A text box is read as a paragraph's neighbour, with the pictures in it.
        if ancestor.tag in {MC + "Fallback", W + "txbxContent"}:
            return True
    return False


def _crop(blip: Element) -> Crop | None:
    """Return which parts of a picture are cut off at its sides (20.1.8.55, in 1/1000 per cent)."""
    holder = blip.getparent()
    found = None if holder is None else holder.find(A + "srcRect")
    if found is None:
        return None
    sides = [(number(found.get(side)) or 0) / 100_000 for side in ("l", "t", "r", "b")]
    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in sides)
    return (left, top, right, bottom) if max(sides) > 0 else None


def _alt(element: Element, top: Element) -> str | None:
    """Return the description nearest around a picture."""
    for ancestor in element.iterancestors():
        described = [ancestor, *ancestor.findall(WP + "docPr"), *ancestor.findall(".//{*}cNvPr")]
        for candidate in described:
            for name in ("descr", "alt", "title"):
                found = _own(candidate, name)
                if found:
                    return found
        if ancestor is top:
            break
    return None


def _own(element: Element, name: str) -> str | None:
    """Return what an attribute says, unless it is the name of a file, which describes nothing."""
    text = " ".join(str(element.get(name) or "").split())
    return None if not text or _FILE_NAME.fullmatch(text) else text
