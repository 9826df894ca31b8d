"""Whether the tags of a PDF agree with what stands on its pages: some are made line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from strevview.importers.pdf.flow import Measures, Placed
from strevview.importers.pdf.paragraphs import is_unfinished, starts_by_place

# Of the places where the lines leave no doubt, tags may be wrong in so many.
_MOST_WRONG = 0.3
_FEWEST = 4
# In usual steps: a gap that parts paragraphs in any layout.
_SURE_GAP = 1.5


def tags_agree(pages: Iterable[Sequence[Placed]], measures: Measures) -> bool:
    """Return whether the tags part lines where the lines surely part, and not where they go on.

    A line surely goes on with the next one if no white parts them, its sentence has no end and the
    next begins with a small letter; lines surely part at a gap between two sentences.
    """
    going_on = parted = wrong_parts = wrong_joins = 0
    for page in pages:
        for one, two in pairwise(page):
            if one.tag is None or two.tag is None:
                continue
            same = one.tag.element == two.tag.element
            if _surely_goes_on(one, two, measures):
                going_on += 1
                wrong_parts += not same
            elif _surely_parts(one, two, measures):
                parted += 1
                wrong_joins += same
    return not (_is_much(wrong_parts, going_on) or _is_much(wrong_joins, parted))


def _is_much(wrong: int, of: int) -> bool:
    return wrong >= _FEWEST and wrong > _MOST_WRONG * of


def _surely_goes_on(one: Placed, two: Placed, measures: Measures) -> bool:
    small = two.line.text[:1].islower()
    return small and is_unfinished(one) and not starts_by_place([one], two, measures)


def _surely_parts(one: Placed, two: Placed, measures: Measures) -> bool:
    step = two.line.y - one.line.y
    gap = step > _SURE_GAP * measures.step(one.line.size) and one.line.size == two.line.size
    return gap and not is_unfinished(one) and two.line.text[:1].isupper()
