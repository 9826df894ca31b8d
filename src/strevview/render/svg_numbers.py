"""Numbers of SVG drawings read in less time, with the same results.

WeasyPrint 70.0 looks each number of a path up through a context manager and an import, and each
point through a regular expression: half the time that a drawing of some thousand points takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def quick_svg_numbers() -> Iterator[None]:
    """Read the numbers of drawings quickly while the context is open."""
    from weasyprint import svg
    from weasyprint.svg import defs, path, text, utils

    ask_size, ask_point = utils.size, utils.point

    # Any: the renderer has no types, and what is not plain is handed on as it is.
    def size(string: Any, *rest: Any, **options: Any) -> Any:  # noqa: ANN401
        if isinstance(string, str):
            try:
                return float(string)
            except ValueError:
                pass
        return ask_size(string, *rest, **options)

    def point(drawing: Any, string: str, font_size: Any) -> Any:  # noqa: ANN401
        x, space, rest = string.partition(" ")
        if not space or "\n" in string:
            return ask_point(drawing, string, font_size)
        y, _, rest = rest.partition(" ")
        return (*drawing.point(x, y, font_size), rest)

    users = (svg, defs, text, utils)
    for module in users:
        module.size = size
    path.point = point
    try:
        yield
    finally:
        for module in users:
            module.size = ask_size
        path.point = ask_point
