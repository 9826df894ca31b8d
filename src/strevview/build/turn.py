"""One issue in a build: load it, check it, print it, audit the PDF, write or compare it."""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.audit import MISSING_GLYPH, expected_of
from strevview.build import audit_pdf
from strevview.build.freshness import ExistingPdf, Verdict, existing_pdf
from strevview.diagnostics import Diagnostic, Span, error, has_errors, in_order
from strevview.lint.engine import check
from strevview.lint.selection import OUTSIDE_THE_FILES, Selection
from strevview.model.issue import Issue, SeriesFields
from strevview.model.loading import LoadedIssue, load_issue, load_shelf
from strevview.model.picture_files import picture_files
from strevview.render import load_renderer
from strevview.render.carried import (
    Components,
    Content,
    bytes_digest,
    fingerprint,
    public_documents,
)
from strevview.render.compose import Composed, PdfMetadata, compose
from strevview.render.date_labels import month_label
from strevview.render.messages import FONT, Origin
from strevview.render.pictures import Picture, read_pictures, style_picture_name
from strevview.render.view import TEXT_ANCHOR
from strevview.source.disk import holds, write_whole
from strevview.source.nodes import plain
from strevview.style.style_file import labels_of
from strevview.style.style_folder import Style, find_style, named_style

if TYPE_CHECKING:
    from strevview.render.pdf import Rendered, Renderer

# What is said of a PDF that is made whether it is up to date or not.
ASKED_FOR = Verdict(("it was asked for",))
DIFFERS = "SV925"
FOREIGN = "SV926"
# The linter's finding about letters that no font has.
UNPRINTABLE = "SV610"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build is asked for.

    `output` is the folder of the PDFs, or the one PDF; `html` where the HTML is written; `keep` the
    folder for editions that are replaced. `force` makes also what is up to date. `compare` makes
    nothing, and compares the bytes of what is up to date; `dry_run` only tells what is not.
    `strict` makes also what is up to date: what there is to complain about it shows only then.
    """

    output: Path = Path("out")
    html: Path | None = None
    force: bool = False
    compare: bool = False
    dry_run: bool = False
    keep: Path | None = None
    strict: bool = False

    @property
    def makes_all(self) -> bool:
        """Whether what is up to date is made, too."""
        return not self.compare and (self.force or self.strict or self.html is not None)


@dataclass(frozen=True, slots=True)
class Task:
    """One issue file and the PDF it becomes; `verdict` says whether that is up to date."""

    path: Path
    pdf: Path
    options: BuildOptions = BuildOptions()
    verdict: Verdict = ASKED_FOR

    @property
    def is_due(self) -> bool:
        """Whether the build has anything to do about the issue."""
        fresh = self.verdict.fresh
        return fresh if self.options.compare else not (fresh or self.options.dry_run)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an issue; `done` is false when an error stopped it.

    `seconds` is the time taken; `kept` where what was replaced is now.
    """

    task: Task
    done: bool
    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    words: int = 0
    links: int = 0
    seconds: float = 0.0
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An issue's turn: what became of it, and the issue as it was read."""

    outcome: Outcome
    loaded: LoadedIssue


class Builder:
    """Builds issues one after the other; what they share is loaded once."""

    def __init__(self) -> None:
        self._printer = IssuePrinter()
        self._shelf = cache(load_shelf)

    def refresh(self) -> None:
        """Forget what was read from the files, as they may have changed; the renderer stays."""
        self._shelf.cache_clear()
        self._printer.forget_styles()

    def build(self, task: Task) -> Outcome:
        """Build one issue; whatever is wrong with it is among the outcome's complaints."""
        return self.take_turn(task).outcome

    def take_turn(self, task: Task) -> Turn:
        """Build one issue, and return it as it was read with the outcome."""
        start = time.perf_counter()
        loaded = load_issue(task.path, self._shelf(task.path.parent))
        html = None if task.options.compare else task.options.html
        made = self._printer.print(
            loaded, check((loaded,), Selection(ignore=OUTSIDE_THE_FILES)), html
        )
        kept, fault = (None, None) if made.pdf is None else _finish(task, made.pdf)
        outcome = Outcome(
            task,
            made.pdf is not None and fault is None,
            (*made.diagnostics, *((fault,) if fault is not None else ())),
            made.pages,
            made.words,
            made.links,
            seconds=time.perf_counter() - start,
            kept=kept,
        )
        return Turn(outcome, loaded)


