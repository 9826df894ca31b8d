"""Find the parts of the issue that stand whole in the PDF, in their order or elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from strevview.render.audit.expected import Part, PartKind
from strevview.render.audit.flow import Flow, Stretch
from strevview.render.audit.matches import TELLING, Match, without
from strevview.render.audit.wording import Wording


def in_order(flow: Flow, parts: Sequence[Part], stream: str) -> list[Match]:
    """Find whole parts that follow each other, then those that stand somewhere else."""
    matches = [Match(part, Wording(part.text), number) for number, part in enumerate(parts)]
    matches = [match for match in matches if match.wording.stream]
    _place(flow, matches, stream, (0, len(stream)))
    if any(match.at is None for match in matches):
        _place_elsewhere(flow, matches, stream)
    return matches


def _place(flow: Flow, matches: Sequence[Match], stream: str, window: Stretch) -> None:
    """Place whole parts that follow each other in a window.

    Where one is not to be found, those that stand there once alone lead the way to the rest.
    """
    position, places = window[0], []
    for match in matches:
        at = flow.find(match.wording.stream, position, window[1], match.heading, stream)
        if at < 0:
            break
        places.append(at)
        position = at + len(match.wording.stream)
    else:
        for match, at in zip(matches, places, strict=True):
            match.at = at
        return
    anchors = _rising(
        [(n, at) for n, m in enumerate(matches) if (at := _only(flow, m, stream, window)) >= 0]
    )
    if not anchors:
        return
    before, start = 0, window[0]
    for number, at in [*anchors, (len(matches), window[1])]:
        _place(flow, matches[before:number], stream, (start, at))
        if number < len(matches):
            matches[number].at = at
            before, start = number + 1, at + len(matches[number].wording.stream)


def _only(flow: Flow, match: Match, stream: str, window: Stretch) -> int:
    """Return where a part is a block of a window, or -1 where it is none or stands there twice."""
    plain, end = match.wording.stream, window[1]
    at = flow.find(plain, window[0], end, match.heading, stream)
    if at < 0 or not flow.is_blocks((at, at + len(plain))):
        return -1
    return at if flow.find(plain, at + 1, end, match.heading, stream) < 0 else -1


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs whose second numbers rise (patience sorting)."""
    ends: list[int] = []
    rows: list[list[tuple[int, int]]] = []
    for pair in pairs:
        length = bisect_left(ends, pair[1])
        row = [*(rows[length - 1] if length else ()), pair]
        ends[length : length + 1], rows[length : length + 1] = [pair[1]], [row]
    return rows[-1] if rows else []


def _place_elsewhere(flow: Flow, matches: Sequence[Match], stream: str) -> None:
    """Place whole parts that stand out of order, in what no other part has."""
    free = without(stream, matches)
    for match in matches:
        # So few words may be anybody's.
        few = len(match.wording.words) < TELLING and match.part.kind is PartKind.PARAGRAPH
        if match.at is None and not few:
            plain = match.wording.stream
            at = flow.find(plain, 0, len(free), match.heading, free)
            if at >= 0 and flow.is_blocks((at, at + len(plain))):
                match.at, match.moved = at, True
                free = without(free, [match])


def place_anywhere(flow: Flow, part: Part, stream: str, window: Stretch | None = None) -> Match:
    """Find one part, or any of the texts that do as well, where it stands whole in a window."""
    start, end = window or (0, len(stream))
    for text in (part.text, *part.others):
        match = Match(part, Wording(text))
        at = flow.find(match.wording.stream, start, end, None, stream)
        if at >= 0:
            match.at = at
            return match
    return Match(part, Wording(part.text))
