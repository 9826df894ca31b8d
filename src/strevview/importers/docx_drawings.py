"""What stands in a drawing of a DOCX: pictures and text boxes, in drawings of today and of old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from strevview.importers.docx_styles import W, number
from strevview.importers.pictures import Crop

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BOX = W + "txbxContent"
DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
OLD_PICTURE = _V + "imagedata"
TITLE = "{urn:schemas-microsoft-com:office:office}title"
PICTURES = frozenset({_A + "blip", OLD_PICTURE})
_DIAGRAMS = {"chart": "a chart", "relIds": "a diagram (SmartArt)"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture by its relation; or, where that is "", `what` stands in its place: a chart.

    `link` is the relation of the link that it is; `crop` what is cut off.
    """

    relation: str
    alt: str = ""
    link: str = ""
    crop: Crop | None = None
    what: str = ""


def drawn_in(holder: Element) -> Iterator[Drawn | Element]:
    """Yield the pictures and the text boxes of `w:drawing`, `w:pict` or `w:object`, in order."""
    alt = link = ""
    crop: Crop | None = None
    for element in _outside_boxes(holder):
        name = element.tag.rpartition("}")[2]
        told = (element.get(key, "").strip() for key in ("descr", "alt", "title", TITLE))
        alt = next(filter(None, told), alt)
        if element.tag == BOX:
            yield element
        elif name == "hlinkClick":
            link = element.get(R + "id", "")
        elif name == "blipFill":
            crop = _crop(element.find(_A + "srcRect"))
        elif name in _DIAGRAMS:
            yield Drawn("", what=_DIAGRAMS[name])
        elif element.tag in PICTURES:
            keys = ("embed", "link", "id")
            relation = next(filter(None, (element.get(R + key, "") for key in keys)), "")
            yield Drawn(relation, alt, link, crop)
            alt, link, crop = "", "", None


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
