"""Whether text leaves ink on the page: not white on white, not covered, not cut off.

The page is painted twice, with its text and without. Where the two differ, a reader sees text;
where they do not, there is none to see, whatever the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pypdfium2 import raw

from strevview.render.audit import pdfium
from strevview.render.audit.pdfium import Box, Handle

# Pixels a point: 54 dpi shows each letter of 6 points, and a page takes 4 ms.
SCALE = 0.75
# The least difference of grey, of 255, that counts as visible.
_VISIBLE = 12
_MAX_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True)
class InkMap:
    """A page of pixels, row by row from the top: 255 where text shows, 0 elsewhere."""

    pixels: bytes
    width: int
    height: int
    scale: float

    @classmethod
    def of(
        cls, page: Handle, text_objects: Sequence[Handle], width: float, height: float
    ) -> InkMap:
        """Paint a page of `width` by `height` points; its text objects are off afterwards."""
        from PIL import ImageChops

        scale = min(SCALE, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        with_text = pdfium.picture(page, *size, grey=True)
        for item in text_objects:
            raw.FPDFPageObj_SetIsActive(item, 0)
        without = pdfium.picture(page, *size, grey=True)
        difference = ImageChops.difference(with_text, without)
        shown = difference.point([0] * _VISIBLE + [255] * (256 - _VISIBLE))
        return cls(shown.tobytes(), *size, scale)

    def shadow(self, box: Box) -> Shadow:
        """Return the ink of a line seen from above."""
        left = min(max(int(box[0] * self.scale), 0), self.width)
        right = min(max(int(box[2] * self.scale + 0.999), left), self.width)
        top = min(max(int(self.height - box[3] * self.scale), 0), self.height)
        bottom = min(max(int(self.height - box[1] * self.scale + 0.999), top), self.height)
        if left >= right or top >= bottom:
            return Shadow(b"", left, self.scale)
        ink = 0
        for row in range(top * self.width, bottom * self.width, self.width):
            ink |= int.from_bytes(self.pixels[row + left : row + right], "little")
        return Shadow(ink.to_bytes(right - left, "little"), left, self.scale)


@dataclass(frozen=True, slots=True)
class Shadow:
    """The columns of pixels of a line from `left` on, each 0 where it has no ink at any height."""

    columns: bytes
    left: int
    scale: float

    def has_gap(self, width: float) -> bool:
        """Return whether a stretch of `width` points, or all of it, has no ink."""
        return not any(self.columns) or bytes(max(int(width * self.scale), 1)) in self.columns

    def between(self, left: float, right: float) -> Shadow:
        """Return a piece of it, from `left` to `right` in points."""
        first = min(max(int(left * self.scale) - self.left, 0), len(self.columns))
        last = max(int(right * self.scale + 0.999) - self.left, first)
        return Shadow(self.columns[first:last], self.left + first, self.scale)
