"""One issue from its model to a PDF in memory: compose, render, audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.audit import AuditResult, audit_pdf
from strevview.audit.codes import MISSING_GLYPH
from strevview.audit.expected import Margins, expected_of
from strevview.batch.output import write_whole
from strevview.diagnostics import Diagnostic, Span, has_errors, in_order
from strevview.model.files import picture_files
from strevview.model.issue import Issue, SeriesFields
from strevview.model.loading import LoadedIssue
from strevview.render.carried import CarriedFile, Content, public_documents, shared_documents
from strevview.render.compose import Composed, compose
from strevview.render.fingerprint import Fingerprint, fingerprint
from strevview.render.metadata import Attachment, PageLabels, PdfMetadata
from strevview.render.month import month_label
from strevview.render.origin import FONT, Origin
from strevview.render.pictures import read_pictures
from strevview.render.renderer_start import load_renderer
from strevview.render.style_pictures import style_picture_name
from strevview.source.nodes import plain
from strevview.style.loading import Style, find_style
from strevview.style.values import millimetres

if TYPE_CHECKING:
    from strevview.render.pdf import Rendered, Renderer

POINTS_PER_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of printing an issue; `pdf` is None when an error stopped it."""

    pdf: bytes | None
    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    words: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class _Made:
    """A PDF in memory, with what is counted of it."""

    composed: Composed
    rendered: Rendered


class Press:
    """Prints issues one after the other, with each style read and its fonts loaded once."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, Path], Style | tuple[Diagnostic, ...]] = {}
        self._renderers: dict[tuple[object, ...], Renderer] = {}

    def forget_styles(self) -> None:
        """Read each style anew when it is next wanted; one that did not change stays loaded."""
        self._styles.clear()

    def print(
        self, loaded: LoadedIssue, found: Iterable[Diagnostic], html: Path | None = None
    ) -> Pressed:
        """Print one issue whose complaints are `found`; an error stops it.

        `html` is where the HTML and CSS that the renderer got are written, if wanted.
        """
        diagnostics = list(found)
        made = None if has_errors(diagnostics) else self._make(loaded, diagnostics, html)
        if made is None:
            return Pressed(None, in_order(diagnostics))
        return Pressed(
            None if has_errors(diagnostics) else made.rendered.pdf,
            in_order(diagnostics),
            made.rendered.pages,
            made.composed.words,
            made.composed.links,
        )

    def _make(
        self, loaded: LoadedIssue, diagnostics: list[Diagnostic], html: Path | None
    ) -> _Made | None:
        """Return the PDF, its complaints added to `diagnostics`; None where it cannot be made."""
        style = self._style(loaded)
        if isinstance(style, tuple):
            diagnostics += style
            return None
        pictures, faults = read_pictures(loaded)
        diagnostics += faults
        if has_errors(diagnostics):
            return None
        composed = compose(loaded, style, pictures)
        diagnostics += composed.diagnostics
        if has_errors(diagnostics):
            return None
        if html is not None:
            fault = _write_html(html, composed)
            diagnostics += [fault] if fault else []
        assert loaded.places is not None
        shared = shared_documents(loaded.shelf)
        documents = public_documents(loaded.stem, plain(loaded.places.root), shared)
        content = Content(documents, pictures, style)
        mark = fingerprint(content, composed.scripts)
        rendered = self._render(loaded, composed, content, mark)
        diagnostics += rendered.diagnostics
        if rendered.pdf:
            audit = audit_against(rendered.pdf, loaded, style, composed.families)
            # The renderer has told of letters without a font already, and of their words.
            told = {MISSING_GLYPH} if any(one.code == FONT for one in rendered.diagnostics) else ()
            diagnostics += (one for one in audit.diagnostics if one.code not in told)
        return _Made(composed, rendered)

    def _style(self, loaded: LoadedIssue) -> Style | tuple[Diagnostic, ...]:
        assert loaded.issue is not None
        assert loaded.series is not None
        name = loaded.issue.style or loaded.series.style
        key = (name, loaded.folder)
        if key not in self._styles:
            named_at = None
            if loaded.issue.style and loaded.places is not None:
                named_at = loaded.places.value(("style",))
            elif loaded.shelf.series_places is not None:
                named_at = loaded.shelf.series_places.value(("style",))
            self._styles[key] = find_style(name, loaded.folder, named_at)
        return self._styles[key]

    def _render(
        self,
        loaded: LoadedIssue,
        composed: Composed,
        content: Content,
        mark: Fingerprint,
    ) -> Rendered:
        assert loaded.issue is not None
        assert loaded.series is not None
        style = content.style
        key = (style.folder, composed.stylesheets)
        if key not in self._renderers:
            self._renderers[key] = load_renderer()(composed.stylesheets, style.roots())
        served = {picture.file: picture.data for picture in content.pictures}
        served.update(composed.style_pictures)
        return self._renderers[key].render(
            composed.html,
            metadata=_metadata(loaded.issue, loaded.series, composed, mark),
            attachments=_attachments(content.files(), _issued(loaded.issue)),
            pictures=served,
            origin=_origin(loaded, composed, style),
        )


def audit_against(
    pdf: bytes, loaded: LoadedIssue, style: Style | None = None, families: Iterable[str] = ()
) -> AuditResult:
    """Audit a PDF against its issue; without the style, fonts and margins are not judged.

    A letter that no font has is a warning in a draft.
    """
    expected = expected_of(loaded)
    if style is not None:
        page = style.file.page.margins
        sides = (page.top, page.right, page.bottom, page.left)
        margins = Margins(*(millimetres(side) * POINTS_PER_MILLIMETRE for side in sides))
        wanted = tuple(sorted(families))
        expected = expected_of(loaded, wanted, margins, in_own_style=not style.ships)
    result = audit_pdf(pdf, expected)
    if loaded.issue is None or not loaded.issue.draft:
        return result
    found = (one.as_warning() if one.code == MISSING_GLYPH else one for one in result.diagnostics)
    return replace(result, diagnostics=tuple(found))


def _issued(issue: Issue) -> date:
    """Return the date that a PDF bears: when it was published, else the period's last day."""
    return issue.published or issue.period.end


