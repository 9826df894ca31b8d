"""A PDF as a manuscript, read in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers.manuscript import Manuscript
from strevview.importers.pdf import opening
from strevview.importers.pdf.opening import Handle
from strevview.importers.pdf.pages import Page, TooMuchError, read_page
from strevview.importers.pdf.tags import text_of
from strevview.importers.pdf.things import understood

MOST_PAGES = 2_000
_A_SCAN = "a picture without text, as of a scanner: it needs OCR"
_A_PICTURE = "a picture is too large or damaged, and was left out"


def read_document(path: Path, at_page: Callable[[int], None] = lambda _: None) -> Manuscript:
    """Return what stands in a PDF; `at_page` is called with the number of each page before it."""
    document = opening.open_pdf(path)
    if isinstance(document, Diagnostic):
        return Manuscript(path.name, diagnostics=(document,))
    try:
        return _read(document, path, at_page)
    finally:
        document.close()


def _read(document: Handle, path: Path, at_page: Callable[[int], None]) -> Manuscript:
    name, number = str(path), len(document)
    if number > MOST_PAGES:
        fault = opening.too_much(name, f"this PDF has {number:,} pages; at most {MOST_PAGES:,}")
        return Manuscript(path.name, pages=number, diagnostics=(fault,))
    pages: list[Page] = []
    told: list[Diagnostic] = []
    for each in range(1, number + 1):
        at_page(each)
        page = _read_page(document, each, name)
        if isinstance(page, Diagnostic):
            told.append(page)
            if page.is_error:
                return Manuscript(path.name, pages=number, diagnostics=(page,))
        else:
            pages.append(page)
    scans = [page.number for page in pages if page.is_scan]
    if not any(page.words for page in pages):
        fault = _nothing(name, number, scans, told)
        return Manuscript(path.name, pages=number, diagnostics=(fault,))
    told += [opening.page_left_out(name, each, _A_SCAN) for each in scans]
    told += [opening.page_left_out(name, page.number, _A_PICTURE) for page in pages if page.lost]
    blocks, dropped = understood(pages)
    words = tuple(word for page in pages for word in page.words)
    return Manuscript(path.name, blocks, dropped, words, number, _language(document), tuple(told))


def _read_page(document: Handle, number: int, name: str) -> Page | Diagnostic:
    import pypdfium2

    try:
        return read_page(document, number)
    except TooMuchError as reason:
        return opening.too_much(name, str(reason))
    except pypdfium2.PdfiumError:
        return opening.page_left_out(name, number, "it is damaged and was left out")


def _nothing(name: str, pages: int, scans: list[int], told: list[Diagnostic]) -> Diagnostic:
    """Return why there is no text at all."""
    if scans:
        return opening.without_text(name, pages)
    if told:
        return opening.damaged(name, "no page of this PDF can be read")
    return opening.empty(name, "there is nothing to read on the pages of this PDF")


def _language(document: Handle) -> str | None:
    import pypdfium2.raw as pdfium

    return text_of(pdfium.FPDFCatalog_GetLanguage, document.raw) or None
