"""The order in which a line of a PDF is read that has words from right to left.

PDFium spells each word rightly, but gives the words of a line in the order of the page, the letters
of a ligature, which share one place, from left to right, and signs beside such words turned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from strevview.importers.pdf_text import NARROWEST_SPACE, Span

# What PDFium turns; in a line from right to left fonts turn brackets, and no quotation marks.
_BRACKETS = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_TURNED = _BRACKETS | str.maketrans("“”‘’", "”“’‘")
# A number runs from left to right, with what belongs to it.
_NUMBER_OR_SIGN = re.compile(r"[$€£₹¥#]?\d+(?:[.,:/]\d+)*[%‰°٪]?|.")


def in_logical_order(spans: Sequence[Span]) -> list[Span]:
    """Return spans in the order in which they are read, also where that is from right to left.

    Stretches of marked content are read in the order of their numbers (`mcid`), where all have one;
    else, and within a stretch of both directions, the places on the page tell.
    """
    if all(span.direction >= 0 for span in spans):
        return list(spans)
    marks = sorted({span.look.mcid for span in spans if not span.is_space})
    if marks[0] < 0:
        return _by_place(spans)
    stretches = [[span for span in spans if span.look.mcid == mark] for mark in marks]
    found: list[Span] = []
    for number, stretch in enumerate(stretches):
        beside = stretches[max(number - 1, 0) : number + 2]
        to_left = _edges(beside[0])[0] > _edges(beside[-1])[0]
        if number and _are_apart(stretches[number - 1], stretch, spans):
            found.append(_space_behind(found[-1]))
        found += _within(stretch, to_left=to_left)
    return found


def _edges(stretch: Sequence[Span]) -> tuple[float, float]:
    spans = [span for span in stretch if not span.is_space]
    return min(span.x0 for span in spans), max(span.x1 for span in spans)


def _middle(span: Span) -> float:
    return (span.x0 + span.x1) / 2


def _are_apart(one: Sequence[Span], two: Sequence[Span], line: Sequence[Span]) -> bool:
    """Return whether a space parts two stretches of a line that are read one after the other.

    Where they stand side by side it may be a gap. Else it belongs to one of them.
    """
    (left, right), (start, end) = _edges(one), _edges(two)
    gap = (right, start) if left < start else (end, left)
    inside = [span for span in line if gap[0] <= _middle(span) <= gap[1]]
    if all(span.is_space for span in inside):
        return bool(inside) or gap[1] - gap[0] > NARROWEST_SPACE * two[0].look.size
    return _has_space(one, at_end=True) or _has_space(two, at_end=False)


def _has_space(stretch: Sequence[Span], *, at_end: bool) -> bool:
    """Return whether a stretch itself ends or begins with a space, and not with a gap."""
    left, right = _edges(stretch)
    at_right = at_end == all(span.direction >= 0 for span in stretch)
    places = (_middle(span) for span in stretch if span.is_space and span.x1 > span.x0)
    return any(place > right if at_right else place < left for place in places)


def _space_behind(span: Span) -> Span:
    return span._replace(text=" ", x0=span.x1, x1=span.x1)


def _within(stretch: Sequence[Span], *, to_left: bool) -> list[Span]:
    """Return a stretch as it is read, one without letters in the direction of those beside it."""
    ways = {span.direction for span in stretch}
    if {1, -1} <= ways:
        return _by_place(stretch)
    to_left = -1 in ways or (to_left and 1 not in ways)
    spans = [span if span.direction else _as_written(span, to_left=to_left) for span in stretch]
    if -1 in ways:
        return list(_right_to_left(spans))
    found: list[Span] = []
    for span in sorted(spans, key=_middle, reverse=to_left):
        words = [one for one in (*found[-1:], span) if not one.is_space]
        if len(words) > 1 and _are_apart(words[:1], words[1:], ()):
            found.append(_space_behind(found[-1]))
        if not span.is_space or (found and not found[-1].is_space):
            found.append(span)
    return found[:-1] if found[-1].is_space else found


def _as_written(span: Span, *, to_left: bool) -> Span:
    """Return a span without letters as its file means it."""
    text = span.text.translate(_TURNED) if span.turned else span.text
    if to_left:
        text = "".join(reversed(_NUMBER_OR_SIGN.findall(text))).translate(_BRACKETS)
    return span._replace(text=text)


def _by_place(spans: Sequence[Span]) -> list[Span]:
    """Return spans with each row of words from right to left turned, as their places tell."""
    ways = [span.direction for span in spans]
    found: list[Span] = []
    start = 0
    while start < len(spans):
        end = start + 1
        if ways[start] < 0:
            end = next((n for n in range(start, len(spans)) if ways[n] > 0), len(spans))
            while ways[end - 1] >= 0:
                end -= 1
        stretch = spans[start:end]
        found += stretch if ways[start] >= 0 else _right_to_left(stretch)
        start = end
    return found


def _right_to_left(spans: Sequence[Span]) -> Iterator[Span]:
    words = [list(same) for space, same in groupby(spans, lambda one: one.is_space) if not space]
    words.sort(key=lambda word: -max(span.x1 for span in word))
    for before, word in pairwise([[], *words]):
        if before and not _is_part(word, before):
            yield _space_behind(word[0])
        letters = [span for span in word if span.direction]
        if len(letters) > 1 and all(one.x0 < two.x0 for one, two in pairwise(letters)):
            # Now and then PDFium has a word as it stands on the page.
            word.reverse()
        for _, same in groupby(word, key=lambda span: (span.x0, span.x1)):
            shared = list(same)
            whole = unicodedata.normalize("NFC", "".join(span.text for span in shared))
            if len(whole) < len(shared):
                yield shared[0]._replace(text=whole)
            else:
                yield from reversed(shared)


def _is_part(word: Sequence[Span], before: Sequence[Span]) -> bool:
    """Return whether what PDFium gives as a word is a letter of the word before it."""
    return len({span.x0 for span in word}) == 1 and any(
        span.x0 <= word[0].x0 and word[0].x1 <= span.x1 for span in before
    )
