"""All checks of a PDF: of words, dates, order, headings, links, pictures, pages; and their sum.

What is to be seen of words and fonts is checked in `visibility`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from math import inf

from strevview.audit import (
    ANEW,
    NOT_OURS,
    AuditResult,
    Expected,
    ExpectedFigure,
    ExpectedLink,
    ExpectedPart,
    MarginsInPoints,
)
from strevview.audit.matching import Comparison, Match, match_issue
from strevview.audit.reading import (
    PDFIUM_LOCK,
    Annotation,
    Box,
    NotReadableError,
    Page,
    PdfReading,
    TaggedFigure,
    Target,
    intersection,
    overlap,
    size_of,
)
from strevview.audit.visibility import (
    LAID_OUT_BADLY,
    check_fonts,
    check_glyphs,
    check_visibility,
)
from strevview.audit.wording import Flow, Place, Stretch, Wording, is_printed
from strevview.diagnostics import Diagnostic, error, warning
from strevview.model.prose import is_right_to_left

WORDS_LOST = "SV910"
LINK = "SV911"
PICTURE_LOST = "SV912"
HEADING_LOST = "SV913"
BLANK_PAGE = "SV915"
ORDER = "SV918"
# A heading may stand so far above the place that a link leads to, in points.
_LEEWAY = 4.0
# So much of the smaller box, of a link or of a word, is shared where the link is on the word.
_ON_IT = 0.5
_LINK_HELP = "print texts, highlights and anchors as the template is given them, and no other link"


def check_links(found: Comparison) -> Iterator[Diagnostic]:
    """Yield each link that is lost, leads elsewhere, or is not the issue's."""
    for part in found.expected.required():
        for link in part.links:
            message = _text_link_fault(found, found.matches[part], link)
            if message:
                span = part.span_of(link.start, link.end)
                yield error(LINK, f"{part.where}: {message}", span, _LINK_HELP)
    titles = {part.path[:2]: part for part in found.expected.body if part.heading}
    for part in found.expected.highlights:
        message = _highlight_fault(found, found.matches[part], titles[part.path[:2]])
        if message:
            yield error(LINK, f"{part.where}: {message}", part.span, _LINK_HELP)
    for page in found.reading.pages:
        for one in page.links:
            if message := _stray_link(one, found.expected.addresses):
                yield error(LINK, f"a link on page {page.number + 1} {message}", help=_LINK_HELP)


def _text_link_fault(found: Comparison, match: Match, link: ExpectedLink) -> str | None:
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


def _highlight_fault(found: Comparison, match: Match, title: ExpectedPart) -> str | None:
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


def _title_at(found: Comparison, target: Target) -> ExpectedPart | None:
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


def _stray_link(link: Annotation, addresses: frozenset[str]) -> str | None:
    """Return what is wrong with a link whatever its words, or None."""
    if link.uri is None:
        return "leads nowhere" if link.target is None else None
    return None if link.uri in addresses else f"is not the issue's: {link.uri}"


# A picture smaller than this both ways, in points, shows nothing; a bar may be thin.
_LEAST_PICTURE = 4.0
# By how many per cent of the text's width a picture may miss the width asked for.
_ROUNDED = 2
_WORDS_HELP = (
    "the layout dropped it, or hid it from readers: lay out with blocks, tables, or one grid or "
    "flex box an item"
)
_NUMBER_HELP = "number the entries of `ol` by the counter `list-item`, as browsers do"
_VALUE_HELP = "print it in the style's template; docs/styles.md lists what templates are given"
_ORDER_HELP = (
    "keep to the template's order: no `order`, no `…-reverse`, nothing lifted above other text"
)
_HEADING_HELP = (
    "print the title as a heading such as `<h2>`, in its order, and leave `bookmark-level` alone"
)
_PICTURE_HELP = "print it as an `<img>` with its `alt`, in a box that has room for it"
_WIDTH_HELP = "give the `<figure>` the style `width: {{ figure.width }}`, as docs/styles.md shows"
_FIGURES_HELP = "print the figures of an item in their order, and let none float"
_BLANK_HELP = "look for a page break that follows another, or a box as high as the page"


def check_words(found: Comparison) -> Iterator[Diagnostic]:
    """Yield the words of the issue that are not in the PDF, part by part.

    A style may do without some parts, and is told of them in warnings.
    """
    for part in found.expected.optional:
        match = found.matches[part]
        if match.lost and not found.flow.stands_around(part, match.wording.stream):
            message = f"{part.where}: “{part.text}” is not printed by this style"
            yield warning(WORDS_LOST, message, part.span, _VALUE_HELP)
    for part in found.expected.required():
        yield from _lost_words(found.flow, found.matches[part])
        if part.number is not None:
            yield from _list_number(found.flow, found.matches[part], part.number)


