"""The cumulative index of many issues: an audited PDF that leads to pages of the issues' PDFs.

A style's own index is a folder `index/` in it with `index.html`, `index.css` or both; what it lacks
is taken from the plain index, which looks like any style whose tokens it finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

import pypdfium2 as pdfium

from strevview.audit import Expected, ExpectedLink, ExpectedPart, expected_of, margins_of
from strevview.audit.checks import check_pdf
from strevview.audit.matching import match_issue
from strevview.audit.reading import PdfReading
from strevview.audit.wording import Flow, Wording
from strevview.build.turn import MadePdf
from strevview.diagnostics import Diagnostic, error, has_errors
from strevview.events import Event, EventIssue, EventList, first_paragraph
from strevview.index.entries import IndexEntry, IndexSection, Locator, index_sections
from strevview.model.dates import Period
from strevview.model.web_pages import uri_of
from strevview.render import load_renderer
from strevview.render.carried import INDEX, Content, fingerprint
from strevview.render.compose import Composed, PdfMetadata, compose_view
from strevview.render.date_labels import month_label
from strevview.render.markup import MarkupWriter
from strevview.render.view import TEXT_ANCHOR, Letters, PictureView, SeriesView, view_of
from strevview.style.style_file import all_labels_of
from strevview.style.style_folder import Style, find_style, named_style

if TYPE_CHECKING:
    from strevview.render.pdf import Rendered

_PLAIN = Path(__file__).parent / "plain"
_FOLDER = "index/"
_TEMPLATE, _STYLESHEET = "index.html", "index.css"
# The property by which an index names the style's fonts, and those that serve what they lack.
_FAMILY_RULE = ":root { --index-family: var(--family-index) }\n"
MISPLACED = "SV960"
# So many words of an item must stand on the page that its locator names.
_FIRST_WORDS = 5
_HELP = "build the issue anew with `strevview build --force`; if that does not help, report it"


@dataclass(frozen=True, slots=True)
class IndexView:
    """All that an index template is given; `covers` are the months, "January–June 2025".

    `text_anchor` is the id that the element which begins the index must bear. `labels` are the
    index's words and the style's, in the language of the series. `draft` says that there are
    drafts among its issues.
    """

    series: SeriesView
    covers: str
    sections: tuple[IndexSection, ...]
    logo: PictureView | None
    text_anchor: str
    labels: Mapping[str, str]
    draft: bool


def view_index(
    listed: EventList, locators: Mapping[Event, Locator], style: Style
) -> tuple[IndexView, Letters]:
    """Return the view of an index; title, language and labels are those of the newest issue."""
    newest = listed.issues[-1]
    about, _ = view_of(newest.loaded, style)
    series, language = about.series, about.series.language
    words = all_labels_of(style.file.labels, newest.series)
    writer = MarkupWriter(language)
    periods = [issue.issue.period for issue in listed.issues]
    covers = month_label(Period(periods[0].start, max(one.end for one in periods)), language)
    sections = index_sections(listed, locators, words, writer)
    for printed in (covers, words["draft"], series.plain_title, series.publisher.plain_name):
        writer.text(printed)
    view = IndexView(
        series=series,
        covers=covers,
        sections=sections,
        logo=about.logo,
        text_anchor=TEXT_ANCHOR,
        labels=MappingProxyType(words),
        draft=any(issue.issue.draft for issue in listed.issues),
    )
    return view, frozenset(writer.letters)


def index_style(style: Style) -> Style | tuple[Diagnostic, ...]:
    """Return a style whose template and stylesheet are those of its index."""
    own = style.texts_in(_FOLDER)
    if isinstance(own, tuple):
        return own
    plain = {name: (_PLAIN / name).read_text("utf-8") for name in (_TEMPLATE, _STYLESHEET)}
    texts = {f"{_FOLDER}{name}": text for name, text in {**plain, **own}.items()}
    template, stylesheet = _FOLDER + _TEMPLATE, _FOLDER + _STYLESHEET
    templates = {name: text for name, text in texts.items() if name.endswith(".html")}
    # The style's fonts, those of a script last.
    fonts = sorted(style.file.fonts, key=lambda font: font.scripts)
    family = tuple(font.family for font in fonts)
    families = {**style.file.tokens.families, "index": family}
    changes = {
        "tokens": style.file.tokens.model_copy(update={"families": families}),
        "template": template,
        "parts": tuple(name for name in templates if name != template),
        "stylesheets": (stylesheet,),
        "draft_stylesheets": (),
        "rtl_stylesheets": (),
    }
    return replace(
        style,
        file=style.file.model_copy(update=changes),
        css={stylesheet: f"{_FAMILY_RULE}{texts[stylesheet]}"},
        templates=templates,
        files=(*style.files, *style.files_in(_FOLDER).items()),
    )


def expected_of_index(view: IndexView, style: Style, composed: Composed) -> Expected:
    """Return what the PDF of an index must have: each entry whole, in order, with its links."""
    body = tuple(_body(view.sections))
    return Expected(
        language=view.series.language,
        front=(
            ExpectedPart("series' title", view.series.plain_title),
            ExpectedPart("the index's title", view.labels["index"]),
            ExpectedPart("the index's months", view.covers),
            *([ExpectedPart("the draft mark", view.labels["draft"])] if view.draft else []),
        ),
        body=body,
        addresses=frozenset(link.address for part in body for link in part.links),
        families=tuple(sorted(composed.families)),
        margins=margins_of(style, view.series.language),
        in_own_style=not style.ships,
    )


def _body(sections: tuple[IndexSection, ...]) -> Iterator[ExpectedPart]:
    for section in sections:
        where = f"index, {section.title.words}"
        yield ExpectedPart(where, section.title.words, heading=True)
        for group in section.groups:
            if group.title is not None:
                yield ExpectedPart(
                    f"{where}, “{group.title.words}”", group.title.words, heading=True
                )
            for entry in group.entries:
                yield ExpectedPart(where, entry.text, heading=False, links=tuple(_links(entry)))


def _links(entry: IndexEntry) -> Iterator[ExpectedLink]:
    start = 0
    for piece in entry.pieces:
        end = start + len(piece.words)
        if piece.href is not None and not piece.href.startswith("#"):
            yield ExpectedLink(start, end, uri_of(piece.href))
        start = end


def make_index(listed: EventList, pdfs: Mapping[str, Path]) -> MadePdf:
    """Return the index of one or more issues, with no PDF where an error stopped it.

    `pdfs` are those of the issues, up to date, by the paths of their files. The index has the
    style, the title and the language of the newest issue.
    """
    locators, faults = _located(listed, pdfs)
    newest = listed.issues[-1]
    name, named_at = named_style(newest.loaded)
    style = find_style(name, newest.loaded.folder, named_at)
    if isinstance(style, Style):
        style = index_style(style)
    if not isinstance(style, Style):
        return MadePdf(None, (*faults, *style))
    view, letters = view_index(listed, locators, style)
    composed = compose_view(view, letters, style)
    faults += composed.diagnostics
    if has_errors(faults):
        return MadePdf(None, tuple(faults))
    rendered = _rendered(view, composed, newest, style)
    faults += rendered.diagnostics
    if rendered.pdf:
        faults += check_pdf(rendered.pdf, expected_of_index(view, style, composed)).diagnostics
    pdf = None if has_errors(faults) else rendered.pdf
    entries = (one for part in view.sections for group in part.groups for one in group.entries)
    links = sum(piece.href is not None for entry in entries for piece in entry.pieces)
    return MadePdf(pdf, tuple(faults), rendered.pages, links=links)


def _located(
    listed: EventList, pdfs: Mapping[str, Path]
) -> tuple[dict[Event, Locator], list[Diagnostic]]:
    """Return the locator of each event, and a complaint for each that its PDF proves wrong.

    An event without a text, as in a draft, is on no page.
    """
    locators: dict[Event, Locator] = {}
    faults: list[Diagnostic] = []
    for issue in listed.issues:
        pdf = pdfs[issue.loaded.name]
        data = pdf.read_bytes()
        located = locate(issue, data)
        told = [one for one in listed.events if one.issue is issue and one.item.text]
        found = {event: located.get(event.position) for event in told}
        faults += misplaced(data, str(pdf), found)
        locators |= {event: locator for event, locator in found.items() if locator}
    return locators, faults


def _rendered(view: IndexView, composed: Composed, newest: EventIssue, style: Style) -> Rendered:
    series = newest.series
    # The index is made of nothing but what it prints, and of the style.
    printed = {"covers": view.covers, "sections": [asdict(one) for one in view.sections]}
    shaped_by = fingerprint(Content({INDEX: printed}, (), style), composed.scripts)
    renderer = load_renderer()(composed.stylesheets, composed.style.roots())
    return renderer.render(
        composed.html,
        metadata=PdfMetadata(
            title=f"{series.title}, {view.labels['index']}, {view.covers}",
            language=series.language,
            created=newest.issue.issued,
            authors=(series.publisher.name,),
            publisher=series.publisher.name,
            rights=series.rights,
            issn=series.issn,
            fingerprint=shaped_by,
            text_starts_at=view.text_anchor,
        ),
        pictures=dict(composed.style_pictures),
    )


def locate(issue: EventIssue, pdf: bytes) -> Mapping[tuple[int, int], Locator]:
    """Return the locator of each item of an issue by its section's number and its own.

    It leads to the PDF in the web edition (`url:`) or, without an address of the series, to the PDF
    beside the index. An item that has no text, as in a draft, has none.

    Raises:
        NotReadableError: the PDF cannot be read.
    """
    expected = expected_of(issue.loaded)
    month = month_label(issue.issue.period, issue.series.language)
    file, web = f"{quote(issue.loaded.stem)}.pdf", issue.series.url
    if web is not None:
        file = f"{web.rstrip('/')}/{issue.key}/{file}"
    labels = _page_labels(pdf)
    found: dict[tuple[int, int], Locator] = {}
    with closing(PdfReading(pdf)) as reading:
        flow = Flow(reading.pages)
        matches = match_issue(flow, expected)
        for part in expected.body:
            stretch = next(iter(matches[part].found.values()), None)
            if part.heading or not part.path or stretch is None:
                continue
            _, section, _, item, *_ = part.path
            page = flow.page_at(stretch[0])
            locator = Locator(month, labels[page], f"{file}#page={page + 1}")
            found.setdefault((int(section), int(item)), locator)
    return found


def misplaced(
    pdf: bytes, name: str, events: Mapping[Event, Locator | None]
) -> Iterator[Diagnostic]:
    """Yield each event of an issue that does not begin on the page that its locator names.

    The page is opened anew by its number in the locator's address, and has to bear the locator's
    label and the item's first words.
    """
    labels = _page_labels(pdf)
    with closing(pdfium.PdfDocument(pdf)) as document:
        for event, locator in events.items():
            if locator is None:
                message = f"item {event.item.id} is on no page of {name}"
                yield error(MISPLACED, message, None, _HELP)
                continue
            number = int(locator.address.rpartition("#page=")[2]) - 1
            there = Wording(document[number].get_textpage().get_text_range()).stream
            first = [word.plain for word in Wording(first_paragraph(event)).words[:_FIRST_WORDS]]
            if labels[number] != locator.page or not all(word in there for word in first):
                message = f"item {event.item.id} is not on page {locator.page} of {name}"
                yield error(MISPLACED, message, None, _HELP)


def _page_labels(pdf: bytes) -> list[str]:
    with closing(pdfium.PdfDocument(pdf)) as document:
        return [document.get_page_label(n) or str(n + 1) for n in range(len(document))]
