"""A PDF as a manuscript, read in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers.manuscript import Manuscript
from strevview.importers.pdf import opening
from strevview.importers.pdf.letters import UNNAMED
from strevview.importers.pdf.opening import Handle
from strevview.importers.pdf.pages import Page, TooMuchError, read_page
from strevview.importers.pdf.tags import text_of
from strevview.importers.pdf.things import understood

MOST_PAGES = 2_000
# Of all letters: more that are unknown leave no text worth having.
_MOST_UNNAMED = 0.1
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
    refusal = _refusal(name, number, pages, told)
    if refusal is not None:
        return Manuscript(path.name, pages=number, diagnostics=(refusal,))
    told += _warnings(name, pages)
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


def _refusal(
    name: str, number: int, pages: Sequence[Page], told: Sequence[Diagnostic]
) -> Diagnostic | None:
    """Return why there is no text, or none worth having."""
    letters = sum(len(word) for page in pages for word in page.words)
    if letters == 0:
        if any(page.is_scan for page in pages):
            return opening.without_text(name, number)
        if told:
            return opening.damaged(name, "no page of this PDF can be read")
        return opening.empty(name, "there is nothing to read on the pages of this PDF")
    if sum(map(_unnamed, pages)) > _MOST_UNNAMED * letters:
        return opening.unreadable_letters(name)
    return None


def _warnings(name: str, pages: Sequence[Page]) -> Iterator[Diagnostic]:
    for page in pages:
        unnamed = _unnamed(page)
        if unnamed:
            what = f"letters that cannot be told stand as {UNNAMED} in the text ({unnamed})"
            yield opening.page_left_out(name, page.number, what)
        if page.is_scan:
            yield opening.page_left_out(name, page.number, _A_SCAN)
        if page.lost:
            yield opening.page_left_out(name, page.number, _A_PICTURE)


def _unnamed(page: Page) -> int:
    """Return how many letters of a page are unknown, lone ones aside, which are bullets."""
    return sum(word.count(UNNAMED) for word in page.words if len(word) > 1)


def _language(document: Handle) -> str | None:
    import pypdfium2.raw as pdfium

    return text_of(pdfium.FPDFCatalog_GetLanguage, document.raw) or None
