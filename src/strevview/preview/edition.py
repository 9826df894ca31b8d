"""A PDF that is being looked at: its pages as pictures, as text, and as places in it."""

from __future__ import annotations

import hashlib
import io
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PIL.Image import Image
from pypdfium2 import PdfBitmap, raw

from strevview.audit.reading import TURN, Box, NotReadableError, Page, Reading

T = TypeVar("T")

# Pictures are painted this many pixels wide at the least and at the most.
LEAST_PIXELS, MOST_PIXELS = 50, 4000
# So many bytes of painted pictures are kept.
_KEPT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page, from 0; the sides of its box are shares of the page's, from the top."""

    page: int
    left: float
    top: float
    width: float
    height: float


class GoneError(Exception):
    """Another edition took this one's place, or it has no such page."""


class Edition:
    """An open PDF; any thread may ask, one is answered at a time.

    Raises:
        NotReadableError: the bytes are no PDF that can be read.
    """

    def __init__(self, pdf: bytes) -> None:
        self.name = hashlib.sha256(pdf).hexdigest()[:16]
        self._pictures: OrderedDict[tuple[int, int], bytes] = OrderedDict()
        self._kept = 0
        with TURN:
            self._reading: Reading | None = Reading(pdf)
            self.sizes = tuple((page.width, page.height) for page in self._reading.pages)

    def close(self) -> None:
        """Give the memory back; whoever asks afterwards gets a GoneError."""
        with TURN:
            if self._reading is not None:
                self._reading.close()
            self._reading = None
            self._pictures.clear()

    def ask(self, question: Callable[[Reading], T]) -> T:
        """Return what a question about the PDF is answered, while nobody else asks.

        Raises:
            GoneError: the edition is closed.
        """
        with TURN:
            if self._reading is None:
                raise GoneError(self.name)
            return question(self._reading)

    def picture(self, number: int, pixels: int) -> bytes:
        """Return a page, from 0, as a PNG so many pixels wide.

        Raises:
            GoneError: the edition is closed, or has no such page.
        """
        width = min(max(pixels, LEAST_PIXELS), MOST_PIXELS)
        key = (number, width)
        with TURN:
            known = self._pictures.get(key)
            if known is not None:
                self._pictures.move_to_end(key)
                return known
            if not 0 <= number < len(self.sizes):
                raise GoneError(f"{self.name} page {number}")
            painted = self.ask(lambda reading: _painted(reading.pages[number], width))
        # Packing takes longer than painting and needs no PDFium.
        target = io.BytesIO()
        # It travels no further than this machine: the fastest packing is the best.
        painted.save(target, "PNG", compress_level=1)
        data = target.getvalue()
        with TURN:
            self._keep(key, data)
        return data

    def _keep(self, key: tuple[int, int], data: bytes) -> None:
        if self._reading is None or key in self._pictures:
            return
        self._pictures[key] = data
        self._kept += len(data)
        while self._kept > _KEPT_BYTES:
            self._kept -= len(self._pictures.popitem(last=False)[1])


def open_edition(pdf: bytes) -> Edition | None:
    """Return a PDF opened, or None where it cannot be read."""
    try:
        return Edition(pdf)
    except NotReadableError:
        return None


def spot_of(page: Page, box: Box) -> Spot:
    """Return a box of a page, in points from the lower left, as shares of the page."""
    left, right = (min(max(x / page.width, 0.0), 1.0) for x in (box[0], box[2]))
    top, bottom = (min(max(1 - y / page.height, 0.0), 1.0) for y in (box[3], box[1]))
    return Spot(
        page.number,
        round(left, 5),
        round(top, 5),
        round(max(right - left, 0.0), 5),
        round(max(bottom - top, 0.0), 5),
    )


def _painted(page: Page, width: int) -> Image:
    """Return a page painted on white, so many pixels wide."""
    height = min(max(round(width * page.height / page.width), 1), 4 * MOST_PIXELS)
    bitmap = PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    raw.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, width, height, 0, 0)
    painted: Image = bitmap.to_pil()
    return painted
