"""The kinds of old issues, each made by other programs or other code than strevview's.

The one exception is a PDF of strevview's own without what it carries: nothing then tells the
importer more than the pages do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.command import SAMPLES, strevview
from tests.importers.old_issues.markdown import write_markdown
from tests.importers.old_issues.printed import MONTHS, printed_issue
from tests.importers.old_issues.programs import (
    browser_pdf,
    office_pdf,
    pandoc,
    pdftotext,
)
from tests.importers.old_issues.web_page import write_web_page
from tests.importers.old_issues.word_processor import FONTS, Habits, write_docx
from tests.programs import find_program

CAREFUL = Habits(links=("relation", "relation", "field"))
CARELESS = Habits(styles=False, links=("field", "simple", "relation"), dead_links=True)
TWO_COLUMNS = Habits(styles=False, columns=2, hyphens=True)


class OldIssues:
    """The files of each kind in a folder, made when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Path] = {}

    def path(self, kind: str, month: str) -> Path:
        """Return the old issue of a kind and a month.

        Raises:
            ProgramMissingError: a program that makes it is not installed.
        """
        return self.folder(kind) / f"{month}{KINDS[kind].suffix}"

    def folder(self, kind: str) -> Path:
        """Return the folder with a kind's issues of all months."""
        if kind not in self._made:
            for program in KINDS[kind].programs:
                find_program(program)
            folder = self._folder / kind
            folder.mkdir(parents=True)
            KINDS[kind].make(self, folder)
            self._made[kind] = folder
        return self._made[kind]


@dataclass(frozen=True, slots=True)
class Kind:
    """One way in which an issue may lie in an archive.

    Attributes:
        title: How the table in docs/import.md calls it.
        make: Makes the issues of all months in a folder.
        links: Whether the file knows where its links lead to.
        dead_links: Whether words that linked to a page now gone still are a link, to nowhere.
        pictures: Whether the file has pictures.
    """

    title: str
    suffix: str
    make: Callable[[OldIssues, Path], None] = field(repr=False)
    programs: tuple[str, ...] = ()
    links: bool = True
    dead_links: bool = False
    pictures: bool = True

    @property
    def fonts(self) -> tuple[str, ...]:
        """The fonts that its pages are set in: with others other lines and letters would be."""
        return FONTS if {"soffice", "chromium"} & set(self.programs) else ()


def _typed(habits: Habits, _: OldIssues, folder: Path) -> None:
    for month in MONTHS:
        write_docx(printed_issue(month), habits, folder / f"{month}.docx")


def _exported(habits: Habits, tagged: bool, _: OldIssues, folder: Path) -> None:
    documents = [folder / f"{month}.docx" for month in MONTHS]
    for month, document in zip(MONTHS, documents, strict=True):
        write_docx(printed_issue(month), habits, document)
    office_pdf(documents, folder, tagged=tagged)
    for document in documents:
        document.unlink()


def _printed_by_browser(_: OldIssues, folder: Path) -> None:
    for month in MONTHS:
        page = folder / f"{month}.html"
        write_web_page(printed_issue(month), page)
        browser_pdf(page, folder / f"{month}.pdf")
        page.unlink()
    _remove_pictures(folder)


def _markdown(_: OldIssues, folder: Path) -> None:
    for month in MONTHS:
        write_markdown(printed_issue(month), folder / f"{month}.md")


def _docx_by_pandoc(old: OldIssues, folder: Path) -> None:
    source = old.folder("markdown")
    for month in MONTHS:
        resources = f"--resource-path={source}"
        pandoc(source / f"{month}.md", folder / f"{month}.docx", resources)


def _markdown_by_pandoc(old: OldIssues, folder: Path) -> None:
    for month in MONTHS:
        media = f"--extract-media={month}"
        pandoc(old.path("docx", month), folder / f"{month}.md", "--to=markdown", media)


def _copied_text(kind: str, arguments: tuple[str, ...], old: OldIssues, folder: Path) -> None:
    for month in MONTHS:
        pdftotext(old.path(kind, month), folder / f"{month}.txt", *arguments)


def _ours(_: OldIssues, folder: Path) -> None:
    import pikepdf

    done = strevview("build", *SAMPLES, "-o", folder, cwd=folder)
    assert done.code == 0, done.err
    for month in MONTHS:
        path = folder / f"{month}.pdf"
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            assert len(pdf.attachments) > 0
            for name in list(pdf.attachments):
                del pdf.attachments[name]
            assert "/AF" not in pdf.Root
            pdf.save()


def _remove_pictures(folder: Path) -> None:
    for picture in folder.glob("*.png"):
        picture.unlink()


KINDS: dict[str, Kind] = {
    "docx": Kind("DOCX, with styles", ".docx", partial(_typed, CAREFUL)),
    "docx-plain": Kind("DOCX, without styles", ".docx", partial(_typed, CARELESS), dead_links=True),
    "docx-pandoc": Kind("DOCX by pandoc", ".docx", _docx_by_pandoc, ("pandoc",)),
    "pdf-one-column": Kind(
        "PDF by LibreOffice", ".pdf", partial(_exported, CAREFUL, False), ("soffice",)
    ),
    "pdf-one-column-tagged": Kind(
        "PDF by LibreOffice, tagged", ".pdf", partial(_exported, CARELESS, True), ("soffice",)
    ),
    "pdf-two-columns": Kind(
        "PDF by LibreOffice, two columns",
        ".pdf",
        partial(_exported, TWO_COLUMNS, False),
        ("soffice",),
    ),
    "pdf-two-columns-tagged": Kind(
        "PDF by LibreOffice, two columns, tagged",
        ".pdf",
        partial(_exported, TWO_COLUMNS, True),
        ("soffice",),
    ),
    "pdf-browser": Kind("PDF by Chromium", ".pdf", _printed_by_browser, ("chromium",)),
    "pdf-ours": Kind("PDF by strevview, nothing attached", ".pdf", _ours),
    "markdown": Kind("Markdown", ".md", _markdown),
    "markdown-pandoc": Kind(
        "Markdown by pandoc, from DOCX", ".md", _markdown_by_pandoc, ("pandoc",)
    ),
    "text": Kind(
        "text by pdftotext",
        ".txt",
        partial(_copied_text, "pdf-one-column", ()),
        ("pdftotext", "soffice"),
        links=False,
        pictures=False,
    ),
    "text-layout": Kind(
        "text by pdftotext, two columns side by side",
        ".txt",
        partial(_copied_text, "pdf-two-columns", ("-layout",)),
        ("pdftotext", "soffice"),
        links=False,
        pictures=False,
    ),
}
