"""What stands in a drawing of a DOCX: pictures and text boxes, in drawings of today and of old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from strevview.importers.docx_styles import W, number
from strevview.importers.pictures import Crop

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BOX = W + "txbxContent"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_TITLE = "{urn:schemas-microsoft-com:office:office}title"
PICTURES = frozenset({_A + "blip", _V + "imagedata"})
_DIAGRAMS = {"chart": "a chart", "relIds": "a diagram (SmartArt)"}
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture by its relation; or, where that is "", what stands in its place, such as a chart.

    `link` is the relation, or the address, of the link that it is; `crop` what is cut off.
    """

    relation: str
    alt: str | None = None
    link: str = ""
    crop: Crop | None = None
    what: str = ""


def drawn_in(holder: Element) -> Iterator[Drawn | Element]:
    """Yield the pictures and the text boxes of `w:drawing`, `w:pict` or `w:object`, in order."""
    alt: str | None = None
    link = ""
    crop: Crop | None = None
    for element in _outside_boxes(holder):
        name = element.tag.rpartition("}")[2]
        alt = _description(element) or alt
        link = element.get("href") or link
        if element.tag == BOX:
            yield element
        elif name == "hlinkClick":
            link = element.get(R + "id", "")
        elif name == "blipFill":
            crop = _crop(element.find(_A + "srcRect"))
        elif element.tag in PICTURES or name in _DIAGRAMS:
            relation = element.get(R + "embed", element.get(R + "id", ""))
            what = _DIAGRAMS.get(name, "")
            yield Drawn("" if what else relation, alt, link, crop, what)
            alt, link, crop = None, "", None
    if link:
        yield Drawn("", link=link)


def _outside_boxes(element: Element) -> Iterator[Element]:
    for inner in element:
        yield inner
        if inner.tag != BOX:
            yield from _outside_boxes(inner)


def _crop(cut: Element | None) -> Crop | None:
    """Return which parts of a picture are cut off at its sides (20.1.8.55, in 1/1000 per cent)."""
    if cut is None:
        return None
    sides = [(number(cut.get(side)) or 0) / 100_000 for side in ("l", "t", "r", "b")]
    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in sides)
    return (left, top, right, bottom) if max(sides) > 0 else None


def _description(element: Element) -> str | None:
    """Return what an element says of its picture, unless it is the name of a file."""
    for name in ("descr", "alt", "title", _TITLE):
        text = " ".join(element.get(name, "").split())
        if text and not _FILE_NAME.fullmatch(text):
            return text
    return None
