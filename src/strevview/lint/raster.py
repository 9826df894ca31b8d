"""What a JPEG or PNG file is, from its header and its ends; no pixel is decoded."""

from __future__ import annotations

import os
import warnings
from typing import NamedTuple

from strevview.model.pictures import whole_pictures

# The last bytes of a whole JPEG hold its end mark (ISO/IEC 10918-1, B.1.1.3); cameras write a
# little behind it.
_JPEG_END = b"\xff\xd9"
_JPEG_TAIL = 64 * 1024


class RasterSize(NamedTuple):
    """A picture's size in pixels."""

    width: int
    height: int


def measure(path: os.PathLike[str], kind: str) -> RasterSize | str:
    """Return the size of a JPEG or PNG, or what is wrong with it in words that follow its name."""
    from PIL import Image, UnidentifiedImageError

    try:
        with whole_pictures(), warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=("JPEG", "PNG")) as picture:
                size, found = RasterSize(*picture.size), picture.format
                # Checks the sums of a PNG's chunks, without decoding them.
                picture.verify()
    except Image.DecompressionBombError:
        return "has too many pixels"
    except UnidentifiedImageError:
        return f"is no {kind} picture"
    except (OSError, SyntaxError, ValueError, EOFError):
        return "is damaged"
    if found != kind:
        return f"is a {found} picture and not a {kind}, as its name says"
    if kind == "JPEG" and not _has_end(path):
        return "is cut off"
    return size


def _has_end(path: os.PathLike[str]) -> bool:
    with open(path, "rb") as file:  # noqa: PTH123
        file.seek(0, os.SEEK_END)
        file.seek(max(file.tell() - _JPEG_TAIL, 0))
        return _JPEG_END in file.read()
