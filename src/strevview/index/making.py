"""Making an index: from issues and their PDFs to the finished, audited PDF of the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.audit import audit_pdf
from strevview.build.turn import MadePdf
from strevview.diagnostics import Diagnostic, has_errors
from strevview.events.event_list import Event, EventList
from strevview.index.document import IndexView, expected_of_index, index_style, view_index
from strevview.index.locators import Locator, locate, misplaced
from strevview.model.loading import IssueFiles, LoadedIssue
from strevview.render import load_renderer
from strevview.render.carried import Content, fingerprint
from strevview.render.compose import compose_view
from strevview.render.metadata import PdfMetadata
from strevview.render.recall import INDEX
from strevview.style.style_folder import Style, find_style
from strevview.style.style_names import named_style

if TYPE_CHECKING:
    from strevview.render.compose import Composed
    from strevview.render.pdf import Rendered


def make_index(listed: EventList, pdfs: Mapping[str, Path]) -> MadePdf:
    """Return the index of one or more issues, with no PDF where an error stopped it.

    `pdfs` are those of the issues, up to date, by the paths of the issues' files. The index has the
    style, the title and the language of the newest issue.
    """
    paths = [Path(issue.name) for issue in listed.issues]
    locators, faults = _located(listed, IssueFiles(paths), pdfs)
    newest = next(iter(IssueFiles(paths[-1:])))
    style = _style(newest)
    if not isinstance(style, Style):
        return MadePdf(None, (*faults, *style))
    view, facts = view_index(listed, locators, newest, style)
    composed = compose_view(view, facts, style)
    faults += composed.diagnostics
    if has_errors(faults):
        return MadePdf(None, tuple(faults))
    rendered = _rendered(view, composed, newest, style)
    faults += rendered.diagnostics
    links = 0
    if rendered.pdf:
        audited = audit_pdf(rendered.pdf, expected_of_index(view, style, composed))
        faults += audited.diagnostics
        links = audited.links
    pdf = None if has_errors(faults) else rendered.pdf
    return MadePdf(pdf, tuple(faults), rendered.pages, facts.words, links)


def _located(
    listed: EventList, issues: IssueFiles, pdfs: Mapping[str, Path]
) -> tuple[dict[Event, Locator], list[Diagnostic]]:
    """Return the locator of each event, and those that their PDFs do not bear out.

    An event without a text, as in a draft, is on no page.
    """
    locators: dict[Event, Locator] = {}
    faults: list[Diagnostic] = []
    for loaded in issues:
        pdf = pdfs[loaded.name]
        data = pdf.read_bytes()
        located = locate(loaded, data)
        told = [one for one in listed.events if one.issue.name == loaded.name and one.item.text]
        found = {event: located.get(event.position) for event in told}
        faults += misplaced(data, str(pdf), found)
        locators |= {event: locator for event, locator in found.items() if locator}
    return locators, faults


def _style(newest: LoadedIssue) -> Style | tuple[Diagnostic, ...]:
    """Return the style of an issue as it prints an index."""
    name, named_at = named_style(newest)
    style = find_style(name, newest.folder, named_at)
    return index_style(style) if isinstance(style, Style) else style


def _rendered(view: IndexView, composed: Composed, newest: LoadedIssue, style: Style) -> Rendered:
    assert newest.issue is not None
    assert newest.series is not None
    series = newest.series
    # The index is made of nothing but what it prints, and of the style.
    printed = {"covers": view.covers, "sections": [asdict(one) for one in view.sections]}
    shaped_by = fingerprint(Content({INDEX: printed}, (), style), composed.scripts)
    renderer = load_renderer()(composed.stylesheets, style.roots())
    return renderer.render(
        composed.html,
        metadata=PdfMetadata(
            title=f"{series.title}, {view.labels['index']}, {view.covers}",
            language=series.language,
            created=newest.issue.published or newest.issue.period.end,
            authors=(series.publisher.name,),
            publisher=series.publisher.name,
            rights=series.rights,
            issn=series.issn,
            fingerprint=shaped_by,
            text_starts_at=view.text_anchor,
        ),
        pictures=dict(composed.style_pictures),
    )
