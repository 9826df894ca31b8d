"""Where the parts of the issue stand in the PDF, and which words of it do not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import WORDS_LOST
from strevview.render.audit.days import day_pattern
from strevview.render.audit.expected import Expected, ExpectedFigure, Part
from strevview.render.audit.flow import Flow, Stretch, blanked
from strevview.render.audit.matching import (
    Match,
    match_anywhere,
    match_between,
    match_in_order,
    match_remains,
)

_HELP = (
    "the layout dropped it, or hid it from readers: lay out with blocks, tables, or one grid or "
    "flex box an item"
)
_VALUE_HELP = "print it in the style's template; docs/styles.md lists what templates are given"


@dataclass(frozen=True)
class Matches:
    """Where the parts of the issue stand in the PDF; `free` is what no part of it has.

    `surroundings` are the stretches in which each text of a figure should stand.
    """

    body: list[Match]
    highlights: list[Match]
    front: list[Match]
    figure_texts: list[Match]
    surroundings: list[Stretch]
    free: str

    def all(self) -> Iterator[Match]:
        """Yield every match."""
        yield from (*self.front, *self.highlights, *self.body, *self.figure_texts)

    def part_at(self, position: int) -> Part | None:
        """Return the part that a position of the stream belongs to."""
        index = bisect_right(self._taken, position, key=lambda taken: taken[0]) - 1
        if index < 0 or position >= self._taken[index][1]:
            return None
        return self._taken[index][2]

    @cached_property
    def _taken(self) -> list[tuple[int, int, Part]]:
        taken = [(*one, match.part) for match in self.all() for one in match.stretches]
        return sorted(taken, key=lambda one: one[:2])


def match_issue(flow: Flow, expected: Expected) -> Matches:
    """Find the parts of the issue in the PDF.

    First the body, then the highlights and the texts of figures, at last what may stand anywhere:
    each in the text that is left, so that no word counts twice; whole parts before pieces.
    """
    body = match_in_order(flow, expected.body, flow.stream)
    match_between(flow, body, flow.stream)
    free = _without(flow.stream, body)
    highlights = match_in_order(flow, [one.part for one in expected.highlights], free)
    free = _without(free, highlights)
    figure_texts: list[Match] = []
    surroundings: list[Stretch] = []
    stretches = _Surroundings(flow, expected, body)
    for figure in expected.figures:
        window = stretches.of(figure)
        for part in figure.texts:
            match = match_anywhere(flow, part, free, window)
            match = match if match.at is not None else match_anywhere(flow, part, free)
            figure_texts.append(match)
            surroundings.append(window)
            free = _without(free, [match])
    front = []
    for part in sorted(expected.front, key=lambda part: -len(part.text)):
        front.append(match_anywhere(flow, part, free))
        free = _without(free, front[-1:])
    for match in (*highlights, *front, *figure_texts):
        if match.lost:
            match_remains(flow, match, free)
            free = _without(free, [match])
    for match in body:
        _find_demoted(flow, match, free)
    return Matches(body, highlights, front, figure_texts, surroundings, free)


def _without(free: str, matches: Iterable[Match]) -> str:
    return blanked(free, [one for match in matches for one in match.stretches])


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


def check_words(flow: Flow, expected: Expected, matches: Matches) -> Iterator[Diagnostic]:
    """Yield the words of the issue that are not in the PDF, part by part."""
    for match in matches.all():
        yield from _lost_words(flow, match)
    yield from _days(expected, matches.free)
    yield from _number(flow, expected, matches.free)


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
        yield error(WORDS_LOST, f"{match.part.where}: {what}", match.part.span, _HELP)


def _days(expected: Expected, free: str) -> Iterator[Diagnostic]:
    remains = re.sub("\0+", "\0", free)
    for day in expected.days:
        if not re.search(day_pattern(day, expected.language), remains):
            shown = f"{day.year}-{day.month:02d}" + (f"-{day.day:02d}" if day.day else "")
            message = f"the {day.where}, {shown}, is not printed"
            yield error(WORDS_LOST, message, day.span, _VALUE_HELP)


def _number(flow: Flow, expected: Expected, free: str) -> Iterator[Diagnostic]:
    if expected.number is None:
        return
    wanted = re.compile(rf"(?<!\d){expected.number}(?!\d)")
    for start, end in pairwise(flow.wording.starts):
        if wanted.search(free, start, end):
            return
    message = f"the issue's number, {expected.number}, is not printed"
    yield error(WORDS_LOST, message, expected.number_span, _VALUE_HELP)
