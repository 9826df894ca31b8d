"""Boxes on a page: left, top, right and bottom in points; y runs downwards."""

from __future__ import annotations

from collections.abc import Sequence

from strevview.importers.pdf.letters import Box

# In points: how far a box may stick out of another and still be within it.
_OUT = 2.0


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around others."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def is_within(inner: Box, outer: Box) -> bool:
    """Return whether a box lies within another."""
    return (
        inner[0] >= outer[0] - _OUT
        and inner[1] >= outer[1] - _OUT
        and inner[2] <= outer[2] + _OUT
        and inner[3] <= outer[3] + _OUT
    )


def area(box: Box) -> float:
    """Return the area of a box in square points."""
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)
