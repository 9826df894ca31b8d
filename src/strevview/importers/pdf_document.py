"""A PDF read in this process, which it may hang or bring down: `pdf_reader` is around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.blocks import Document, FileContents
from strevview.importers.files import read_bytes
from strevview.importers.pdf_blocks import Page, blocks_of
from strevview.importers.pdf_contents import contents_of
from strevview.importers.pdf_letters import (
    UNNAMED,
    Handle,
    placing_of,
    read_letters,
    read_links,
    upright_page,
)
from strevview.importers.pdf_pictures import read_pictures
from strevview.importers.pdf_tags import language_of, read_tags

MOST_PAGES = 2_000
# A page of a review has some 3,000.
MOST_LETTERS = 200_000
# Of all letters: more that are unknown leave no text worth having.
_MOST_UNNAMED = 0.1
_ERR_PASSWORD, _ERR_SECURITY = 4, 5
_A_SCAN = "a picture without text, as of a scanner: it needs OCR"
_A_NOTE = "a form field or a note upon it has words that were not read"
_FURNITURE_ALONE = "its pages have only numbers and lines that repeat on most of them"
_A_PICTURE = "a picture is too large or damaged, and was left out"


class TooMuchError(Exception):
    """A page is over the bounds; the text says over which."""


def read_document(path: Path) -> tuple[Document, FileContents]:
    """Return what stands in a PDF, and its words and links as PDFium counts them."""
    opened = _open(path)
    if isinstance(opened, Diagnostic):
        return Document(path.name, diagnostics=(opened,)), FileContents(())
    try:
        return _read(opened, path)
    finally:
        opened.close()


def _open(path: Path) -> Handle | Diagnostic:
    """Return a file as pypdfium2 opens it, or why it cannot be opened."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    name, data = str(path), read_bytes(path)
    if isinstance(data, Diagnostic):
        return data
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        match pdfium.FPDF_GetLastError():
            case code if code == _ERR_PASSWORD:
                return faults.pdf_locked(name, "a password protects this PDF")
            case code if code == _ERR_SECURITY:
                what = "this PDF is protected in a way that cannot be read here"
                return faults.pdf_locked(name, what)
            case _:
                return faults.pdf_damaged(name, "this PDF is damaged and cannot be read")
    number = len(document)
    if 0 < number <= MOST_PAGES:
        return document
    document.close()
    if number == 0:
        return faults.pdf_empty(name, "this PDF has no page")
    return faults.pdf_too_much(name, f"this PDF has {number:,} pages; at most {MOST_PAGES:,}")


def _read(document: Handle, path: Path) -> tuple[Document, FileContents]:
    name, number = str(path), len(document)
    pages: list[Page] = []
    told: list[Diagnostic] = []
    for each in range(1, number + 1):
        page = _read_page(document, each, name)
        if isinstance(page, Page):
            pages.append(page)
        else:
            told.append(page)
    errors = [each for each in told if each.is_error] or list(_refusals(name, pages, told))
    if errors:
        found = Document(path.name, pages=number, diagnostics=(errors[0],))
        return found, FileContents(())
    blocks, left_out = blocks_of(pages)
    told += _warnings(name, pages)
    if not any(block.text for block in blocks):
        told, blocks = [faults.without_text(name, _FURNITURE_ALONE)], ()
    language = language_of(document)
    found = Document(path.name, blocks, left_out, {}, number, language, tuple(told))
    return found, contents_of(document)


def _read_page(document: Handle, number: int, name: str) -> Page | Diagnostic:
    import pypdfium2

    try:
        page = upright_page(document, number - 1)
        try:
            return _page(document, page, number)
        finally:
            page.close()
    except TooMuchError as reason:
        return faults.pdf_too_much(name, str(reason))
    except pypdfium2.PdfiumError:
        return faults.pdf_page_left_out(name, number, "it is damaged and was left out")


def _page(document: Handle, page: Handle, number: int) -> Page:
    placing = placing_of(page)
    text_page = page.get_textpage()
    if text_page.count_chars() > MOST_LETTERS:
        raise TooMuchError(f"page {number} has more than {MOST_LETTERS:,} letters")
    links = read_links(page, document, placing)
    letters = tuple(read_letters(text_page, placing, links))
    text_page.close()
    tags = read_tags(page)
    pictures = read_pictures(page, number, placing, tags.figures)
    size = (placing.width, placing.height)
    return Page(number, size, letters, links, tags, pictures, _has_notes(page))


def _has_notes(page: Handle) -> bool:
    """Return whether a form field or a note upon a page has words, which no text of it tells."""
    import pypdfium2.raw as pdfium

    words = {pdfium.FPDF_ANNOT_FREETEXT: b"Contents", pdfium.FPDF_ANNOT_WIDGET: b"V"}
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        key = words.get(pdfium.FPDFAnnot_GetSubtype(note)) if note else None
        # Two bytes end an empty text.
        if key and pdfium.FPDFAnnot_GetStringValue(note, key, None, 0) > 2:
            return True
    return False


def _refusals(name: str, pages: Sequence[Page], told: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield why there is no text, or none worth having."""
    letters = sum(map(_letters, pages))
    if letters == 0:
        if any(page.pictures.scan for page in pages):
            yield faults.pdf_of_pictures(name, len(pages) + len(told))
        if told:
            yield faults.pdf_damaged(name, "no page of this PDF can be read")
        yield faults.pdf_empty(name, "there is nothing to read on the pages of this PDF")
    elif not any(map(_named, pages)) or sum(map(_unnamed, pages)) > _MOST_UNNAMED * letters:
        yield faults.pdf_letters_unnamed(name)


def _warnings(name: str, pages: Sequence[Page]) -> Iterator[Diagnostic]:
    for page in pages:
        if unnamed := _unnamed(page):
            what = f"letters that cannot be told stand as {UNNAMED} in the text ({unnamed})"
            yield faults.pdf_page_left_out(name, page.number, what)
        if page.pictures.scan and not _letters(page):
            yield faults.pdf_page_left_out(name, page.number, _A_SCAN)
        if page.has_notes:
            yield faults.pdf_page_left_out(name, page.number, _A_NOTE)
        if page.pictures.lost:
            yield faults.pdf_page_left_out(name, page.number, _A_PICTURE)


def _letters(page: Page) -> int:
    return sum(not letter.is_space for letter in page.letters)


def _named(page: Page) -> bool:
    return any(letter.text != UNNAMED and not letter.is_space for letter in page.letters)


def _unnamed(page: Page) -> int:
    """Return how many letters of a page are unknown, lone ones aside, which are bullets."""
    words = "".join(letter.text for letter in page.letters).split()
    return sum(word.count(UNNAMED) for word in words if len(word) > 1)