def _lost_words(flow: Flow, match: Match) -> Iterator[Diagnostic]:
    words, part = match.wording.words, match.part
    for first, end in match.lost:
        opening = part.text[words[first].start : words[first].end]
        closing = part.text[words[end - 1].start : words[end - 1].end]
        count = f"all {end}" if end - first == len(words) else f"{end - first}"
        what = f"{count} words lost, from “{opening}” to “{closing}”"
        if end - first == 1:
            what = f"the word “{opening}” is lost"
        before = match.found.get(first - 1)
        if before is not None:
            what += f", after “{flow.nearest(before[1])}” on page {flow.page_at(before[0]) + 1}"
        span = part.span_of(words[first].start, words[end - 1].end)
        yield error(WORDS_LOST, f"{part.where}: {what}", span, _WORDS_HELP)


def _list_number(flow: Flow, match: Match, number: int) -> Iterator[Diagnostic]:
    """Yield the number of a list's entry if another, or none, stands before its first word.

    Letters and Roman numerals are a style's choice.
    """
    first = match.found.get(0)
    if first is None:
        return
    before, is_label = flow.word_before(first[0])
    digits = "".join(str(unicodedata.decimal(one)) for one in before if one.isdecimal())
    if int(digits or -1) == number or (is_label and not digits):
        return
    what = f"is printed as {digits}" if is_label else "is not printed"
    message = f"{match.part.where}: the number {number} of a list’s entry {what}"
    yield error(WORDS_LOST, message, match.part.span_of(0, 1), _NUMBER_HELP)


def check_dates(found: Comparison) -> Iterator[Diagnostic]:
    """Yield the months, the days and the number of the issue that are not printed."""
    expected, words = found.expected, list(found.flow.free_words())
    for day in expected.days:
        if not is_printed(day, expected.language, words):
            shown = f"{day.year}-{day.month:02d}" + (f"-{day.day:02d}" if day.day else "")
            message = f"the {day.where}, {shown}, is not printed"
            yield error(WORDS_LOST, message, day.span, _VALUE_HELP)
    number = re.compile(rf"(?<!\d){expected.number}(?!\d)")
    if expected.number is not None and not any(map(number.search, words)):
        message = f"the issue's number, {expected.number}, is not printed"
        yield error(WORDS_LOST, message, expected.number_span, _VALUE_HELP)


def check_order(found: Comparison) -> Iterator[Diagnostic]:
    """Yield the parts that do not follow each other, for those who listen or those who look."""
    expected, flow = found.expected, found.flow
    of_figures = [part for figure in expected.figures for part in figure.texts]
    for part in (*expected.body, *expected.highlights, *of_figures):
        match = found.matches[part]
        if match.moved and match.at is not None:
            page = flow.page_at(match.at) + 1
            message = f"{part.where}: “{_opening(match)}” stands out of order, on page {page}"
            if part in of_figures:
                message = f"{part.where} stands on page {page}, away from its item"
            yield error(ORDER, message, part.span, _ORDER_HELP)
    for before, match in pairwise(found.matches[part] for part in expected.body):
        if before.at is None or match.at is None or before.moved or match.moved:
            continue
        *_, above = flow.places(before.found[len(before.found) - 1])
        place = next(flow.places(match.found[0]))
        if _stands_before(place, above):
            message = (
                f"{match.part.where}: “{_opening(match)}” stands above the text that it follows"
            )
            message += f", on page {place.page + 1}"
            yield error(ORDER, message, match.part.span, _ORDER_HELP)


def _stands_before(place: Place, other: Place) -> bool:
    """Return whether a place is on an earlier page, or above another in the same column."""
    if place.page != other.page:
        return place.page < other.page
    line, above = place.run.box, other.run.box
    shared = min(line[2], above[2]) - max(line[0], above[0])
    narrower = min(size_of(line)[0], size_of(above)[0])
    return 2 * shared > narrower and place.middle > other.box[3]


def _opening(match: Match) -> str:
    words = match.wording.words[:4]
    return f"{match.part.text[words[0].start : words[-1].end]} …"


def check_headings(found: Comparison) -> Iterator[Diagnostic]:
    """Yield each section title that is no heading, or has no bookmark that leads to it."""
    pages: dict[str, list[int | None]] = {}
    for title, target in found.reading.bookmarks:
        pages.setdefault(Wording(title).stream, []).append(target[0] if target else None)
    for part in found.expected.body:
        if part.heading:
            match = found.matches[part]
            for message in _heading_faults(found.flow, match, pages.get(match.wording.stream, [])):
                yield error(HEADING_LOST, message, part.span, _HEADING_HELP)


def _heading_faults(flow: Flow, match: Match, marked: list[int | None]) -> Iterator[str]:
    """Yield what is wrong with a section title; `marked` are the pages that its bookmarks name."""
    where = match.part.where
    if match.lost:
        yield f"the heading of {where} is lost"
    elif match.at is not None and not flow.mark_at(match.at).heading:
        yield f"{where}: its title is printed, but is no heading"
    if not marked:
        yield f"{where} has no bookmark"
    elif match.at is not None and (page := flow.page_at(match.at)) not in marked:
        yield f"the bookmark of {where} does not lead to page {page + 1}, where it begins"


