"""A PDF read in this process, which it may hang or bring down: `pdf_reader` is around it."""

from __future__ import annotations

import os
import pickle
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.blocks import Block, Document, FileContents, Kind
from strevview.importers.files import read_bytes
from strevview.importers.pdf_blocks import Page, blocks_of
from strevview.importers.pdf_contents import contents_of
from strevview.importers.pdf_pictures import read_pictures
from strevview.importers.pdf_reader import refused
from strevview.importers.pdf_tags import language_of, read_tags
from strevview.importers.pdf_text import UNNAMED, Handle, placing_of, read_links, read_spans

if sys.platform != "win32":
    import resource

_MOST_MEMORY = 3 * 1024**3
MOST_PAGES = 2_000
# A page of a review has some 3,000.
MOST_LETTERS = 200_000
# Of all letters: more that are unknown leave no text worth having.
_MOST_UNNAMED = 0.1
_ERR_PASSWORD, _ERR_SECURITY = 4, 5
_PROTECTED = "this PDF is protected in a way that cannot be read here"
# Bookmarks below that depth head nothing that an issue has.
_DEEPEST = 6
_FURNITURE_ALONE = "its pages have only numbers and lines that repeat on most of them"


class TooMuchError(Exception):
    """A page is over the bounds; the text says over which."""


def main(name: str) -> None:
    """Read a PDF and write what is found to the standard output, as `pickle` has it."""
    _hold_to_memory()
    try:
        found = read_document(Path(name))
    except MemoryError:
        found = refused(Path(name), faults.pdf_too_much(name, "it takes too much memory to read"))
    with os.fdopen(1, "wb") as output:
        pickle.dump(found, output)


def read_document(path: Path) -> tuple[Document, FileContents]:
    """Return what stands in a PDF, and its words and links as PDFium counts them."""
    opened = _open(path)
    if isinstance(opened, Diagnostic):
        return refused(path, opened)
    try:
        return _read(opened, path)
    finally:
        opened.close()


