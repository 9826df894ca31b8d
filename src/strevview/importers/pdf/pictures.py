"""The pictures of a page: which of the drawn things are pictures, and where they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strevview.importers.pdf.boxes import around, is_within
from strevview.importers.pdf.drawings import drawings
from strevview.importers.pdf.letters import Box, PageSize
from strevview.importers.pdf.lines import Line
from strevview.importers.pdf.objects import Drawn, Shape
from strevview.importers.pdf.opening import Handle
from strevview.importers.pdf.tags import PageTags

# In points: smaller things are ornaments.
_SMALLEST_SIDE = 36.0
# Of the page's area: larger things are backgrounds or scans.
_LARGEST = 0.85
_SCAN = 0.3
# In points: programs cut large images into strips that touch.
_TOUCH = 1.5


@dataclass(frozen=True, slots=True)
class Found:
    """A picture on a page: its place, what it says it shows, and its image if it is one."""

    page: int
    box: Box
    alt: str | None = None
    image: Handle | None = None


@dataclass(frozen=True, slots=True)
class OnPage:
    """A page as pictures are looked for on it."""

    number: int
    size: PageSize
    lines: Sequence[Line]
    drawn: Sequence[Drawn]
    tags: PageTags


def find_pictures(page: OnPage) -> tuple[Found, ...]:
    """Return the pictures of a page from top to bottom.

    They are what its tags have as figures, then images, then drawings of many paths. What is marked
    as an artifact, ornaments and backgrounds are none.
    """
    found = [*_tagged(page)]
    for each in (*_images(page), *_drawings(page)):
        if not any(is_within(each.box, other.box) for other in found):
            found.append(each)
    return tuple(sorted(found, key=lambda each: (each.box[1], each.box[0])))


def is_picture(box: Box, size: PageSize) -> bool:
    """Return whether something of this size is neither an ornament nor a background."""
    left, top, right, bottom = box
    if min(right - left, bottom - top) < _SMALLEST_SIDE:
        return False
    if right <= 0 or bottom <= 0 or left >= size.width or top >= size.height:
        return False
    return (right - left) * (bottom - top) < _LARGEST * size.width * size.height


def has_scan(drawn: Sequence[Drawn], size: PageSize) -> bool:
    """Return whether images take so much of a page that they may be the page itself."""
    images = [each.box for each in drawn if each.shape is Shape.IMAGE]
    area = sum((box[2] - box[0]) * (box[3] - box[1]) for box in images)
    return area >= _SCAN * size.width * size.height


def _tagged(page: OnPage) -> Iterator[Found]:
    for figure in page.tags.figures:
        parts = [each for each in page.drawn if each.mcid in figure.mcids]
        if not parts:
            continue
        box = around([each.box for each in parts])
        if not is_picture(box, page.size):
            continue
        images = [each for each in parts if each.shape is Shape.IMAGE]
        alone = len(images) == 1 and len(parts) <= 2 and images[0].upright
        yield Found(page.number, box, figure.alt, images[0].handle if alone else None)


def _images(page: OnPage) -> Iterator[Found]:
    images = [each for each in page.drawn if each.shape is Shape.IMAGE]
    for strips in _joined(images):
        box = around([each.box for each in strips])
        if is_picture(box, page.size):
            last = strips[-1]
            # Images at one place are one picture and its mask or shadow: the last is on top.
            same = all(is_within(last.box, each.box) for each in strips)
            whole = same and is_within(box, last.box) and last.upright
            yield Found(page.number, box, None, last.handle if whole else None)


def _joined(images: Sequence[Drawn]) -> list[list[Drawn]]:
    """Return images in groups that touch along a whole side, or lie upon each other."""
    groups: list[list[Drawn]] = []
    for image in images:
        last = groups[-1] if groups else []
        if last and _touch(last[-1].box, image.box):
            last.append(image)
        else:
            groups.append([image])
    return groups


def _touch(one: Box, two: Box) -> bool:
    across = abs(one[0] - two[0]) < _TOUCH and abs(one[2] - two[2]) < _TOUCH
    along = abs(one[1] - two[1]) < _TOUCH and abs(one[3] - two[3]) < _TOUCH
    below = abs(one[3] - two[1]) < _TOUCH or abs(two[3] - one[1]) < _TOUCH
    beside = abs(one[2] - two[0]) < _TOUCH or abs(two[2] - one[0]) < _TOUCH
    return (across and along) or (across and below) or (along and beside)


def _drawings(page: OnPage) -> Iterator[Found]:
    paths = [each for each in page.drawn if each.shape is Shape.PATH and not each.artifact]
    for box in drawings(paths, page.lines, page.size):
        if is_picture(box, page.size):
            yield Found(page.number, box)