def _metadata(
    issue: Issue, series: SeriesFields, composed: Composed, mark: Fingerprint
) -> PdfMetadata:
    highlights = tuple(line for section in issue.sections if (line := section.cover_line))
    title = f"{series.title}, {month_label(issue.period, series.language)}"
    return PdfMetadata(
        title=f"{title} (draft)" if issue.draft else title,
        language=series.language,
        created=_issued(issue),
        modified=issue.revised,
        authors=issue.editors or (series.publisher.name,),
        subject="; ".join(highlights) or None,
        publisher=series.publisher.name,
        rights=series.rights,
        issn=series.issn,
        fingerprint=mark,
        page_labels=PageLabels(text_starts_at=composed.text_anchor),
    )


def _origin(loaded: LoadedIssue, composed: Composed, style: Style) -> Origin:
    """Return where what is printed stands in the issue's file and among the style's files."""
    assert loaded.issue is not None
    assert loaded.places is not None
    places: dict[str, Span] = {}
    for path, file in picture_files(loaded.issue):
        places.setdefault(file, loaded.places.value(path))
    files = {style_picture_name(file): file for file, _ in style.files()}
    of_style = {
        name: Span.point(f"{style.shown}/{files[name]}") for name, _ in composed.style_pictures
    }
    text, draft = loaded.places.source, loaded.issue.draft
    return Origin(places, of_style, text, composed.labels, draft)


def _attachments(carried: tuple[CarriedFile, ...], day: date) -> list[Attachment]:
    return [
        Attachment(
            file.name,
            file.data,
            file.media_type,
            file.description,
            "Source" if file.is_source else "Data",
            day,
        )
        for file in carried
    ]


def _write_html(target: Path, composed: Composed) -> Diagnostic | None:
    """Write what the renderer gets: the HTML, and its stylesheets beside it as links."""
    links = []
    for number, sheet in enumerate(composed.stylesheets):
        path = target.with_name(f"{target.stem}-{number}-{Path(sheet.name).stem}.css")
        fault = write_whole(path, sheet.text.encode())
        if fault is not None:
            return fault
        links.append(f'<link rel="stylesheet" href="{path.name}">')
    html = composed.html.replace("</head>", "".join(links) + "</head>", 1)
    return write_whole(target, html.encode())
