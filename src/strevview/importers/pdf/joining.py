"""Paragraphs that the end of a column or of a page has parted, or a picture, made one again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from strevview.importers.pdf.pages import Shown
from strevview.importers.pdf.paragraphs import Paragraph, goes_on, is_unfinished

Thing: TypeAlias = Paragraph | Shown

# So many pictures, captions and notes may stand between the halves of a paragraph.
_MOST_BETWEEN = 8
_SMALLER = 0.95


def joined(things: Sequence[Thing], size: float) -> Iterator[Thing]:
    """Yield things with the halves of paragraphs joined; what stood between them comes after.

    `size` is that of the running text, in points: what is smaller may stand between its halves.
    """
    taken: set[int] = set()
    for number, thing in enumerate(things):
        if number in taken:
            continue
        if isinstance(thing, Shown):
            yield thing
            continue
        whole = thing
        at = number
        while (found := _rest(things, at, whole, size)) is not None:
            rest = things[found]
            assert isinstance(rest, Paragraph)
            whole = Paragraph((*whole.lines, *rest.lines))
            taken.add(found)
            at = found
        yield whole


def _rest(things: Sequence[Thing], at: int, whole: Paragraph, size: float) -> int | None:
    """Return where a paragraph goes on, by number."""
    running = abs(whole.last.line.size - size) <= (1 - _SMALLER) * size
    for number in range(at + 1, min(at + 2 + _MOST_BETWEEN, len(things))):
        thing = things[number]
        if isinstance(thing, Shown):
            continue
        if _is_second_half(whole, thing, between=number > at + 1):
            return number
        aside = thing.first.line.size < _SMALLER * size or thing.is_italic
        if not (running and aside and is_unfinished(whole.last)):
            return None
    return None


def _is_second_half(whole: Paragraph, new: Paragraph, between: bool) -> bool:
    one, two = whole.last, new.first
    tags = [placed.tag for placed in (one, two) if placed.tag is not None]
    if len({tag.kind for tag in tags}) == 2:
        return False
    if len(tags) == 2 and tags[0].goes_on and tags[1].began and one.line.page < two.line.page:
        return True
    below = one.line.page == two.line.page and two.line.y > one.line.y and two.line.x0 < one.line.x1
    if below and not between:
        # Whoever set these lines under each other as two paragraphs has told so.
        return False
    if between and not is_unfinished(one):
        return False
    return goes_on(one, two)
