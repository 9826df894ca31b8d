"""The pages of a PDF, as tests of a style look at them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

MILLIMETRE = 72 / 25.4
# The text's height on a page of the institute's style, in millimetres.
TEXT_TOP, TEXT_BOTTOM = 30, 297 - 31
# Its ornament's colour, as a page's content sets it.
SAFFRON = b"0.85098 0.509804 0.168627 rg"


@dataclass(frozen=True)
class Pages:
    """The pages of a PDF as PDFium reads and paints them, a pixel a point."""

    pdf: Path
    title: str
    bookmarks: tuple[str, ...]
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    images: tuple[Image.Image, ...]
    pictures: tuple[tuple[int, float], ...]

    @classmethod
    def of(cls, pdf: Path) -> Pages:
        document = pypdfium2.PdfDocument(pdf)
        texts = (page.get_textpage().get_text_bounded() for page in document)
        found = cls(
            pdf,
            document.get_metadata_value("Title"),
            tuple(bookmark.get_title() for bookmark in document.get_toc()),
            # PDFium writes U+0002 for the hyphen at a line's end and goes on.
            tuple(text.replace("\x02", "-\n") for text in texts),
            tuple(document.get_page_label(number) for number in range(len(document))),
            tuple(page.render(scale=1).to_pil().convert("RGB") for page in document),
            # Each picture's page and its width in millimetres.
            tuple(
                (number, (right - left) / MILLIMETRE)
                for number, page in enumerate(document)
                for left, _, right, _ in (
                    one.get_bounds()
                    for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
                )
            ),
        )
        document.close()
        return found

    @property
    def text(self) -> str:
        """The text of all pages, with single spaces."""
        return " ".join(" ".join(self.texts).split())

    def lines(self, page: int) -> list[str]:
        """Return the lines of a page, its header and footer after the text."""
        return [line.strip() for line in self.texts[page].splitlines() if line.strip()]

    def white(self, page: int) -> float:
        """Return which part of a text page is white below the last that stands on it."""
        top, bottom = round(TEXT_TOP * MILLIMETRE), round(TEXT_BOTTOM * MILLIMETRE)
        text = self.images[page].crop((0, top, self.images[page].width, bottom)).convert("L")
        box = text.point([255 * (value < 235) for value in range(256)]).getbbox()
        return 1 - (box[3] if box else 0) / (bottom - top)
