"""A mend of the renderer's line breaking, for lines that end before a link or emphasis.

WeasyPrint 70.0 measures a text that a link follows together with the space before the link. Where
the words fit the line to the point and the space does not, `split_first_line` takes the first word
for the only one that fits, and the line ends after it: about one link in 150, seen in print as one
word alone on a line. A space at the end of a line has no width (CSS Text 3, 4.1.2), so here the
words are measured again without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline


@contextmanager
def mended_line_ends() -> Iterator[None]:
    """Break lines as CSS has it while the context is open."""
    original = inline.split_first_line

    # Any: the renderer has no types, and what it passes and returns is handed on as it is.
    def split_first_line(text: str, style: Any, *rest: Any, **options: Any) -> Any:  # noqa: ANN401
        line = original(text, style, *rest, **options)
        words, resume_index = text.rstrip(" "), line[2]
        if resume_index is None or words == text or style["white_space"] != "normal":
            return line
        first = text.encode()[:resume_index].decode().rstrip(" ")
        if " " in first or first == words:
            return line
        mended = original(words, style, *rest, **options)
        return mended if mended[2] is None else line

    inline.split_first_line = split_first_line
    try:
        yield
    finally:
        inline.split_first_line = original
