"""Every word of the issue is in the PDF, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import ORDER, WORDS_LOST
from strevview.render.audit.days import day_pattern
from strevview.render.audit.flow import blanked
from strevview.render.audit.matching import (
    Match,
    match_anywhere,
    match_between,
    match_in_order,
    match_remains,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from strevview.render.audit.expected import Expected, ExpectedFigure, Part
    from strevview.render.audit.flow import Flow, Place, Stretch

_LOST_HELP = (
    "the layout dropped it, or hid it from readers: lay out with blocks, tables, or one grid or "
    "flex box an item"
)


@dataclass(frozen=True)
class Matches:
    """Where the parts of the issue stand in the PDF."""

    body: list[Match]
    highlights: list[Match]
    front: list[Match]
    figure_texts: list[list[Match]]

    def all(self) -> Iterator[Match]:
        """Yield every match."""
        yield from (*self.front, *self.highlights, *self.body)
        for texts in self.figure_texts:
            yield from texts


def match_issue(flow: Flow, expected: Expected) -> tuple[Matches, tuple[Diagnostic, ...]]:
    """Find the parts of the issue, and tell which words are lost or out of order.

    The body is matched first, then the highlights and the texts of figures, at last what may stand
    anywhere: each in the text that is left, so that no word counts twice.
    """
    free = flow.stream
    body = match_in_order(flow, expected.body, free)
    match_between(flow, body, free)
    free = _without(free, body)
    highlights = match_in_order(flow, [one.part for one in expected.highlights], free)
    free = _without(free, highlights)
    figure_texts: list[list[Match]] = []
    found: list[Diagnostic] = []
    surroundings = _Surroundings(flow, expected, body)
    for figure in expected.figures:
        texts: list[Match] = []
        window = surroundings.of(figure)
        for part in figure.texts:
            match = _match_near(flow, part, free, window)
            texts.append(match)
            free = _without(free, [match])
            found += _misplaced(flow, match, window)
        figure_texts.append(texts)
    front = []
    for part in sorted(expected.front, key=lambda part: -len(part.text)):
        match = match_anywhere(flow, part, free)
        front.append(match)
        free = _without(free, [match])
    for match in (*highlights, *front, *(one for texts in figure_texts for one in texts)):
        if match.lost:
            match_remains(flow, match, free)
            free = _without(free, [match])
    for match in body:
        _find_demoted(flow, match, free)
    found += _days(expected, free)
    found += _number(flow, expected, free)
    matches = Matches(body, highlights, front, figure_texts)
    for match in matches.all():
        found += _lost_words(flow, match)
    found += _moved(flow, body) + _moved(flow, highlights)
    found += _upwards(flow, body)
    return matches, tuple(found)


def _without(free: str, matches: Iterable[Match]) -> str:
    return blanked(free, [one for match in matches for one in match.stretches])


def _match_near(flow: Flow, part: Part, free: str, window: Stretch) -> Match:
    """Find a caption or credit near its item, or else anywhere."""
    start, end = window
    match = match_anywhere(flow, part, blanked(free, [(0, start), (end, len(free))]))
    return match if not match.lost else match_anywhere(flow, part, free)


def _find_demoted(flow: Flow, match: Match, free: str) -> None:
    """Find a section's title that stands in the text, but not as a heading."""
    if match.heading and match.lost:
        at = flow.find(match.wording.stream, 0, len(free), heading=False, stream=free)
        if at >= 0:
            match.at, match.demoted = at, True


class _Surroundings:
    """The stretches in which figures stand: from the part before their item to the one after."""

    def __init__(self, flow: Flow, expected: Expected, body: Sequence[Match]) -> None:
        self._whole = (0, len(flow.stream))
        self._body = expected.body
        self._places = {
            id(match.part): (match.at, match.at + len(match.wording.stream))
            for match in body
            if match.at is not None and not match.moved
        }

    def of(self, figure: ExpectedFigure) -> Stretch:
        """Return the stretch of a figure; all the PDF for one that has no item."""
        if figure.first > figure.last:
            return self._whole
        start, end = self._whole
        start = self._places.get(id(self._body[figure.first - 1]), (0, start))[1]
        if figure.last + 1 < len(self._body):
            end = self._places.get(id(self._body[figure.last + 1]), (end, 0))[0]
        return (start, max(start, end))


