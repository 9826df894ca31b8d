"""What is drawn on a page beside its text: images and paths, with their places."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TypeAlias

from strevview.importers.pdf.letters import Box, Placing
from strevview.importers.pdf.opening import Handle
from strevview.importers.pdf.sources import is_artifact

_PATH, _IMAGE, _SHADING, _FORM = 2, 3, 4, 5
MOST_DRAWN = 20_000
_DEEPEST = 8


class Shape(StrEnum):
    """What a drawn thing is."""

    IMAGE = "image"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Drawn:
    """An image or a path; `mcid` leads to the tags, -1 without.

    `artifact` where the program marked it as decoration; `upright` where it is drawn as it is, not
    turned or mirrored.
    """

    shape: Shape
    box: Box
    mcid: int
    handle: Handle
    artifact: bool = False
    upright: bool = True


def read_drawn(page: Handle, placing: Placing) -> tuple[Drawn, ...]:
    """Return the images and paths of a page, those within forms too, from below to above.

    At most `MOST_DRAWN` of them: maps and the like may have far more.
    """
    import pypdfium2.raw as pdfium

    number = pdfium.FPDFPage_CountObjects(page.raw)
    handles = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(number))
    return tuple(islice(_drawn(handles, placing, _OUTSIDE), MOST_DRAWN))


_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_AS_IT_IS: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Around:
    """The form that things stand in."""

    matrix: _Matrix = _AS_IT_IS
    mcid: int = -1
    artifact: bool = False
    deep: int = 0


_OUTSIDE = _Around()


def _drawn(handles: Iterator[Handle], placing: Placing, around: _Around) -> Iterator[Drawn]:
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in range(4)]
    for handle in handles:
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind not in {_PATH, _IMAGE, _SHADING, _FORM}:
            continue
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(handle)
        mcid = mcid if mcid >= 0 else around.mcid
        artifact = around.artifact or is_artifact(handle)
        if kind == _FORM:
            if around.deep < _DEEPEST:
                matrix = _times(_matrix_of(handle), around.matrix)
                inner = _Around(matrix, mcid, artifact, around.deep + 1)
                number = max(pdfium.FPDFFormObj_CountObjects(handle), 0)
                parts = (pdfium.FPDFFormObj_GetObject(handle, index) for index in range(number))
                yield from _drawn(parts, placing, inner)
            continue
        if not pdfium.FPDFPageObj_GetBounds(handle, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        corners = [_moved(x, y, around.matrix) for x in (left, right) for y in (bottom, top)]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        box = placing.box(min(across), min(up), max(across), max(up))
        if kind == _IMAGE:
            a, b, c, d, _, _ = _times(_matrix_of(handle), around.matrix)
            upright = a > 0 and d > 0 and abs(b) + abs(c) < 0.01 * (a + d) and not placing.quarters
            yield Drawn(Shape.IMAGE, box, mcid, handle, artifact, upright)
        else:
            yield Drawn(Shape.PATH, box, mcid, handle, artifact)


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