def _finish(task: Task, pdf: bytes) -> tuple[Path | None, Diagnostic | None]:
    """Write the PDF, or compare it; return where what was there is kept, and what is wrong."""
    if task.options.compare:
        return None, _compare(task.pdf, pdf)
    return replace_pdf(task.pdf, pdf, task.options.keep, edition=task.verdict.replaces)


def replace_pdf(
    pdf: Path, data: bytes, keep: Path | None, *, edition: bool
) -> tuple[Path | None, Diagnostic | None]:
    """Write a PDF; return where what was there is kept, and what is wrong.

    A PDF that somebody signed, commented on or made with another program is their work: it stays,
    or is put into a folder first. `keep` is a folder for such, and for an older `edition`.
    """
    there = existing_pdf(pdf)
    kept: Path | None = None
    if there is not None and there.foreign and keep is None:
        message = f"{pdf} stays as it is: {there.foreign}"
        advice = "`strevview build --keep FOLDER` puts it into a folder and builds; or move it away"
        return None, error(FOREIGN, message, None, advice)
    if there is not None and keep is not None and (there.foreign or edition):
        kept = _free_name(pdf, there, keep)
        fault = _put(pdf, there, kept)
        if fault is not None:
            return None, fault
    return kept, write_whole(pdf, data)


def _free_name(pdf: Path, there: ExistingPdf, folder: Path) -> Path:
    """Return a name under which a folder has nothing, or the same file already."""
    stem = pdf.stem
    if there.data is not None:
        stem += f"-{bytes_digest(there.data)[:12]}"
    for number in count(1):
        name = folder / f"{stem}{'' if number == 1 else f'-{number}'}{pdf.suffix}"
        if not os.path.lexists(name) or (there.data is not None and holds(name, there.data)):
            break
    return name


def _put(pdf: Path, there: ExistingPdf, target: Path) -> Diagnostic | None:
    """Copy what is there, which so stays until it is replaced; or move what is no file."""
    if there.data is not None:
        return None if holds(target, there.data) else write_whole(target, there.data)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(pdf, target)
    except (OSError, shutil.Error) as reason:
        advice = "move it away yourself"
        return error(FOREIGN, f"{pdf} cannot be moved to {target}: {reason}", None, advice)
    return None


def _compare(pdf: Path, data: bytes) -> Diagnostic | None:
    """Return SV925 where the PDF that is there has other bytes, SV018 where it cannot be read."""
    try:
        same = pdf.read_bytes() == data
    except OSError as reason:
        fault = f"{pdf} cannot be read: {reason.strerror or reason}"
        return error("SV018", fault, None, "check that you may open it")
    advice = "what shapes the bytes beyond the fingerprint is told in docs/reproducible.md"
    return None if same else error(DIFFERS, f"{pdf}: a build would give other bytes", None, advice)


@dataclass(frozen=True, slots=True)
class MadePdf:
    """A PDF that was made in memory, its complaints and counts; `pdf` is None after an error."""

    pdf: bytes | None
    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    words: int = 0
    links: int = 0


