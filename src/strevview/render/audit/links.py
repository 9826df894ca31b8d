"""Every link of the issue is on its words, leads where it should, and none is there besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, error
from strevview.render.audit.codes import LINK
from strevview.render.audit.expected import Expected, ExpectedLink, PartKind
from strevview.render.audit.flow import Flow, Place
from strevview.render.audit.matches import Match, Matches
from strevview.render.audit.wording import Wording

if TYPE_CHECKING:
    from strevview.render.audit.reading import Annotation, Page

# A heading may stand so far above the place that a link leads to, in points.
_LEEWAY = 4.0
_HELP = "print texts, highlights and anchors as the template is given them, and no other link"


def check_links(
    flow: Flow, pages: Sequence[Page], expected: Expected, matches: Matches
) -> Iterator[Diagnostic]:
    """Yield each link that is lost, leads elsewhere, or is not the issue's."""
    for match in (*matches.body, *matches.figure_texts):
        for link in match.part.links:
            yield from _text_link(flow, pages, match, link)
    titles = [match for match in matches.body if match.heading]
    sections = {id(match.part): match for match in titles}
    section_parts = [part for part in expected.body if part.kind is PartKind.SECTION]
    by_part = {id(match.part): match for match in matches.highlights}
    for highlight in expected.highlights:
        found = by_part.get(id(highlight.part))
        title = sections.get(id(section_parts[highlight.section]))
        if found is not None and title is not None:
            yield from _highlight(flow, pages, found, title, titles)
    for page in pages:
        for one in page.links:
            yield from _stray(one, expected)


def _text_link(
    flow: Flow, pages: Sequence[Page], match: Match, link: ExpectedLink
) -> Iterator[Diagnostic]:
    shown = match.part.text[link.start : link.end]
    where, span = match.part.where, match.part.span_of(link.start, link.end)
    numbers = [
        number
        for number, word in enumerate(match.wording.words)
        if word.start < link.end and word.end > link.start
    ]
    mixed = match.at is None and match.wording.is_right_to_left and not match.lost
    if mixed or Wording(shown).is_right_to_left:
        # Which of the page's words these are is not known: a link to the address will do.
        if not any(one.uri == link.address for page in pages for one in page.links):
            yield error(LINK, f"{where}: the link “{shown}” is lost", span, _HELP)
        return
    stretches = [match.stretch_of(number, link.start, link.end) for number in numbers]
    if not numbers or None in stretches:
        message = f"{where}: the link “{shown}” is lost with its words"
        yield error(LINK, message, span, _HELP)
        return
    for stretch in stretches:
        for place in flow.places(stretch) if stretch is not None else ():
            there = [one for one in pages[place.page].links if _covers(one, place)]
            if any(one.uri == link.address for one in there):
                continue
            page = place.page + 1
            if there:
                leads = f"leads to {there[0].uri or 'a place in the PDF'}, not to {link.address}"
                message = f"{where}: the link “{shown}” on page {page} {leads}"
            else:
                message = f"{where}: the words “{shown}” on page {page} are no link any more"
            yield error(LINK, message, span, _HELP)
            return


def _covers(link: Annotation, place: Place) -> bool:
    """Return whether a link's box holds the middle of a word's box."""
    x, y = (place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2
    left, bottom, right, top = link.box
    return left <= x <= right and bottom <= y <= top


def _highlight(
    flow: Flow, pages: Sequence[Page], match: Match, title: Match, titles: Sequence[Match]
) -> Iterator[Diagnostic]:
    where, span = match.part.where, match.part.span
    if match.lost or title.at is None:
        return  # told as lost words
    for stretch in match.stretches:
        for place in flow.places(stretch):
            there = [one for one in pages[place.page].links if _covers(one, place)]
            targets = [one.target for one in there if one.target is not None]
            if not targets:
                page = place.page + 1
                yield error(LINK, f"{where}: its words on page {page} are no link", span, _HELP)
                return
            if any(_leads_to(flow, target, title, titles) for target in targets):
                continue
            page = targets[0][0] + 1
            message = f"{where}: its link leads to page {page}, where the section does not begin"
            yield error(LINK, message, span, _HELP)
            return


def _leads_to(
    flow: Flow, target: tuple[int, float | None], title: Match, titles: Sequence[Match]
) -> bool:
    """Return whether the first section title at or below a place is the one that is meant."""
    page, height = target
    below = []
    for other in titles:
        if other.at is None:
            continue
        place = next(flow.places((other.at, other.at + 1)))
        middle = (place.box[1] + place.box[3]) / 2
        if place.page == page and (height is None or middle <= height + _LEEWAY):
            below.append((-middle, other))
    if height is None:
        return any(other is title for _, other in below)
    return bool(below) and min(below, key=lambda pair: pair[0])[1] is title


def _stray(link: Annotation, expected: Expected) -> Iterator[Diagnostic]:
    page = link.page + 1
    if link.uri is None:
        if link.target is None:
            yield error(LINK, f"a link on page {page} leads nowhere", help=_HELP)
    elif not link.uri.strip() or link.uri.startswith("#"):
        yield error(LINK, f"a link on page {page} has no address: “{link.uri}”", help=_HELP)
    elif link.uri not in expected.addresses:
        yield error(LINK, f"a link on page {page} is not the issue's: {link.uri}", help=_HELP)
