"""Every section title is a heading, and has its bookmark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import HEADING_LOST
from strevview.render.audit.flow import Flow
from strevview.render.audit.matches import Matches
from strevview.render.audit.wording import Wording

if TYPE_CHECKING:
    from strevview.render.audit.reading import Reading

_HELP = (
    "print the title as a heading such as `<h2>`, in its order, and leave `bookmark-level` alone"
)


def check_headings(flow: Flow, reading: Reading, matches: Matches) -> Iterator[Diagnostic]:
    """Yield each section title that is no heading, or has no bookmark in its place."""
    marks = [(Wording(title).stream, target) for title, target in reading.bookmarks]
    position = 0
    for match in matches.body:
        if not match.heading:
            continue
        part, plain = match.part, match.wording.stream
        if match.lost:
            yield error(HEADING_LOST, f"the heading of {part.where} is lost", part.span, _HELP)
        elif match.demoted:
            message = f"{part.where}: its title is printed, but is no heading"
            yield error(HEADING_LOST, message, part.span, _HELP)
        names = [name for name, _ in marks]
        if plain not in names[position:]:
            order = "in its place" if plain in names else "at all"
            message = f"{part.where} has no bookmark {order}"
            yield error(HEADING_LOST, message, part.span, _HELP)
            continue
        index = names.index(plain, position)
        position = index + 1
        target = marks[index][1]
        if match.at is not None and (target is None or target[0] != flow.page_at(match.at)):
            page = flow.page_at(match.at) + 1
            message = f"the bookmark of {part.where} does not lead to page {page}, where it begins"
            yield error(HEADING_LOST, message, part.span, _HELP)
