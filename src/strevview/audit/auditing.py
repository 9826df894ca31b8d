"""All checks of a PDF, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from strevview.audit import checks, codes
from strevview.audit.expected import Expected
from strevview.audit.flow import Flow
from strevview.audit.fonts import check_fonts, check_glyphs
from strevview.audit.links import check_links
from strevview.audit.matching import Comparison, match_issue
from strevview.audit.reading import TURN, NotReadableError, Reading
from strevview.audit.visibility import check_visibility
from strevview.diagnostics import Diagnostic, error

# How to lay out is the business of those who make styles; a letter that no font has is not.
_IN_OUR_STYLE = (
    "nothing is wrong with the issue: the style lays it out badly; please report it with the file"
)
_ANEW = "take the PDF from where it was made"


def audit(pdf: bytes, expected: Expected) -> tuple[tuple[Diagnostic, ...], int, int, int]:
    """Return what is wrong with a PDF, and how many pages, words of text and links it has."""
    try:
        with TURN, closing(Reading(pdf)) as reading:
            flow = Flow(reading.pages)
            links = sum(len(page.links) for page in reading.pages)
            found = tuple(_faults(reading, flow, expected))
            return found, len(reading.pages), len(flow.wording.words), links
    except NotReadableError as reason:
        return (error(codes.NOT_OURS, f"the PDF cannot be audited: {reason}", help=_ANEW),), 0, 0, 0


def _faults(reading: Reading, flow: Flow, expected: Expected) -> Iterator[Diagnostic]:
    if not any(page.marks for page in reading.pages):
        message = "the PDF has no tags: it was not made by strevview"
        yield error(codes.NOT_OURS, message, help=_ANEW)
        return
    found = Comparison(expected, reading, flow, match_issue(flow, expected))
    for one in _checked(found):
        theirs = expected.in_own_style or one.code == codes.MISSING_GLYPH
        yield one if theirs else one._replace(help=_IN_OUR_STYLE)


def _checked(found: Comparison) -> Iterator[Diagnostic]:
    yield from checks.check_words(found)
    yield from checks.check_dates(found)
    yield from checks.check_order(found)
    yield from checks.check_headings(found)
    yield from check_links(found)
    yield from checks.check_pictures(found)
    yield from check_visibility(found)
    yield from checks.check_pages(found.reading.pages)
    yield from check_glyphs(found.reading)
    yield from check_fonts(found.reading, found.expected.families)