def check_pictures(found: Comparison) -> Iterator[Diagnostic]:
    """Yield each picture that is lost, painted too small or off the page, or out of order."""
    left = [figure for page in found.reading.pages for figure in page.figures]
    last = (-1, -1)
    for wanted in found.expected.figures:
        figure = _take(left, wanted)
        if figure is None:
            message = f"{wanted.where}: the picture is lost"
            if wanted.alt:
                message = f"{wanted.where}: no picture described as “{wanted.alt}” is in the PDF"
            yield error(PICTURE_LOST, message, wanted.span, _PICTURE_HELP)
            continue
        page = found.reading.pages[figure.page]
        if figure.box is None or not _is_shown(figure.box, page):
            message = f"{wanted.where}: nothing of the picture shows on page {page.number + 1}"
            yield error(PICTURE_LOST, message, wanted.span, _PICTURE_HELP)
        elif wanted.width is not None and found.expected.margins is not None:
            yield from _too_wide(wanted, figure.box, page, found.expected.margins)
        place = (figure.page, figure.order)
        if place < last:
            message = f"{wanted.where}: the picture stands before one that it follows"
            yield error(ORDER, message, wanted.span, _FIGURES_HELP)
        last = max(last, place)


def _too_wide(
    wanted: ExpectedFigure, box: Box, page: Page, margins: MarginsInPoints
) -> Iterator[Diagnostic]:
    """Yield a picture that is wider than the issue asks; of a drawing only the ink is known."""
    share = 100 * size_of(box)[0] / (page.width - margins.left - margins.right)
    if wanted.width is not None and share > wanted.width + _ROUNDED:
        message = f"{wanted.where}: the picture has {share:.0f} % of the text's width"
        asked = f"{message}, and the issue asks for {wanted.width} %"
        yield warning(PICTURE_LOST, asked, wanted.span, _WIDTH_HELP)


def _take(left: list[TaggedFigure], wanted: ExpectedFigure) -> TaggedFigure | None:
    """Take the first figure that has the description; any will do where the issue has none."""
    plain = Wording(wanted.alt).stream if wanted.alt else None
    for figure in left:
        if plain is None or Wording(figure.alt).stream == plain:
            left.remove(figure)
            return figure
    return None


def _is_shown(box: Box, page: Page) -> bool:
    width, height = size_of(intersection([box, (0.0, 0.0, page.width, page.height)]))
    if min(width, height) <= 0 or max(width, height) < _LEAST_PICTURE:
        return False
    # A picture that runs over the page's edge on purpose (a cover) still shows most of itself.
    whole_width, whole_height = size_of(box)
    return width * height >= 0.5 * whole_width * whole_height


def check_pages(found: Comparison) -> Iterator[Diagnostic]:
    """Yield the pages on which nothing stands but running headers and the like.

    A draft without a section may have one, for what is still to be written.
    """
    if not found.expected.body:
        return
    for page in found.reading.pages:
        shows = any(run.mark is not None and run.text.strip() for run in page.runs)
        if not shows and not any(figure.box for figure in page.figures):
            yield error(BLANK_PAGE, f"page {page.number + 1} is blank", help=_BLANK_HELP)


def check_pdf(pdf: bytes, expected: Expected) -> AuditResult:
    """Run all checks of a PDF; one that cannot be read, or has no tags, is SV919 alone."""
    try:
        with PDFIUM_LOCK, closing(PdfReading(pdf)) as reading:
            flow = Flow(reading.pages)
            found = tuple(_faults(reading, flow, expected))
            return AuditResult(found, len(reading.pages), expected.words, expected.links)
    except NotReadableError as reason:
        message = f"the PDF cannot be audited: {reason}"
        return AuditResult((error(NOT_OURS, message, help=ANEW),), 0, 0, 0)


def _faults(reading: PdfReading, flow: Flow, expected: Expected) -> Iterator[Diagnostic]:
    if not any(page.marks for page in reading.pages):
        message = "the PDF has no tags: it was not made by strevview"
        yield error(NOT_OURS, message, help=ANEW)
        return
    found = Comparison(expected, reading, flow, match_issue(flow, expected))
    for check in _CHECKS:
        for one in check(found):
            keeps_help = expected.in_own_style or check in _ADVISE_EDITORS
            yield one if keeps_help else one._replace(help=LAID_OUT_BADLY)


_CHECKS = (
    *(check_words, check_dates, check_order, check_headings, check_links, check_pictures),
    *(check_visibility, check_pages, check_glyphs, check_fonts),
)
# What these find an editor can mend in any style; the others help whoever made the style.
_ADVISE_EDITORS = (check_visibility, check_glyphs)
