"""Which words of the PDF are which words of the issue.

A part of the issue that stands whole in its place is found at once. What is left is compared word
by word, between the parts around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from strevview.render.audit.expected import Expected, ExpectedFigure
from strevview.render.audit.flow import Flow, Stretch
from strevview.render.audit.matches import Match, Matches, without
from strevview.render.audit.parts_by_words import match_between, match_leftovers
from strevview.render.audit.whole_parts import in_order, place_anywhere


def match_issue(flow: Flow, expected: Expected) -> Matches:
    """Find the parts of the issue in the PDF.

    First the body, then the highlights and the texts of figures, at last what may stand anywhere:
    each in the text that is left, so that no word counts twice; whole parts before pieces.
    """
    body = in_order(flow, expected.body, flow.stream)
    match_between(flow, body, flow.stream)
    free = without(flow.stream, body)
    highlights = in_order(flow, [one.part for one in expected.highlights], free)
    free = without(free, highlights)
    figure_texts: list[Match] = []
    surroundings: list[Stretch] = []
    for figure in expected.figures:
        window = _surroundings(body, figure, len(flow.stream))
        for part in figure.texts:
            match = place_anywhere(flow, part, free, window)
            match = match if match.at is not None else place_anywhere(flow, part, free)
            figure_texts.append(match)
            surroundings.append(window)
            free = without(free, [match])
    front: list[Match] = []
    for part in sorted(expected.front, key=lambda part: -len(part.text)):
        front.append(place_anywhere(flow, part, free))
        free = without(free, front[-1:])
    for match in (*body, *highlights, *front, *figure_texts):
        if match.lost:
            match_leftovers(flow, match, free)
            free = without(free, [match])
    # What a style may do without takes no word from what it must print.
    optional: list[Match] = []
    for part in expected.optional:
        match = place_anywhere(flow, part, free)
        if match.lost and match.wording.is_right_to_left:
            match_leftovers(flow, match, free)
        optional.append(match)
        free = without(free, [match])
    return Matches(body, highlights, front, figure_texts, optional, surroundings, free)


def _surroundings(body: Sequence[Match], figure: ExpectedFigure, end: int) -> Stretch:
    """Return the stretch from the part before a figure's item to the one after it.

    It is the whole stream, up to `end`, for a figure of the cover.
    """
    start = 0
    if figure.first <= figure.last:
        for match in body:
            if match.at is None or match.moved:
                continue
            if match.number == figure.first - 1:
                start = match.at + len(match.wording.stream)
            elif match.number == figure.last + 1:
                end = match.at
    return (start, max(start, end))