def _hold_to_memory() -> None:
    """Take no more memory than a large issue needs, where the system knows such a bound."""
    if sys.platform == "win32":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(_MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _open(path: Path) -> Handle | Diagnostic:
    """Return a file as pypdfium2 opens it, or why it cannot be opened."""
    name, data = str(path), read_bytes(path)
    if isinstance(data, Diagnostic):
        return data
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        code = pdfium.FPDF_GetLastError()
        if code == _ERR_PASSWORD:
            return faults.pdf_locked(name, "a password protects this PDF")
        if code == _ERR_SECURITY:
            return faults.pdf_locked(name, _PROTECTED)
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
    read = [_read_page(document, each, name) for each in range(1, number + 1)]
    pages = [each for each in read if isinstance(each, Page)]
    told = [each for each in read if isinstance(each, Diagnostic)]
    fault = next((each for each in told if each.is_error), None) or _refusal(name, pages, number)
    if fault is not None:
        return refused(path, fault)
    blocks, left_out = blocks_of(pages)
    blocks = _with_bookmarks(blocks, document)
    not_read: dict[str, list[int]] = {}
    for page in pages:
        for what in _not_read(page):
            not_read.setdefault(what, []).append(page.number)
    told += [faults.pdf_pages_left_out(name, numbers, what) for what, numbers in not_read.items()]
    if not any(block.text for block in blocks):
        told, blocks = [faults.without_text(name, _FURNITURE_ALONE)], ()
    language = language_of(document)
    found = Document(path.name, blocks, left_out, {}, number, language, tuple(told))
    return found, contents_of(document)


def _with_bookmarks(blocks: tuple[Block, ...], document: Handle) -> tuple[Block, ...]:
    """Return blocks in which a paragraph that says what a bookmark says is a heading of its rank.

    Only where no tag makes a heading, and most of the bookmarks are found.
    """
    ranks = {_key(mark.get_title()): mark.level + 1 for mark in document.get_toc(_DEEPEST)}
    ranks.pop("", None)
    keys = [
        _key(block.text) if block.kind in (Kind.PARAGRAPH, Kind.LIST_ENTRY) else ""
        for block in blocks
    ]
    tagged = any(block.kind is Kind.HEADING for block in blocks)
    if tagged or 2 * len(ranks.keys() & set(keys)) <= len(ranks):
        return blocks
    return tuple(
        replace(block, kind=Kind.HEADING, level=ranks[key]) if key in ranks else block
        for block, key in zip(blocks, keys, strict=True)
    )


def _key(text: str) -> str:
    """Return a heading without what bookmarks and pages write differently."""
    return "".join(filter(str.isalnum, text)).casefold()


def _read_page(document: Handle, number: int, name: str) -> Page | Diagnostic:
    try:
        page = document[number - 1]
        try:
            read = _page(document, page, number)
            turns = _turns(read)
            if turns:
                # PDFium orders the words of a page that stands on its side only once it is upright.
                _turn(page, turns)
                page.close()
                page = document[number - 1]
                read = _page(document, page, number)
            return read
        finally:
            page.close()
    except TooMuchError as reason:
        return faults.pdf_too_much(name, str(reason))
    except pypdfium2.PdfiumError:
        return faults.pdf_pages_left_out(name, [number], "it is damaged and was left out")


def _turns(page: Page) -> int:
    """Return by how many quarters most letters of a page are turned, counter-clockwise."""
    turns: Counter[int] = Counter()
    for span in page.spans:
        turns[round(span.look.angle / 90) % 4] += len(span.text)
    return turns.most_common(1)[0][0] if turns else 0


def _turn(page: Handle, quarters: int) -> None:
    """Turn a page clockwise."""
    pdfium.FPDFPage_SetRotation(page, (pdfium.FPDFPage_GetRotation(page) + quarters) % 4)


def _page(document: Handle, page: Handle, number: int) -> Page:
    placing = placing_of(page)
    text_page = page.get_textpage()
    if text_page.count_chars() > MOST_LETTERS:
        raise TooMuchError(f"page {number} has more than {MOST_LETTERS:,} letters")
    links = tuple(read_links(page, document, placing))
    spans = tuple(read_spans(text_page, placing, links))
    text_page.close()
    tags = read_tags(page)
    pictures = read_pictures(page, number, placing, tags.figures)
    size = (placing.width, placing.height)
    return Page(number, size, spans, links, tags, pictures, _has_notes(page))


def _has_notes(page: Handle) -> bool:
    """Return whether a form field or a note upon a page has words, which no text of it tells."""
    words = {pdfium.FPDF_ANNOT_FREETEXT: b"Contents", pdfium.FPDF_ANNOT_WIDGET: b"V"}
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        key = words.get(pdfium.FPDFAnnot_GetSubtype(note)) if note else None
        # Two bytes end an empty text.
        if key and pdfium.FPDFAnnot_GetStringValue(note, key, None, 0) > 2:
            return True
    return False


def _refusal(name: str, pages: Sequence[Page], number: int) -> Diagnostic | None:
    """Return why there is no text, or none worth having, on those of so many pages."""
    words = [word for page in pages for word in page.words]
    letters = sum(map(len, words))
    if not words and any(page.pictures.scan for page in pages):
        return faults.pdf_of_pictures(name, number)
    if not words and len(pages) < number:
        return faults.pdf_damaged(name, "no page of this PDF can be read")
    if not words:
        return faults.pdf_empty(name, "there is nothing to read on the pages of this PDF")
    if set("".join(words)) == {UNNAMED} or _unnamed(words) > _MOST_UNNAMED * letters:
        return faults.pdf_letters_unnamed(name)
    return None


def _not_read(page: Page) -> Iterator[str]:
    """Yield what could not be read of a page."""
    if _unnamed(page.words):
        yield f"letters that cannot be told stand as {UNNAMED} in the text"
    if page.pictures.scan and not page.words:
        yield "a picture without text, as of a scanner: it needs OCR"
    if page.has_notes:
        yield "a form field or a note upon it has words that were not read"
    if page.pictures.lost:
        yield "a picture is too large or damaged, and was left out"


def _unnamed(words: Sequence[str]) -> int:
    """Return how many letters of words are unknown, lone ones aside, which are bullets."""
    return sum(word.count(UNNAMED) for word in words if len(word) > 1)
