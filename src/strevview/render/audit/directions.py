"""Words written from right to left, put back into the order in which one reads them.

Inside a line that runs from left to right PDFium gives such words in the order of the page, each
rightly spelt: what is read last stands first. A bracket beside them it gives as its mirror image.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from strevview.render.audit.pdfium import Box
from strevview.render.glyphs import is_right_to_left

_PIECE = re.compile(r"\S+|\s+")


def order_of_reading(text: str, box_of: Callable[[int], Box | None]) -> tuple[int, ...] | None:
    """Return where in the text each character stands that is read next; None where all is right.

    `box_of` gives the box of a character by its place in the text.
    """
    if text.isascii() or not is_right_to_left(text):
        return None
    words = [match for match in _PIECE.finditer(text) if is_right_to_left(match[0])]
    if len(words) < 2:
        return None
    first, last = box_of(words[0].start()), box_of(words[-1].start())
    if first is None or last is None or first[0] > last[0]:
        return None
    pieces = list(_PIECE.finditer(text))
    return tuple(place for piece in reversed(pieces) for place in range(*piece.span()))
