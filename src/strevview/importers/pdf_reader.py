"""The reader of PDFs: what stands on the pages, read in a process of its own.

PDFium cannot be asked to stop: a few thousand bytes can keep it busy for years, swell to gigabytes,
or bring it down. It is not thread safe either; in its own process nobody shares it.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from strevview.diagnostics import Diagnostic, Span, warning
from strevview.importers.blocks import Block, Document, FileContents, Kind, match_key
from strevview.importers.file_contents import pdf_contents
from strevview.importers.files import NO_WORDS, RefusedError, read_bytes, refused
from strevview.importers.pdf_layout import PageContent
from strevview.importers.pdf_page import language_of, read_pictures, read_tags
from strevview.importers.pdf_paragraphs import blocks_of
from strevview.importers.pdf_text import UNNAMED, Handle, placement_of, read_links, read_spans

if sys.platform != "win32":
    import resource

_MOST_MEMORY = 3 * 1024**3
MOST_PAGES = 2_000
# A page of a review has some 3,000.
MOST_LETTERS = 200_000
# Of all letters: more that are unknown leave no text worth having.
_MOST_UNNAMED = 0.1
# By the number of PDFium's error.
_NOT_OPENED = {
    4: ("SV931", "a password protects this PDF"),
    5: ("SV931", "this PDF is protected in a way that cannot be read here"),
}
_DAMAGED = ("SV930", "this PDF is damaged and cannot be read")
# Bookmarks below that depth head nothing that an issue has.
_DEEPEST = 6
_UNNAMED_LETTERS = (
    "the letters of this PDF cannot be told: its fonts only draw them and do not name them"
)
_FURNITURE_ALONE = "its pages have only numbers and lines that repeat on most of them"


def main(name: str) -> None:
    """Read a PDF and write what is found to the standard output, as `pickle` has it."""
    _hold_to_memory()
    try:
        found = read_document(Path(name))
    except MemoryError:
        what = "it takes too much memory to read"
        found = refused(Path(name), RefusedError("SV934", name, what))
    with os.fdopen(1, "wb") as output:
        pickle.dump(found, output)


def read_document(path: Path) -> tuple[Document, FileContents]:
    """Return what stands in a PDF, and its words and links as PDFium counts them."""
    try:
        with _open(path) as document:
            return _read(document, path)
    except RefusedError as reason:
        return refused(path, reason)


def _hold_to_memory() -> None:
    """Take no more memory than a large issue needs, where the system knows such a bound."""
    if sys.platform == "win32":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(_MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _open(path: Path) -> Handle:
    """Return a file as pypdfium2 opens it; raise RefusedError where it cannot."""
    try:
        return pypdfium2.PdfDocument(read_bytes(path))
    except pypdfium2.PdfiumError as reason:
        code, what = _NOT_OPENED.get(pdfium.FPDF_GetLastError(), _DAMAGED)
        raise RefusedError(code, str(path), what) from reason


def _read(document: Handle, path: Path) -> tuple[Document, FileContents]:
    name, number = str(path), len(document)
    if number == 0:
        raise RefusedError("SV933", name, "this PDF has no page")
    if number > MOST_PAGES:
        what = f"this PDF has {number:,} pages; at most {MOST_PAGES:,}"
        raise RefusedError("SV934", name, what)
    read = [_read_page(document, each, name) for each in range(1, number + 1)]
    pages = [each for each in read if isinstance(each, PageContent)]
    told = [each for each in read if isinstance(each, Diagnostic)]
    _refuse_without_text(name, pages, number)
    blocks, left_out = blocks_of(pages)
    blocks = _with_bookmarks(blocks, document)
    not_read: dict[str, list[int]] = {}
    for page in pages:
        for what in _not_read(page):
            not_read.setdefault(what, []).append(page.number)
    told += [_pages_left_out(name, numbers, what) for what, numbers in not_read.items()]
    if not any(block.text for block in blocks):
        raise RefusedError("SV945", name, NO_WORDS, _FURNITURE_ALONE)
    language = language_of(document)
    found = Document(path.name, blocks, left_out, {}, number, language, tuple(told))
    return found, pdf_contents(document)


def _with_bookmarks(blocks: tuple[Block, ...], document: Handle) -> tuple[Block, ...]:
    """Return blocks in which a paragraph that says what a bookmark says is a heading of its rank.

    Only where no tag makes a heading, and most of the bookmarks are found.
    """
    ranks = {match_key(mark.get_title()): mark.level + 1 for mark in document.get_toc(_DEEPEST)}
    ranks.pop("", None)
    keys = [
        match_key(block.text) if block.kind in (Kind.PARAGRAPH, Kind.LIST_ENTRY) else ""
        for block in blocks
    ]
    tagged = any(block.kind is Kind.HEADING for block in blocks)
    if tagged or 2 * len(ranks.keys() & set(keys)) <= len(ranks):
        return blocks
    return tuple(
        replace(block, kind=Kind.HEADING, level=ranks[key]) if key in ranks else block
        for block, key in zip(blocks, keys, strict=True)
    )


def _read_page(document: Handle, number: int, name: str) -> PageContent | Diagnostic:
    try:
        page = document[number - 1]
        try:
            read = _page(document, page, number, name)
            turns = _turns(read)
            if turns:
                # PDFium orders the words of a page that stands on its side only once it is upright.
                turned = (pdfium.FPDFPage_GetRotation(page) + turns) % 4
                pdfium.FPDFPage_SetRotation(page, turned)
                page.close()
                page = document[number - 1]
                read = _page(document, page, number, name)
            return read
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return _pages_left_out(name, [number], "it is damaged and was left out")


def _turns(page: PageContent) -> int:
    """Return by how many quarters most letters of a page are turned, counter-clockwise."""
    turns: Counter[int] = Counter()
    for span in page.spans:
        turns[round(span.look.angle / 90) % 4] += len(span.text)
    return turns.most_common(1)[0][0] if turns else 0


def _page(document: Handle, page: Handle, number: int, name: str) -> PageContent:
    placing = placement_of(page)
    text_page = page.get_textpage()
    if text_page.count_chars() > MOST_LETTERS:
        what = f"page {number} has more than {MOST_LETTERS:,} letters"
        raise RefusedError("SV934", name, what)
    links = tuple(read_links(page, document, placing))
    spans = tuple(read_spans(text_page, placing, links))
    text_page.close()
    tags = read_tags(page)
    pictures = read_pictures(page, number, placing, tags.figures)
    size = (placing.width, placing.height)
    return PageContent(number, size, spans, links, tags, pictures, _has_notes(page))


def _has_notes(page: Handle) -> bool:
    """Return whether a form field or a note upon a page has words: they are not in its text."""
    words = {pdfium.FPDF_ANNOT_FREETEXT: b"Contents", pdfium.FPDF_ANNOT_WIDGET: b"V"}
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        key = words.get(pdfium.FPDFAnnot_GetSubtype(note)) if note else None
        # Two bytes end an empty text.
        if key and pdfium.FPDFAnnot_GetStringValue(note, key, None, 0) > 2:
            return True
    return False


def _refuse_without_text(name: str, pages: Sequence[PageContent], number: int) -> None:
    """Raise RefusedError where there is no text, or none worth having, on so many pages."""
    words = [word for page in pages for word in page.words]
    letters = sum(map(len, words))
    if not words and any(page.pictures.scan for page in pages):
        where = "page" if number == 1 else f"{number} pages"
        what = f"there is no text on its {where}, only pictures, as a scanner makes them"
        raise RefusedError("SV932", name, what)
    if not words and len(pages) < number:
        raise RefusedError("SV930", name, "no page of this PDF can be read")
    if not words:
        raise RefusedError("SV933", name, "there is nothing to read on the pages of this PDF")
    if set("".join(words)) == {UNNAMED} or _unnamed(words) > _MOST_UNNAMED * letters:
        raise RefusedError("SV936", name, _UNNAMED_LETTERS)


def _pages_left_out(name: str, pages: Sequence[int], what: str) -> Diagnostic:
    """Return the warning about pages, or something on them, that could not be read."""
    numbers = f"page {pages[0]}" if len(pages) == 1 else f"pages {_in_words(pages)}"
    advice = f"look at {numbers} of the old issue, and write by hand what is missing"
    return warning("SV935", f"{numbers}: {what}", Span.point(name), advice)


def _in_words(pages: Sequence[int]) -> str:
    """Return the numbers of pages, in order, those in a row as `3–9`."""
    ends = [n for n in range(1, len(pages)) if pages[n] != pages[n - 1] + 1]
    rows = (pages[start:end] for start, end in pairwise([0, *ends, len(pages)]))
    return ", ".join(f"{row[0]}–{row[-1]}" if len(row) > 1 else f"{row[0]}" for row in rows)


def _not_read(page: PageContent) -> Iterator[str]:
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