def _misplaced(flow: Flow, match: Match, window: Stretch) -> list[Diagnostic]:
    if match.at is None or window[0] <= match.at < window[1]:
        return []
    page = flow.page_at(match.at) + 1
    message = f"{match.part.where} stands on page {page}, away from its item"
    return [error(ORDER, message, match.part.span)]


def _lost_words(flow: Flow, match: Match) -> Iterator[Diagnostic]:
    words, text = match.wording.words, match.part.text
    for first, end in match.lost:
        opening = text[words[first].start : words[first].end]
        closing = text[words[end - 1].start : words[end - 1].end]
        if end - first == 1:
            what = f"the word “{opening}” is lost"
        else:
            count = f"all {end}" if end - first == len(words) else f"{end - first}"
            what = f"{count} words lost, from “{opening}” to “{closing}”"
        before = match.stretch(first - 1) if first else None
        if before is not None:
            page = flow.page_at(before[0]) + 1
            what += f", after “{flow.nearest(before[1])}” on page {page}"
        yield error(WORDS_LOST, f"{match.part.where}: {what}", match.part.span, _LOST_HELP)


def _moved(flow: Flow, matches: Sequence[Match]) -> list[Diagnostic]:
    return [
        error(
            ORDER,
            f"{match.part.where}: “{_opening(match)}” stands out of order, "
            f"on page {flow.page_at(match.at) + 1}",
            match.part.span,
            "a screen reader and a search would meet the text in the wrong order",
        )
        for match in matches
        if match.moved and match.at is not None
    ]


def _upwards(flow: Flow, matches: Sequence[Match]) -> list[Diagnostic]:
    """Tell which parts stand above the part before them in the same column, as a reader sees."""
    found = []
    for before, match in pairwise(matches):
        if before.at is None or match.at is None or before.moved or match.moved:
            continue
        above = _last_place(flow, before)
        below = next(flow.places((match.at, match.at + 1)))
        if _stands_before(below, above):
            what = f"{match.part.where}: “{_opening(match)}” stands above the text that it follows"
            found.append(error(ORDER, f"{what}, on page {below.page + 1}", match.part.span))
    return found


def _last_place(flow: Flow, match: Match) -> Place:
    start, end = match.stretches[-1]
    *_, last = flow.places((max(end - 1, start), end))
    return last


def _stands_before(place: Place, other: Place) -> bool:
    if place.page != other.page:
        return place.page < other.page
    shared = min(place.line[2], other.line[2]) - max(place.line[0], other.line[0])
    narrower = min(place.line[2] - place.line[0], other.line[2] - other.line[0])
    middle = (place.box[1] + place.box[3]) / 2
    return 2 * shared > narrower and middle > other.box[3]


def _opening(match: Match) -> str:
    words = match.wording.words[:4]
    return f"{match.part.text[words[0].start : words[-1].end]} …"


def _days(expected: Expected, free: str) -> Iterator[Diagnostic]:
    for day in expected.days:
        if not re.search(day_pattern(day, expected.language), free):
            shown = f"{day.year}-{day.month:02d}" + (f"-{day.day:02d}" if day.day else "")
            yield error(WORDS_LOST, f"the {day.where}, {shown}, is not printed", day.span)


def _number(flow: Flow, expected: Expected, free: str) -> Iterator[Diagnostic]:
    if expected.number is None:
        return
    wanted = re.compile(rf"(?<!\d){expected.number}(?!\d)")
    starts = flow.wording.starts
    for start, end in pairwise(starts):
        if wanted.search(free[start:end]):
            return
    message = f"the issue's number, {expected.number}, is not printed"
    yield error(WORDS_LOST, message, expected.number_span)
