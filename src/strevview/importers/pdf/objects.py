"""What is drawn on a page beside its text: images and paths, with their places."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from strevview.importers.pdf.letters import Box, Placing
from strevview.importers.pdf.opening import Handle

_PATH, _IMAGE, _SHADING, _FORM = 2, 3, 4, 5
_MOST_OBJECTS = 20_000
_DEEPEST = 8


class Shape(StrEnum):
    """What a drawn thing is."""

    IMAGE = "image"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Drawn:
    """An image or a path; `mcid` leads to the tags, -1 without."""

    shape: Shape
    box: Box
    mcid: int
    handle: Handle


def read_drawn(page: Handle, placing: Placing) -> tuple[Drawn, ...]:
    """Return the images and paths of a page, those within forms too, as far as they can be seen."""
    import pypdfium2.raw as pdfium

    number = pdfium.FPDFPage_CountObjects(page.raw)
    handles = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(number))
    return tuple(_drawn(handles, placing, _AS_IT_IS, -1, 0))


_Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _drawn(
    handles: Iterator[Handle], placing: Placing, matrix: _Matrix, outer: int, deep: int
) -> Iterator[Drawn]:
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in range(4)]
    for count, handle in enumerate(handles):
        if count >= _MOST_OBJECTS:
            return
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind not in {_PATH, _IMAGE, _SHADING, _FORM}:
            continue
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(handle)
        mcid = mcid if mcid >= 0 else outer
        if kind == _FORM:
            if deep < _DEEPEST:
                inner = _times(_matrix_of(handle), matrix)
                number = max(pdfium.FPDFFormObj_CountObjects(handle), 0)
                parts = (pdfium.FPDFFormObj_GetObject(handle, index) for index in range(number))
                yield from _drawn(parts, placing, inner, mcid, deep + 1)
            continue
        if not pdfium.FPDFPageObj_GetBounds(handle, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        corners = [_moved(x, y, matrix) for x in (left, right) for y in (bottom, top)]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        box = placing.box(min(across), min(up), max(across), max(up))
        yield Drawn(Shape.IMAGE if kind == _IMAGE else Shape.PATH, box, mcid, handle)


def _matrix_of(handle: Handle) -> _Matrix:
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return _AS_IT_IS
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    """Return the matrix that does first one, then two (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
