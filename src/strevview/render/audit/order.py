"""The parts of the issue follow each other, for those who listen and for those who look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import ORDER
from strevview.render.audit.flow import Flow, Place
from strevview.render.audit.matches import Match, Matches

_HELP = "keep to the template's order: no `order`, no `…-reverse`, nothing lifted above other text"


def check_order(flow: Flow, matches: Matches) -> Iterator[Diagnostic]:
    """Yield the parts that stand before what they follow."""
    for match in (*matches.body, *matches.highlights):
        if match.moved and match.at is not None:
            page = flow.page_at(match.at) + 1
            message = f"{match.part.where}: “{_opening(match)}” stands out of order, on page {page}"
            yield error(ORDER, message, match.part.span, _HELP)
    for match, (start, end) in zip(matches.figure_texts, matches.surroundings, strict=True):
        if match.at is not None and not start <= match.at < end:
            page = flow.page_at(match.at) + 1
            message = f"{match.part.where} stands on page {page}, away from its item"
            yield error(ORDER, message, match.part.span, _HELP)
    yield from _upwards(flow, matches.body)


def _upwards(flow: Flow, matches: Sequence[Match]) -> Iterator[Diagnostic]:
    """Yield the parts above the part before them in the same column, as a reader sees."""
    for before, match in pairwise(matches):
        if before.at is None or match.at is None or before.moved or match.moved:
            continue
        below = next(flow.places((match.at, match.at + 1)))
        if _stands_before(below, _last_place(flow, before)):
            what = f"{match.part.where}: “{_opening(match)}” stands above the text that it follows"
            yield error(ORDER, f"{what}, on page {below.page + 1}", match.part.span, _HELP)


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