class IssuePrinter:
    """Prints issues one after the other, with each style read and its fonts loaded once."""

    def __init__(self) -> None:
        self._find_style = cache(find_style)
        self._renderers: dict[tuple[object, ...], Renderer] = {}

    def forget_styles(self) -> None:
        """Read each style anew when it is next wanted; renderers, with their fonts, stay."""
        self._find_style.cache_clear()

    def print(
        self, loaded: LoadedIssue, found: Iterable[Diagnostic], html: Path | None = None
    ) -> MadePdf:
        """Print one issue whose complaints are `found`; an error stops it.

        `html` is where the HTML and CSS that the renderer got are written, if wanted.
        """
        said = list(found)
        if has_errors(said):
            return MadePdf(None, in_order(said))
        name, named_at = named_style(loaded)
        style = self._find_style(name, loaded.folder, named_at)
        if not isinstance(style, Style):
            return MadePdf(None, in_order((*said, *style)))
        pictures, faults = read_pictures(loaded)
        said += faults
        if has_errors(said):
            return MadePdf(None, in_order(said))
        composed = compose(loaded, style, pictures)
        said += composed.diagnostics
        if has_errors(said):
            return MadePdf(None, in_order(said))
        fault = None if html is None else _write_html(html, composed)
        said += () if fault is None else (fault,)
        origin = _origin(loaded, composed, told=UNPRINTABLE in {one.code for one in said})
        rendered = self._render(loaded, composed, pictures, origin)
        said += rendered.diagnostics
        expected = expected_of(loaded, composed.style, composed.families)
        if rendered.pdf:
            audit = audit_pdf(rendered.pdf, expected)
            # The linter or the renderer has told of letters without a font, and of their words.
            told = not {one.code for one in said}.isdisjoint((UNPRINTABLE, FONT))
            said += (one for one in audit.diagnostics if not told or one.code != MISSING_GLYPH)
        pdf = None if has_errors(said) else rendered.pdf
        return MadePdf(pdf, in_order(said), rendered.pages, expected.words, expected.links)

    def _render(
        self,
        loaded: LoadedIssue,
        composed: Composed,
        pictures: tuple[Picture, ...],
        origin: Origin,
    ) -> Rendered:
        assert loaded.issue is not None
        assert loaded.series is not None
        assert loaded.places is not None
        style = composed.style
        documents = public_documents(loaded.stem, plain(loaded.places.root), loaded.shelf)
        content = Content(documents, pictures, style)
        shaped_by = fingerprint(content, composed.scripts, composed.served.unserved)
        key = (style.folder, composed.stylesheets)
        if key in self._renderers:
            # The boxes of the issue before refer to each other: they go before there are more.
            gc.collect(1)
        else:
            self._renderers[key] = load_renderer()(composed.stylesheets, style.roots())
        served = {picture.file: picture.data for picture in pictures}
        served.update(composed.style_pictures)
        return self._renderers[key].render(
            composed.html,
            metadata=_metadata(loaded.issue, loaded.series, style, shaped_by),
            attachments=tuple(content.attachments(loaded.issue.issued)),
            pictures=served,
            origin=origin,
        )


def _metadata(
    issue: Issue, series: SeriesFields, style: Style, shaped_by: Components
) -> PdfMetadata:
    labels = labels_of(style.file.labels, series).words
    highlights = tuple(line for section in issue.sections if (line := section.cover_line))
    title = f"{series.title}, {month_label(issue.period, series.language)}"
    return PdfMetadata(
        title=f"{title} ({labels['draft']})" if issue.draft and "draft" in labels else title,
        language=series.language,
        cover=labels.get("cover"),
        created=issue.issued,
        modified=issue.revised,
        authors=issue.editors or (series.publisher.name,),
        subject="; ".join(highlights) or None,
        publisher=series.publisher.name,
        rights=series.rights,
        issn=series.issn,
        fingerprint=shaped_by,
        text_starts_at=TEXT_ANCHOR,
    )


def _origin(loaded: LoadedIssue, composed: Composed, *, told: bool) -> Origin:
    """Return where what is printed stands in the issue's file and among the style's files.

    `told` says that the linter has spoken of the letters that no font has.
    """
    assert loaded.issue is not None
    assert loaded.places is not None
    places: dict[str, Span] = {}
    for path, file in picture_files(loaded.issue):
        places.setdefault(file, loaded.places.value(path))
    for file, _ in composed.style.files:
        places[style_picture_name(file)] = Span.point(f"{composed.style.shown}/{file}")
    text, draft = loaded.places.source, loaded.issue.draft
    letters = frozenset(letter for _, letter in composed.served.lacking) if told else frozenset()
    return Origin(places, text, composed.labels, draft, letters)


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
