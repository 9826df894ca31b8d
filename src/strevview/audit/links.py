"""Every link of the issue is on its words, leads where it should, and none is there besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from strevview.audit.expected import LINK, ExpectedLink, Part
from strevview.audit.flow import Stretch
from strevview.audit.matching import Comparison, Match
from strevview.audit.reading import Annotation, Target, overlap
from strevview.diagnostics import Diagnostic, error
from strevview.model.prose import is_right_to_left

# A heading may stand so far above the place that a link leads to, in points.
_LEEWAY = 4.0
# So much of the smaller box, of a link or of a word, is shared where the link is on the word.
_ON_IT = 0.5
_HELP = "print texts, highlights and anchors as the template is given them, and no other link"


def check_links(found: Comparison) -> Iterator[Diagnostic]:
    """Yield each link that is lost, leads elsewhere, or is not the issue's."""
    for part in found.expected.required():
        for link in part.links:
            message = _text_link(found, found.matches[part], link)
            if message:
                span = part.span_of(link.start, link.end)
                yield error(LINK, f"{part.where}: {message}", span, _HELP)
    titles = {part.path[:2]: part for part in found.expected.body if part.heading}
    for part in found.expected.highlights:
        message = _highlight(found, found.matches[part], titles[part.path[:2]])
        if message:
            yield error(LINK, f"{part.where}: {message}", part.span, _HELP)
    for page in found.reading.pages:
        for one in page.links:
            if message := _stray(one, found.expected.addresses):
                yield error(LINK, f"a link on page {page.number + 1} {message}", help=_HELP)


def _text_link(found: Comparison, match: Match, link: ExpectedLink) -> str | None:
    """Return what is wrong with a link of a text, or None."""
    shown = match.part.text[link.start : link.end]
    mixed = match.at is None and match.wording.is_right_to_left and not match.lost
    stretches = match.stretches(link.start, link.end)
    if mixed or is_right_to_left(shown) or not stretches:
        # Which of the page's words these are is not known: a link to the address will do.
        links = (one for page in found.reading.pages for one in page.links)
        if any(one.uri == link.address for one in links):
            return None
        return f"the link “{shown}” is lost"
    if not all(stretches):
        return f"the link “{shown}” is lost with its words"
    for page, there in _links_on_words(found, stretches):
        if any(one.uri == link.address for one in there):
            continue
        if not there:
            return f"the words “{shown}” on page {page} are no link any more"
        leads = f"leads to {there[0].uri or 'a place in the PDF'}, not to {link.address}"
        return f"the link “{shown}” on page {page} {leads}"
    return None


def _highlight(found: Comparison, match: Match, title: Part) -> str | None:
    """Return what is wrong with the link of a highlight to the title of its section, or None."""
    if match.lost or found.matches[title].at is None:
        return None  # told as lost words
    for page, there in _links_on_words(found, list(match.found.values())):
        targets = [one.target for one in there if one.target is not None]
        if not targets:
            return f"its words on page {page} are no link"
        if not any(_title_at(found, target) is title for target in targets):
            return f"its link leads to page {targets[0][0] + 1}, where the section does not begin"
    return None


def _links_on_words(
    found: Comparison, words: Sequence[Stretch | None]
) -> Iterator[tuple[int, list[Annotation]]]:
    """Yield the page of each word, from 1, with the links on it or on a piece of it."""
    for word in filter(None, words):
        places = list(found.flow.places(word))
        links = [
            link
            for place in places
            for link in found.reading.pages[place.page].links
            if overlap(link.box, place.box) > _ON_IT
        ]
        yield places[0].page + 1, links


def _title_at(found: Comparison, target: Target) -> Part | None:
    """Return the first section title at or below a place."""
    page, height = target
    below = []
    for part in found.expected.body:
        at = found.matches[part].at
        if part.heading and at is not None:
            place = next(found.flow.places((at, at + 1)))
            if place.page == page and place.middle <= (inf if height is None else height) + _LEEWAY:
                below.append((place.middle, part))
    return max(below, key=lambda pair: pair[0], default=(0.0, None))[1]


def _stray(link: Annotation, addresses: frozenset[str]) -> str | None:
    """Return what is wrong with a link whatever its words, or None."""
    if link.uri is None:
        return "leads nowhere" if link.target is None else None
    return None if link.uri in addresses else f"is not the issue's: {link.uri}"
