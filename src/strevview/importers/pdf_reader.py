"""The reader of PDFs: what stands on the pages, read in a process of its own.

PDFium cannot be asked to stop: a few thousand bytes can keep it busy for years, swell to gigabytes,
or bring it down. It is not thread safe either; in its own process nobody shares it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
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
from strevview.importers.files import NO_WORDS, fault, read_bytes
from strevview.importers.pdf_blocks import PageContent, blocks_of
from strevview.importers.pdf_page import language_of, read_pictures, read_tags
from strevview.importers.pdf_text import UNNAMED, Handle, placement_of, read_links, read_spans

if sys.platform != "win32":
    import resource

_PATIENCE = 30.0
_BYTES_A_SECOND = 50_000
_START = "import sys; from strevview.importers.pdf_reader import main; main(sys.argv[1])"


def read_pdf(path: Path, patience: float = _PATIENCE) -> tuple[Document, FileContents]:
    """Return what stands in a PDF, and its words and links as PDFium itself counts them.

    A file that cannot be read has no blocks and an error: SV930 to SV934, SV936, SV941, SV944 or
    SV945. It may take `patience` seconds, and one more for each 50 kB.

    Raises:
        OSError: there is no such file.
    """
    patience += path.stat().st_size / _BYTES_A_SECOND
    # Where this process found its modules, the other one finds the same.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    try:
        done = subprocess.run(
            # -P: the folder that somebody works in is no place for modules.
            [sys.executable, "-P", "-c", _START, str(path)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
        )
        # Only what `main` here has written comes from there.
        document, contents = pickle.loads(done.stdout)  # noqa: S301
    except subprocess.TimeoutExpired:
        what = f"this PDF takes longer than {patience:.0f} s to read"
        return refused(path, fault("SV934", str(path), what))
    except (pickle.UnpicklingError, EOFError):
        what = "this PDF is damaged: it brings its reader down"
        return refused(path, fault("SV930", str(path), what))
    assert isinstance(document, Document)
    assert isinstance(contents, FileContents)
    return document, contents


def refused(path: Path, fault: Diagnostic) -> tuple[Document, FileContents]:
    """Return what stands for a file that could not be read."""
    return Document(path.name, diagnostics=(fault,)), FileContents(())


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
_UNNAMED_LETTERS = (
    "the letters of this PDF cannot be told: its fonts only draw them and do not name them"
)
_FURNITURE_ALONE = "its pages have only numbers and lines that repeat on most of them"


class TooMuchError(Exception):
    """A page is over the bounds; the text says over which."""


def main(name: str) -> None:
    """Read a PDF and write what is found to the standard output, as `pickle` has it."""
    _hold_to_memory()
    try:
        found = read_document(Path(name))
    except MemoryError:
        found = refused(Path(name), fault("SV934", name, "it takes too much memory to read"))
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
            return fault("SV931", name, "a password protects this PDF")
        if code == _ERR_SECURITY:
            return fault("SV931", name, _PROTECTED)
        return fault("SV930", name, "this PDF is damaged and cannot be read")
    number = len(document)
    if 0 < number <= MOST_PAGES:
        return document
    document.close()
    if number == 0:
        return fault("SV933", name, "this PDF has no page")
    return fault("SV934", name, f"this PDF has {number:,} pages; at most {MOST_PAGES:,}")


def _read(document: Handle, path: Path) -> tuple[Document, FileContents]:
    name, number = str(path), len(document)
    read = [_read_page(document, each, name) for each in range(1, number + 1)]
    pages = [each for each in read if isinstance(each, PageContent)]
    told = [each for each in read if isinstance(each, Diagnostic)]
    refusal = next((each for each in told if each.is_error), None) or _refusal(name, pages, number)
    if refusal is not None:
        return refused(path, refusal)
    blocks, left_out = blocks_of(pages)
    blocks = _with_bookmarks(blocks, document)
    not_read: dict[str, list[int]] = {}
    for page in pages:
        for what in _not_read(page):
            not_read.setdefault(what, []).append(page.number)
    told += [_pages_left_out(name, numbers, what) for what, numbers in not_read.items()]
    if not any(block.text for block in blocks):
        told, blocks = [fault("SV945", name, NO_WORDS, _FURNITURE_ALONE)], ()
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
            read = _page(document, page, number)
            turns = _turns(read)
            if turns:
                # PDFium orders the words of a page that stands on its side only once it is upright.
                turned = (pdfium.FPDFPage_GetRotation(page) + turns) % 4
                pdfium.FPDFPage_SetRotation(page, turned)
                page.close()
                page = document[number - 1]
                read = _page(document, page, number)
            return read
        finally:
            page.close()
    except TooMuchError as reason:
        return fault("SV934", name, str(reason))
    except pypdfium2.PdfiumError:
        return _pages_left_out(name, [number], "it is damaged and was left out")


def _turns(page: PageContent) -> int:
    """Return by how many quarters most letters of a page are turned, counter-clockwise."""
    turns: Counter[int] = Counter()
    for span in page.spans:
        turns[round(span.look.angle / 90) % 4] += len(span.text)
    return turns.most_common(1)[0][0] if turns else 0


def _page(document: Handle, page: Handle, number: int) -> PageContent:
    placing = placement_of(page)
    text_page = page.get_textpage()
    if text_page.count_chars() > MOST_LETTERS:
        raise TooMuchError(f"page {number} has more than {MOST_LETTERS:,} letters")
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


def _refusal(name: str, pages: Sequence[PageContent], number: int) -> Diagnostic | None:
    """Return why there is no text, or none worth having, on those of so many pages."""
    words = [word for page in pages for word in page.words]
    letters = sum(map(len, words))
    if not words and any(page.pictures.scan for page in pages):
        where = "page" if number == 1 else f"{number} pages"
        what = f"there is no text on its {where}, only pictures, as a scanner makes them"
        return fault("SV932", name, what)
    if not words and len(pages) < number:
        return fault("SV930", name, "no page of this PDF can be read")
    if not words:
        return fault("SV933", name, "there is nothing to read on the pages of this PDF")
    if set("".join(words)) == {UNNAMED} or _unnamed(words) > _MOST_UNNAMED * letters:
        return fault("SV936", name, _UNNAMED_LETTERS)
    return None


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
