"""Lines to paragraphs: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

from strevview.importers.manuscript import Kind
from strevview.importers.pdf.flow import Measures, Placed
from strevview.importers.pdf.letters import SOFT_HYPHEN
from strevview.importers.pdf.lines import TAB
from strevview.importers.pdf.markers import is_marker, is_sure_bullet

_ENDS_SENTENCE = re.compile(r"[.!?:。!?।…][\"”’')\]]*$")
_HYPHENS = ("-", "\u2010", SOFT_HYPHEN)
_LEADS_ON = re.compile(r"(?:[,;–—&/-]|\b(?:for|of|and|the|in|to|with|on|at|by|from|a|an|or|as))$")
# Of two sizes of letters, by how much the larger one must exceed the other.
_FAR_LARGER = 1.5
# In sizes of the letters.
_INDENT = 0.7
_WIDE_STEP = 1.28
_FARTHEST_STEP = 2.4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Placed, ...]

    @property
    def first(self) -> Placed:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Placed:
        """Its last line."""
        return self.lines[-1]

    @property
    def is_italic(self) -> bool:
        """Whether all its letters are italic."""
        return all(placed.line.italic for placed in self.lines)


def paragraphs_of(lines: Sequence[Placed], measures: Measures, trusted: bool) -> list[Paragraph]:
    """Return the paragraphs that lines of one page make; `trusted` where the tags may tell."""
    return [Paragraph(tuple(group)) for group in _groups(lines, measures, trusted)]


def _groups(lines: Sequence[Placed], measures: Measures, trusted: bool) -> Iterator[list[Placed]]:
    group: list[Placed] = []
    for placed in lines:
        if group and _begins(group, placed, measures, trusted):
            yield group
            group = []
        group.append(placed)
    if group:
        yield group


def _begins(group: Sequence[Placed], new: Placed, measures: Measures, trusted: bool) -> bool:
    """Return whether a line begins a paragraph, after those that the last one has so far."""
    last = group[-1]
    if trusted and last.tag is not None and new.tag is not None:
        same = last.tag.element == new.tag.element
        if same and last.tag.kind is Kind.HEADING and _are_lines_of_a_cover(last, new):
            return True
        if same or not _is_labelled(last, new):
            return not same
    if trusted and last.tag is not None and new.tag is None and _same_row(last, new):
        return False
    return starts_by_place(group, new, measures)


def _are_lines_of_a_cover(last: Placed, new: Placed) -> bool:
    """Return whether a title is set line by line, in sizes of which one is far larger."""
    sizes = sorted((last.line.size, new.line.size))
    return sizes[1] > _FAR_LARGER * sizes[0] > 0


def _is_labelled(last: Placed, new: Placed) -> bool:
    """Return whether one line is a list's marker and the other its text."""
    assert last.tag is not None
    assert new.tag is not None
    return last.tag.label and new.tag.kind is Kind.LIST_ENTRY and _same_row(last, new)


def _same_row(last: Placed, new: Placed) -> bool:
    return abs(last.line.y - new.line.y) < 0.4 * max(last.line.size, new.line.size)


def starts_by_place(group: Sequence[Placed], new: Placed, measures: Measures) -> bool:
    """Return whether a line begins a paragraph by the looks and places of lines alone."""
    last = group[-1]
    one, two = last.line, new.line
    if one.turned != two.turned:
        return True
    if _same_row(last, new):
        # A marker and its text stand on one row; else these are the cells of a table.
        return not is_marker(one.text.strip())
    step = two.y - one.y
    if step < 0 or two.x0 >= one.x1 or two.x1 <= one.x0:
        return not goes_on(last, new)
    farthest = min(_WIDE_STEP * measures.step(one.size), _FARTHEST_STEP * max(one.size, two.size))
    if step > farthest or _looks_differ(last, new) or marker_length(new):
        return True
    return _is_indented(group, new) or _ended_on_purpose(last, new)


def _is_indented(group: Sequence[Placed], new: Placed) -> bool:
    """Return whether a line is indented as the first one of a paragraph, or no longer hangs."""
    last = group[-1]
    indent = new.line.x0 - last.line.x0
    least = _INDENT * new.line.size
    if marker_length(group[0]):
        return len(group) > 1 and abs(indent) > least
    return indent > least and _is_at_left(last) and not _is_centred(last, new)


def goes_on(last: Placed, new: Placed) -> bool:
    """Return whether a line at the head of a column goes on with the one at the foot of another."""
    one, two = last.line, new.line
    if _looks_differ(last, new) or marker_length(new):
        return False
    text = one.text.rstrip()
    if text.endswith(_HYPHENS):
        return True
    if last.right - one.x1 > 0.25 * (last.right - last.left):
        return False
    if _ENDS_SENTENCE.search(text) and not two.text[:1].islower():
        # Of justified lines only the last one of a paragraph ends before the edge.
        return last.justified and last.right - one.x1 < 1.0 and _is_at_left(new)
    return True


def is_unfinished(last: Placed) -> bool:
    """Return whether a paragraph cannot end with a line."""
    return not _ENDS_SENTENCE.search(last.line.text.rstrip())


def _looks_differ(last: Placed, new: Placed) -> bool:
    one, two = last.line, new.line
    if abs(one.size - two.size) > 0.06 * max(one.size, two.size, 1.0):
        return True
    return one.bold != two.bold and not two.text[:1].islower()


def marker_length(placed: Placed) -> int:
    """Return how many pieces the marker at the beginning of a line has, with its space.

    A dash or a number is a marker only before a gap that is wider than a space.
    """
    pieces = placed.line.pieces
    if len(pieces) > 1 and is_sure_bullet(pieces[0].text):
        return 2 if pieces[1].is_space else 1
    end = next((n for n, piece in enumerate(pieces[:6]) if piece.is_space), None)
    if end is None or not is_marker("".join(piece.text for piece in pieces[:end])):
        return 0
    if pieces[end].text == TAB or _is_tagged_entry(placed):
        return end + 1
    gap, *others = [
        after.x0 - before.x1
        for before, space, after in zip(pieces, pieces[1:], pieces[2:], strict=False)
        if space.is_space
    ]
    least = max(0.45 * placed.line.size, 1.4 * median(others) if others else 0.0)
    return end + 1 if gap > least else 0


def _is_tagged_entry(placed: Placed) -> bool:
    return placed.tag is not None and placed.tag.kind is Kind.LIST_ENTRY


def _is_at_left(placed: Placed) -> bool:
    return placed.line.x0 - placed.left < 0.5 * _INDENT * placed.line.size


def _is_centred(*lines: Placed) -> bool:
    """Return whether lines have the same white on both sides."""
    for placed in lines:
        before, after = placed.line.x0 - placed.left, placed.right - placed.line.x1
        if before < _INDENT * placed.line.size or abs(before - after) > 1.5:
            return False
    return True


def _ended_on_purpose(last: Placed, new: Placed) -> bool:
    """Return whether a line ended although the first word of the next one had room on it."""
    one, two = last.line, new.line
    room = min(last.right, last.reach) - one.x1
    first = list(takewhile(lambda piece: not piece.is_space, two.pieces))
    word = first[-1].x1 - first[0].x0
    text = one.text.rstrip()
    if text.endswith(_HYPHENS) or room < word + 1.2 * one.size:
        return False
    if _ENDS_SENTENCE.search(text):
        return True
    if two.text[:1].islower() or _LEADS_ON.search(text):
        return False
    return room > 0.12 * (last.right - last.left)
