"""What the renderer is at work on, told from its own call stack: its log does not say.

A log line about CSS has a line and a column but no file, and one stylesheet may import another; one
about a picture or a missing letter has neither the picture's name nor the text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FrameType
from typing import NamedTuple

# Of the addresses of pictures in memory: the by their paths, and the style's.
PICTURE_SCHEME = "strevview"


class AtWork(NamedTuple):
    """The addresses of the stylesheet and the picture in hand, and the text that is drawn."""

    stylesheet: str | None = None
    picture: str | None = None
    text: str | None = None


def at_work() -> AtWork:
    """Return what the code that called this is part of."""
    stylesheet = picture = text = None
    for frame in _callers(sys._getframe()):
        name, known = frame.f_code.co_name, frame.f_locals
        if name == "preprocess_stylesheet":
            # The innermost is in hand, of stylesheets that import one another.
            stylesheet = stylesheet or _text(known.get("base_url"))
        elif name == "get_image_from_uri":
            picture = _picture(known.get("url")) or picture
        elif name == "draw_first_line":
            text = _text(getattr(known.get("textbox"), "text", None))
        elif frame.f_globals.get("__name__") == "weasyprint.svg":
            picture = _picture(getattr(known.get("self"), "url", None)) or picture
        elif frame.f_globals.get("__name__") == "weasyprint.svg.text" and name == "text":
            # A drawing's letters are drawn one by one.
            text = _text(getattr(known.get("node"), "text", None))
    return AtWork(stylesheet, picture, text)


def _callers(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _picture(url: object) -> str | None:
    """Return the address of a picture of the issue or the style; one inside it is part of it."""
    return url if isinstance(url, str) and url.startswith(f"{PICTURE_SCHEME}:") else None
