"""PDFs set by hand, letter by letter in the standard fonts, as another program might set them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

A4 = (595.0, 842.0)
_FONTS = {
    "regular": "Courier",
    "bold": "Courier-Bold",
    "italic": "Courier-Oblique",
    "symbol": "Symbol",
}

FOX = (
    "The two sides met in Beijing on 3 March to take stock of their joint work in science. They "
    "agreed to open a laboratory for crops in the coming year, and to send students both ways. "
    "The ministers of both countries spoke at the opening and thanked all who had made it happen."
)


def wrapped(text: str, letters: int = 60) -> list[str]:
    """Return a text as lines of at most so many letters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@dataclass
class Sheet:
    """A page; places are in points from its upper left corner, y is the baseline."""

    content: list[str] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    turned: int = 0

    def text(self, x: float, y: float, text: str, size: float = 10, font: str = "regular") -> None:
        """Set one line."""
        code = text.encode("cp1252").hex()
        place = f"1 0 0 1 {x:g} {A4[1] - y:g} Tm"
        self.content.append(f"BT /{font} {size:g} Tf {place} <{code}> Tj ET")

    def lines(self, x: float, y: float, lines: Sequence[str]) -> float:
        """Set lines under each other; return the baseline of what would be the next one."""
        for number, line in enumerate(lines):
            self.text(x, y + 12 * number, line)
        return y + 12 * len(lines)

    def paragraph(self, y: float, text: str) -> float:
        """Set a paragraph of running text; return the baseline of what would be the next line."""
        return self.lines(70, y, wrapped(text))

    def link(self, x0: float, x1: float, y: float, action: Any) -> None:  # noqa: ANN401
        """Put a link over a part of a line of 10 points."""
        bottom = A4[1] - y - 3
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([x0, bottom, x1, bottom + 12]),
            Border=Array([0, 0, 0]),
        )
        if action is not None:
            note.A = action
        self.notes.append(note)

    def image(self, box: tuple[float, float, float, float], name: str) -> None:
        """Draw an image of the PDF into a box: left, top, right, bottom."""
        left, top, right, bottom = box
        matrix = f"{right - left:g} 0 0 {bottom - top:g} {left:g} {A4[1] - bottom:g}"
        self.content.append(f"q {matrix} cm /{name} Do Q")

    def raw(self, operators: str) -> None:
        """Add to the content as it is; y runs upwards here."""
        self.content.append(operators)


class Sheets:
    """A PDF of such pages."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.sheets: list[Sheet] = []
        self._images: dict[str, Any] = {}
        # Any: pikepdf makes its objects on the fly.
        self._fonts: Any = Dictionary(
            {f"/{key}": self.pdf.make_indirect(_font(key, name)) for key, name in _FONTS.items()}
        )

    def sheet(self) -> Sheet:
        """Add a page."""
        self.sheets.append(Sheet())
        return self.sheets[-1]

    def jpeg(self, name: str, data: bytes, width: int, height: int) -> None:
        """Add a JPEG that pages may draw."""
        stream = self.pdf.make_stream(data)
        stream.stream_dict.Filter = Name.DCTDecode
        self._images[name] = _image(stream, width, height)

    def pixels(self, name: str, data: bytes, width: int, height: int) -> None:
        """Add red, green and blue of each pixel as an image that pages may draw."""
        self._images[name] = _image(self.pdf.make_stream(data), width, height)

    def save(self, path: Path) -> Path:
        """Write the PDF."""
        for sheet in self.sheets:
            self.pdf.add_blank_page(page_size=A4)
            page = self.pdf.pages[-1]
            images = {f"/{name}": image for name, image in self._images.items()}
            page.Resources = Dictionary(Font=self._fonts, XObject=Dictionary(images))
            page.Contents = self.pdf.make_stream("\n".join(sheet.content).encode("ascii"))
            page.Rotate = sheet.turned
            if sheet.notes:
                page.Annots = Array([self.pdf.make_indirect(note) for note in sheet.notes])
        self.pdf.save(path)
        return path


def jpeg() -> bytes:
    """Return a photograph of 60 by 40 pixels."""
    room = io.BytesIO()
    Image.linear_gradient("L").resize((60, 40)).convert("RGB").save(room, "JPEG")
    return room.getvalue()


def web(address: str) -> Dictionary:
    """Return the action of a link to a web page."""
    return Dictionary(S=Name.URI, URI=pikepdf.String(address))


def _font(key: str, name: str) -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))
    if key != "symbol":
        font.Encoding = Name.WinAnsiEncoding
    return font


def _image(stream: Any, width: int, height: int) -> Any:  # noqa: ANN401
    stream.stream_dict.update(
        {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": width,
            "/Height": height,
            "/ColorSpace": Name.DeviceRGB,
            "/BitsPerComponent": 8,
        }
    )
    return stream
